"""The stored searches: one aggregate and so one stream for each."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import cast
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError
from eventsourcing.persistence import Notification

import domain.catalogue  # noqa: F401 -- makes the topics of all events known
from coordinator.searches.checkpoints import Checkpoints, projected_search, walked
from coordinator.searches.not_collecting import not_collecting
from coordinator.searches.stored_application import StoredApplication
from coordinator.settings import Settings
from coordinator.storage.environment import library_environment
from coordinator.storage.stored import stored
from domain.event import SearchEvent
from domain.search import Search


class Searches(StoredApplication):
    """All searches of an installation.

    Reading raises StorageUnavailableError while the store does not answer.
    """

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
        """The search now, or as it was at a version; None when there is none. Raises what the
        event library raises.

        Now: the one object that all of this process share, to be touched only under the
        search's lock. At a version, or at its last one if it has not come so far: a copy.
        """
        if version is not None:
            with not_collecting():
                return walked(
                    self.checkpoints,
                    search_id,
                    version,
                    lambda after, until: self._stored(search_id, after, until),
                )
        try:
            search: Search = self.repository.get(search_id, projector_func=projected_search)
        except AggregateNotFoundError:
            return None
        return search

    def remembered(self, search_id: UUID) -> Search | None:
        """The shared object as it is in memory, without asking the store whether there is more."""
        try:
            kept = None if self.repository.cache is None else self.repository.cache.get(search_id)
        except KeyError:
            return None
        return cast(Search | None, kept)

    @stored()
    def version_at(self, search_id: UUID, at: datetime) -> int:
        """The newest version that had been recorded by a moment; 0 before the first one."""
        return bisect_right(
            range(1, self.newest_version(search_id) + 1),
            at,
            key=lambda version: self.recorded_at(search_id, version),
        )

    @stored()
    def newest_version(self, search_id: UUID) -> int:
        """How far a search has come, 0 where there is none; asks the store alone."""
        newest = next(iter(self.events.get(search_id, desc=True, limit=1)), None)
        return 0 if newest is None else newest.originator_version

    @stored()
    def recorded_at(self, search_id: UUID, version: int) -> datetime:
        """When a version that the search has reached was recorded, UTC."""
        (event,) = self.events.get(search_id, gt=version - 1, lte=version)
        return cast(SearchEvent, event).timestamp

    def forget_cached(self, search_id: UUID) -> None:
        """Drop the shared object, which a failed save has left ahead of the store."""
        if self.repository.cache is not None:
            try:
                self.repository.cache.get(search_id, evict=True)
            except KeyError:
                return

    @stored()
    def events_of(
        self, search_id: UUID, after: int = 0, limit: int | None = None
    ) -> list[SearchEvent]:
        """The events of a search after a version, in order."""
        stored = self.events.get(search_id, gt=after, limit=limit)
        return [cast(SearchEvent, event) for event in stored]

    @stored()
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

    def _stored(self, search_id: UUID, after: int, until: int) -> Iterable[SearchEvent]:
        stored = self.events.get(search_id, gt=after, lte=until)
        return (cast(SearchEvent, event) for event in stored)

    def event_of(self, notification: Notification) -> SearchEvent:
        """The event that a notification from the store speaks of."""
        return cast(SearchEvent, self.mapper.to_domain_event(notification))
