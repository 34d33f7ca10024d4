"""What the outcome of watching windows would tell about the path."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.advice.windows import (
    BUCKET_S,
    Floats,
    Span,
    Windows,
    ZonePasses,
    known_spans,
    touches,
)
from projections.belief.compiled import compiled, inlined

MOST_PASSES = 8
"""Chances of so many passes of equal sharpness are looked up."""


def entropy_bits(p: Floats) -> Floats:
    """Binary entropy h(p) in bits, 0 at both ends."""
    inside = np.clip(p, 1e-300, 1 - 1e-16)
    return -(inside * np.log2(inside) + (1 - inside) * np.log2(1 - inside))


class Chances(NamedTuple):
    """By level of sharpness and number of passes, from 0 on."""

    seen: Floats
    """The probability of being seen in them."""
    doubt: Floats
    """Its entropy in bits."""


def chances(pods: Floats) -> Chances:
    """Chances of up to `MOST_PASSES` passes with each of these PODs."""
    seen: Floats = 1.0 - np.power(1.0 - pods[:, np.newaxis], np.arange(MOST_PASSES + 1))
    return Chances(seen, entropy_bits(seen))


def worth(
    windows: Windows,
    passes: ZonePasses,
    weights: Floats,
    pod: float | Floats,
    known: Iterable[Span],
) -> tuple[Floats, Floats]:
    """For each window what its outcome tells about the path, I = h(E q) - E h(q) in bits, and the
    probability that he can be passed in it.

    q is the probability that the officer sees him, each of his passes with this POD (by level of
    sharpness if it is several). A pass that touches a span that is `known` already is nothing
    that can be seen any more.
    """
    gains, shares = np.empty((2, len(windows.since)))
    seen = chances(np.atleast_1d(np.asarray(pod, np.float64)))
    _worth(windows, passes, weights, seen, known_spans(known), gains, shares)
    return gains, shares


@compiled
def _worth(
    windows: Windows,
    passes: ZonePasses,
    weights: Floats,
    seen: Chances,
    known: Floats,
    gains: Floats,
    shares: Floats,
) -> None:
    path_worth(windows, passes, weights, seen, known, gains, shares)


@inlined
def path_worth(
    windows: Windows,
    passes: ZonePasses,
    weights: Floats,
    seen: Chances,
    known: Floats,
    gains: Floats,
    shares: Floats,
) -> None:
    """`worth` inside a kernel: rows of known spans in order; fills
    gains and shares by window."""
    changes = _changes(windows, passes, weights, seen, known)
    share, q, doubt = 0.0, 0.0, 0.0
    for row in range(len(gains)):
        share += changes[row, 0]
        q += changes[row, 1]
        doubt += changes[row, 2]
        shares[row] = max(share, 0.0)
        gains[row] = max(_entropy(q) - doubt, 0.0)


@inlined
def _entropy(p: float) -> float:
    if p <= 0.0 or p >= 1.0:
        return 0.0
    return float(-(p * np.log2(p) + (1.0 - p) * np.log2(1.0 - p)))


@inlined
def _changes(
    windows: Windows,
    passes: ZonePasses,
    weights: Floats,
    seen: Chances,
    known: Floats,
) -> Floats:
    """Row by row of windows, how three sums over trajectories change from the window before: the
    weight of those who pass in it, times the probability of seeing them, times its entropy.
    Windows of a group that a pass touches follow each other."""
    changes = np.zeros((len(windows.since) + 1, 3))
    latest = windows.ending.shape[1] * BUCKET_S
    whose, row = _counting(passes, weights, known, latest)
    low = np.empty(len(row), np.int64)
    high = np.empty(len(row), np.int64)
    level = np.empty(len(row), np.int64)
    for g in range(len(windows.first) - 1):
        _ranges(windows, g, passes, row, low, high)
        _book(changes, passes, row, whose, weights, low, high, level, seen)
    return changes


@inlined
def _counting(
    passes: ZonePasses, weights: Floats, known: Floats, latest: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The trajectories and rows of the passes that count for anything."""
    # Local names: reading a field of a tuple of arrays costs more than the loop around it.
    trajectory, enters, leaves, _ = passes
    whose = np.empty(len(trajectory) + 1, np.int64)
    row = np.empty(len(trajectory) + 1, np.int64)
    count = 0
    # Written in any case and kept if it counts: a branch that nobody can foresee costs more.
    for p in range(len(trajectory)):
        whose[count], row[count] = trajectory[p], p
        count += (weights[trajectory[p]] != 0.0) & (enters[p] < latest)
    if len(known) == 0:
        return whose[:count], row[:count]
    fresh = 0
    for k in range(count):
        if not touches(known, enters[row[k]], leaves[row[k]]):
            whose[fresh], row[fresh] = whose[k], row[k]
            fresh += 1
    return whose[:fresh], row[:fresh]


