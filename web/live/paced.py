"""Pacing: at once when something happened, then what follows together after a while."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


class Paced:
    """Does something soon after it was asked to, then not again for `gap_s` seconds.

    What fails is logged and done again when asked again. To be asked on the event loop.
    """

    def __init__(self, act: Callable[[], Awaitable[None]], gap_s: float) -> None:
        self._act = act
        self._gap_s = gap_s
        self._asked = asyncio.Event()

    def ask(self) -> None:
        """Have it done."""
        self._asked.set()

    async def run(self) -> None:
        """Do it whenever asked, until cancelled."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            try:
                await self._act()
            except Exception:
                log.exception("a live message was not sent")
            await asyncio.sleep(self._gap_s)
