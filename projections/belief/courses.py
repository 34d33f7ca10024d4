"""Courses: on which street each trajectory is in the open, at many moments at once."""

import numpy as np
from numpy.typing import NDArray

from projections.belief.compiled import compiled
from projections.belief.visits import INDOORS, SEGMENT_MASK, Visits
from projections.belief.weighted import WeightedTrajectories

UNSEEN = -1
"""Indoors or outside the area: where no team in the streets can meet him."""


def courses(trajectories: WeightedTrajectories, times_s: NDArray[np.float64]) -> NDArray[np.int32]:
    """A row for each trajectory: its segment at each of the ascending times (seconds after the
    last known point), -1 where it is indoors or outside the area."""
    parts = [_courses(part.batch.visits, times_s) for part in trajectories.parts]
    return np.concatenate(parts)


@compiled
def _courses(visits: Visits, times_s: NDArray[np.float64]) -> NDArray[np.int32]:
    offset, until, where = visits.offset, visits.until, visits.where
    count, moments = len(offset) - 1, len(times_s)
    found = np.empty((count, moments), np.int32)
    for i in range(count):
        low, last = offset[i], offset[i + 1] - 1
        high = last
        while low < high:
            middle = (low + high) // 2
            if until[middle] <= times_s[0]:
                low = middle + 1
            else:
                high = middle
        v = low
        for k in range(moments):
            while v < last and until[v] <= times_s[k]:
                v += 1
            code = where[v]
            hidden = code < 0 or code & INDOORS != 0
            found[i, k] = UNSEEN if hidden else (code >> 2) & SEGMENT_MASK
    return found
