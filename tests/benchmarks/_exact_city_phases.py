"""Lognormal stays, and the lognormal way until exhausted, as a few memoryless phases (Coxian).

From phase k he goes on to phase k + 1 or leaves; the rates are fitted to the lognormal law's
distribution function until a horizon, where the two are compared.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm
from scipy.optimize import least_squares
from scipy.stats import norm

POINTS = 48
BEGIN = {
    3: ((0.15, 2.33, -1.31, 9.0, -1.02), (1.5, 0.0, -2.0, 1.0, -0.5)),
    5: ((0.21, 1.73, 2.65, 2.66, -0.68, 9.0, 9.0, 8.0, -1.93),),
}
"""Where fits of so many phases begin: logarithms of rates times the median, then logits of the
probabilities of going on. The first suits a narrow law, the second a wide one, in which some stay
for a moment and some for hours; the better of both is taken."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Phases:
    """Rates (per second, or per metre) and the probability of going on after each phase."""

    rate: Floats
    onward: Floats
    worst: float
    """Largest difference of the two distribution functions until the horizon."""

    def after(self, lasting: float) -> tuple[Floats, Floats]:
        """(from, to) probabilities between phases after so long, and of having left from each."""
        move = np.asarray(expm(_generator(self.rate, self.onward) * lasting), np.float64)
        return move, 1.0 - move.sum(axis=1)


def _generator(rate: Floats, onward: Floats) -> Floats:
    return np.diag(-rate) + np.diag((rate * onward)[:-1], 1)


def _left(rate: Floats, onward: Floats, times: Floats) -> Floats:
    # Equal rates would have no eigenvectors of their own.
    apart = rate * (1 + 1e-5 * np.arange(len(rate)))
    values, vectors = np.linalg.eig(_generator(apart, onward))
    share = vectors[0] * np.linalg.solve(vectors, np.ones(len(rate)))
    return np.asarray(1.0 - np.real(np.exp(np.outer(times, values)) @ share), np.float64)


@cache
def phases(median: float, spread: float, until: float, count: int = 3) -> Phases:
    """The best fit of so many phases (3 or 5) on the times (or metres) until the horizon."""
    low = median * np.exp(-2.5 * spread)
    times = np.geomspace(low, min(until, median * np.exp(3.0 * spread)), POINTS)
    exact = norm.cdf(np.log(times / median) / spread)

    def read(numbers: Floats) -> tuple[Floats, Floats]:
        rate = np.exp(np.clip(numbers[:count], -6, 6)) / median
        onward = 1 / (1 + np.exp(-np.clip(numbers[count:], -12, 12)))
        return rate, np.append(onward, 0.0)

    def error(numbers: Floats) -> Floats:
        return _left(*read(numbers), times) - exact

    tried = [
        least_squares(error, np.array(begin), max_nfev=60, ftol=1e-5, xtol=1e-5)
        for begin in BEGIN[count]
    ]
    rate, onward = read(min(tried, key=lambda fit: float(fit.cost)).x)
    dense = np.linspace(0, until, 1000)[1:]
    apart = _left(rate, onward, dense) - norm.cdf(np.log(dense / median) / spread)
    return Phases(rate, onward, float(np.abs(apart).max()))
