"""Bus stops along the main roads, on either side in turn."""

from __future__ import annotations

from coordinator.demo.district.drawn_way import DrawnWay, Tags
from coordinator.demo.district.place import Point, inside
from coordinator.demo.district.polyline import at, direction, length
from coordinator.demo.district.skeleton import skeleton

_EVERY = 420.0
_OFF_AXIS = 8.0
_SERVED = ("primary", "secondary")


def bus_stops() -> list[tuple[Point, Tags]]:
    """Return place and tags of the bus stops."""
    stops: list[tuple[Point, Tags]] = []
    for way in skeleton():
        if way.layer == 0 and way.kind in _SERVED:
            stops += _along(way)
    return stops


def _along(way: DrawnWay) -> list[tuple[Point, Tags]]:
    stops: list[tuple[Point, Tags]] = []
    count = int(length(way.line) // _EVERY)
    for number in range(count):
        metres = _EVERY * (number + 0.5)
        x, y = at(way.line, metres)
        east, north = direction(at(way.line, metres - 5.0), at(way.line, metres + 5.0))
        side = _OFF_AXIS if number % 2 else -_OFF_AXIS
        point = (x - north * side, y + east * side)
        if inside(point):
            name = f"{way.tags['name']} {number + 1}站"
            stops.append((point, {"highway": "bus_stop", "name": name, "shelter": "yes"}))
    return stops
