"""Cut off: when this process no longer sees the store, its screens must not believe they are live.

Heartbeats alone would keep them content. So their sockets are closed and nobody is let in until
the feeds move again: each screen says that it is not connected, and with several processes it
comes back to one that sees the store.
"""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor

from coordinator.log_lines import say
from coordinator.readiness import KeepsUp, Readiness
from web.live.hub import Hub
from web.search_services import SearchServices

LOOK_EVERY_S = 1.0
PATIENCE_S = 5.0
"""A hiccup of the database is none of the screens' business; with the time until a feed counts as
stuck, a screen is told within some ten seconds."""

log = logging.getLogger(__name__)


class CutOff:
    """Looks at the feeds, whatever else hangs."""

    def __init__(self, services: SearchServices, hub: Hub) -> None:
        self._hub = hub
        feeds = {"searches": services.feed, "tracks": services.track_feed}
        checks = {name: KeepsUp(feed).check for name, feed in feeds.items()}
        self._readiness = Readiness(checks)
        self._asker = ThreadPoolExecutor(1, "cut-off")

    async def run(self) -> None:
        """Until cancelled."""
        loop = asyncio.get_running_loop()
        well_at = time.monotonic()
        while True:
            said = await loop.run_in_executor(self._asker, self._readiness.look)
            now = time.monotonic()
            if all(one == "ok" for one in said.values()):
                well_at = now
                if self._hub.cut_off:
                    say(log, "the store is seen again")
                self._hub.cut_off = False
            elif now - well_at >= PATIENCE_S and not self._hub.cut_off:
                log.warning("the store is out of sight: screens are sent away")
                self._hub.cut_off = True
                self._hub.send_away("the service has lost its database: connect again")
            await asyncio.sleep(LOOK_EVERY_S)

    def close(self) -> None:
        """Look no more."""
        self._asker.shutdown(wait=False, cancel_futures=True)
