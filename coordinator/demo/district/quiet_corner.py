"""The corner of the story: a public housing estate, and the dead-end road at its back.

The road once led to a tile kiln. It climbs gently enough for a wheelchair, passes below the
estate's rear wall and ends in front of the hillside; no gate opens onto it.
"""

from __future__ import annotations

from coordinator.demo.district.climb import graded
from coordinator.demo.district.drawn_way import DrawnWay
from coordinator.demo.district.place import Point

DEAD_END_ROAD = "瓦窑湾路"
ESTATE_NAME = "安和公租房"

ESTATE: tuple[Point, ...] = (
    (996.0, 1672.0),
    (1024.0, 1676.0),
    (1062.0, 1742.0),
    (1112.0, 1802.0),
    (1172.0, 1842.0),
    (1212.0, 1858.0),
    (1214.0, 1948.0),
    (1120.0, 1956.0),
    (1014.0, 1966.0),
    (990.0, 1860.0),
    (984.0, 1760.0),
)
ESTATE_GATES: tuple[Point, ...] = ((984.0, 1765.0), (1000.0, 1935.0), (1120.0, 1964.0))
"""Where the estate opens: to the brook road and to the north, never to the dead end."""

KEPT_FREE: tuple[Point, ...] = (
    (980.0, 1560.0),
    (1060.0, 1580.0),
    (1120.0, 1640.0),
    (1170.0, 1720.0),
    (1230.0, 1790.0),
    (1290.0, 1815.0),
    (1300.0, 1960.0),
    (1010.0, 1985.0),
    (960.0, 1800.0),
)
"""Ground on which the generator lays nothing."""

_GRADE = 0.035
_METRES = 360.0


def dead_end_road() -> DrawnWay:
    """Return the road that hardly anybody uses; its last point is its end."""
    line = graded((1006.0, 1585.0), (1.0, 0.7), _GRADE, _METRES)
    tags = {"highway": "residential", "name": DEAD_END_ROAD, "noexit": "yes", "lit": "no"}
    return DrawnWay((*line[::2], line[-1]) if len(line) % 2 == 0 else tuple(line[::2]), tags)


def dead_end() -> Point:
    """Return the end of the road."""
    return dead_end_road().line[-1]
