"""Patches: where in the area much can be met in little time, for choosing where to begin."""

import numpy as np

from domain.network import Network
from projections.advice.cells import CELL_M, Cells
from projections.advice.street_reach import Floats, Ints, Reach
from projections.streets.street_graph import SPEED_OF_MODE

DETOUR = 1.6
"""To walk between the streets of a patch costs as much again as to walk along them, nearly."""


class Patches:
    """Cells of two grids, the second moved by half a cell, so that no corner cuts all patches.

    An estimate only: the walks themselves are then looked for street by street.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        first = Cells(network).of_segment - 1
        second = Cells(network, CELL_M / 2).of_segment
        self.disjoint = int(first.max()) + 1
        """The first so many patches have no street in common."""
        self._patch = np.concatenate((first, second + self.disjoint - 1))
        self.count = int(self._patch.max()) + 1

    def lay_out(self, mean: Floats) -> "Layout":
        """The streets of each patch that hold anything, the richest for their length first."""
        network = self._network
        segment = np.tile(np.arange(network.segments), 2)
        density = mean / (network.length_m + 30.0)
        rows = np.flatnonzero(density[segment] > 0)
        order = rows[np.lexsort((-density[segment[rows]], self._patch[rows]))]
        return Layout(network, segment[order], self._patch[order], self.count)


class Layout:
    """Streets in order of patch and richness."""

    def __init__(self, network: Network, segment: Ints, patch: Ints, count: int) -> None:
        self._network = network
        self._segment = segment
        self._first = np.searchsorted(patch, np.arange(count + 1))
        self._filled = np.flatnonzero(np.diff(self._first))
        self._count = count
        self._spent = np.concatenate(([0.0], np.cumsum(network.length_m[segment] * DETOUR)))

    def collected(self, way: Reach, worth: Floats, mode: str, horizon_s: float) -> Floats:
        """About how much of what each segment is worth a team can collect in each patch."""
        found = np.zeros(self._count)
        if not len(self._segment):
            return found
        network = self._network
        soon = np.minimum(way.seconds[network.start], way.seconds[network.end])[self._segment]
        begins = self._first[self._filled]
        there = np.minimum.reduceat(soon, begins)
        left_m = np.maximum(horizon_s - there, 0.0) * SPEED_OF_MODE[mode]
        left_m[~np.isfinite(there)] = 0.0
        reached = np.where(np.isfinite(soon), worth[self._segment], 0.0)
        total = np.concatenate(([0.0], np.cumsum(reached)))
        last = np.searchsorted(self._spent, self._spent[begins] + left_m, side="right") - 1
        last = np.clip(last, begins, self._first[self._filled + 1])
        found[self._filled] = total[last] - total[begins]
        return found

    def middle(self, patch: int, way: Reach, worth: Floats) -> int:
        """The junction at the richest street of a patch that can be reached, at its nearer end;
        -1 where there is none."""
        network = self._network
        segments = self._segment[self._first[patch] : self._first[patch + 1]]
        density = worth[segments] / (network.length_m[segments] + 30.0)
        start, end = network.start[segments], network.end[segments]
        density[~np.isfinite(np.minimum(way.seconds[start], way.seconds[end]))] = 0.0
        if not len(segments) or density.max() <= 0:
            return -1
        best = int(density.argmax())
        nearer = start if way.seconds[start[best]] <= way.seconds[end[best]] else end
        return int(nearer[best])
