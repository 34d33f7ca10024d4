"""Outcomes of watching a window: nothing, or the time at which he is first seen."""

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.advice.windows import Floats, Span, ZonePasses
from projections.belief.compiled import compiled

BIN_S = 300.0
"""Times at which he is first seen are told apart by five minutes; assumption, no source."""


class Outcomes(NamedTuple):
    """What watching one window can show of each trajectory that passes in it.

    Row r speaks of `trajectory[r]`: it is seen for the first time in time bin b with probability
    `seen[r, b]`, and not at all with `missed[r]`. All others are never seen.
    """

    trajectory: NDArray[np.int64]
    seen: Floats
    missed: Floats


def outcomes(passes: ZonePasses, window: Span, pod: float, known: Iterable[Span]) -> Outcomes:
    """The outcomes of a window (seconds after the last known point), each pass seen with this
    POD. Passes that touch a span that is `known` already cannot be seen any more."""
    spans = np.array(sorted(known), np.float64).reshape(-1, 2)
    bins = max(1, ceil((window[1] - window[0]) / BIN_S - 1e-9))
    return Outcomes(*_outcomes(passes, window, pod, spans, bins))


@compiled
def _outcomes(
    passes: ZonePasses, window: Span, pod: float, known: Floats, bins: int
) -> tuple[NDArray[np.int64], Floats, Floats]:
    whose, enters, leaves = passes
    since, until = window
    most = 0
    for p in range(len(whose)):
        if enters[p] < until and leaves[p] > since:
            most += 1
    trajectory = np.empty(most, np.int64)
    seen = np.zeros((most, bins))
    missed = np.ones(most)
    row = -1
    for p in range(len(whose)):
        enter, leave = enters[p], leaves[p]
        if enter >= until or leave <= since:
            continue
        fresh = True
        for k in range(len(known)):
            if enter < known[k, 1] and leave > known[k, 0]:
                fresh = False
        if not fresh:
            continue
        if row < 0 or trajectory[row] != whose[p]:
            row += 1
            trajectory[row] = whose[p]
        number = min(bins - 1, int((max(enter, since) - since) / BIN_S))
        seen[row, number] += missed[row] * pod
        missed[row] *= 1.0 - pod
    return trajectory[: row + 1], seen[: row + 1], missed[: row + 1]
