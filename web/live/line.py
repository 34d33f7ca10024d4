"""The line to one screen: finished frames where the server takes them, else the usual way."""

import asyncio
from collections.abc import Callable
from typing import Protocol, cast

from starlette.websockets import WebSocket, WebSocketDisconnect

from web.live.envelope import TEXT, Envelope

EXTENSION = "search_coordinator.shared_frames"
"""Of the ASGI scope of a WebSocket whose server takes finished frames."""


class Line(Protocol):
    """Takes one message after another, whenever it is free."""

    @property
    def gone(self) -> bool:
        """Whether it is known that nothing can be sent any more."""
        ...

    def offer(self, message: Envelope) -> bool:
        """Send a message if the line is free, without waiting; whether it took it."""
        ...

    def when_free(self, tell: Callable[[], None]) -> None:
        """Call this whenever the line has become free again."""
        ...

    def abort(self) -> None:
        """Give the connection up at once, where that can be done."""
        ...


def line_to(websocket: WebSocket) -> Line:
    """The line to an accepted socket."""
    offered = websocket.scope.get("extensions", {}).get(EXTENSION)
    return AsgiLine(websocket) if offered is None else cast(Line, offered)


class AsgiLine:
    """Asks the server to send, one message at a time."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._tell_free: Callable[[], None] = lambda: None
        self._sending: asyncio.Task[None] | None = None
        self._gone = False

    @property
    def gone(self) -> bool:
        """Whether it is known that nothing can be sent any more."""
        return self._gone

    def offer(self, message: Envelope) -> bool:
        """Send a message if none is being sent."""
        if self._gone or self._sending is not None:
            return False
        self._sending = asyncio.create_task(self._send(message))
        return True

    def when_free(self, tell: Callable[[], None]) -> None:
        """Call this whenever a message has been sent."""
        self._tell_free = tell

    def abort(self) -> None:
        """Stop sending; ASGI knows no harder end."""
        self._gone = True
        if self._sending is not None:
            self._sending.cancel()

    async def _send(self, message: Envelope) -> None:
        kind, body = ("text", message.body.decode()) if message.opcode == TEXT else (
            "bytes", message.body,
        )  # fmt: skip
        try:
            await self._websocket.send({"type": "websocket.send", kind: body})
        except (WebSocketDisconnect, RuntimeError, OSError):
            self._gone = True
        finally:
            self._sending = None
        self._tell_free()
