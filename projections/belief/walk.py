"""The walk: the kernel that lives one trajectory after the other through the motion model.

Every round of a trajectory has its own sixteen draws, and none depends on the horizon, so a
longer horizon repeats the shorter one and appends to it.
"""

from math import exp, inf, log
from typing import NamedTuple

import numpy as np

from projections.belief.beginning import begun, resting_place
from projections.belief.compiled import compiled, inlined
from projections.belief.draw_uses import (
    HOW_LONG,
    MIND,
    NEXT_EVENT,
    PACE,
    RANGE,
    ROUND,
    TO_LEAVE,
    TO_REST,
    TO_STAY,
    TRAP_PLACE,
    TRAPPED,
    WHICH_EVENT,
    WHICH_WAY,
)
from projections.belief.draws import STEP, lognormal, mixed, normal, uniform
from projections.belief.lineage import Lineage, Origin, inherited
from projections.belief.motion.model import LEAVE, LENGTH, SLOW, STAY, STUCK, Motion, Pauses
from projections.belief.visits import GOAL_SHIFT, INDOORS, OUTSIDE, WHOLE, Visits

ONE = np.uint64(1)
MIND_MASK = (1 << 9) - 1
AT_END, AT_GOAL, AT_TRAP, AT_EVENT, SPENT, NEXT_PHASE = 0, 1, 2, 3, 4, 5
RESTS, THINKS, ENTERS, DRIVES, NOTHING = 0, 1, 2, 3, 4


class Run(NamedTuple):
    """What is asked of one call: the batch's seed, the first trajectory to live, and until when
    (in seconds after the last known point)."""

    seed: np.uint64
    first: int
    horizon: float


class Walker(NamedTuple):
    """A trajectory where it begins."""

    state: np.uint64
    t: float
    pace: float
    goal: int
    d: int
    pos: float
    """Metres along the directed segment d."""
    spent: bool
    """Can go no further for now."""
    rested: bool
    """Has just rested there, for whatever reason."""


@inlined
def intention(motion: Motion, state: np.uint64) -> int:
    """A goal, or -1 for none; uses this draw and the next."""
    if uniform(state) >= motion.goal_share:
        return -1
    u, goal = uniform(state + STEP), 0
    while goal < len(motion.goal_share_cumulative) - 1 and motion.goal_share_cumulative[goal] <= u:
        goal += 1
    return goal


@inlined
def chosen(motion: Motion, phase: int, d: int, goal: int, u: float) -> int:
    """The directed segment after d, by weights of the ways and pull of the goal."""
    row, last = motion.way_offset[d], motion.way_offset[d + 1] - 1
    if goal < 0:
        while row < last and motion.way_cumulative[phase, row] <= u:
            row += 1
        return int(motion.way_onto[row])
    total = 0.0
    for each in range(row, last + 1):
        total += motion.way_weight[phase, each] * motion.way_pull[goal, each]
    left = u * total
    while row < last:
        left -= motion.way_weight[phase, row] * motion.way_pull[goal, row]
        if left < 0.0:
            break
        row += 1
    return int(motion.way_onto[row])


@inlined
def pause(pauses: Pauses, why: int, event: int, state: np.uint64) -> tuple[float, int]:
    """How long he stays where he stopped, and whether that is indoors."""
    if why in (AT_END, AT_TRAP):
        return lognormal(state + HOW_LONG, pauses.stuck_median, pauses.stuck_spread), 0
    if why == AT_GOAL:
        hidden = INDOORS if uniform(state + TO_STAY) < pauses.goal_indoors else 0
        stay = lognormal(state + HOW_LONG, pauses.goal_stay_median, pauses.stuck_spread)
        return stay, hidden
    if why == SPENT:
        return lognormal(state + HOW_LONG, pauses.exhausted_median, pauses.stuck_spread), 0
    if event == RESTS:
        return lognormal(state + HOW_LONG, pauses.rest_median, pauses.rest_spread), 0
    if event == ENTERS:
        stay = lognormal(state + HOW_LONG, pauses.indoors_median, pauses.indoors_spread)
        return stay, INDOORS
    return 0.0, 0


