"""Windows that can be watched, and what the outcome of watching each would tell."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.compiled import compiled, inlined

LENGTHS_MIN = (10, 20, 40)
STEP_MIN = 5
LEAST_S = 60.0
"""Nobody opens a recording for less; assumption, no published source."""
BUCKET_S = 300.0

Span = tuple[float, float]
Floats = NDArray[np.float64]
EQUALLY_SHARP = np.zeros(0, np.uint8)


class ZonePasses(NamedTuple):
    """Who passes a camera's zone when, in seconds after the last known point; ordered by
    trajectory, then by time."""

    trajectory: NDArray[np.int64]
    enter: NDArray[np.float32]
    leave: NDArray[np.float32]
    level: NDArray[np.uint8] = EQUALLY_SHARP
    """How sharply the camera sees each of them, as in the belief; empty: all at level 0."""


class Windows(NamedTuple):
    """Windows in seconds after the last known point, in groups within which both ends ascend;
    those of group g are rows `first[g] : first[g + 1]`."""

    first: NDArray[np.int64]
    since: Floats
    until: Floats
    ending: NDArray[np.int64]
    """By group and bucket of time: the first window that ends after the bucket begins."""
    beginning: NDArray[np.int64]
    """The first window that does not begin before the bucket begins."""


def free_spans(until_s: float, closed: Iterable[Span]) -> tuple[Span, ...]:
    """What closed spans leave of the time from 0 to `until_s`, in order."""
    free, begin = [], 0.0
    for since, until in sorted(closed):
        if since > begin:
            free.append((begin, min(since, until_s)))
        begin = max(begin, until)
    free.append((begin, until_s))
    return tuple((since, until) for since, until in free if until - since >= LEAST_S)


@lru_cache(maxsize=256)
def windows_in(free: tuple[Span, ...]) -> Windows:
    """Windows of each length every five minutes from the beginning of each free span, the last
    one up to its end; shorter ones where a span has no room for the length."""
    first, since, until = _windows(np.array(free), LENGTHS_MIN)
    return Windows(first, since, until, *_by_bucket(first, since, until))


def entropy_bits(p: Floats) -> Floats:
    """Binary entropy h(p) in bits, 0 at both ends."""
    inside = np.clip(p, 1e-300, 1 - 1e-16)
    return -(inside * np.log2(inside) + (1 - inside) * np.log2(1 - inside))


def known_spans(spans: Iterable[Span]) -> Floats:
    """Spans as rows, in order."""
    return np.array(sorted(spans), np.float64).reshape(-1, 2)


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
    pods = np.atleast_1d(np.asarray(pod, np.float64))
    _worth(windows, passes, weights, pods, entropy_bits(pods), known_spans(known), gains, shares)
    return gains, shares


@compiled
def _windows(
    free: Floats, lengths_min: tuple[int, ...]
) -> tuple[NDArray[np.int64], Floats, Floats]:
    step_s, most = STEP_MIN * 60.0, 0
    for f in range(len(free)):
        most += len(lengths_min) * (int((free[f, 1] - free[f, 0]) / step_s) + 2)
    since, until = np.empty(most), np.empty(most)
    first = np.zeros(len(lengths_min) + 1, np.int64)
    row = 0
    for group in range(len(lengths_min)):
        length_s = lengths_min[group] * 60.0
        for f in range(len(free)):
            begin, end = free[f, 0], free[f, 1]
            last = max(end - length_s, begin)
            steps = int(np.ceil((last - begin) / step_s))
            for step in range(steps + 1):
                start = last if step == steps else begin + step * step_s
                since[row], until[row] = start, min(start + length_s, end)
                row += 1
        first[group + 1] = row
    return first, since[:row].copy(), until[:row].copy()


@compiled
def _by_bucket(
    first: NDArray[np.int64], since: Floats, until: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    buckets = int(until.max() / BUCKET_S) + 1
    groups = len(first) - 1
    ending = np.empty((groups, buckets), np.int64)
    beginning = np.empty((groups, buckets), np.int64)
    for g in range(groups):
        e = b = first[g]
        last = first[g + 1]
        for bucket in range(buckets):
            while e < last and until[e] <= bucket * BUCKET_S:
                e += 1
            while b < last and since[b] < bucket * BUCKET_S:
                b += 1
            ending[g, bucket], beginning[g, bucket] = e, b
    return ending, beginning


@compiled
def _worth(
    windows: Windows,
    passes: ZonePasses,
    weights: Floats,
    pods: Floats,
    doubts: Floats,
    known: Floats,
    gains: Floats,
    shares: Floats,
) -> None:
    path_worth(windows, passes, weights, pods, doubts, known, gains, shares)


@inlined
def path_worth(
    windows: Windows,
    passes: ZonePasses,
    weights: Floats,
    pods: Floats,
    doubts: Floats,
    known: Floats,
    gains: Floats,
    shares: Floats,
) -> None:
    """`worth` inside a kernel: PODs by level, their entropies, rows of known spans in order; fills
    gains and shares by window."""
    changes = _changes(windows, passes, weights, pods, doubts, known)
    share, seen, doubt = 0.0, 0.0, 0.0
    for row in range(len(gains)):
        share += changes[row, 0]
        seen += changes[row, 1]
        doubt += changes[row, 2]
        shares[row] = max(share, 0.0)
        gains[row] = max(_entropy(seen) - doubt, 0.0)


@inlined
def _entropy(p: float) -> float:
    if p <= 0.0 or p >= 1.0:
        return 0.0
    return float(-(p * np.log2(p) + (1.0 - p) * np.log2(1.0 - p)))


@inlined
def touches(known: Floats, enter: float, leave: float) -> bool:
    """Whether a pass touches any of these spans."""
    for k in range(len(known)):
        if enter < known[k, 1] and leave > known[k, 0]:
            return True
    return False


@inlined
def _changes(
    windows: Windows,
    passes: ZonePasses,
    weights: Floats,
    pods: Floats,
    doubts: Floats,
    known: Floats,
) -> Floats:
    """Row by row of windows, how three sums over trajectories change from the window before: the
    weight of those who pass in it, times the probability of seeing them, times its entropy.
    Windows of a group that a pass touches follow each other."""
    # Local names: reading a field of a tuple of arrays costs more than the loop around it.
    first, since, until, ending, beginning = windows
    trajectory, enters, leaves, levels = passes
    changes = np.zeros((len(since) + 1, 3))
    count = len(trajectory)
    latest = ending.shape[1] - 1
    longest, at = 1, 0
    while at < count:
        stop = at + 1
        while stop < count and trajectory[stop] == trajectory[at]:
            stop += 1
        longest = max(longest, stop - at)
        at = stop
    low = np.empty(longest, np.int64)
    high = np.empty(longest, np.int64)
    level = np.empty(longest, np.int64)
    at = 0
    while at < count:
        stop = at + 1
        while stop < count and trajectory[stop] == trajectory[at]:
            stop += 1
        weight = weights[trajectory[at]]
        if weight == 0.0:
            at = stop
            continue
        for g in range(len(first) - 1):
            last = first[g + 1]
            n = 0
            for p in range(at, stop):
                enter, leave = enters[p], leaves[p]
                bucket = int(enter / BUCKET_S)
                if bucket > latest:
                    break
                if touches(known, enter, leave):
                    continue
                lo = ending[g, bucket]
                while lo < last and until[lo] <= enter:
                    lo += 1
                hi = beginning[g, min(latest, int(leave / BUCKET_S))]
                while hi < last and since[hi] < leave:
                    hi += 1
                if lo < hi:
                    low[n], high[n] = lo, hi
                    level[n] = levels[p] if len(levels) else 0
                    n += 1
            if n == 1:
                q, doubt = pods[level[0]], doubts[level[0]]
                _change(changes, low[0], weight, weight * q, weight * doubt)
                _change(changes, high[0], -weight, -weight * q, -weight * doubt)
            elif n > 1:
                _count(changes, low[:n], high[:n], level[:n], weight, pods, doubts)
        at = stop
    return changes


@inlined
def _change(changes: Floats, row: int, share: float, seen: float, doubt: float) -> None:
    changes[row, 0] += share
    changes[row, 1] += seen
    changes[row, 2] += doubt


@inlined
def _count(
    changes: Floats,
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    level: NDArray[np.int64],
    weight: float,
    pods: Floats,
    doubts: Floats,
) -> None:
    """Book one trajectory whose passes touch these ranges of windows, both ends ascending."""
    # Passes j to i - 1 touch the windows from this row on.
    i = j = 0
    share, seen, doubt = 0.0, 0.0, 0.0
    while j < len(high):
        if i < len(low) and low[i] <= high[j]:
            row = low[i]
            i += 1
        else:
            row = high[j]
            j += 1
        share_now, seen_now, doubt_now = 0.0, 0.0, 0.0
        if i == j + 1:
            share_now, seen_now, doubt_now = (
                weight,
                weight * pods[level[j]],
                weight * doubts[level[j]],
            )
        elif i > j:
            missed = 1.0
            for k in range(j, i):
                missed *= 1.0 - pods[level[k]]
            share_now, seen_now, doubt_now = (
                weight,
                weight * (1.0 - missed),
                weight * _entropy(missed),
            )
        _change(changes, row, share_now - share, seen_now - seen, doubt_now - doubt)
        share, seen, doubt = share_now, seen_now, doubt_now
