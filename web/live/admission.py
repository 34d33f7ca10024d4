"""Admission: newcomers catch up a few at a time, so that a crowd holds up nobody who is in."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from heapq import heappop, heappush

from web.live.views import Kind

AT_ONCE = 2
"""Catch-ups computed at the same time; they share the processor with everything else."""
ASKED_AT_ONCE = 8
"""Newcomers whose sessions are looked up at the same time."""
MOST_WAITING = 2_000
_RANKS = {Kind.DESK: 0, Kind.STREET: 1, Kind.WATCHER: 2}


class Crowded(Exception):
    """So many wait already that this one should come again later."""


class Admission:
    """Lives on the event loop. Of those who wait, desks are let in first, then street teams, then
    watchers; among equals who came first."""

    def __init__(self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING) -> None:
        self.door = asyncio.Semaphore(ASKED_AT_ONCE)
        """To be held while it is found out who somebody is."""
        self._free = at_once
        self._most_waiting = most_waiting
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._number = 0

    @asynccontextmanager
    async def turn(self, kind: Kind) -> AsyncGenerator[None]:
        """Catch up in this block; Crowded where too many wait."""
        if self._free > 0:
            self._free -= 1
        else:
            await self._wait(_RANKS[kind])
        try:
            yield
        finally:
            self._next()

    async def _wait(self, rank: int) -> None:
        if len(self._waiting) >= self._most_waiting:
            raise Crowded
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._number += 1
        heappush(self._waiting, (rank, self._number, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self._next()
            raise

    def _next(self) -> None:
        while self._waiting:
            turn = heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
