"""Passing: who of a sample passes which camera when, for all cameras side by side."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.advice.sample import Sample
from projections.advice.windows import Floats, ZonePasses
from projections.belief.compiled import compiled
from projections.belief.weighted import WeightedTrajectories


class Passing(NamedTuple):
    """Passes of many cameras: those of camera c are rows `first[c] : first[c + 1]`, each as in
    ZonePasses."""

    first: NDArray[np.int64]
    trajectory: NDArray[np.int32]
    enter: NDArray[np.float32]
    leave: NDArray[np.float32]
    level: NDArray[np.uint8]

    def of(self, camera: int) -> ZonePasses:
        """Those of one camera."""
        rows = slice(self.first[camera], self.first[camera + 1])
        return ZonePasses(
            self.trajectory[rows], self.enter[rows], self.leave[rows], self.level[rows]
        )


def gathered(
    trajectories: WeightedTrajectories,
    sample: Sample,
    camera_ids: Sequence[str],
    pods: Floats,
    until_s: float,
) -> Passing:
    """The passes of a sample's trajectories, under their numbers in it, that begin before
    `until_s` (seconds after the last known point) and are sharp enough to be seen at all."""
    found = [trajectories.passes_by_part(camera_id) for camera_id in camera_ids]
    room = sum(len(each.trajectory) for parts in found for each in parts) + 1
    trajectory, enter = np.empty(room, np.int32), np.empty(room, np.float32)
    leave, level = np.empty(room, np.float32), np.empty(room, np.uint8)
    first, visible = np.zeros(len(camera_ids) + 1, np.int64), pods > 0.0
    numbers, begin = [], 0
    for part in trajectories.parts:
        numbers.append(sample.number[begin : begin + part.batch.trajectories])
        begin += part.batch.trajectories
    row = 0
    for camera, parts in enumerate(found):
        for number, each in zip(numbers, parts, strict=True):
            row = _gather(
                each.trajectory, each.enter, each.leave, each.level, number, visible, until_s,
                row, trajectory, enter, leave, level,
            )  # fmt: skip
        first[camera + 1] = row
    return Passing(first, trajectory[:row], enter[:row], leave[:row], level[:row])


@compiled
def _gather(
    whose: NDArray[np.uint16],
    enters: NDArray[np.float32],
    leaves: NDArray[np.float32],
    levels: NDArray[np.uint8],
    number: NDArray[np.int32],
    visible: NDArray[np.bool_],
    until_s: float,
    row: int,
    trajectory: NDArray[np.int32],
    enter: NDArray[np.float32],
    leave: NDArray[np.float32],
    level: NDArray[np.uint8],
) -> int:
    for p in range(len(whose)):
        # Written in any case and kept if it counts: a branch that nobody can foresee costs more.
        new = number[whose[p]]
        trajectory[row], enter[row], leave[row], level[row] = new, enters[p], leaves[p], levels[p]
        row += (new >= 0) & (enters[p] < until_s) & visible[levels[p]]
    return row
