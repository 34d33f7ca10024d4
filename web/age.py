"""Age: an answer from memory, given because the event store is silent, says how old it may be."""

import math

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coordinator.searches.silence import Silence

AGE = "Age"


def age(silence: Silence) -> str:
    """For how many seconds the store has not answered, at least one."""
    return str(max(1, math.ceil(silence.seconds)))


class TellsAge:
    """Adds the header to what is read about searches while the event store does not answer."""

    def __init__(self, app: ASGIApp, silence: Silence, under: str) -> None:
        self._app = app
        self._silence = silence
        self._under = under

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not scope["path"].startswith(self._under):
            await self._app(scope, receive, send)
            return

        async def adding(message: Message) -> None:
            read = message["type"] == "http.response.start" and message["status"] == 200
            if read and scope["method"] == "GET" and self._silence.seconds:
                MutableHeaders(scope=message).setdefault(AGE, age(self._silence))
            await send(message)

        await self._app(scope, receive, adding)
