"""How many trajectories a map of streets needs, told from how far two batches lie apart.

Two maps of n trajectories each lie sqrt(2) times as far apart (total variation distance) as each
lies from what infinitely many would show, and that falls with the square root of n.
"""

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Wanted(NamedTuple):
    """Effective sample sizes of all branches together."""

    before: float
    """That a search begins with."""
    after: float
    """That evidence must leave."""


def sampling_error(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Distance of a map of so many trajectories from the truth; places of two samples of it."""
    places = int(max(one.max(), other.max())) + 1
    apart = np.bincount(one, minlength=places) - np.bincount(other, minlength=places)
    return float(np.abs(apart).sum() / 2 / len(one) / np.sqrt(2))


def wanted(parameters: Mapping[str, float], error: float, trajectories: int) -> Wanted:
    """What a search needs of which so many trajectories have this sampling error."""

    def enough(allowed: float) -> float:
        return trajectories * (error / allowed) ** 2 if allowed > 0 else inf

    before = min(parameters["population_ess"], enough(parameters["population_error"]))
    return Wanted(before, min(before, enough(parameters["population_error_after"])))
