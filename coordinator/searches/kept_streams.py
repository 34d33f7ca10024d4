"""Applications beside the searches, whose streams are kept in memory once they were read."""

from uuid import UUID

from eventsourcing.application import AggregateNotFoundError
from eventsourcing.domain import Aggregate

from coordinator.searches.locks import SearchLocks
from coordinator.searches.stored_application import StoredApplication
from coordinator.settings import Settings
from coordinator.storage.environment import library_environment


class KeptStreams(StoredApplication):
    """Streams in a table of their own; each shared object is touched only under its lock."""

    log_section_size = 500

    def __init__(self, settings: Settings) -> None:
        self.locks = SearchLocks()
        super().__init__(env=library_environment(settings, self.name))

    def kept(self, stream: UUID) -> Aggregate | None:
        """The one object of this stream that all of this process share, None when there is none."""
        try:
            found: Aggregate = self.repository.get(stream)
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
