"""A sample of trajectories, where all of them would take too long."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Sample(NamedTuple):
    """Some trajectories that stand for all of them, numbered anew."""

    which: NDArray[np.int64]
    """Ascending."""
    weights: NDArray[np.float64]
    """They add up to 1."""
    number: NDArray[np.int32]
    """For every trajectory its number in the sample, -1 for those not in it."""


def drawn(weights: NDArray[np.float64], size: int) -> Sample:
    """A systematic sample: `size` draws at even steps along the running total of weights, the
    first one half a step in. The same for the same weights; where there are no more trajectories
    than draws, all that weigh anything.

    A share p of the whole is right to about sqrt(p (1 - p) / size).
    """
    if np.count_nonzero(weights) <= size:
        share = weights / weights.sum()
    else:
        total = np.cumsum(weights)
        steps = (np.arange(size) + 0.5) * (total[-1] / size)
        found = np.minimum(np.searchsorted(total, steps, side="right"), len(weights) - 1)
        share = np.bincount(found, minlength=len(weights)) / size
    index = np.flatnonzero(share)
    number = np.full(len(weights), -1, np.int32)
    number[index] = np.arange(len(index))
    return Sample(index, share[index], number)
