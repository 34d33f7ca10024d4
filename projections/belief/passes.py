"""Passes: uninterrupted stays of a trajectory inside the stretches of a zone."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.compiled import compiled, inlined
from projections.belief.ground import Ground
from projections.belief.visits import SEGMENT_MASK, Visits


class Passes(NamedTuple):
    """Ordered by trajectory, then by time; times in seconds after the last known point."""

    trajectory: NDArray[np.uint16]
    """Its number in the batch."""
    enter: NDArray[np.float32]
    leave: NDArray[np.float32]
    level: NDArray[np.uint8]
    """How sharply the camera saw the sharpest of it."""

    @property
    def nbytes(self) -> int:
        """Memory of the arrays."""
        return sum(array.nbytes for array in self)


def passes_of(
    visits: Visits,
    index: tuple[NDArray[np.int64], NDArray[np.uint32]],
    zone: Ground,
    gap_s: float,
    span: tuple[float, float] | None = None,
) -> Passes:
    """The passes of all trajectories through a zone; indoor visits are invisible.

    Positions within a visit are interpolated in time; gaps shorter than `gap_s` join. With a `span`
    of seconds after the last known point only those that overlap it are whole in it: a pass may
    lack what lies farther than `gap_s` outside, and passes there are left out.
    """
    row, visit = index
    parts = [visit[row[s] : row[s + 1]] for s in zone.inside]
    touched = np.concatenate(parts) if parts else np.zeros(0, np.uint32)
    if span is not None:
        touched = touched[_during(visits, touched, span[0] - gap_s, span[1] + gap_s)]
    return Passes(*_passes(visits, np.sort(touched), zone, gap_s))


@compiled
def _during(
    visits: Visits, touched: NDArray[np.uint32], begin: float, end: float
) -> NDArray[np.bool_]:
    """Which visits are not over at the begin and have begun at the end; now and then one more."""
    found = np.empty(len(touched), np.bool_)
    for k in range(len(touched)):
        v = touched[k]
        until = visits.until[v]
        # The visit before is another trajectory's last where it ends no earlier than this one.
        since = visits.until[v - 1] if v > 0 and visits.until[v - 1] < until else 0.0
        found[k] = until >= begin and since <= end
    return found


@inlined
def time_inside(
    time: tuple[float, float], way: tuple[float, float], low: float, high: float
) -> tuple[float, float]:
    """When a visit that lasts from time[0] to time[1] and leads from way[0] to way[1] is between
    low and high; empty if enter > leave."""
    begun, until = time
    start, stop = way
    if start == stop:
        if low <= start <= high:
            return begun, until
        return 1.0, 0.0
    a, b = (low - start) / (stop - start), (high - start) / (stop - start)
    enter, leave = max(0.0, min(a, b)), min(1.0, max(a, b))
    if enter >= leave:
        return 1.0, 0.0
    if leave < 1.0:
        until = begun + leave * (until - begun)
    if enter > 0.0:
        begun += enter * (until - begun) / leave
    return begun, until


@compiled
def _passes(
    visits: Visits, touched: NDArray[np.uint32], zone: Ground, gap_s: float
) -> tuple[NDArray[np.uint16], NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8]]:
    rows = 0
    for slot in range(len(zone.first) - 1):
        rows = max(rows, zone.first[slot + 1] - zone.first[slot])
    most = len(touched) * rows
    whose = np.empty(most, np.uint16)
    enters = np.empty(most, np.float32)
    leaves = np.empty(most, np.float32)
    levels = np.empty(most, np.uint8)
    k = -1
    i = 0
    for v in touched:
        while visits.offset[i + 1] <= v:
            i += 1
        slot = zone.slot[(visits.where[v] >> 2) & SEGMENT_MASK]
        first, last = zone.first[slot], zone.first[slot + 1]
        time = (visits.until[v - 1] if v > visits.offset[i] else 0.0, float(visits.until[v]))
        unit = zone.unit_m[slot]
        way = visits.from_part[v] * unit, visits.to_part[v] * unit
        for step in range(last - first):
            r = last - 1 - step if way[1] < way[0] else first + step
            enter, leave = time_inside(time, way, zone.low[r], zone.high[r])
            if enter > leave:
                continue
            if k >= 0 and whose[k] == i and enter - leaves[k] < gap_s:
                leaves[k] = max(leaves[k], np.float32(leave))
                levels[k] = max(levels[k], zone.level[r])
            else:
                k += 1
                whose[k] = i
                enters[k] = enter
                leaves[k] = leave
                levels[k] = zone.level[r]
    k += 1
    return whose[:k].copy(), enters[:k].copy(), leaves[:k].copy(), levels[:k].copy()
