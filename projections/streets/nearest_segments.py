"""From places and tracks to segments, for people who point at the map or just walk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from domain.area import Area
from domain.place import Place
from projections.streets.street_lines import StreetLines

AROUND_TARGET_M = 150.0
BESIDE_TRACK_M = 25.0
"""How far a phone's fix may lie from the street it is on; assumption, no published source."""
STEP_M = 15.0
LEAST_SHARE = 0.6
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

    Every 15 m between two consecutive fixes lies on the nearest street within 25 m, if there is
    one. Streets of which less than 60 % was gone along, such as those that only meet the way at a
    corner, do not count: nobody has searched them.
    """
    lines = lines_of(area)
    gone_m: dict[int, float] = defaultdict(float)
    before: Place | None = None
    for place in places:
        if before is not None:
            for step, step_m in _steps(before, place):
                spot = lines.nearest(step)
                if spot.distance_m <= BESIDE_TRACK_M:
                    gone_m[spot.segment] += step_m
        before = place
    return tuple(
        sorted(s for s, m in gone_m.items() if m >= LEAST_SHARE * area.network.length_m[s])
    )


def _steps(before: Place, place: Place) -> Iterator[tuple[Place, float]]:
    """The middles of equal steps from one fix to the next, and the length of each in metres."""
    distance_m = before.distance_m(place)
    if distance_m > MOST_BETWEEN_M:
        return
    count = max(1, round(distance_m / STEP_M))
    for i in range(count):
        share = (i + 0.5) / count
        middle = Place(
            before.lon + (place.lon - before.lon) * share,
            before.lat + (place.lat - before.lat) * share,
        )
        yield middle, distance_m / count