@inlined
def goal_ahead(motion: Motion, d: int, pos: float, goal: int) -> float:
    """Metres to the goal on this segment, infinite if it is not ahead on it."""
    if goal < 0 or motion.goal_segment[goal] != d >> 1:
        return inf
    length = motion.street[0, d, LENGTH]
    # In single precision the street may be shorter than the way to a goal at its very end.
    at = min(motion.goal_at[goal], length) if d & 1 == 0 else length - motion.goal_at[goal]
    return max(0.0, at - pos) if at >= pos - 1e-3 else inf


@inlined
def put(out: Visits, k: int, where: int, until: float, stretch: tuple[float, float]) -> int:
    """Write a visit into row k; returns the next row. The stretch is in parts of WHOLE."""
    out.where[k] = where
    out.until[k] = until
    out.from_part[k] = np.uint16(stretch[0] + 0.5)
    out.to_part[k] = np.uint16(stretch[1] + 0.5)
    return k + 1


@inlined
def drawn(parts: float, d: int) -> float:
    """Parts of the segment along the drawn direction."""
    parts = min(max(parts, 0.0), WHOLE)
    return parts if d & 1 == 0 else WHOLE - parts


@inlined
def lived(  # noqa: PLR0912, PLR0915 - the loop is one kernel: its state has to stay in registers
    motion: Motion, walker: Walker, horizon: float, out: Visits, k: int
) -> int:
    """Write a trajectory from row k on; returns the next free row, -1 if rows are lacking."""
    state, t, pace, goal, d, pos, spent, rested = walker
    phase = phase_at(motion, 0, t)
    slower = exp(-motion.speed_spread[phase] * pace)
    left = motion.range_median[phase] * exp(motion.range_spread * normal(state + RANGE))
    left = 0.0 if spent else left
    event = -log(uniform(state + NEXT_EVENT))
    trap = inf
    rate, changes = motion.event_rate[phase, DRIVES], motion.phase_until[phase]
    gap = 1.0 / rate if rate > 0.0 else inf
    length = motion.street[phase, d, LENGTH]
    parts = WHOLE / length
    slow = motion.street[phase, d, SLOW] * slower
    while t < horizon:
        if k + 3 > len(out.where):
            return -1
        state += ROUND
        go, why = length - pos, AT_END
        if trap < inf and trap - pos < go:
            go, why = max(0.0, trap - pos), AT_TRAP
        if goal >= 0:
            ahead = goal_ahead(motion, d, pos, goal)
            go, why = (ahead, AT_GOAL) if ahead <= go else (go, why)
        happens = event * gap
        go, why = (happens, AT_EVENT) if happens < go else (go, why)
        go, why = (left, SPENT) if left < go else (go, why)
        took = go * slow
        if t + took > changes:
            took = max(0.0, changes - t)
            go, why = min(go, took / slow), NEXT_PHASE
        code = ((goal + 1) << GOAL_SHIFT) | (d << 1)
        if took > 0.0:
            t += took
            k = put(out, k, code, t, (drawn(pos * parts, d), drawn((pos + go) * parts, d)))
            pos += go
            left -= go
            event -= go * rate
        rested = rested and took <= 0.0
        kind, leaves, stays = NOTHING, False, why != NEXT_PHASE and not rested
        if why == AT_END and not rested:
            likely = motion.street[phase, d, LEAVE]
            leaves = likely > 0.0 and uniform(state + TO_LEAVE) < likely
            likely = motion.street[phase, d, STAY]
            stays = likely > 0.0 and uniform(state + TO_STAY) < likely
        elif why == AT_EVENT:
            kind = which(motion, phase, uniform(state + WHICH_EVENT) * rate)
            leaves = kind == DRIVES
            event = -log(uniform(state + NEXT_EVENT))
        if leaves:
            return put(out, k, OUTSIDE, inf, (0.0, 0.0))
        if stays:
            stay, hidden = pause(motion.pauses, why, kind, state)
            t += stay
            if stay > 0.0:
                at = drawn(pos * parts, d)
                k = put(out, k, code | hidden, t, (at, at))
        rested = False
        if why == AT_GOAL or kind == THINKS:
            intended = intention(motion, state + MIND)
            goal = -1 if why == AT_GOAL and intended == goal else intended
        elif why == SPENT:
            left = motion.range_median[phase] * exp(motion.range_spread * normal(state + RANGE))
        if t >= changes:
            phase = phase_at(motion, phase, t)
            slower = exp(-motion.speed_spread[phase] * pace)
            rate, changes = motion.event_rate[phase, DRIVES], motion.phase_until[phase]
            gap = 1.0 / rate if rate > 0.0 else inf
            slow = motion.street[phase, d, SLOW] * slower
        if why == AT_END:
            d, pos = chosen(motion, phase, d, goal, uniform(state + WHICH_WAY)), 0.0
            length = motion.street[phase, d, LENGTH]
            parts = WHOLE / length
            slow = motion.street[phase, d, SLOW] * slower
            likely = motion.street[phase, d, STUCK]
            stuck = likely > 0.0 and uniform(state + TRAPPED) < likely
            trap = uniform(state + TRAP_PLACE) * length if stuck else inf
        elif why == AT_TRAP:
            d, pos, trap = d ^ 1, length - pos, inf
            slow = motion.street[phase, d, SLOW] * slower
    return k


