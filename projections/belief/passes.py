"""Passes: uninterrupted stays of a trajectory inside the stretches of a zone."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.compiled import compiled, inlined
from projections.belief.streets import Stretches
from projections.belief.visits import SEGMENT_MASK, Visits


class Passes(NamedTuple):
    """Ordered by trajectory, then by time; times in seconds after the last known point."""

    trajectory: NDArray[np.int32]
    enter: NDArray[np.float32]
    leave: NDArray[np.float32]

    @property
    def nbytes(self) -> int:
        """Memory of the arrays."""
        return sum(array.nbytes for array in self)


def passes_of(
    visits: Visits,
    index: tuple[NDArray[np.int64], NDArray[np.uint32]],
    length_m: NDArray[np.float64],
    stretches: Stretches,
    gap_s: float,
) -> Passes:
    """The passes of all trajectories through the stretches; indoor visits are invisible.

    Positions within a visit are interpolated in time; gaps shorter than `gap_s` join.
    """
    row, visit = index
    inside, first = np.unique(stretches.segment, return_index=True)
    slots = np.full(len(length_m), -1, np.int32)
    slots[inside] = np.arange(len(inside))
    parts = [visit[row[s] : row[s + 1]] for s in inside.tolist()]
    touched = np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.uint32)
    return Passes(
        *_passes(
            visits.offset, visits.where, visits.until, visits.from_m, visits.to_m, touched, slots,
            np.append(first, len(stretches.segment)), stretches.from_m, stretches.to_m, gap_s,
        )
    )  # fmt: skip


@inlined
def time_inside(
    begun: float, until: float, start: float, stop: float, low: float, high: float
) -> tuple[float, float]:
    """When a visit from `start` to `stop` is between low and high; empty if enter > leave."""
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
    offset: NDArray[np.int64],
    where: NDArray[np.int32],
    until: NDArray[np.float32],
    from_m: NDArray[np.float32],
    to_m: NDArray[np.float32],
    touched: NDArray[np.uint32],
    slots: NDArray[np.int32],
    slot_first: NDArray[np.int64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    gap_s: float,
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
    most = 0
    for v in touched:
        slot = slots[(where[v] >> 2) & SEGMENT_MASK]
        most += slot_first[slot + 1] - slot_first[slot]
    whose = np.empty(most, np.int32)
    enters = np.empty(most, np.float32)
    leaves = np.empty(most, np.float32)
    k = -1
    i = 0
    for v in touched:
        while offset[i + 1] <= v:
            i += 1
        slot = slots[(where[v] >> 2) & SEGMENT_MASK]
        begun = float(until[v - 1]) if v > offset[i] else 0.0
        first, last = slot_first[slot], slot_first[slot + 1]
        backwards = to_m[v] < from_m[v]
        for step in range(last - first):
            r = last - 1 - step if backwards else first + step
            enter, leave = time_inside(
                begun, float(until[v]), float(from_m[v]), float(to_m[v]), low[r], high[r]
            )
            if enter > leave:
                continue
            if k >= 0 and whose[k] == i and enter - leaves[k] < gap_s:
                leaves[k] = max(leaves[k], np.float32(leave))
            else:
                k += 1
                whose[k] = i
                enters[k] = enter
                leaves[k] = leave
    return whose[: k + 1].copy(), enters[: k + 1].copy(), leaves[: k + 1].copy()
