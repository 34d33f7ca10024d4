"""The line to one screen: finished frames where the server takes them, else the usual way."""

import asyncio
from collections.abc import Callable
from typing import Protocol, cast

from starlette.websockets import WebSocket, WebSocketDisconnect

from web.live.envelope import TEXT, Envelope

EXTENSION = "search_coordinator.shared_frames"
"""Of the ASGI scope of a WebSocket whose server takes finished frames."""


class SharedFrames(Protocol):
    """Takes finished frames for one socket."""

    @property
    def window_bits(self) -> int | None:
        """What deflated frames may look back on, as a power of two; None if none may be sent."""
        ...

    @property
    def open(self) -> bool:
        """Whether frames may still be written."""
        ...

    @property
    def free(self) -> bool:
        """Whether what was written last has gone far enough that more should follow."""
        ...

    def write(self, frame: bytes) -> None:
        """Write a frame without waiting."""
        ...

    def when_free(self, tell: Callable[[], None]) -> None:
        """Call this whenever the socket has become free again."""
        ...

    def abort(self) -> None:
        """Give the connection up at once, whatever waits to be sent."""
        ...


class Line(Protocol):
    """Takes one message after another, whenever it is free."""

    @property
    def free(self) -> bool:
        """Whether a message may be handed over now."""
        ...

    @property
    def gone(self) -> bool:
        """Whether it is known that nothing can be sent any more."""
        ...

    def send(self, message: Envelope) -> None:
        """Hand a message over without waiting; only while free."""
        ...

    def abort(self) -> None:
        """Give the connection up at once, where that can be done."""
        ...


def line_to(websocket: WebSocket, tell_free: Callable[[], None]) -> Line:
    """The line to an accepted socket, which calls `tell_free` whenever it becomes free again."""
    frames = websocket.scope.get("extensions", {}).get(EXTENSION)
    if frames is None:
        return AsgiLine(websocket, tell_free)
    return FrameLine(cast(SharedFrames, frames), tell_free)


class FrameLine:
    """Writes the very same bytes as to all others."""

    def __init__(self, frames: SharedFrames, tell_free: Callable[[], None]) -> None:
        self._frames = frames
        self._window_bits = frames.window_bits
        frames.when_free(tell_free)

    @property
    def free(self) -> bool:
        """Whether a message may be handed over now."""
        return self._frames.free

    @property
    def gone(self) -> bool:
        """Whether it is known that nothing can be sent any more."""
        return not self._frames.open

    def send(self, message: Envelope) -> None:
        """Hand a message over without waiting."""
        self._frames.write(message.frame(self._window_bits))

    def abort(self) -> None:
        """Give the connection up at once."""
        self._frames.abort()


class AsgiLine:
    """Asks the server to send, one message at a time."""

    def __init__(self, websocket: WebSocket, tell_free: Callable[[], None]) -> None:
        self._websocket = websocket
        self._tell_free = tell_free
        self._sending: asyncio.Task[None] | None = None
        self._gone = False

    @property
    def free(self) -> bool:
        """Whether a message may be handed over now."""
        return self._sending is None and not self._gone

    @property
    def gone(self) -> bool:
        """Whether it is known that nothing can be sent any more."""
        return self._gone

    def send(self, message: Envelope) -> None:
        """Hand a message over without waiting."""
        self._sending = asyncio.create_task(self._send(message))

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
