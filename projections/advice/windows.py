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
MOST_PASSES = 12
"""More passes of one trajectory in one window count as so many."""
BUCKET_S = 300.0

Span = tuple[float, float]
Floats = NDArray[np.float64]


class ZonePasses(NamedTuple):
    """Who passes a camera's zone when, in seconds after the last known point; ordered by
    trajectory, then by time."""

    trajectory: NDArray[np.int64]
    enter: NDArray[np.float32]
    leave: NDArray[np.float32]


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
    groups: list[list[Span]] = []
    for length_min in LENGTHS_MIN:
        length_s, group = length_min * 60.0, []
        for begin, end in free:
            last = max(end - length_s, begin)
            starts = [*np.arange(begin, last, STEP_MIN * 60.0).tolist(), last]
            group += [(start, min(start + length_s, end)) for start in starts]
        groups.append(group)
    rows = np.array([window for group in groups for window in group]).reshape(-1, 2)
    first = np.cumsum([0, *(len(group) for group in groups)]).astype(np.int64)
    since, until = rows[:, 0].copy(), rows[:, 1].copy()
    return Windows(first, since, until, *_by_bucket(first, since, until))


def entropy_bits(p: Floats) -> Floats:
    """Binary entropy h(p) in bits, 0 at both ends."""
    inside = np.clip(p, 1e-300, 1 - 1e-16)
    return -(inside * np.log2(inside) + (1 - inside) * np.log2(1 - inside))


def worth(
    windows: Windows, passes: ZonePasses, weights: Floats, pod: float, known: Iterable[Span]
) -> tuple[Floats, Floats]:
    """For each window what its outcome tells about the path, I = h(E q) - E h(q) in bits, and the
    probability that he can be passed in it.

    q is the probability that the officer sees him, each of his passes with this POD. A pass that
    touches a span that is `known` already is nothing that can be seen any more.
    """
    spans = np.array(sorted(known), np.float64).reshape(-1, 2)
    fresh = _fresh(passes, spans) if len(spans) else passes
    changes = _changes(windows, fresh, weights)
    by_passes: Floats = np.cumsum(changes, axis=0)[: len(windows.since), 1:]
    q, doubt = _detection(pod)
    seen: Floats = np.clip(by_passes.dot(q), 0.0, 1.0)
    gain: Floats = entropy_bits(seen) - by_passes.dot(doubt)
    return np.maximum(gain, 0.0), by_passes.sum(axis=1)


@lru_cache(maxsize=16)
def _detection(pod: float) -> tuple[Floats, Floats]:
    """The probability of being seen in 1, 2, 3 ... passes, and its entropy."""
    q: Floats = 1.0 - np.power(1.0 - pod, np.arange(1.0, MOST_PASSES + 1))
    return q, entropy_bits(q)


def renumbered(passes: ZonePasses, number: NDArray[np.int32]) -> ZonePasses:
    """The passes of trajectories whose new number is not negative, under that."""
    return ZonePasses(*_renumbered(*passes, number))


@compiled
def _renumbered(
    trajectory: NDArray[np.int64],
    enter: NDArray[np.float32],
    leave: NDArray[np.float32],
    number: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    count = 0
    for p in range(len(trajectory)):
        if number[trajectory[p]] >= 0:
            count += 1
    whose = np.empty(count, np.int64)
    enters, leaves = np.empty(count, np.float32), np.empty(count, np.float32)
    k = 0
    for p in range(len(trajectory)):
        if number[trajectory[p]] >= 0:
            whose[k], enters[k], leaves[k] = number[trajectory[p]], enter[p], leave[p]
            k += 1
    return whose, enters, leaves


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
def _fresh(passes: ZonePasses, known: Floats) -> ZonePasses:
    """The passes that touch nothing that is known."""
    count = len(passes.trajectory)
    kept = np.ones(count, np.bool_)
    for p in range(count):
        enter, leave = passes.enter[p], passes.leave[p]
        for k in range(len(known)):
            if enter < known[k, 1] and leave > known[k, 0]:
                kept[p] = False
    return ZonePasses(passes.trajectory[kept], passes.enter[kept], passes.leave[kept])


@compiled
def _changes(windows: Windows, passes: ZonePasses, weights: Floats) -> Floats:
    """Row by row of windows, how the weight of trajectories with so many passes in the window
    changes from the window before. Windows of a group that a pass touches follow each other."""
    # Local names: reading a field of a tuple of arrays costs more than the loop around it.
    first, since, until, ending, beginning = windows
    trajectory, enters, leaves = passes
    changes = np.zeros((len(since) + 1, MOST_PASSES + 1))
    count = len(trajectory)
    latest = ending.shape[1] - 1
    low = np.empty(count, np.int64)
    high = np.empty(count, np.int64)
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
                lo = ending[g, bucket]
                while lo < last and until[lo] <= enter:
                    lo += 1
                hi = beginning[g, min(latest, int(leave / BUCKET_S))]
                while hi < last and since[hi] < leave:
                    hi += 1
                if lo < hi:
                    low[n], high[n] = lo, hi
                    n += 1
            if n == 1:
                changes[low[0], 1] += weight
                changes[high[0], 1] -= weight
            elif n > 1:
                _count(changes, low[:n], high[:n], weight)
        at = stop
    return changes


@inlined
def _count(changes: Floats, low: NDArray[np.int64], high: NDArray[np.int64], weight: float) -> None:
    """Book one trajectory whose passes touch these ranges of windows, both ends ascending."""
    i = j = passes = 0
    while j < len(high):
        if i < len(low) and low[i] <= high[j]:
            row, now = low[i], passes + 1
            i += 1
        else:
            row, now = high[j], passes - 1
            j += 1
        changes[row, min(passes, MOST_PASSES)] -= weight
        changes[row, min(now, MOST_PASSES)] += weight
        passes = now
