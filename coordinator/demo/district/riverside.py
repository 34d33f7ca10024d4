"""The riverside: water, embankment promenade, and the stairs and ramps down to it."""

from __future__ import annotations

from coordinator.demo.district.drawn_way import DrawnWay
from coordinator.demo.district.height import bank, brook
from coordinator.demo.district.place import WIDTH, Point
from coordinator.demo.district.polyline import Line, curve
from coordinator.demo.district.stairs import CROSS

ROAD_OFFSET = 88.0
"""Metres from the water's edge to the axis of the riverside road."""
_WALK_OFFSET = 26.0
_PROMENADE = "滨江步道"
_STAIRS_AT = (210.0, 520.0, 735.0, 1000.0, 1400.0, 1690.0, 1985.0, 2290.0)
_BROOK_WALK = (700.0, 1962.0)
_RAMPS_AT = ((340.0, 440.0), (1110.0, 1010.0), (1530.0, 1640.0), (2100.0, 2210.0))
"""Where a ramp leaves the road and where it reaches the promenade."""


def along_bank(offset: float, start: float = 0.0, end: float = WIDTH) -> Line:
    """Return the line that keeps `offset` metres north of the water's edge."""
    count = max(1, round((end - start) / 20.0))
    xs = [start + (end - start) * i / count for i in range(count + 1)]
    return [(x, bank(x) + offset) for x in xs]


def riverside_walks() -> list[DrawnWay]:
    """Return the promenade with its stairs and its four ramps."""
    promenade = {
        "highway": "pedestrian",
        "name": _PROMENADE,
        "surface": "paving_stones",
        "smoothness": "good",
        "wheelchair": "yes",
        "lit": "yes",
    }
    stairs = {"highway": CROSS, "name": f"{_PROMENADE}石阶"}
    brook_walk = {"highway": "footway", "name": "溪谷步道", "surface": "concrete"}
    ramp = {"highway": "footway", "wheelchair": "yes", "surface": "concrete"}
    return [
        DrawnWay(tuple(along_bank(_WALK_OFFSET)), promenade),
        DrawnWay(tuple(_brook_walk()), brook_walk),
        *(DrawnWay((_on_road(x), _on_walk(x)), stairs) for x in _STAIRS_AT),
        *(
            DrawnWay(
                tuple(
                    curve(
                        [_on_road(a), (0.55 * a + 0.45 * b, bank((a + b) / 2) + 56.0), _on_walk(b)]
                    )
                ),
                ramp,
            )
            for a, b in _RAMPS_AT
        ),
    ]


def water() -> list[Point]:
    """Return the outline of the river inside the box."""
    return [(0.0, 0.0), (WIDTH, 0.0), *reversed(along_bank(0.0))]


def stream() -> Line:
    """Return the course of the brook from the north to the river."""
    ys = [2100.0 - 30.0 * i for i in range(60)]
    mouth = (brook(320.0), bank(brook(320.0)))
    return [(brook(y), y) for y in ys if y > 330.0] + [mouth]


def _brook_walk() -> Line:
    """Return the path that keeps to the west bank of the brook."""
    south, north = _BROOK_WALK
    count = round((north - south) / 15.0)
    ys = [south + (north - south) * i / count for i in range(count + 1)]
    return [(brook(y) - 14.0, y) for y in ys]


def _on_road(x: float) -> Point:
    return x, bank(x) + ROAD_OFFSET


def _on_walk(x: float) -> Point:
    return x, bank(x) + _WALK_OFFSET
