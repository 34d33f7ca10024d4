"""A client: one screen, what waits to be sent to it, and how far it has come."""

import asyncio
import time
from collections import deque

from starlette.websockets import WebSocket, WebSocketDisconnect

from coordinator.accounts import Principal
from web.live.envelope import Envelope
from web.live.line import line_to
from web.live.tally import TALLY
from web.live.views import Kind, Record, View
from web.measures import OVERFLOWS

RESYNC = 4000
MOST_WAITING = 512
"""Messages; a busy search sends ten a second, so this is most of a minute."""
MOST_WAITING_BYTES = 4_000_000
TELL_WHY_S = 10.0
"""So long a screen that is to be closed may take to read what is on its way, and why."""
SLOTS = ("positions", "advice", "frame")
"""Of these only the newest one waits, and they go after everything that happened."""


class Client:
    """Everything is handed over without waiting, and written as soon as the line is free.

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
        self._line = line_to(websocket)
        self._line.when_free(self._write)
        self._waiting: deque[Envelope] = deque()
        self._waiting_bytes = 0
        self._newest: dict[str, Envelope] = {}
        self._closed = False
        self._ended = asyncio.Event()
        self._end = (1000, "")

    @property
    def is_desk(self) -> bool:
        """Whether this is a screen at the station."""
        return self.view.kind is Kind.DESK

    @property
    def gone(self) -> bool:
        """Whether nobody is there any more, or it was sent away."""
        return self._closed or self._line.gone

    def push(self, message: Envelope) -> None:
        """Send it after all that waits; never dropped but with the whole connection."""
        if self._closed:
            return
        if not self._waiting and self._line.offer(message):
            TALLY.count(message.opcode)
            return
        self._waiting.append(message)
        self._waiting_bytes += len(message)
        full = len(self._waiting) > MOST_WAITING or self._waiting_bytes > MOST_WAITING_BYTES
        # A snapshot alone may be large; a queue is full only when it does not move.
        if full and len(self._waiting) > 2:
            OVERFLOWS.inc()
            self.close(RESYNC, "too slow: connect again and resume")

    def push_newest(self, slot: str, message: Envelope) -> None:
        """Send it when nothing more urgent waits, instead of the one that waits there now."""
        if not self._closed:
            self._newest[slot] = message
            self._write()

    def close(self, code: int, reason: str) -> None:
        """Close with this code; what waits is not sent any more."""
        if not self._closed:
            self._closed = True
            self._end = code, reason
            self._ended.set()
            self._waiting.clear()
            self._waiting_bytes = 0
            self._newest.clear()

    async def serve(self, reader: "asyncio.Task[None]") -> None:
        """Keep the socket until it ends, is closed, or its reader is done."""
        ended = asyncio.create_task(self._ended.wait())
        tasks = {reader, ended}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self.say_why()

    async def say_why(self) -> None:
        """Close the socket of a client that was sent away, with the code that says why."""
        if not self._closed:
            return
        code, reason = self._end
        # A peer that does not read cannot be told: it will find the connection gone.
        asyncio.get_running_loop().call_later(TELL_WHY_S, self._line.abort)
        try:
            async with asyncio.timeout(TELL_WHY_S):
                await self._websocket.close(code, reason)
        except (TimeoutError, WebSocketDisconnect, RuntimeError, OSError):
            return

    def _write(self) -> None:
        """Write what waits, as far as the line takes it."""
        while self._waiting and self._line.offer(self._waiting[0]):
            message = self._waiting.popleft()
            self._waiting_bytes -= len(message)
            TALLY.count(message.opcode)
        for slot in SLOTS:
            if not self._waiting and slot in self._newest:
                if not self._line.offer(self._newest[slot]):
                    return
                TALLY.count(self._newest.pop(slot).opcode)
