"""Where he can be met in the streets in the next minutes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.advice.sample import drawn
from projections.belief.courses import courses
from projections.belief.weighted import WeightedTrajectories

HORIZON_S = 20 * 60.0
"""How far ahead a team is planned; assumption, no published source."""
SLICE_S = 30.0
SAMPLE_SIZE = 20_000
"""So many trajectories are drawn to stand for all."""


class Ahead(NamedTuple):
    """Trajectories over slices of time from now to the horizon.

    Row i of `course` holds the segment that trajectory i is on in the open in the middle of each
    slice, -1 where nobody in the streets can meet him.
    """

    course: NDArray[np.int32]
    weights: NDArray[np.float64]
    """Probabilities; with what is left out they add up to 1."""
    slice_s: float


def still(poa: NDArray[np.float64]) -> Ahead:
    """He stays on the segment where he is; for when only a map is known."""
    segments = np.flatnonzero(poa > 0)
    return Ahead(segments.astype(np.int32)[:, np.newaxis], poa[segments], HORIZON_S)


def moving(trajectories: WeightedTrajectories, now_s: float) -> Ahead:
    """He moves on, from `now_s` seconds after the last known point."""
    sample = drawn(trajectories.weights, SAMPLE_SIZE)
    slices = round(HORIZON_S / SLICE_S)
    times_s = np.asarray(now_s + (np.arange(slices) + 0.5) * SLICE_S, np.float64)
    course = courses(trajectories, sample.which, times_s)
    # Those who can be met nowhere would only be looked at in vain.
    somewhere = np.flatnonzero((course >= 0).any(axis=1))
    return Ahead(course[somewhere], sample.weights[somewhere], SLICE_S)
