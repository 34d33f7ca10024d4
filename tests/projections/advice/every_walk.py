"""Routes of small cases, all of them tried: what the plan is compared with."""

import numpy as np
from numpy.typing import NDArray

from domain.network import Network
from projections.advice.ahead import HORIZON_S, SLICE_S, Ahead
from projections.advice.assignments import Assigner, TeamPlace
from projections.advice.meetings import Meetings, everybody
from projections.streets.street_graph import SPEED_OF_MODE
from tests.projections.belief.town import grid, place

SIDE, BLOCK_M = 5, 350.0
POD = 0.6
SLICES = round(HORIZON_S / SLICE_S)


def town() -> Network:
    """Long blocks: on foot there is time for four of them."""
    return grid(SIDE, SIDE, BLOCK_M)


def wandering(network: Network, seed: int, people: int = 300) -> Ahead:
    """People who wander about from somewhere, each at his own speed, weighted unevenly."""
    random = np.random.default_rng(seed)
    course = np.full((people, SLICES), -1, np.int32)
    centre = random.integers(0, network.segments, 3)
    for i in range(people):
        s = int(
            random.choice(centre) if random.random() < 0.7 else random.integers(network.segments)
        )
        lasts = random.uniform(60.0, 900.0)
        leaves = random.uniform(0.0, lasts)
        for k in range(SLICES):
            if (k + 0.5) * SLICE_S > leaves:
                at = random.choice([int(network.start[s]), int(network.end[s])])
                meeting = np.flatnonzero((network.start == at) | (network.end == at))
                s, leaves = int(random.choice(meeting)), leaves + lasts
            course[i, k] = s if random.random() < 0.97 else -1
    weights = random.gamma(1.0, size=people)
    return Ahead(course, weights / weights.sum() * 0.9, SLICE_S)


def every_walk(network: Network, junction: int) -> list[list[tuple[int, int]]]:
    """All walks on foot from a junction, as (segment, slice half way along it)."""
    takes = network.length_m / SPEED_OF_MODE["foot"]
    found: list[list[tuple[int, int]]] = [[]]
    open_ends: list[tuple[int, float, list[tuple[int, int]]]] = [(junction, 0.0, [])]
    while open_ends:
        at, since, walked = open_ends.pop()
        for s in np.flatnonzero((network.start == at) | (network.end == at)).tolist():
            until = since + float(takes[s])
            if until > HORIZON_S:
                continue
            middle = min(SLICES - 1, int((since + until) / 2 / SLICE_S))
            new = walked if any(s == each for each, _ in walked) else [*walked, (s, middle)]
            other = int(network.end[s]) if int(network.start[s]) == at else int(network.start[s])
            found.append(new)
            open_ends.append((other, until, new))
    return [list(each) for each in sorted({tuple(walk) for walk in found})]


def best_pos(network: Network, ahead: Ahead, junctions: list[int]) -> float:
    """The most that one or two teams at these junctions can find, every walk and every junction to
    hold tried. A street on both walks counts for one of them, whichever is better."""
    at = {(s, k): ahead.course[:, k] == s for s in range(network.segments) for k in range(SLICES)}
    walks = [every_walk(network, junction) for junction in junctions]
    held = [holding(network, ahead, junction) for junction in junctions]

    def met(walk: list[tuple[int, int]], without: set[int]) -> NDArray[np.bool_]:
        rows = [at[stop] for stop in walk if stop[0] not in without]
        return np.any(rows, axis=0) if rows else np.zeros(len(ahead.weights), bool)

    alone = [
        np.vstack((np.array([met(walk, set()) for walk in each]), hold))
        for each, hold in zip(walks, held, strict=True)
    ]
    best = max(float((each @ ahead.weights).max()) * POD for each in alone)
    if len(walks) == 1:
        return best
    for one, other in ((0, 1), (1, 0)):
        stops = sorted({stop for walk in walks[other] for stop in walk})
        people = np.array([at[stop] for stop in stops], np.float32)
        number = {stop: i for i, stop in enumerate(stops)}
        on = np.zeros((len(walks[other]), len(stops)), np.float32)
        for row, walk in enumerate(walks[other]):
            on[row, [number[stop] for stop in walk]] = 1.0
        segment = np.array([s for s, _ in stops])
        for row, first in enumerate(alone[one]):
            walked = walks[one][row] if row < len(walks[one]) else []
            left = ~np.isin(segment, [s for s, _ in walked])
            second = (on[:, left] @ people[left]) > 0
            second = np.vstack((second, held[other]))
            before = np.where(first, 1.0 - POD, 1.0) * ahead.weights
            found = ahead.weights.sum() - before.sum() + (second @ before) * POD
            best = max(best, float(found.max()))
    return best


def holding(network: Network, ahead: Ahead, junction: int) -> NDArray[np.bool_]:
    """For each junction who goes through it once a team from here is there."""
    rows = []
    nobody = everybody(Ahead(ahead.course[:0], np.zeros(0), SLICE_S), network)
    for target in range(network.junctions):
        a, b = divmod(target, SIDE), divmod(junction, SIDE)
        since = (abs(a[0] - b[0]) + abs(a[1] - b[1])) * BLOCK_M / SPEED_OF_MODE["foot"]
        row = []
        for i in range(len(ahead.weights)):
            one = Ahead(ahead.course[i : i + 1], np.ones(1), SLICE_S)
            held = Meetings(one, nobody, network, POD).hold_pos(target, since, 1)
            row.append(held > 0)
        rows.append(row)
    return np.array(rows, bool)


def planned_pos(network: Network, ahead: Ahead, junctions: list[int]) -> float:
    """What the plan finds for the same teams."""
    teams = [
        TeamPlace(f"t{i}", place(j % SIDE * BLOCK_M, j // SIDE * BLOCK_M), "foot")
        for i, j in enumerate(junctions)
    ]
    return sum(each.expected_pos for each in Assigner(network).plan(teams, ahead, POD))
