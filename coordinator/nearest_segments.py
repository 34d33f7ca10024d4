"""From places and tracks to segments, for people who point at the map or just walk."""

from collections.abc import Iterable
from functools import lru_cache

from domain.area import Area
from domain.place import Place
from projections.streets.street_lines import StreetLines

AROUND_TARGET_M = 150.0
BESIDE_TRACK_M = 25.0
"""How far a phone's fix may lie from the street it is on; assumption, no published source."""
STEP_M = 15.0
MOST_BETWEEN_M = 500.0
"""Fixes further apart than this say nothing about the streets between them."""


@lru_cache(maxsize=8)
def lines_of(area: Area) -> StreetLines:
    """The streets of an area, indexed once."""
    return StreetLines(area.network)


def segments_around(area: Area, target: Place) -> tuple[int, ...]:
    """The segments within 150 m of a place, in ascending order; none where there is no street."""
    spots = lines_of(area).within(target, AROUND_TARGET_M)
    return tuple(sorted({spot.segment for spot in spots}))


def segments_of_track(area: Area, places: Iterable[Place]) -> tuple[int, ...]:
    """The segments gone along, in ascending order.

    Every 15 m between two consecutive fixes, the nearest street within 25 m counts.
    """
    lines = lines_of(area)
    found: set[int] = set()
    before: Place | None = None
    for place in places:
        for step in _steps(before, place):
            spot = lines.nearest(step)
            if spot.distance_m <= BESIDE_TRACK_M:
                found.add(spot.segment)
        before = place
    return tuple(sorted(found))


def _steps(before: Place | None, place: Place) -> list[Place]:
    if before is None:
        return [place]
    distance_m = before.distance_m(place)
    count = 1 if distance_m > MOST_BETWEEN_M else max(1, round(distance_m / STEP_M))
    return [
        Place(
            before.lon + (place.lon - before.lon) * i / count,
            before.lat + (place.lat - before.lat) * i / count,
        )
        for i in range(1, count + 1)
    ]
