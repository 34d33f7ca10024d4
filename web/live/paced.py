"""Pacing: at once when something happened, then what follows together after a while."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from coordinator.database import StorageUnavailableError

log = logging.getLogger(__name__)


class Paced:
    """Does something soon after it was asked to, then not again for `gap_s` seconds.

    What fails is logged and done again when asked again. To be asked on the event loop.
    """

    def __init__(self, act: Callable[[], Awaitable[None]], gap_s: float) -> None:
        self._act = act
        self._gap_s = gap_s
        self._asked = asyncio.Event()
        self._urgent = asyncio.Event()

    def ask(self, *, urgent: bool = False) -> None:
        """Have it done; what is urgent does not wait for the rest of the gap."""
        self._asked.set()
        if urgent:
            self._urgent.set()

    async def run(self) -> None:
        """Do it whenever asked, until cancelled."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            self._urgent.clear()
            try:
                await self._act()
            except StorageUnavailableError as problem:
                log.warning("a live message waits for the database: %s", problem)
            except Exception:
                log.exception("a live message was not sent")
            with suppress(TimeoutError):
                async with asyncio.timeout(self._gap_s):
                    await self._urgent.wait()
