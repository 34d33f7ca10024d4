"""The lie of the land: one smooth formula for the height of every point.

Two hills stand over a river; a brook has cut a valley between them. Slopes, stair streets and
the course of the streets along the hillside all follow from this one field. Results are rounded
far below what matters, so that the last bits of a mathematical library do not move a street.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from coordinator.demo.district.place import Point

RIVER_LEVEL = 172.0
"""Metres above the sea of the river's water."""

_EMBANKMENT_RISE = 24.0
_EMBANKMENT_HALF_WIDTH = 75.0
_BACKLAND_TILT = 0.010
_BACKLAND_BEGINS = 100.0
_BROOK_CUT = 0.86
"""Share of the hills that the brook has carried away along its course."""
_BROOK_HALF_WIDTH = 190.0
_HILLTOP_SHARE = 0.90
_HIGH = 60.0
"""Metres of rise from which the top of a hill is kept free of streets."""


@dataclass(frozen=True)
class _Hill:
    """A bell-shaped hill, longer than broad."""

    x: float
    y: float
    rise: float
    east: float
    """Curvature terms, so that the fall from the summit is one quadratic form."""
    north: float
    both: float

    def share(self, x: float, y: float) -> float:
        """Return the height over the hill's foot as a share of its full rise."""
        u, v = x - self.x, y - self.y
        return math.exp(-(self.east * u * u + self.north * v * v + self.both * u * v))


def _hill(x: float, y: float, rise: float, along: float, across: float, turn: float) -> _Hill:
    """Return a hill of half-widths along and across a long axis turned by `turn` radians."""
    c, s = math.cos(turn), math.sin(turn)
    a, b = 0.5 / along**2, 0.5 / across**2
    return _Hill(x, y, rise, a * c * c + b * s * s, a * s * s + b * c * c, 2 * (a - b) * c * s)


_HILLS = (
    _hill(1640.0, 1290.0, 112.0, 470.0, 330.0, 0.35),
    _hill(362.0, 1330.0, 78.0, 250.0, 420.0, 0.15),
    _hill(2420.0, 1890.0, 46.0, 330.0, 260.0, -0.30),
)


def bank(x: float) -> float:
    """Return how far north (metres) the water's edge lies at `x`."""
    return round(235.0 + 62.0 * math.sin((x - 330.0) / 395.0) + 0.022 * x, 6)


def brook(y: float) -> float:
    """Return how far east (metres) the brook runs at `y`."""
    return round(985.0 + 75.0 * math.sin((y - 500.0) / 330.0), 6)


def height(point: Point) -> float:
    """Return the metres above the sea of the ground at a point."""
    x, y = point
    above_bank = y - bank(x)
    embankment = 0.5 * _EMBANKMENT_RISE * (1.0 + math.tanh(above_bank / _EMBANKMENT_HALF_WIDTH))
    swell = math.log1p(math.exp(above_bank / _BACKLAND_BEGINS))
    hills = sum(hill.rise * hill.share(x, y) for hill in _HILLS)
    backland = _BACKLAND_TILT * _BACKLAND_BEGINS * swell
    return round(RIVER_LEVEL + embankment + backland + hills * (1.0 - _cut(x, y)), 6)


def gradient(point: Point) -> tuple[float, float]:
    """Return the rise in metres per metre to the east and to the north."""
    x, y = point
    above_bank = y - bank(x)
    steep = math.tanh(above_bank / _EMBANKMENT_HALF_WIDTH)
    off_river = 0.5 * _EMBANKMENT_RISE / _EMBANKMENT_HALF_WIDTH * (1.0 - steep * steep)
    off_river += _BACKLAND_TILT / (1.0 + math.exp(-above_bank / _BACKLAND_BEGINS))
    bank_turn = 62.0 / 395.0 * math.cos((x - 330.0) / 395.0) + 0.022
    total = east = north = 0.0
    for hill in _HILLS:
        u, v = x - hill.x, y - hill.y
        metres = hill.rise * hill.share(x, y)
        total += metres
        east -= metres * (2 * hill.east * u + hill.both * v)
        north -= metres * (2 * hill.north * v + hill.both * u)
    cut = _cut(x, y)
    deeper = cut * 2 * (x - brook(y)) / _BROOK_HALF_WIDTH**2
    brook_turn = 75.0 / 330.0 * math.cos((y - 500.0) / 330.0)
    return (
        round(east * (1.0 - cut) + total * deeper - off_river * bank_turn, 9),
        round(north * (1.0 - cut) - total * deeper * brook_turn + off_river, 9),
    )


def steepness(point: Point) -> float:
    """Return the steepest rise at a point in metres per metre."""
    return math.hypot(*gradient(point))


def on_hilltop(point: Point) -> bool:
    """Tell whether a point lies on the rounded top of a high hill."""
    return any(hill.rise > _HIGH and hill.share(*point) > _HILLTOP_SHARE for hill in _HILLS)


def _cut(x: float, y: float) -> float:
    """Return the share of the hills that the brook has carried away at a point."""
    return _BROOK_CUT * math.exp(-(((x - brook(y)) / _BROOK_HALF_WIDTH) ** 2))
