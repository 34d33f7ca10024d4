"""Vital signs of one application: the checks of its readiness and what it is like just now."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from prometheus_client.metrics_core import Metric

from coordinator.accounts import Role
from coordinator.policy.runner import PolicyRunner
from coordinator.readiness import Check, KeepsUp, NotReady, Readiness
from web.live.hub import Hub
from web.measures import exposition, gauge
from web.search_services import SearchServices

LEAST_FREE_BYTES = 64_000_000
"""Below this, a disk with SQLite files is as good as full."""
LONGEST_THOUGHT_S = 60.0


class VitalSigns:
    """Asked by monitoring. Has threads of its own, since those of the service may hang."""

    def __init__(self, services: SearchServices, hub: Hub) -> None:
        self._services = services
        self._hub = hub
        self._feeds = {
            "searches": KeepsUp(services.feed),
            "tracks": KeepsUp(services.track_feed),
            "inboxes": KeepsUp(services.inbox_feed),
        }
        self._readiness = Readiness(self._checks())
        self._asker = ThreadPoolExecutor(1, "vital-signs")

    async def ready(self) -> dict[str, str]:
        """For each check `ok` or why not."""
        return await self._ask()

    async def measures(self) -> bytes:
        """All that this process counts, and its state just now, as Prometheus text."""
        families = self._now(await self._ask())
        return await asyncio.get_running_loop().run_in_executor(self._asker, exposition, families)

    def _now(self, checks: dict[str, str]) -> list[Metric]:
        sockets = {str(role): 0.0 for role in Role} | self._hub.sockets()
        kept = self._services.beliefs.nbytes
        return [
            gauge("coordinator_memory_bytes", "memory by what it is for, as far as it is counted",
                  "what", {"beliefs": float(kept)}),
            gauge("coordinator_ready", "1 where a check of /readyz passes", "check",
                  {name: float(said == "ok") for name, said in checks.items()}),
            gauge("coordinator_sockets", "WebSockets open now", "role", sockets),
            gauge("coordinator_feed_behind", "notifications in the store that followers here were "
                  "not told of; as of the last time that the store answered", "feed",
                  {name: float(feed.behind) for name, feed in self._feeds.items()}),
        ]  # fmt: skip

    def close(self) -> None:
        """Ask no more."""
        self._asker.shutdown(wait=False, cancel_futures=True)

    async def _ask(self) -> dict[str, str]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._asker, self._readiness.look)

    def _checks(self) -> dict[str, Check]:
        services = self._services
        checks: dict[str, Check] = {"database": services.database.prove_writable}
        if services.settings.database_url is None:
            checks["disk"] = partial(enough_room, services.settings.data_dir)
        for name, feed in self._feeds.items():
            checks[f"feed {name}"] = feed.check
        checks["policies"] = partial(looks_after, services.policy)
        checks["sessions"] = self._watched
        return checks

    def _watched(self) -> None:
        if not self._services.accounts.sessions.watching:
            raise NotReady("revocations at other processes go unseen")


def enough_room(folder: Path) -> None:
    """NotReady when the disk of the data directory is as good as full."""
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise NotReady(f"only {free // 1_000_000} MB free")


def looks_after(policy: PolicyRunner) -> None:
    """NotReady when the policies no longer look after the searches."""
    if not policy.running:
        raise NotReady("not running")
    if policy.busy_s > LONGEST_THOUGHT_S:
        raise NotReady(f"busy with one thought for {policy.busy_s:.0f} s")