@inlined
def phase_at(motion: Motion, phase: int, t: float) -> int:
    """The phase of mobility at a time, from a phase that is not later."""
    while phase < len(motion.phase_until) - 1 and motion.phase_until[phase] <= t:
        phase += 1
    return phase


@inlined
def which(motion: Motion, phase: int, u: float) -> int:
    """The kind of an event from a number below the rate of all kinds."""
    kind = 0
    while kind < DRIVES and motion.event_rate[phase, kind] <= u:
        kind += 1
    return kind


@compiled
def walk(motion: Motion, origin: Origin, lineage: Lineage, run: Run, out: Visits) -> int:
    """Fill `out` from trajectory `run.first` on until all are done or a row is lacking.

    Returns the first trajectory that is not done: the caller makes room and calls again.
    Every trajectory goes on until the visit during which the horizon passes is complete.
    """
    for i in range(run.first, len(lineage.ancestor)):
        state = mixed(run.seed + mixed(np.uint64(i) + ONE))
        pace = normal(state + PACE)
        goal = intention(motion, state + MIND)
        k, code, rests_until = inherited(lineage, i, out)
        if k < 0:
            return i
        t = 0.0
        if lineage.ancestor[i] >= 0:
            pace = lineage.parent.pace[lineage.ancestor[i]]
            t = float(out.until[k - 1])
        if code >= 0:
            goal = ((code >> GOAL_SHIFT) & MIND_MASK) - 1
        out.pace[i] = pace
        d, pos = begun(motion, origin, phase_at(motion, 0, t), goal, state)
        settles = uniform(state + TO_REST)
        spent = lineage.ancestor[i] < 0 and settles < motion.stays_put
        rested = rests_until > t and settles < lineage.resting
        if (spent or rested) and k + 1 > len(out.where):
            return i
        if spent:
            # Whoever looks for a visit by its time takes the visit before it for its begin, if that
            # is earlier: the first visit of a trajectory must not outlast the one before it.
            at = drawn(pos * WHOLE / motion.street[0, d, LENGTH], d)
            k = put(out, k, ((goal + 1) << GOAL_SHIFT) | (d << 1), 0.0, (at, at))
        if rested:
            t = rests_until
            if lineage.there:
                d, pos = resting_place(motion, code, float(out.to_part[k - 1]), goal)
                out.until[k - 1] = t
            else:
                at = drawn(pos * WHOLE / motion.street[0, d, LENGTH], d)
                k = put(out, k, ((goal + 1) << GOAL_SHIFT) | (d << 1), t, (at, at))
        walker = Walker(state, t, pace, goal, d, pos, spent, rested)
        k = lived(motion, walker, run.horizon, out, k)
        if k < 0:
            return i
        out.offset[i + 1] = k
    return len(lineage.ancestor)
