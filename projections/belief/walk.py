"""The walk: the kernel that lives one trajectory after the other through the motion model.

The order of draws within a trajectory depends on what happens to it and never on the horizon,
so a longer horizon repeats the shorter one and appends to it.
"""

from math import exp, inf, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.compiled import compiled, inlined
from projections.belief.draws import STEP, lognormal, mixed, normal, uniform
from projections.belief.motion.model import Motion
from projections.belief.visits import GOAL_SHIFT, INDOORS, OUTSIDE, Visits

ONE = np.uint64(1)
TWO_STEPS = np.uint64((2 * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF)
MIND_MASK = (1 << 9) - 1
DIRECTED_MASK = (1 << 21) - 1
AT_END, AT_GOAL, AT_TRAP, AT_EVENT, SPENT, NEXT_PHASE = 0, 1, 2, 3, 4, 5


class Origin(NamedTuple):
    """Where trajectories begin: stretches, with their cumulative share, and a factor on each of
    the two directions (a reported heading)."""

    segment: NDArray[np.int32]
    from_m: NDArray[np.float64]
    to_m: NDArray[np.float64]
    share: NDArray[np.float64]
    along: NDArray[np.float64]
    against: NDArray[np.float64]


class Lineage(NamedTuple):
    """What each trajectory was before it began here: a trajectory of the parent until a time."""

    parent: Visits
    ancestor: NDArray[np.int64]
    """-1 where there is none."""
    since: NDArray[np.float64]
    """When it begins here, in seconds after the last known point; 0 without an ancestor."""


@inlined
def chosen(motion: Motion, phase: int, d: int, goal: int, u: float) -> int:
    """The directed segment after d, by weights of the ways and pull of the goal."""
    low, high = motion.way_offset[d], motion.way_offset[d + 1]
    total = 0.0
    for row in range(low, high):
        total += motion.way_weight[phase, row] * motion.goal_pull[goal + 1, motion.way_onto[row]]
    left = u * total
    for row in range(low, high - 1):
        left -= motion.way_weight[phase, row] * motion.goal_pull[goal + 1, motion.way_onto[row]]
        if left < 0.0:
            return int(motion.way_onto[row])
    return int(motion.way_onto[high - 1])


@inlined
def intention(motion: Motion, state: np.uint64) -> int:
    """A goal, or -1 for none; uses this state and the next."""
    if uniform(state) >= motion.goal_share:
        return -1
    goal = np.searchsorted(motion.goal_share_cumulative, uniform(state + STEP))
    return min(goal, len(motion.goal_share_cumulative) - 1)


@compiled
def walk(
    motion: Motion,
    origin: Origin,
    lineage: Lineage,
    seed: np.uint64,
    first: int,
    horizon: float,
    out: Visits,
) -> int:
    """Fill `out` from trajectory `first` on until all are done or a row is lacking.

    Returns the first trajectory that is not done: the caller makes room and calls again.
    Every trajectory goes on until the visit during which the horizon passes is complete.
    """
    parent = lineage.parent
    room = len(out.where)
    last_phase = len(motion.phase_until) - 1
    for i in range(first, len(lineage.ancestor)):
        k = out.offset[i]
        state = mixed(seed + mixed(np.uint64(i) + ONE))
        pace = normal(state)
        state += TWO_STEPS
        goal = intention(motion, state)
        state += TWO_STEPS
        t = 0.0
        ancestor = lineage.ancestor[i]
        if ancestor >= 0:
            pace = parent.pace[ancestor]
            since = lineage.since[i]
            v = parent.offset[ancestor]
            last = parent.offset[ancestor + 1] - 1
            begun = 0.0
            while True:
                if k >= room:
                    return i
                code = parent.where[v]
                until = parent.until[v]
                ends = v == last or until >= since
                stop = parent.to_m[v]
                if ends and until > since and until > begun:
                    stop = parent.from_m[v] + np.float32((since - begun) / (until - begun)) * (
                        parent.to_m[v] - parent.from_m[v]
                    )
                out.where[k] = code
                out.until[k] = since if ends else until
                out.from_m[k] = parent.from_m[v]
                out.to_m[k] = stop
                k += 1
                if ends:
                    break
                begun = until
                v += 1
            if code >= 0:
                goal = min(
                    ((code >> GOAL_SHIFT) & MIND_MASK) - 1,
                    len(motion.goal_share_cumulative) - 1,
                )
            t = float(np.float32(since))
        phase = 0
        while phase < last_phase and motion.phase_until[phase] <= t:
            phase += 1
        out.pace[i] = pace
        row = min(np.searchsorted(origin.share, uniform(state)), len(origin.share) - 1)
        state += STEP
        s = origin.segment[row]
        along_m = origin.from_m[row] + uniform(state) * (origin.to_m[row] - origin.from_m[row])
        state += STEP
        pull = motion.goal_pull[goal + 1]
        go_along = motion.ease[phase, 2 * s] * origin.along[row] * pull[2 * s]
        go_against = motion.ease[phase, 2 * s + 1] * origin.against[row] * pull[2 * s + 1]
        d = 2 * s
        if goal >= 0 and motion.goal_segment[goal] == s:
            d += 1 if motion.goal_at[goal] < along_m else 0
        elif uniform(state) * (go_along + go_against) >= go_along:
            d += 1
        state += STEP
        pos = along_m if d & 1 == 0 else motion.length[s] - along_m
        left = motion.range_median[phase] * exp(motion.range_spread * normal(state))
        state += TWO_STEPS
        event = -log(uniform(state))
        state += STEP
        trap = inf
        while t < horizon:
            if k + 3 > room:
                return i
            s = d >> 1
            length = motion.length[s]
            go = length - pos
            why = AT_END
            if trap - pos < go:
                go = max(0.0, trap - pos)
                why = AT_TRAP
            if goal >= 0 and motion.goal_segment[goal] == s:
                ahead = motion.goal_at[goal] if d & 1 == 0 else length - motion.goal_at[goal]
                if ahead >= pos - 1e-3 and ahead - pos < go:
                    go = max(0.0, ahead - pos)
                    why = AT_GOAL
            rate = (
                motion.rest_rate[phase]
                + motion.mind_rate
                + motion.indoors_rate
                + motion.transport_rate
            )
            if event < go * rate:
                go = event / rate
                why = AT_EVENT
            if left < go:
                go = left
                why = SPENT
            speed = motion.speed_median[phase] * exp(motion.speed_spread[phase] * pace)
            speed *= motion.speed_share[phase, d]
            took = go / speed
            if t + took > motion.phase_until[phase]:
                took = max(0.0, motion.phase_until[phase] - t)
                go = min(go, took * speed)
                why = NEXT_PHASE
            mind = (goal + 1) << GOAL_SHIFT
            if took > 0.0:
                t += took
                out.where[k] = mind | (d << 1)
                out.until[k] = t
                out.from_m[k] = pos if d & 1 == 0 else length - pos
                pos += go
                out.to_m[k] = pos if d & 1 == 0 else length - pos
                k += 1
                left -= go
                event -= go * rate
            stay = 0.0
            hidden = 0
            leave = False
            if why == AT_END:
                if motion.leads_out[d]:
                    leave = uniform(state) < motion.edge_leave
                    state += STEP
                if not leave:
                    if motion.stay[phase, d] > 0.0:
                        if uniform(state) < motion.stay[phase, d]:
                            stay = lognormal(state + STEP, motion.stuck_median, motion.stuck_spread)
                            state += TWO_STEPS
                        state += STEP
                    next_d = chosen(motion, phase, d, goal, uniform(state))
                    state += STEP
            elif why == AT_EVENT:
                part = uniform(state) * rate - motion.rest_rate[phase]
                state += STEP
                if part < 0.0:
                    stay = lognormal(state, motion.rest_median, motion.rest_spread)
                elif part < motion.mind_rate:
                    goal = intention(motion, state)
                elif part < motion.mind_rate + motion.indoors_rate:
                    hidden = INDOORS
                    stay = lognormal(state, motion.indoors_median, motion.indoors_spread)
                else:
                    leave = True
                state += TWO_STEPS
                event = -log(uniform(state))
                state += STEP
            elif why == AT_TRAP:
                stay = lognormal(state, motion.stuck_median, motion.stuck_spread)
                state += TWO_STEPS
            elif why == AT_GOAL:
                hidden = INDOORS if uniform(state) < motion.goal_indoors else 0
                state += STEP
                stay = lognormal(state, motion.goal_stay_median, motion.stuck_spread)
                state += TWO_STEPS
                reached = goal
                goal = intention(motion, state)
                state += TWO_STEPS
                if goal == reached:
                    goal = -1
            elif why == SPENT:
                stay = lognormal(state, motion.exhausted_median, motion.stuck_spread)
                state += TWO_STEPS
                left = motion.range_median[phase] * exp(motion.range_spread * normal(state))
                state += TWO_STEPS
            else:
                phase += 1
            if leave:
                out.where[k] = OUTSIDE
                out.until[k] = inf
                out.from_m[k] = 0.0
                out.to_m[k] = 0.0
                k += 1
                break
            if stay > 0.0:
                t += stay
                at_m = pos if d & 1 == 0 else length - pos
                out.where[k] = mind | (d << 1) | hidden
                out.until[k] = t
                out.from_m[k] = at_m
                out.to_m[k] = at_m
                k += 1
                while phase < last_phase and motion.phase_until[phase] <= t:
                    phase += 1
            if why == AT_END:
                d = next_d
                pos = 0.0
                trap = inf
                if motion.stuck[phase, d] > 1e-4:
                    if uniform(state) < motion.stuck[phase, d]:
                        trap = uniform(state + STEP) * motion.length[d >> 1]
                    state += TWO_STEPS
            elif why == AT_TRAP:
                d ^= 1
                pos = motion.length[d >> 1] - pos
                trap = inf
        out.offset[i + 1] = k
    return len(lineage.ancestor)
