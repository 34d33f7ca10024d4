"""How far a weighted sample may be from the truth by chance."""

from math import log

import numpy as np
from numpy.typing import NDArray

from projections.belief import WeightedTrajectories

RISK = 1e-7
"""Chance that one sound comparison fails; a run makes some ten thousand of them."""
LOST = log(2 / RISK)

Floats = NDArray[np.float64]


def errors(
    sample: WeightedTrajectories, at_s: float, exact: Floats
) -> tuple[Floats, Floats, Floats]:
    """For each place (outside first) the error, its standard error, and the most that chance
    allows at RISK.

    A share p of a sample of weights w that add up to 1 has the variance sum over i of
    w_i^2 (1_i - p)^2 (delta method; p (1 - p) / N for equal weights, with N = 1 / sum w^2 the
    effective sample size). Bernstein: the error is below sqrt(2 L v) + (2/3) L max w except with
    chance 2 exp(-L). Single precision moves the beginning of a visit by 2^-24 of the time.
    """
    place = sample.positions(at_s) + 1
    squared = sample.weights**2
    here = np.bincount(place, squared, len(exact))
    variance = here * (1 - exact) ** 2 + (squared.sum() - here) * exact**2
    variance = np.maximum(variance, exact * (1 - exact) * squared.sum())
    error = np.bincount(place, sample.weights, len(exact)) - exact
    most = np.sqrt(2 * LOST * variance) + 2 / 3 * LOST * sample.weights.max()
    return error, np.sqrt(variance), most + 2.0**-24 * at_s
