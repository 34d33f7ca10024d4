"""The stored searches: one aggregate and so one stream for each."""

from collections.abc import Iterable
from functools import cached_property
from typing import cast
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import Notification

import domain.catalogue  # noqa: F401 -- makes the topics of all events known
from coordinator.searches.checkpoints import Checkpoints
from coordinator.settings import Settings
from coordinator.storage.environment import library_environment
from domain.event import SearchEvent
from domain.search import Search


def projected(search: Search | None, events: Iterable[SearchEvent]) -> Search | None:
    """Apply stored events; the library's own way checks each again and takes three times as long.

    The primary key on (stream, version) is what guarantees that nothing is missing or doubled.
    """
    for event in events:
        if search is None:
            search = event.mutate(None)
            continue
        event.apply(search)
        search.remember_answer(event)
        search.version = event.originator_version
        search.modified_on = event.timestamp
    return search


class Searches(Application[UUID]):
    """All searches of an installation."""

    name = "searches"
    log_section_size = 500

    @cached_property
    def checkpoints(self) -> Checkpoints:
        """Where looks back begin."""
        return Checkpoints()

    @classmethod
    def open(cls, settings: Settings) -> "Searches":
        """The searches stored where the settings say."""
        return cls(env=library_environment(settings, cls.name))

    def search(self, search_id: UUID, version: int | None = None) -> Search | None:
        """The search now, or as it was at a version; None when there is none.

        Now: the one object that all of this process share, to be touched only under the
        search's lock. At a version, or at its last one if it has not come so far: a copy.
        """
        if version is not None:
            return self._then(search_id, version)
        try:
            search: Search = self.repository.get(search_id, projector_func=projected)
        except AggregateNotFoundError:
            return None
        return search

    def _then(self, search_id: UUID, version: int) -> Search | None:
        start = self.checkpoints.before(search_id, version)
        began = start.version if start is not None else 0
        stored = self.events.get(search_id, gt=began, lte=version)
        search = projected(start, (cast(SearchEvent, event) for event in stored))
        if search is not None:
            self.checkpoints.offer(search, began)
        return search

    def forget_cached(self, search_id: UUID) -> None:
        """Drop the shared object, which a failed save has left ahead of the store."""
        if self.repository.cache is not None:
            try:
                self.repository.cache.get(search_id, evict=True)
            except KeyError:
                return

    def events_of(
        self, search_id: UUID, after: int = 0, limit: int | None = None
    ) -> list[SearchEvent]:
        """The events of a search after a version, in order."""
        stored = self.events.get(search_id, gt=after, limit=limit)
        return [cast(SearchEvent, event) for event in stored]

    def ids(self) -> list[UUID]:
        """The ids of all searches, in the order in which they were opened."""
        found: list[UUID] = []
        start, limit = 0, 1000
        while True:
            opened = self.recorder.select_notifications(
                start, limit, topics=["search.opened"], inclusive_of_start=False
            )
            found += [UUID(str(n.originator_id)) for n in opened]
            if len(opened) < limit:
                return found
            start = opened[-1].id

    def event_of(self, notification: Notification) -> SearchEvent:
        """The event that a notification from the store speaks of."""
        return cast(SearchEvent, self.mapper.to_domain_event(notification))
