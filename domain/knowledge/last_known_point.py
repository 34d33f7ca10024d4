"""The last known point: place and time last seen for sure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import ClassVar

from domain.area import Area
from domain.checks import checked_place
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.moment import moment_of, moment_text
from domain.place import Place
from domain.refusal import invalid
from domain.search import Search
from domain.subject import LastKnownPoint

MOST_RADIUS_M = 5_000.0


class LastKnownPointSet(SearchEvent):
    """He was last seen for sure here and then; a second one replaces the first."""

    TOPIC: ClassVar[str] = "last_known_point.set"
    lon: float
    lat: float
    at: str
    radius_m: float

    def apply(self, search: Search) -> None:
        """The newest statement holds."""
        place = Place(self.lon, self.lat)
        search.last_known_point = LastKnownPoint(place, moment_of(self.at), self.radius_m)


@dataclass(frozen=True, slots=True)
class SetLastKnownPoint:
    """State where and when he was last seen for sure."""

    place: Place
    at: datetime
    radius_m: float = 30.0

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """In the area, not in the future."""
        checked_place(self.place, area, "last_known_point.lon")
        if self.at > by.now:
            raise invalid(
                "last_known_point.at", "lies in the future: expected a past time", "in_the_future"
            )
        if not (isfinite(self.radius_m) and 0 < self.radius_m <= MOST_RADIUS_M):
            raise invalid(
                "last_known_point.radius_m",
                f"expected above 0, at most {MOST_RADIUS_M}",
                "out_of_range",
                above=0,
                at_most=MOST_RADIUS_M,
            )
        yield (
            LastKnownPointSet,
            {
                "lon": self.place.lon,
                "lat": self.place.lat,
                "at": moment_text(self.at),
                "radius_m": self.radius_m,
            },
        )
