"""From places to segments, for people who point at the map."""

from functools import lru_cache

from domain.area import Area
from domain.place import Place
from projections.streets.street_lines import StreetLines

AROUND_TARGET_M = 150.0


@lru_cache(maxsize=8)
def lines_of(area: Area) -> StreetLines:
    """The streets of an area, indexed once."""
    return StreetLines(area.network)


def segments_around(area: Area, target: Place) -> tuple[int, ...]:
    """The segments within 150 m of a place, in ascending order; none where there is no street."""
    spots = lines_of(area).within(target, AROUND_TARGET_M)
    return tuple(sorted({spot.segment for spot in spots}))
