"""A Markov chain over cells that moves exactly as the walk does, seen at whole steps of time.

Every street is cut into cells that take one step to cross, he starts evenly over whole cells, and
all stays last whole steps. Then his place within his cell stays even for ever and independent of
where he has been, so that nothing is lost by knowing the cell alone: probabilities of places, and
of being seen by a window between two steps, are exact and not approximations.

This needs one speed (`speed_spread` 0, no slopes) and stays without spread, and it cannot hold what
happens at a place of its own between two cells: rests, buildings, vehicles, changes of mind,
exhaustion, getting stuck on a bad way. Those parts of the law, slopes and changes of mobility are
tested alone against formulas in test_parts_alone.py, a spread of speeds in test_speed_classes.py.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from tests.projections.belief.exact.law import Law

OUT = ("out",)
State = tuple[object, ...]


FOR_EVER = -1


class Stays(NamedTuple):
    """Steps that he stays at dead ends, and at familiar places; -1 for ever."""

    dead_end: int
    goal: int


@dataclass(frozen=True, eq=False)
class Chain:
    """States are ("move", directed segment, cell, goal), ("end", d, steps left, goal),
    ("goal", d, cells gone, steps left, goal, indoors) and ("out",)."""

    states: tuple[State, ...]
    step: csr_array
    """(from, to) probabilities of one step."""
    start: NDArray[np.float64]

    def places(self, segments: int) -> NDArray[np.int64]:
        """For each state 0 for outside, else its segment plus one."""
        return np.array([0 if s == OUT else (_d(s) >> 1) + 1 for s in self.states])


def _d(state: State) -> int:
    d = state[1]
    assert isinstance(d, int)
    return d


def visible_cells(state: State, cells: Sequence[int]) -> list[tuple[int, int]]:
    """The cells (segment, number along the drawn direction) in which he can be seen."""
    if state == OUT or (state[0] == "goal" and state[5]):
        return []
    d = _d(state)
    count = cells[d >> 1]
    at = count - 1 if state[0] == "end" else state[2]
    assert isinstance(at, int)
    return [(d >> 1, count - 1 - at if d & 1 else at)]


class Intentions:
    """What he has in mind: goals by probability, -1 for none."""

    def __init__(self, law: Law, weights: Sequence[float]) -> None:
        share = law.values["goal_share"] if weights else 0.0
        self.chance = {-1: 1.0 - share}
        for goal, weight in enumerate(weights):
            self.chance[goal] = share * weight / sum(weights)

    def after(self, reached: int) -> dict[int, float]:
        """What he has in mind after having been at a goal: not the same again."""
        chance = {g: p for g, p in self.chance.items() if g != reached}
        chance[-1] += self.chance[reached]
        return chance


def chain(
    law: Law,
    cells: Sequence[int],
    begin: tuple[int, int, int],
    weights: Sequence[float],
    stays: Stays,
) -> Chain:
    """The chain of a law; he begins evenly on cells begin[1] to begin[2] of segment begin[0]."""
    mind = Intentions(law, weights)
    at_cell = [round(at / float(law.network.length_m[s]) * cells[s]) for s, at in law.goals]
    choices = {
        (d, goal): law.choices(d, goal)
        for d in range(2 * law.network.segments)
        for goal in mind.chance
    }
    leaves = [law.leaves(d) for d in range(2 * law.network.segments)]
    lingers = [law.stays(d) for d in range(2 * law.network.segments)]

    def stop(d: int, goal: int) -> int:
        """Cells gone on d when he is at his goal; 0 where it is not on it."""
        if goal < 0 or law.goals[goal][0] != d >> 1:
            return 0
        return cells[d >> 1] - at_cell[goal] if d & 1 else at_cell[goal]

    def onward(d: int, goal: int) -> dict[State, float]:
        return {("move", e, 0, goal): p for e, p in choices[d, goal].items()}

    def next_of(state: State) -> dict[State, float]:
        if state == OUT:
            return {OUT: 1.0}
        found: dict[State, float] = defaultdict(float)
        kind, d, *rest = state
        assert isinstance(d, int)
        numbers = [int(each) for each in rest if isinstance(each, int)]
        if kind != "move" and state[2 if kind == "end" else 3] == FOR_EVER:
            return {state: 1.0}
        if kind == "end":
            left, goal = numbers
            return {("end", d, left - 1, goal): 1.0} if left > 1 else onward(d, goal)
        if kind == "goal":
            gone, left, goal, hidden = numbers
            if left > 1:
                return {("goal", d, gone, left - 1, goal, hidden): 1.0}
            return {("move", d, gone, g): p for g, p in mind.after(goal).items()}
        cell, goal = numbers
        if cell + 1 == cells[d >> 1]:
            stay = 1.0 - leaves[d]
            found[OUT] += leaves[d]
            found["end", d, stays.dead_end, goal] += stay * lingers[d]
            for to, p in onward(d, goal).items():
                found[to] += stay * (1 - lingers[d]) * p
        elif cell + 1 == stop(d, goal):
            inside = law.values["goal_indoors"]
            found["goal", d, cell + 1, stays.goal, goal, 1] += inside
            found["goal", d, cell + 1, stays.goal, goal, 0] += 1 - inside
        else:
            found["move", d, cell + 1, goal] += 1.0
        return {to: p for to, p in found.items() if p > 0}

    first = {
        state: chance * p
        for goal, chance in mind.chance.items()
        for state, p in beginning(law, cells, begin, goal).items()
        if chance * p > 0
    }
    numbered: dict[State, int] = {}
    waiting = [*first, OUT]
    rows: list[tuple[int, int, float]] = []
    while waiting:
        state = waiting.pop()
        number = numbered.setdefault(state, len(numbered))
        for to, p in next_of(state).items():
            if to not in numbered:
                numbered[to] = len(numbered)
                waiting.append(to)
            rows.append((number, numbered[to], p))
    size = len(numbered)
    fro, to_, p_ = (np.array(column) for column in zip(*dict.fromkeys(rows), strict=True))
    start = np.zeros(size)
    for state, p in first.items():
        start[numbered[state]] = p
    return Chain(tuple(numbered), csr_array((p_, (fro, to_)), shape=(size, size)), start)


def beginning(
    law: Law, cells: Sequence[int], begin: tuple[int, int, int], goal: int
) -> dict[State, float]:
    """Where somebody with this goal begins: evenly on cells begin[1] to begin[2] of a segment."""
    s, low, high = begin
    found: dict[State, float] = {}
    along, against = (law.ease(d) * law.pull(d, goal) for d in (2 * s, 2 * s + 1))
    for cell in range(low, high):
        share = along / (along + against)
        if goal >= 0 and law.goals[goal][0] == s:
            at = law.goals[goal][1] / float(law.network.length_m[s]) * cells[s]
            share = 1.0 if cell < round(at) else 0.0
        found["move", 2 * s, cell, goal] = share / (high - low)
        found["move", 2 * s + 1, cells[s] - 1 - cell, goal] = (1 - share) / (high - low)
    return found
