"""A piece of ground: stretches of segments, laid out for looking them up by segment."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.streets import Stretches
from projections.belief.visits import WHOLE


class Ground(NamedTuple):
    """Disjoint stretches in order. Segment s has the rows `first[slot[s]] : first[slot[s] + 1]`,
    and none where `slot[s]` is -1."""

    slot: NDArray[np.int32]
    unit_m: NDArray[np.float64]
    """By slot: metres of one part of the segment."""
    first: NDArray[np.int64]
    segment: NDArray[np.int32]
    low: NDArray[np.float64]
    """Metres along the drawn direction where a stretch begins."""
    high: NDArray[np.float64]
    """Where it ends."""
    level: NDArray[np.uint8]
    """How sharply a camera sees it, see sharpness."""

    @property
    def metres(self) -> float:
        """Length of all stretches together."""
        return float((self.high - self.low).sum())

    @property
    def inside(self) -> list[int]:
        """The segments, each once, ascending."""
        segments: list[int] = self.segment[self.first[:-1]].tolist()
        return segments


def ground(
    stretches: Stretches, length_m: NDArray[np.float64], level: Sequence[int] = ()
) -> Ground:
    """The ground of disjoint ordered stretches in a network of segments of these lengths."""
    inside, first = np.unique(stretches.segment, return_index=True)
    slot = np.full(len(length_m), -1, np.int32)
    slot[inside] = np.arange(len(inside))
    rows = np.append(first, len(stretches.segment)).astype(np.int64)
    sharp = np.array(level or [0] * len(stretches.segment), np.uint8)
    return Ground(slot, length_m[inside] / WHOLE, rows, *stretches, sharp)
