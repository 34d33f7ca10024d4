"""Applications beside the searches, whose streams are kept in memory once they were read."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, project_aggregate
from eventsourcing.domain import Aggregate

from coordinator.searches.locks import SearchLocks
from coordinator.searches.stored_application import StoredApplication
from coordinator.settings import Settings
from coordinator.storage.environment import library_environment


class KeptStreams(StoredApplication):
    """Streams in a table of their own; each shared object is touched only under its lock."""

    log_section_size = 500
    most_kept: ClassVar[int] = 200
    """Streams in memory at the same time; the one used longest ago is read again when needed."""

    def __init__(self, settings: Settings) -> None:
        self.locks = SearchLocks()
        kept = {"AGGREGATE_CACHE_MAXSIZE": str(self.most_kept)}
        super().__init__(env=library_environment(settings, self.name) | kept)

    def kept(
        self, stream: UUID, projector: Callable[..., Any] = project_aggregate
    ) -> Aggregate | None:
        """The one object of this stream that all of this process share, None when there is none."""
        try:
            found: Aggregate = self.repository.get(stream, projector_func=projector)
        except AggregateNotFoundError:
            return None
        return found

    def forget_cached(self, stream: UUID) -> None:
        """Drop the shared object, which a failed save has left ahead of the store."""
        if self.repository.cache is not None:
            try:
                self.repository.cache.get(stream, evict=True)
            except KeyError:
                return
