"""What the outcomes of a study say: times to find, and ratios with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coordinator.simulation.outcome import Outcome

RESAMPLES = 4000
LEVEL = 0.95
EARLY_MIN = 240.0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Times:
    """Times to find of one policy; subjects who were not found count as the whole search."""

    policy: str
    subjects: int
    median: float
    restricted_mean: float
    p90: float
    found: float
    """Share of the subjects who were found at all ..."""
    found_early: float
    """... and within four hours."""
    seconds: float
    """Of computing, for one search."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One policy's times as a share of another's: estimate, lower and upper end of the 95 %
    interval."""

    policy: str
    against: str
    median: tuple[float, float, float]
    restricted_mean: tuple[float, float, float]


def times_of(outcomes: Sequence[Outcome], policy: str, most_min: float) -> Times:
    """Of the outcomes of this policy."""
    own = [each for each in outcomes if each.policy == policy]
    minutes = _minutes(own, most_min)
    found = np.array([each.found_min is not None for each in own])
    return Times(
        policy,
        len(own),
        float(np.median(minutes)),
        float(minutes.mean()),
        float(np.quantile(minutes, 0.9)),
        float(found.mean()),
        float((found & (minutes <= EARLY_MIN)).mean()),
        float(np.mean([each.seconds for each in own])),
    )


def ratio(outcomes: Sequence[Outcome], policy: str, against: str, most_min: float) -> Ratio:
    """Bootstrap over subjects, both policies on the same ones; the same outcomes always give the
    same interval."""
    own, other = paired(outcomes, policy, against)
    a, b = _minutes(own, most_min), _minutes(other, most_min)
    chosen = np.random.default_rng(0).integers(len(a), size=(RESAMPLES, len(a)))
    medians = np.median(a[chosen], axis=1) / np.median(b[chosen], axis=1)
    means = a[chosen].mean(axis=1) / b[chosen].mean(axis=1)
    return Ratio(
        policy,
        against,
        _interval(float(np.median(a) / np.median(b)), medians),
        _interval(float(a.mean() / b.mean()), means),
    )


def paired(
    outcomes: Sequence[Outcome], policy: str, against: str
) -> tuple[list[Outcome], list[Outcome]]:
    """The outcomes of both, for the subjects that both searched for, in the same order."""
    own = {each.seed: each for each in outcomes if each.policy == policy}
    other = {each.seed: each for each in outcomes if each.policy == against}
    seeds = sorted(own.keys() & other.keys())
    return [own[seed] for seed in seeds], [other[seed] for seed in seeds]


def _minutes(outcomes: Sequence[Outcome], most_min: float) -> Floats:
    # A find in the first seconds must not make a ratio infinite.
    return np.array(
        [most_min if each.found_min is None else max(each.found_min, 0.1) for each in outcomes]
    )


def _interval(estimate: float, drawn: Floats) -> tuple[float, float, float]:
    tail = (1 - LEVEL) / 2
    return estimate, float(np.quantile(drawn, tail)), float(np.quantile(drawn, 1 - tail))
