"""The body limit: a request's body is read whole, and only so much of it."""

import asyncio
from collections import deque
from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.problem import Problem

USUAL_BYTES = 1_000_000
PHOTO_BYTES = 8_000_000
PHOTO = "/photo"
"""Uploads of photos end like this, may be larger, and take longer over a weak net."""
# What a sender may still push while being told that it is too much.
DRAINED_BYTES = 64_000_000
USUAL_SECONDS = 60.0
PHOTO_SECONDS = 180.0


class BodyLimit:
    """Answers 413 to larger bodies and 408 to slower ones, however they are sent.

    Bodies are gathered before the application sees them, so that what it gets is complete, but for
    paths whose routes read the stream themselves once they know who sends it. The rest of a body
    that is too large is read and dropped: a sender who is cut off in the middle would see a broken
    connection instead of the answer.
    """

    def __init__(
        self,
        app: ASGIApp,
        limit: int = USUAL_BYTES,
        seconds: float = USUAL_SECONDS,
        streamed: Collection[str] = (),
    ) -> None:
        self._app = app
        self._streamed = streamed
        self._limit = limit
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        bodiless = scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS")
        if bodiless or scope["path"] in self._streamed:
            await self._app(scope, receive, send)
            return
        limit, seconds = self._limit, self._seconds
        if scope["path"].endswith(PHOTO):
            limit, seconds = max(limit, PHOTO_BYTES), max(seconds, PHOTO_SECONDS)
        try:
            async with asyncio.timeout(seconds):
                messages = await _gather(scope, receive, limit)
        except TimeoutError:
            problem = Problem(
                408, "body_too_slow", f"the body did not arrive within {seconds:g} seconds"
            )
            await self._refuse(problem, scope, receive, send)
            return
        if messages is None:
            problem = Problem(413, "body_too_large", f"expected a body of at most {limit} bytes")
            await self._refuse(problem, scope, receive, send)
            return

        async def replay() -> Message:
            return messages.popleft() if messages else await receive()

        await self._app(scope, replay, send)

    async def _refuse(self, problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
        response = problem.response()
        response.headers["Connection"] = "close"
        await response(scope, receive, send)


async def _gather(scope: Scope, receive: Receive, limit: int) -> deque[Message] | None:
    """The messages of the body, None when it is too large."""
    declared = _declared(scope)
    too_large = declared is not None and declared > limit
    if too_large and _waits_for_permission(scope):
        return None
    messages: deque[Message] = deque()
    seen = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            messages.append(message)
            return messages
        seen += len(message.get("body", b""))
        too_large = too_large or seen > limit
        if too_large:
            messages.clear()
        else:
            messages.append(message)
        if not message.get("more_body", False) or seen > DRAINED_BYTES:
            return None if too_large else messages


def _header(scope: Scope, name: bytes) -> bytes | None:
    return next((value for key, value in scope["headers"] if key == name), None)


def _declared(scope: Scope) -> int | None:
    length = _header(scope, b"content-length")
    return int(length) if length is not None and length.isdigit() else None


def _waits_for_permission(scope: Scope) -> bool:
    return (_header(scope, b"expect") or b"").lower() == b"100-continue"
