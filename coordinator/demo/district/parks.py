"""Paths of a hilltop park: a round near its edge, an inner round, and ways in from all sides."""

from __future__ import annotations

import itertools

from shapely import LineString, Polygon
from shapely import Point as Spot
from shapely.ops import nearest_points

from coordinator.demo.district.drawn_way import DrawnWay
from coordinator.demo.district.place import Point
from coordinator.demo.district.polyline import Line, at, length, rounded, spaced
from coordinator.demo.district.stairs import LINK

_ROUNDS = (24.0, 75.0)
"""Metres from the edge of the park to its rounds."""
_WAYS_IN = 7

_PATH = {"highway": "footway", "surface": "compacted"}


def park_paths(outline: Polygon) -> list[DrawnWay]:
    """Return the paths of a park."""
    rounds = [_round(outline, inset) for inset in _ROUNDS]
    rounds = [line for line in rounds if len(line) > 8]
    top = outline.centroid
    summit: Point = (top.x, top.y)
    ways = [DrawnWay(tuple(line), _PATH) for line in rounds]
    edge = [(float(x), float(y)) for x, y in outline.exterior.coords]
    for i in range(_WAYS_IN):
        entry = at(edge, length(edge) * (i + 0.5) / _WAYS_IN)
        stations = [entry]
        for line in rounds:
            met, _ = nearest_points(LineString(line), Spot(stations[-1]))
            stations.append((met.x, met.y))
        # Only every other way goes on to the top, as in any park that is not a star.
        if i % 2 == 0:
            stations.append(summit)
        pairs = itertools.pairwise(stations)
        ways += [DrawnWay(tuple(pair), {"highway": LINK}) for pair in pairs]
    return ways


def _round(outline: Polygon, inset: float) -> Line:
    inner = outline.buffer(-inset).simplify(4.0)
    if not isinstance(inner, Polygon) or inner.is_empty:
        return []
    ring = [(float(x), float(y)) for x, y in inner.exterior.coords]
    return spaced(rounded(spaced(ring, 22.0)), 14.0)
