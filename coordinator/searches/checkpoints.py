"""Checkpoints: searches at some of their versions, so that no look back starts at the beginning.

Derived from the events and disposable: without them the same comes out, only later. Events are
never changed, so a checkpoint never goes stale.
"""

import pickle
from bisect import bisect_right, insort
from threading import Lock
from uuid import UUID

from domain.search import Search

EVERY = 500
"""Applying so many events takes a few milliseconds; keeping one more checkpoint takes longer."""
MEMORY = 100_000_000


class Checkpoints:
    """Within a budget of memory; the search looked at longest ago is forgotten first."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._kept: dict[UUID, dict[int, bytes]] = {}
        self._versions: dict[UUID, list[int]] = {}
        self._nbytes = 0
        self._lock = Lock()

    @property
    def nbytes(self) -> int:
        """Memory of all that is kept."""
        return self._nbytes

    def before(self, search_id: UUID, version: int) -> Search | None:
        """A copy of the search at the latest version kept that is not after this one."""
        with self._lock:
            versions = self._versions.get(search_id, [])
            place = bisect_right(versions, version)
            if place == 0:
                return None
            kept = self._kept[search_id] = self._kept.pop(search_id)
            found = kept[versions[place - 1]]
        search: Search = pickle.loads(found)  # noqa: S301 -- pickled below, never stored
        return search

    def offer(self, search: Search, began: int) -> None:
        """Keep a search that was reached from the version `began`, if that was far away."""
        if search.version - began < EVERY:
            return
        content = pickle.dumps(search, pickle.HIGHEST_PROTOCOL)
        with self._lock:
            kept = self._kept.setdefault(search.id, {})
            if search.version in kept or len(content) > self._memory:
                return
            kept[search.version] = content
            insort(self._versions.setdefault(search.id, []), search.version)
            self._nbytes += len(content)
            while self._nbytes > self._memory:
                self._forget(next(iter(self._kept)))

    def _forget(self, search_id: UUID) -> None:
        kept, versions = self._kept[search_id], self._versions[search_id]
        self._nbytes -= len(kept.pop(versions.pop()))
        if not versions:
            del self._kept[search_id], self._versions[search_id]
