"""Where a block opens to the streets around it, by ramps that a car or a wheelchair can climb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shapely import LineString, Polygon, prepare
from shapely import Point as Spot
from shapely.ops import nearest_points

from coordinator.demo.district.height import height
from coordinator.demo.district.place import Point, distance
from coordinator.demo.district.polyline import Line, between

Street = tuple[LineString, float]
"""The line of a street, and the metres of handicap that an opening to it has."""

_SHORTEST_LINK = 6.0
_LONGEST_LINK = 85.0
_SLANTS = (-64.0, -44.0, -24.0, 24.0, 44.0, 64.0)
"""Metres along the street by which a link may slant, to climb more gently."""
_EASY_GRADE = 0.07
_STEEP_HANDICAP = 450.0
"""Metres of detour that a link of slope 1 beyond the easy grade is worth."""
_GATES_APART = 70.0


def openings(
    outline: Polygon,
    lanes: Sequence[Line],
    streets: Sequence[Street],
    count: int,
) -> list[tuple[Point, Point]]:
    """Return the best pairs of a point on a lane and a point on a street, well apart."""
    ground = outline.buffer(2.0)
    prepare(ground)
    found: list[tuple[float, Point, Point]] = []
    for street, handicap in streets:
        for start, end in _ways_out(lanes, street):
            far = distance(start, end)
            if _SHORTEST_LINK < far < _LONGEST_LINK:
                too_steep = max(0.0, grade(start, end) - _EASY_GRADE)
                found.append((far + handicap + _STEEP_HANDICAP * too_steep, start, end))
    found.sort()
    chosen: list[tuple[Point, Point]] = []
    for _, start, end in found:
        apart = all(distance(end, other) > _GATES_APART for _, other in chosen)
        inside = ground.covers(LineString([start, end]))
        if apart and inside and not _crosses(start, end, lanes):
            chosen.append((start, end))
        if len(chosen) == count:
            break
    return chosen


def _ways_out(lanes: Sequence[Line], street: LineString) -> Iterator[tuple[Point, Point]]:
    """Give links from lanes to a street: the shortest, and slanting ones that climb less."""
    ends = [Spot(end) for lane in lanes for end in (lane[0], lane[-1])]
    for origin in (*ends, LineString(lanes[0]), LineString(lanes[-1])):
        near, met = nearest_points(origin, street)
        start, end = (near.x, near.y), (met.x, met.y)
        if distance(start, end) > _LONGEST_LINK:
            continue
        yield start, end
        along = street.project(met)
        for metres in (along + slant for slant in _SLANTS):
            if 0.0 < metres < street.length:
                slanting = street.interpolate(metres)
                yield start, (slanting.x, slanting.y)


def grade(start: Point, end: Point) -> float:
    """Return the rise between two points, up or down, in metres per metre."""
    return abs(height(end) - height(start)) / distance(start, end)


def _crosses(start: Point, end: Point, lanes: Sequence[Line]) -> bool:
    """Tell whether a straight link would run across a lane on its way out."""
    link = LineString([between(start, end, 0.1), end])
    return any(link.distance(LineString(lane)) < 0.5 for lane in lanes)
