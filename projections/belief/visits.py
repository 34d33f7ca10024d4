"""Trajectories as rows of visits, and where each of them is at a moment."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.compiled import compiled, inlined

OUTSIDE = -1
"""`where` of a visit to the rest of the world."""
INDOORS = 1
GOAL_SHIFT = 22
SEGMENT_MASK = (1 << 20) - 1
MOST_SEGMENTS = 1 << 20

NEAR = 4
"""So many visits are stepped over one by one, as time goes on; a look back halves the rest."""

Ints = NDArray[np.int32]
Singles = NDArray[np.float32]
Doubles = NDArray[np.float64]
Parts = NDArray[np.uint16]
WHOLE = 65535.0
"""Parts of a segment's length: a few millimetres in a street, 3 cm in 2 km."""


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
    from_part: Parts
    """Where on the segment he is then, along its drawn direction, in parts of WHOLE."""
    to_part: Parts
    pace: Doubles
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

    def metres(self, length_m: Doubles) -> tuple[Doubles, Doubles]:
        """Where every visit begins and ends, in metres along the drawn direction of its segment."""
        unit = np.where(self.where < 0, 0.0, length_m[np.maximum(self.segments, 0)]) / WHOLE
        return self.from_part * unit, self.to_part * unit

    @property
    def nbytes(self) -> int:
        """Memory of the arrays."""
        return sum(array.nbytes for array in self)


class Cursor(NamedTuple):
    """The visit in which each trajectory was found last, from when until when it lasts, and its
    row: 0 for outside the area, else its segment plus one."""

    visit: NDArray[np.int64]
    since: Singles
    until: Singles
    row: NDArray[np.int64]


def cursor(visits: Visits) -> Cursor:
    """A cursor before the first question."""
    count = visits.trajectories
    never = np.full(count, np.inf, np.float32)
    return Cursor(visits.offset[:-1].copy(), never, -never, np.zeros(count, np.int64))


@inlined
def first_after(until: Singles, low: int, last: int, at: float) -> int:
    """The first of the visits from `low` on that ends after a time, or the last one."""
    while low < last:
        middle = (low + last) >> 1
        if until[middle] > at:
            last = middle
        else:
            low = middle + 1
    return low


@compiled
def move_to(visits: Visits, at: float, cursor: Cursor) -> None:
    """Find the visit of every trajectory at a time: the first that ends later, or the last one.
    Wherever the cursor stood before, the answer is the same; near it, it is found sooner."""
    for i in range(len(cursor.visit)):
        if cursor.since[i] <= at < cursor.until[i]:
            continue
        low, last = visits.offset[i], visits.offset[i + 1] - 1
        v = cursor.visit[i]
        near, far = max(low, v - NEAR), min(last, v + NEAR)
        while v > near and visits.until[v - 1] > at:
            v -= 1
        while v < far and visits.until[v] <= at:
            v += 1
        if v == near and v > low and visits.until[v - 1] > at:
            v = first_after(visits.until, low, v - 1, at)
        elif v == far and v < last and visits.until[v] <= at:
            v = first_after(visits.until, v + 1, last, at)
        cursor.visit[i] = v
        cursor.since[i] = visits.until[v - 1] if v > low else np.float32(-np.inf)
        cursor.until[i] = visits.until[v] if v < last else np.float32(np.inf)
        code = visits.where[v]
        cursor.row[i] = 0 if code < 0 else ((code >> 2) & SEGMENT_MASK) + 1


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
