"""Windows that can be watched, and who passes in them."""

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
Numbers = NDArray[np.int32] | NDArray[np.int64]
EQUALLY_SHARP = np.zeros(0, np.uint8)


class ZonePasses(NamedTuple):
    """Who passes a camera's zone when, in seconds after the last known point; ordered by
    trajectory, then by time."""

    trajectory: Numbers
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


def known_spans(spans: Iterable[Span]) -> Floats:
    """Spans as rows, in order."""
    return np.array(sorted(spans), np.float64).reshape(-1, 2)


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


@inlined
def touches(known: Floats, enter: float, leave: float) -> bool:
    """Whether a pass touches any of these spans."""
    found = False
    for k in range(len(known)):
        found = found or (enter < known[k, 1] and leave > known[k, 0])
    return found
