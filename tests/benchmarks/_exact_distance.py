"""How far maps are from one another, per segment and per cell of 400 m."""

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import NDArray

from domain.area import Area
from projections.belief.streets import Streets

CELL_M = 400.0
Floats = NDArray[np.float64]


def cells_of(area: Area) -> NDArray[np.int64]:
    """For each segment the cell of 400 m that the middle of its ends lies in, from 1 on."""
    streets = Streets(area.network)
    first, last = area.network.shape_offset[:-1], area.network.shape_offset[1:] - 1
    x = (streets.x[first] + streets.x[last]) / 2 // CELL_M
    y = (streets.y[first] + streets.y[last]) / 2 // CELL_M
    _, number = np.unique(np.column_stack((x, y)), axis=0, return_inverse=True)
    return np.asarray(number.ravel() + 1, np.int64)


def apart(one: Floats, other: Floats) -> float:
    """Total variation distance."""
    return 0.5 * float(np.abs(one - other).sum())


@dataclass(frozen=True, eq=False)
class Ruler:
    """Measures maps (the probability outside, then of every segment) of one area."""

    area: Area

    def by_cell(self, places: Floats) -> Floats:
        """A map of the rest of the world and of cells."""
        cell = np.concatenate(([0], cells_of(self.area)))
        return np.bincount(cell, places).astype(np.float64)

    def between(self, one: Floats, other: Floats) -> tuple[float, float]:
        """The distance per segment and per cell."""
        return apart(one, other), apart(self.by_cell(one), self.by_cell(other))

    def floor(self, exact: Floats, count: float) -> tuple[float, float]:
        """The mean distance of so many independent equal draws from the exact map itself: half
        the sum of the mean absolute errors sqrt(2 p (1 - p) / (pi n)), or less where they expect
        fewer than one (then p itself)."""
        found = []
        for p in (exact, self.by_cell(exact)):
            error = np.minimum(np.sqrt(2 * p * (1 - p) / (pi * count)), 2 * p)
            found.append(0.5 * float(error.sum()))
        return found[0], found[1]
