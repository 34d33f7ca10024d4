"""Does "30 %" come true 30 times in 100? Probabilities in bins against what came true."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

EDGES = (0.0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1.0)
"""A bin holds what is at least its lower edge and below its upper; the last holds 1, too."""
TWO_SIDED_95 = 1.959963984540054

Floats = NDArray[np.float64]


def interval(hits: float, trials: int) -> tuple[float, float]:
    """The 95 % interval of a probability of which so many trials came true (Wilson 1927)."""
    if trials == 0:
        return 0.0, 1.0
    z2, share = TWO_SIDED_95**2, hits / trials
    middle = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = TWO_SIDED_95 / (1 + z2 / trials)
    half *= sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Bin:
    """What became of all places whose stated probability lay between two edges."""

    low: float
    high: float
    places: int
    """Places in it, over all subjects."""
    hits: int
    """Subjects who were at such a place."""
    expected: float
    """As many should have been: the sum of the stated probabilities."""
    subjects: int
    """Subjects for whom any place lay in the bin."""

    @property
    def stated(self) -> float:
        """Mean of the stated probabilities."""
        return self.expected / max(1, self.places)

    @property
    def came_true(self) -> float:
        """Share of the places where a subject really was."""
        return self.hits / max(1, self.places)

    @property
    def came_true_interval(self) -> tuple[float, float]:
        """Its 95 % interval. A subject is at one place only, so the trials are the subjects and
        not the places: each adds one hit or none to a bin."""
        low, high = interval(self.hits, self.subjects)
        scale = self.subjects / max(1, self.places)
        return low * scale, min(1.0, high * scale)

    @property
    def agrees(self) -> bool:
        """Whether the stated probabilities lie in the interval of what came true."""
        low, high = self.came_true_interval
        return low <= self.stated <= high


class Reliability:
    """Stated probabilities and what came true, subject by subject."""

    def __init__(self) -> None:
        bins = len(EDGES) - 1
        self.subjects = 0
        self._places = np.zeros(bins, np.int64)
        self._expected = np.zeros(bins)
        self._hits = np.zeros(bins, np.int64)
        self._trials = np.zeros(bins, np.int64)

    def add(self, stated: Floats, truths: Sequence[int]) -> None:
        """A belief over places, and for each subject that it was stated of the place he was at,
        -1 for none of them."""
        where = np.clip(np.searchsorted(EDGES, stated, side="right") - 1, 0, len(EDGES) - 2)
        places = np.bincount(where, minlength=len(EDGES) - 1)
        self.subjects += len(truths)
        self._places += len(truths) * places
        self._trials += len(truths) * (places > 0)
        self._expected += len(truths) * np.bincount(where, stated, len(EDGES) - 1)
        for truth in truths:
            if truth >= 0:
                self._hits[where[truth]] += 1

    @property
    def bins(self) -> list[Bin]:
        """All bins that any place fell into."""
        rows = zip(
            EDGES[:-1], EDGES[1:], self._places.tolist(), self._hits.tolist(),
            self._expected.tolist(), self._trials.tolist(), strict=True,
        )  # fmt: skip
        return [Bin(*row) for row in rows if row[2]]


def smallest_set(stated: Floats, share: float) -> NDArray[np.bool_]:
    """The fewest places that hold at least this share of the belief together."""
    order = np.argsort(-stated, kind="stable")
    held = np.cumsum(stated[order])
    count = min(len(stated), int(np.searchsorted(held, share * held[-1] - 1e-12)) + 1)
    inside = np.zeros(len(stated), np.bool_)
    inside[order[:count]] = True
    return inside


class Sets:
    """How many subjects are in the smallest set of places that holds a share of the belief."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.subjects = 0
        self.hits = 0
        self._stated = 0.0
        self._places = 0

    def add(self, stated: Floats, truths: Sequence[int]) -> None:
        """A belief over places, and the place of each subject that it was stated of."""
        inside = smallest_set(stated, self.share)
        for truth in truths:
            self.subjects += 1
            self.hits += int(inside[truth])
            self._stated += float(stated[inside].sum())
            self._places += int(inside.sum())

    @property
    def stated(self) -> float:
        """What the sets really hold, on average: a little more than the share, as places are
        whole."""
        return self._stated / max(1, self.subjects)

    @property
    def places(self) -> float:
        """Mean number of places in the sets."""
        return self._places / max(1, self.subjects)

    @property
    def came_true(self) -> float:
        """Share of the subjects who were in their set."""
        return self.hits / max(1, self.subjects)

    @property
    def came_true_interval(self) -> tuple[float, float]:
        """Its 95 % interval."""
        return interval(self.hits, self.subjects)

    @property
    def agrees(self) -> bool:
        """Whether what the sets hold lies in the interval of what came true."""
        low, high = self.came_true_interval
        return low <= self.stated <= high


def quantile(values: Floats, share: float) -> float:
    """The smallest value that at least this share of all values do not exceed; infinite values
    (somebody who left) count as far."""
    ordered = np.sort(values)
    at = min(len(ordered) - 1, max(0, int(np.ceil(share * len(ordered) - 1e-9)) - 1))
    return float(ordered[at])
