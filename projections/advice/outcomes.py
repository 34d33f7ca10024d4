"""Outcomes of watching a window: nothing, or the time at which he is first seen."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.advice.windows import Floats, Span, ZonePasses, known_spans, touches
from projections.belief.compiled import compiled, inlined

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


def outcomes(
    passes: ZonePasses, window: Span, pod: float | Floats, known: Iterable[Span]
) -> Outcomes:
    """The outcomes of a window (seconds after the last known point), each pass seen with this
    POD (by level of sharpness if it is several). Passes that touch a span that is `known` already
    cannot be seen any more."""
    pods = np.atleast_1d(np.asarray(pod, np.float64))
    return Outcomes(*_outcomes(passes, window, pods, known_spans(known)))


@compiled
def _outcomes(
    passes: ZonePasses, window: Span, pods: Floats, known: Floats
) -> tuple[NDArray[np.int64], Floats, Floats]:
    return outcomes_of(passes, window, pods, known)


@inlined
def outcomes_of(
    passes: ZonePasses, window: Span, pods: Floats, known: Floats
) -> tuple[NDArray[np.int64], Floats, Floats]:
    """`outcomes` inside a kernel: PODs by level, rows of known spans in order."""
    whose, enters, leaves, levels = passes
    since, until = window
    bins = max(1, int(np.ceil((until - since) / BIN_S - 1e-9)))
    # Written in any case and kept if it counts: a branch that nobody can foresee costs more.
    inside = np.empty(len(whose) + 1, np.int64)
    most = 0
    for p in range(len(whose)):
        inside[most] = p
        most += (enters[p] < until) & (leaves[p] > since)
    trajectory = np.empty(most, np.int64)
    seen = np.zeros((most, bins))
    missed = np.ones(most)
    row = -1
    for p in inside[:most]:
        enter = enters[p]
        if touches(known, enter, leaves[p]):
            continue
        if row < 0 or trajectory[row] != whose[p]:
            row += 1
            trajectory[row] = whose[p]
        number = min(bins - 1, int((max(enter, since) - since) / BIN_S))
        pod = pods[levels[p] if len(levels) else 0]
        seen[row, number] += missed[row] * pod
        missed[row] *= 1.0 - pod
    return trajectory[: row + 1], seen[: row + 1], missed[: row + 1]
