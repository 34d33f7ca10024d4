"""Recorded pasts of searches, and the beliefs that they led to."""

from datetime import datetime
from uuid import UUID

from coordinator.beliefs import Beliefs
from coordinator.past import Past, past_of
from coordinator.searches.application import Searches
from coordinator.searches.checkpoints import EVERY
from coordinator.searches.commanding import Commanding
from coordinator.storage.stored import stored
from domain.checks import AREA_MARGIN_DEG, checked_place
from domain.place import Place
from domain.refusal import invalid
from projections.belief.belief import BeforeLastKnownPoint, Belief
from projections.belief.engine import BeliefEngine
from projections.place_curve import Look, Surroundings, around_segments, surroundings


class RecordedPasts:
    """Reads; nothing of a search is ever changed by it."""

    def __init__(self, searches: Searches, commanding: Commanding, beliefs: Beliefs) -> None:
        self._searches = searches
        self._commanding = commanding
        self._beliefs = beliefs

    def past(self, search_id: UUID, version: int | None = None) -> Past:
        """What was recorded of a search up to a version (None: until now)."""
        known = self._beliefs.known(search_id, version)
        return past_of(self._searches, search_id, known.area, known.version)

    def mark_the_way(self, past: Past) -> None:
        """Leave checkpoints all along a past, so that every look back begins near one."""
        for version in range(EVERY, past.version, EVERY):
            with stored():
                self._searches.search(past.search_id, version)

    def engine(self, past: Past) -> BeliefEngine:
        """What beliefs of this past are computed by."""
        return self._beliefs.engine(past.area)

    def belief_at(self, past: Past, moment: datetime) -> tuple[Belief, Look]:
        """What was believed at a moment in a past; a Refusal where nothing was known yet."""
        look = next(past.looks([moment]), None)
        try:
            if look is not None:
                return self.engine(past).believe(look.evidence, look.at), look
        except BeforeLastKnownPoint:
            pass
        raise invalid(
            "at",
            "it was not yet known where he was seen last: expected a later time",
            "time_out_of_range",
        )


def place_in(past: Past, place: Place | None = None, segment: int | None = None) -> Surroundings:
    """The streets around a place or a segment; without either around the find. A Refusal where
    there is neither, or the place is not in the area."""
    if segment is not None:
        last = past.area.network.segments - 1
        if not 0 <= segment <= last:
            raise invalid("segment", f"expected 0 to {last}", "out_of_range", at_least=0,
                          at_most=last)  # fmt: skip
        return around_segments(past.area.network, [segment])
    if place is not None:
        return surroundings(past.area, checked_place(place, past.area, "place.lon"))
    find = past.last.find
    if find is None or not in_area(past, find.place):
        raise invalid("place", "no find in the area: expected a place or a segment", "missing")
    return surroundings(past.area, find.place)


def in_area(past: Past, place: Place) -> bool:
    """Whether a place lies in the area; finds may lie anywhere."""
    return past.area.network.bounds.holds(place, AREA_MARGIN_DEG)
