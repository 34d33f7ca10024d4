"""Trajectories as rows of visits, and where each of them is at a moment."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.compiled import compiled

OUTSIDE = -1
"""`where` of a visit to the rest of the world."""
INDOORS = 1
GOAL_SHIFT = 22
SEGMENT_MASK = (1 << 20) - 1
MOST_SEGMENTS = 1 << 20

Ints = NDArray[np.int32]
Singles = NDArray[np.float32]


class Visits(NamedTuple):
    """Visits of trajectories: those of trajectory i are rows `offset[i] : offset[i + 1]`.

    A visit begins when the one before it ends, the first at 0 seconds after the last known
    point. `where` is -1 outside the area, else bit 0 says indoors, bits 1 to 21 are the directed
    segment, the bits above are the goal in mind plus one. A rest is a visit without movement.
    """

    offset: NDArray[np.int64]
    where: Ints
    until: Singles
    """Seconds after the last known point."""
    from_m: Singles
    """Metres along the drawn direction of the segment."""
    to_m: Singles
    pace: NDArray[np.float64]
    """One standard normal number per trajectory: how fast he is among those of his mobility."""

    @property
    def trajectories(self) -> int:
        """How many trajectories."""
        return len(self.offset) - 1

    @property
    def segments(self) -> Ints:
        """The segment of every visit, -1 outside the area."""
        inside = (self.where >> 2) & SEGMENT_MASK
        return np.where(self.where < 0, OUTSIDE, inside).astype(np.int32)

    @property
    def nbytes(self) -> int:
        """Memory of the arrays."""
        return sum(array.nbytes for array in self)


@compiled
def visit_at(
    offset: NDArray[np.int64], until: Singles, at: float, hint: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The visit of every trajectory at a time: the first that ends later, or the last one.

    `hint` holds a visit of each trajectory to begin looking at, and is left at the answer; any
    hint gives the same answer.
    """
    found = np.empty(len(offset) - 1, np.int64)
    for i in range(len(found)):
        low, last = offset[i], offset[i + 1] - 1
        v = min(max(hint[i], low), last)
        while v > low and until[v - 1] > at:
            v -= 1
        while v < last and until[v] <= at:
            v += 1
        found[i] = v
        hint[i] = v
    return found


@compiled
def rows_at(where: Ints, visit: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each trajectory 0 for outside the area, else its segment plus one."""
    rows = np.empty(len(visit), np.int64)
    for i in range(len(visit)):
        code = where[visit[i]]
        rows[i] = 0 if code < 0 else ((code >> 2) & SEGMENT_MASK) + 1
    return rows


@compiled
def left_at(offset: NDArray[np.int64], where: Ints, until: Singles) -> Singles:
    """When each trajectory left the area, in seconds; infinite for those that stay."""
    left = np.full(len(offset) - 1, np.inf, np.float32)
    for i in range(len(left)):
        last = offset[i + 1] - 1
        if where[last] == OUTSIDE:
            left[i] = until[last - 1] if last > offset[i] else 0.0
    return left


@compiled
def by_segment(where: Ints, segments: int) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Visits in the open, by segment: those of segment s are `row[s] : row[s + 1]`, ascending."""
    row = np.zeros(segments + 1, np.int64)
    for v in range(len(where)):
        code = where[v]
        if code >= 0 and code & INDOORS == 0:
            row[((code >> 2) & SEGMENT_MASK) + 1] += 1
    for s in range(segments):
        row[s + 1] += row[s]
    visit = np.empty(row[segments], np.uint32)
    fill = row[:-1].copy()
    for v in range(len(where)):
        code = where[v]
        if code >= 0 and code & INDOORS == 0:
            s = (code >> 2) & SEGMENT_MASK
            visit[fill[s]] = v
            fill[s] += 1
    return row, visit
