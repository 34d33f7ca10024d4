"""The beats (责任区) of the community officers: closed ways that tile the district.

They are tagged `boundary=police` with `name` and `ref`. Neighbours share their border nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.demo.district.place import HEIGHT, WIDTH, Point


@dataclass(frozen=True)
class Beat:
    """The part of the district that one community officer knows."""

    ref: str
    name: str
    ring: tuple[Point, ...]

    @property
    def tags(self) -> dict[str, str]:
        """The tags of its way."""
        return {"boundary": "police", "name": f"{self.name}责任区", "ref": self.ref}


_CENTRE: Point = (1080.0, 640.0)
_VALLEY: Point = (968.0, 1220.0)
_SUMMIT: Point = (1640.0, 1290.0)
_EAST_FOOT: Point = (1690.0, 600.0)

# The borders, each in one direction; where two rings share one, one of them walks it backwards.
_TO_RIVER = (_CENTRE, (1165.0, 540.0), (1222.0, 430.0), (1236.0, 352.0), (1262.0, 0.0))
_WEST_ROAD = (_CENTRE, (830.0, 600.0), (640.0, 548.0), (420.0, 520.0), (190.0, 548.0), (0.0, 612.0))
_EAST_ROAD = (_CENTRE, (1200.0, 600.0), (1400.0, 566.0), _EAST_FOOT)
_FAR_EAST_ROAD = (_EAST_FOOT, (1900.0, 655.0), (2150.0, 745.0), (2380.0, 860.0), (WIDTH, 1000.0))
_UP_VALLEY = (_CENTRE, (1005.0, 760.0), (975.0, 900.0), (978.0, 1060.0), _VALLEY)
_NORTH_VALLEY = (
    _VALLEY,
    (930.0, 1400.0),
    (868.0, 1600.0),
    (835.0, 1800.0),
    (842.0, 1960.0),
    (862.0, HEIGHT),
)
_WEST_RIDGE = (_VALLEY, (735.0, 1250.0), (362.0, 1340.0), (0.0, 1360.0))
_VIADUCT = (_VALLEY, (1187.0, 1225.0), _SUMMIT)
_SPUR = (_EAST_FOOT, (1700.0, 900.0), _SUMMIT)
_EAST_RIDGE = (_SUMMIT, (2080.0, 1460.0), (2350.0, 1560.0), (WIDTH, 1700.0))
_NORTH_SPUR = (_SUMMIT, (1590.0, 1700.0), (1560.0, 1880.0), (1600.0, HEIGHT))

_RINGS: Sequence[tuple[str, Sequence[Sequence[Point]]]] = (
    ("老码头", (_WEST_ROAD, ((0.0, 0.0),), _TO_RIVER[::-1])),
    ("滨江东", (_TO_RIVER, ((WIDTH, 0.0),), _FAR_EAST_ROAD[::-1], _EAST_ROAD[::-1])),
    ("西坡", (_WEST_ROAD, _WEST_RIDGE[::-1], _UP_VALLEY[::-1])),
    ("文塔", (_WEST_RIDGE, ((0.0, HEIGHT),), _NORTH_VALLEY[::-1])),
    ("云顶", (_EAST_ROAD, _SPUR, _VIADUCT[::-1], _UP_VALLEY[::-1])),
    ("东岭", (_FAR_EAST_ROAD, _EAST_RIDGE[::-1], _SPUR[::-1])),
    ("溪北", (_VIADUCT, _NORTH_SPUR, _NORTH_VALLEY[::-1])),
    ("岭东", (_EAST_RIDGE, ((WIDTH, HEIGHT),), _NORTH_SPUR[::-1])),
)


def beats() -> list[Beat]:
    """Return the beats of the district."""
    return [
        Beat(str(number), name, _ring(borders))
        for number, (name, borders) in enumerate(_RINGS, start=1)
    ]


def _ring(borders: Sequence[Sequence[Point]]) -> tuple[Point, ...]:
    """Chain borders to a closed ring; the end of one is the start of the next."""
    ring: list[Point] = []
    for border in borders:
        ring += [point for point in border if not ring or point != ring[-1]]
    return tuple(ring if ring[0] == ring[-1] else [*ring, ring[0]])
