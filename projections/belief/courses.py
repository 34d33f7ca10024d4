"""Courses: on which street trajectories are in the open, at many moments at once."""

import numpy as np
from numpy.typing import NDArray

from projections.belief.compiled import compiled
from projections.belief.visits import INDOORS, SEGMENT_MASK, Visits
from projections.belief.weighted import WeightedTrajectories

UNSEEN = -1
"""Indoors or outside the area: where no team in the streets can meet him."""


def courses(
    trajectories: WeightedTrajectories, which: NDArray[np.int64], times_s: NDArray[np.float64]
) -> NDArray[np.int32]:
    """A row for each of these trajectories (ascending numbers): its segment at each of the
    ascending times (seconds after the last known point), -1 where it is indoors or outside the
    area."""
    found, first = [], 0
    for part in trajectories.parts:
        own = which[(which >= first) & (which < first + part.batch.trajectories)] - first
        found.append(_courses(part.batch.visits, own, times_s))
        first += part.batch.trajectories
    return np.concatenate(found)


@compiled
def _courses(
    visits: Visits, which: NDArray[np.int64], times_s: NDArray[np.float64]
) -> NDArray[np.int32]:
    offset, until, where = visits.offset, visits.until, visits.where
    found = np.empty((len(which), len(times_s)), np.int32)
    for row in range(len(which)):
        low, last = offset[which[row]], offset[which[row] + 1] - 1
        high = last
        while low < high:
            middle = (low + high) // 2
            if until[middle] <= times_s[0]:
                low = middle + 1
            else:
                high = middle
        v = low
        for k in range(len(times_s)):
            while v < last and until[v] <= times_s[k]:
                v += 1
            code = where[v]
            hidden = code < 0 or code & INDOORS != 0
            found[row, k] = UNSEEN if hidden else (code >> 2) & SEGMENT_MASK
    return found
