"""How a trajectory begins: somewhere on the streets of its origin, or resting like its ancestor."""

import numpy as np

from projections.belief.compiled import inlined
from projections.belief.draw_uses import TO_LEAVE, TO_STAY, WHICH_WAY
from projections.belief.draws import uniform
from projections.belief.lineage import Origin
from projections.belief.motion.model import LENGTH, Motion
from projections.belief.visits import GOAL_SHIFT, WHOLE

DIRECTED_MASK = (1 << (GOAL_SHIFT - 1)) - 1


@inlined
def begun(
    motion: Motion, origin: Origin, phase: int, goal: int, state: np.uint64
) -> tuple[int, float]:
    """The directed segment on which a trajectory begins, and the metres along it."""
    u, row = uniform(state + TO_LEAVE), 0
    while row < len(origin.share) - 1 and origin.share[row] <= u:
        row += 1
    s = origin.segment[row]
    at = origin.from_m[row] + uniform(state + TO_STAY) * (origin.to_m[row] - origin.from_m[row])
    along, against = np.float32(1.0), np.float32(1.0)
    if goal >= 0:
        along, against = motion.goal_pull[goal, 2 * s], motion.goal_pull[goal, 2 * s + 1]
    along *= motion.ease[phase, 2 * s] * origin.along[row]
    against *= motion.ease[phase, 2 * s + 1] * origin.against[row]
    backwards = uniform(state + WHICH_WAY) * (along + against) >= along
    if goal >= 0 and motion.goal_segment[goal] == s:
        backwards = motion.goal_at[goal] < at
    return (2 * s + 1, motion.street[0, 2 * s, LENGTH] - at) if backwards else (2 * s + 0, at)


@inlined
def resting_place(motion: Motion, code: int, part: float, goal: int) -> tuple[int, float]:
    """The directed segment and the metres along it of a rest in part `part` of WHOLE; a rest at
    the goal is exactly there."""
    d = (code >> 1) & DIRECTED_MASK
    length = motion.street[0, d, LENGTH]
    pos = (part if d & 1 == 0 else WHOLE - part) * (length / WHOLE)
    if goal >= 0 and motion.goal_segment[goal] == d >> 1:
        at = min(motion.goal_at[goal], length)
        at = at if d & 1 == 0 else length - at
        if abs(at - pos) <= length / WHOLE:
            pos = at
    return d, pos