@inlined
def _ranges(
    windows: Windows,
    g: int,
    passes: ZonePasses,
    row: NDArray[np.int64],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
) -> None:
    """Find for each of these passes the windows of a group that it touches: from `low` on, up to
    `high`, not included."""
    first, since, until, ending, beginning = windows
    _, enters, leaves, _ = passes
    last, latest = first[g + 1], ending.shape[1] - 1
    for k in range(len(row)):
        enter, leave = enters[row[k]], leaves[row[k]]
        lo = ending[g, int(enter / BUCKET_S)]
        while lo < last and until[lo] <= enter:
            lo += 1
        hi = beginning[g, min(latest, int(leave / BUCKET_S))]
        while hi < last and since[hi] < leave:
            hi += 1
        low[k], high[k] = lo, hi


@inlined
def _book(
    changes: Floats,
    passes: ZonePasses,
    row: NDArray[np.int64],
    whose: NDArray[np.int64],
    weights: Floats,
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    level: NDArray[np.int64],
    seen: Chances,
) -> None:
    levels, (chance, doubts) = passes.level, seen
    at, count = 0, len(row)
    while at < count:
        weight, stop, n = weights[whose[at]], at, at
        while stop < count and whose[stop] == whose[at]:
            if low[stop] < high[stop]:
                low[n], high[n] = low[stop], high[stop]
                level[n] = levels[row[stop]] if len(levels) else 0
                n += 1
            stop += 1
        if n == at + 1:
            q, doubt = chance[level[at], 1], doubts[level[at], 1]
            _change(changes, low[at], weight, weight * q, weight * doubt)
            _change(changes, high[at], -weight, -weight * q, -weight * doubt)
        elif n > at:
            _count(changes, low[at:n], high[at:n], level[at:n], weight, seen)
        at = stop


@inlined
def _change(changes: Floats, row: int, share: float, q: float, doubt: float) -> None:
    changes[row, 0] += share
    changes[row, 1] += q
    changes[row, 2] += doubt


@inlined
def _count(
    changes: Floats,
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    level: NDArray[np.int64],
    weight: float,
    seen: Chances,
) -> None:
    """Book one trajectory whose passes touch these ranges of windows, both ends ascending."""
    # Passes j to i - 1 touch the windows from this row on.
    i = j = 0
    share, q, doubt = 0.0, 0.0, 0.0
    while j < len(high):
        if i < len(low) and low[i] <= high[j]:
            row = low[i]
            i += 1
        else:
            row = high[j]
            j += 1
        share_now = weight if i > j else 0.0
        q_now, doubt_now = _chance(level[j:i], seen)
        q_now, doubt_now = weight * q_now, weight * doubt_now
        _change(changes, row, share_now - share, q_now - q, doubt_now - doubt)
        share, q, doubt = share_now, q_now, doubt_now


@inlined
def _chance(level: NDArray[np.int64], seen: Chances) -> tuple[float, float]:
    """The probability of being seen in passes of these levels, and its entropy."""
    if len(level) == 0:
        return 0.0, 0.0
    alike = len(level) < seen.seen.shape[1]
    for k in range(1, len(level)):
        alike = alike and level[k] == level[0]
    if alike:
        return seen.seen[level[0], len(level)], seen.doubt[level[0], len(level)]
    missed = 1.0
    for k in range(len(level)):
        missed *= 1.0 - seen.seen[level[k], 1]
    return 1.0 - missed, _entropy(missed)
