"""Recent pasts: searches at versions that were looked at a moment ago.

Whoever looks back asks for the state, the teams and the map of one version at the same time.
"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from uuid import UUID

from domain.search import Search

MOST = 8
"""Some megabytes each after ten thousand events."""


class RecentPasts:
    """A version never changes, and nobody may change a search that is kept here."""

    def __init__(self) -> None:
        self._kept: dict[tuple[UUID, int], Future[Search | None]] = {}
        self._lock = Lock()

    def at(
        self, search_id: UUID, version: int, read: Callable[[UUID, int], Search | None]
    ) -> Search | None:
        """The search at a version, None where there is none; read once, however many ask at the
        same time. What `read` raises is raised to all of them and asked again next time."""
        key = search_id, version
        with self._lock:
            found = self._kept.pop(key, None)
            ours = found is None
            if found is None:
                found = Future()
            self._kept[key] = found
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]
        if ours:
            try:
                search = read(search_id, version)
            except BaseException as problem:
                self._forget(key, found)
                found.set_exception(problem)
                raise
            if search is None or search.version != version:
                # It may yet come so far.
                self._forget(key, found)
            found.set_result(search)
        return found.result()

    def _forget(self, key: tuple[UUID, int], found: Future[Search | None]) -> None:
        with self._lock:
            if self._kept.get(key) is found:
                del self._kept[key]
