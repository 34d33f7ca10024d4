"""Cells: patches of about 400 m, for "where" coarser than a street."""

import numpy as np
from numpy.typing import NDArray

from domain.network import Network
from domain.place import Place
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

    def middle(self, cell: int) -> Place:
        """The middle of a cell that is not the rest of the world."""
        east, north = self._middle[cell - 1]
        return self._plane.place(east, north)
