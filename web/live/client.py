"""A client: one screen, what waits to be sent to it, and how far it has come."""

import asyncio
import time
from collections import deque

from starlette.websockets import WebSocket, WebSocketDisconnect

from coordinator.accounts import Principal
from web.live.views import Kind, Record, View
from web.measures import OVERFLOWS, SENT

RESYNC = 4000
MOST_WAITING = 512
"""Messages; a busy search sends ten a second, so this is most of a minute."""
MOST_WAITING_BYTES = 4_000_000
SLOTS = ("positions", "advice", "frame")
"""Of these only the newest one waits, and they go after everything that happened."""


class Client:
    """Everything is handed over without waiting; a task of its own sends it.

    A screen that cannot keep up is closed with the code that means: come back and resume.
    """

    def __init__(
        self, websocket: WebSocket, principal: Principal, view: View, *, packed: bool = False
    ) -> None:
        self.principal = principal
        self.view = view
        self.packed = packed
        """Whether it can read packed frames."""
        self.version: int | None = None
        """Up to which version it has been told; None while it is still catching up."""
        self.backlog: list[tuple[Record, str | None]] = []
        """What happened while it was catching up."""
        self.heard_at = time.monotonic()
        self.frame_at = float("-inf")
        """When it was last given a belief frame."""
        self.frame_of: object = None
        """The belief of that frame."""
        self._websocket = websocket
        self._waiting: deque[str] = deque()
        self._waiting_bytes = 0
        self._newest: dict[str, str | bytes] = {}
        self._something = asyncio.Event()
        self._ended = asyncio.Event()
        self._end = (1000, "")

    @property
    def is_desk(self) -> bool:
        """Whether this is a screen at the station."""
        return self.view.kind is Kind.DESK

    def push(self, text: str) -> None:
        """Send it after all that waits; never dropped but with the whole connection."""
        if self._ended.is_set():
            return
        self._waiting.append(text)
        self._waiting_bytes += len(text)
        full = len(self._waiting) > MOST_WAITING or self._waiting_bytes > MOST_WAITING_BYTES
        # A snapshot alone may be large; a queue is full only when it does not move.
        if full and len(self._waiting) > 2:
            OVERFLOWS.inc()
            self.close(RESYNC, "too slow: connect again and resume")
            return
        self._something.set()

    def push_newest(self, slot: str, message: str | bytes) -> None:
        """Send it when nothing more urgent waits, instead of the one that waits there now."""
        if not self._ended.is_set():
            self._newest[slot] = message
            self._something.set()

    def close(self, code: int, reason: str) -> None:
        """Close with this code; what waits is not sent any more."""
        if not self._ended.is_set():
            self._end = code, reason
            self._ended.set()
            self._waiting.clear()
            self._newest.clear()

    async def serve(self, reader: "asyncio.Task[None]") -> None:
        """Send until the socket ends, is closed, or its reader is done."""
        writer = asyncio.create_task(self._write())
        ended = asyncio.create_task(self._ended.wait())
        tasks = {reader, writer, ended}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if self._ended.is_set():
            await self._say_why()

    async def _say_why(self) -> None:
        code, reason = self._end
        try:
            # A peer that does not read cannot be told: it will find the connection gone.
            async with asyncio.timeout(10):
                await self._websocket.close(code, reason)
        except (TimeoutError, WebSocketDisconnect, RuntimeError, OSError):
            return

    async def _write(self) -> None:
        while True:
            message = self._next()
            if message is None:
                self._something.clear()
                await self._something.wait()
            elif isinstance(message, str):
                await self._websocket.send({"type": "websocket.send", "text": message})
                SENT.labels("text").inc()
            else:
                await self._websocket.send({"type": "websocket.send", "bytes": message})
                SENT.labels("frame").inc()

    def _next(self) -> str | bytes | None:
        if self._waiting:
            text = self._waiting.popleft()
            self._waiting_bytes -= len(text)
            return text
        for slot in SLOTS:
            if slot in self._newest:
                return self._newest.pop(slot)
        return None
