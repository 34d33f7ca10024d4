"""The belief: where he is at a moment, given all evidence."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray


class BeforeLastKnownPoint(ValueError):
    """Asked for a moment before he was last seen for sure."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One subset of the sightings taken for true, and how probable it is."""

    sightings: tuple[str, ...]
    weight: float


@dataclass(frozen=True, eq=False)
class Belief:
    """The probability over segments and the rest of the world at a moment."""

    at: datetime
    poa: NDArray[np.float64]
    """Per segment, both directions together; with `rest_of_world` they add up to 1."""
    rest_of_world: float
    effective_sample_size: float
    scenarios: tuple[Scenario, ...]
    """The subsets of sightings that were kept; weights add up to 1."""
    dropped: float
    """Estimated share of the subsets that were not kept."""
    limit_reached: bool
    """True if the stated limit of trajectories was hit before the sample was as good as wanted:
    the map is then noisier than it should be."""
