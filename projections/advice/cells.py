"""Cells: patches of about 400 m, for "where" coarser than a street."""

import numpy as np
from numpy.typing import NDArray

from domain.network import Network
from domain.place import Place
from projections.belief.compiled import compiled
from projections.belief.visits import SEGMENT_MASK
from projections.belief.weighted import WeightedTrajectories
from projections.streets.plane import Plane

CELL_M = 400.0
"""Side of a cell (DESIGN.md, section 2)."""
ROW_CELL = 0


class Cells:
    """A square grid over an area. Cell 0 is the rest of the world; a segment lies in the cell of
    the point halfway between its ends."""

    def __init__(self, network: Network, shift_m: float = 0.0) -> None:
        """`shift_m` moves the grid north and east."""
        box = network.bounds
        self._plane = Plane((box.south + box.north) / 2)
        ends = self._plane.points(network.junction_lon, network.junction_lat)
        middle = (ends[network.start] + ends[network.end]) / 2
        patch = np.floor((middle - shift_m) / CELL_M).astype(np.int64)
        squares, number = np.unique(patch, axis=0, return_inverse=True)
        self.of_segment: NDArray[np.int64] = number.ravel() + 1
        """The cell of every segment, from 1 on."""
        self._middle = (squares + 0.5) * CELL_M + shift_m

    @property
    def count(self) -> int:
        """How many there are, the rest of the world among them."""
        return len(self._middle) + 1

    def of(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """The cell of each position: a segment, or -1 for the rest of the world."""
        table = np.append(self.of_segment, ROW_CELL)
        return np.asarray(table[positions])

    def of_sample(
        self,
        trajectories: WeightedTrajectories,
        which: NDArray[np.int64],
        times_s: NDArray[np.float64],
    ) -> NDArray[np.int32]:
        """A row for each of the ascending times (seconds after the last known point): the cell of
        each of these trajectories (ascending numbers)."""
        table = np.append(ROW_CELL, self.of_segment).astype(np.int32)
        found = np.empty((len(times_s), len(which)), np.int32)
        begin = row = 0
        for part in trajectories.parts:
            end = begin + part.batch.trajectories
            stop = int(np.searchsorted(which, end))
            visits = part.batch.visits
            _cells_of(
                visits.offset, visits.until, visits.where, which[row:stop] - begin, times_s, table,
                found[:, row:stop],
            )  # fmt: skip
            begin, row = end, stop
        return found

    def middle(self, cell: int) -> Place:
        """The middle of a cell that is not the rest of the world."""
        east, north = self._middle[cell - 1]
        return self._plane.place(east, north)


@compiled
def _cells_of(
    offset: NDArray[np.int64],
    until: NDArray[np.float32],
    where: NDArray[np.int32],
    which: NDArray[np.int64],
    times_s: NDArray[np.float64],
    table: NDArray[np.int32],
    found: NDArray[np.int32],
) -> None:
    for i in range(len(which)):
        low, last = offset[which[i]], offset[which[i] + 1] - 1
        high = last
        while low < high:
            middle = (low + high) // 2
            if until[middle] <= times_s[0]:
                low = middle + 1
            else:
                high = middle
        for k in range(len(times_s)):
            while low < last and until[low] <= times_s[k]:
                low += 1
            code = where[low]
            found[k, i] = table[0 if code < 0 else ((code >> 2) & SEGMENT_MASK) + 1]
