"""One lock for each search, so that commands to different searches never wait for each other."""

from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock, RLock
from uuid import UUID
from weakref import WeakValueDictionary


class SearchLocks:
    """Locks by search id, kept only while somebody holds or wants them."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[UUID, _Lock] = WeakValueDictionary()
        self._guard = Lock()

    @contextmanager
    def of(self, search_id: UUID) -> Generator[None]:
        """Hold the lock of a search."""
        with self._guard:
            lock = self._locks.get(search_id)
            if lock is None:
                lock = self._locks[search_id] = _Lock()
        with lock.inner:
            yield


class _Lock:
    def __init__(self) -> None:
        self.inner = RLock()
