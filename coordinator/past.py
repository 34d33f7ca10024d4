"""The past of a search: its events, as they were recorded or as a sandbox has them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from coordinator.searches.application import Searches
from coordinator.searches.checkpoints import projected_search
from coordinator.storage.stored import stored
from domain.area import Area
from domain.event import SearchEvent
from domain.evidence import Evidence
from domain.refusal import Refusal, Unknown
from domain.search import Search
from projections.evidence import CHANGES_BELIEF, evidence_of
from projections.place_curve import Look


@dataclass(frozen=True)
class Past:
    """Events in the order in which they were recorded; nobody changes them."""

    search_id: UUID
    area: Area
    events: tuple[SearchEvent, ...]

    @property
    def version(self) -> int:
        """How far it reaches."""
        return max(event.originator_version for event in self.events)

    @cached_property
    def last(self) -> Search:
        """The search at the end, not to be changed."""
        search = projected_search(None, self.events)
        if search is None:
            raise ValueError("a search has events")
        return search

    @property
    def begin(self) -> datetime:
        """From when on there was a belief: when it was recorded where he was seen last, UTC."""
        found = (e.timestamp for e in self.events if e.TOPIC == "last_known_point.set")
        return next(found)

    @property
    def end(self) -> datetime:
        """When he was found, or the last thing that was recorded, UTC."""
        find, last = self.last.find, self.events[-1].timestamp
        return last if find is None else min(max(find.at, self.begin), last)

    def evidence(self) -> Evidence:
        """All that is known in the end."""
        return evidence_of(self.last, self.area)

    def looks(self, moments: Iterable[datetime]) -> Iterator[Look]:
        """What was known at each of these moments, which are in order of time; none for those
        before it was recorded where he was seen last."""
        search: Search | None = None
        number, evidence = 0, None
        for moment in moments:
            begun = number
            while number < len(self.events) and self.events[number].timestamp <= moment:
                number += 1
            new = self.events[begun:number]
            search = projected_search(search, new)
            if search is None or search.last_known_point is None:
                continue
            if evidence is None or any(event.TOPIC in CHANGES_BELIEF for event in new):
                evidence = evidence_of(search, self.area)
            yield Look(moment, search.version, evidence)

    def changes_between(self, since: datetime, until: datetime) -> list[datetime]:
        """When something was recorded that may have changed the belief, after `since` and up to
        `until`; in order, each moment once."""
        return sorted(
            {
                event.timestamp
                for event in self.events
                if since < event.timestamp <= until and event.TOPIC in CHANGES_BELIEF
            }
        )


def past_of(searches: Searches, search_id: UUID, area: Area, version: int | None = None) -> Past:
    """The recorded past of a search up to a version; a Refusal before it was known where he was
    seen last, Unknown for a version it has not reached."""
    with stored():
        events: Sequence[SearchEvent] = searches.events_of(search_id)
    if version is not None:
        if not 0 < version <= len(events):
            raise Unknown("version", version, "version")
        events = events[:version]
    if all(event.TOPIC != "last_known_point.set" for event in events):
        detail = "at this version it was not yet recorded where he was seen last"
        raise Refusal("before_last_known_point", f"version: {detail}", "version")
    return Past(search_id, area, tuple(events))
