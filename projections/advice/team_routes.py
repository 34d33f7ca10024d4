"""Routes for all teams together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from domain.network import Network
from projections.advice.ahead import HORIZON_S
from projections.advice.allocation import best_allocation
from projections.advice.best_walk import NOWHERE, Presence, Walk, best_walk
from projections.advice.meetings import Meetings
from projections.advice.patches import Layout, Patches
from projections.advice.street_reach import Floats, Reach, Streets

TARGETS = 2
"""Patches of each grid to which a team could go first that are tried."""
PATCHES_SHARED = 40
"""The richest patches among which teams are divided at first."""
MOST_ANEW = 36
"""So many routes at most are looked for a second time."""
FEW = 5
"""For so many teams there is time to weigh every walk that is tried by who is met on it."""
PAIRS = 10
"""Pairs of teams that are planned anew together, the later one first."""
LEAST_HOLD = 1.1
"""To hold a junction has to promise so many times what walking does."""


@dataclass(frozen=True)
class Going:
    """A team as the plan sees it."""

    mode: str
    streets: Streets
    way: Reach
    liking: Floats
    """What meeting him on each segment counts for: 1, or more in its own beat."""


@dataclass(frozen=True)
class Route:
    """What a team does: walk, or go somewhere and hold a junction there."""

    walk: Walk
    junction: int = -1
    """The one that is held, -1 for none."""
    since_s: float = 0.0
    richest: tuple[int, ...] = ()
    """The segments of a walk, those on which most is met first."""


class TeamRoutes:
    """Plans teams that are given in an order.

    First the teams are divided among patches (`best_allocation`), then each gets the best walk
    found to and from its patch, other rich patches, and where it is, or a junction to hold. What
    one meets is no longer there for the next, and a street on which one collects anything is no
    other's. In the end those that search near each other, and then each, are planned anew beside
    all others as long as that helps and `MOST_ANEW` allows. A heuristic: how near it comes to the
    best is measured in the tests.
    """

    def __init__(
        self, network: Network, patches: Patches, meetings: Meetings, pod: float,
        closed: Iterable[int],
    ) -> None:  # fmt: skip
        """On `closed` segments nobody collects anything."""
        self._network = network
        self._pod = pod
        self._meetings = meetings
        self._free: NDArray[np.bool_] = np.ones(network.segments, bool)
        self._free[list(closed)] = False
        self._few = True
        self._patches = patches
        self._layout: Layout = patches.lay_out(self._meetings.left.mean * self._free)

    def plan(self, teams: Sequence[Going]) -> list[tuple[Route, float]]:
        """A route for each team, and the POS that it adds to those of the others."""
        if not teams:
            return []
        self._few = len(teams) <= FEW
        first = self._divided(teams)
        routes: list[Route | None] = [None] * len(teams)
        order = sorted(range(len(teams)), key=lambda i: -first[i][1])
        for i in order:
            routes[i] = self._best(teams[i], first[i][0])
            self._book(routes[i], 1)
        self._improve(teams, routes, order)
        return self._shared_out(routes, order)

    def alone(self, team: Going) -> tuple[float, float]:
        """The POS of the best route of one team, and the seconds until it has been gone along."""
        route = self._best(team, NOWHERE)
        slices = route.walk.slices
        lasting_s = float(slices.max() + 1) * self._meetings.slice_s if len(slices) else 0.0
        return self._book(route, 1), HORIZON_S if route.junction >= 0 else lasting_s

    def _divided(self, teams: Sequence[Going]) -> list[tuple[int, float]]:
        """For each team a junction to go to first, and about what it will collect there."""
        mean = self._meetings.left.mean * self._free
        about = np.array([self._about(team, mean) for team in teams])
        about = about.reshape(len(teams), -1)[:, : self._patches.disjoint]
        rich = np.sort(np.argsort(-about.max(axis=0, initial=0.0), kind="stable")[:PATCHES_SHARED])
        poa = np.maximum(about[:, rich].max(axis=0, initial=0.0), 1e-300)
        places, _ = best_allocation(poa, np.minimum(about[:, rich] / poa, 1.0) * self._pod)
        return [
            (
                self._layout.middle(int(rich[place]), team.way, mean * team.liking),
                float(about[i, rich[place]]),
            )
            for i, (team, place) in enumerate(zip(teams, places, strict=True))
        ]

    def _about(self, team: Going, mean: Floats) -> Floats:
        return self._layout.collected(team.way, mean * team.liking, team.mode, HORIZON_S)

    def _best(self, team: Going, target: int) -> Route:
        worth = team.liking * self._free
        presence = Presence(self._meetings.left.share, worth, self._meetings.slice_s)
        targets = {NOWHERE, target} | self._targets(team, worth)
        walks = [
            best_walk(team.streets, team.way, each, presence, HORIZON_S) for each in sorted(targets)
        ]
        best = max(walks, key=self._meets if self._few else lambda walk: walk.worth)
        return self._hold(team, best.worth) or self._collecting(best)

    def _meets(self, walk: Walk) -> float:
        """The worth of a walk, where somebody met on two of its streets counts once."""
        route = self._collecting(walk).walk
        pos = self._meetings.would_meet(route)
        one_by_one = float(self._meetings.left.share[route.slices, route.segments].sum())
        return pos * walk.worth / one_by_one if one_by_one > 0 else 0.0

    def _targets(self, team: Going, worth: Floats) -> set[int]:
        mean = self._meetings.left.mean * worth
        about = self._layout.collected(team.way, mean, team.mode, HORIZON_S)
        grids = np.split(np.arange(len(about)), [self._patches.disjoint])
        chosen = [grid[np.argsort(-about[grid], kind="stable")[:TARGETS]] for grid in grids]
        return {self._layout.middle(int(p), team.way, mean) for p in np.concatenate(chosen)}

    def _collecting(self, walk: Walk) -> Route:
        """Only those streets of a walk on which there is anybody to meet, each once."""
        share = self._meetings.left.share[walk.slices, walk.segments] * self._free[walk.segments]
        _, once = np.unique(walk.segments, return_index=True)
        kept = np.sort(once[share[once] > 0])
        richest = walk.segments[kept[np.argsort(-share[kept], kind="stable")]]
        shorter = Walk(walk.segments[kept], walk.slices[kept], walk.worth)
        return Route(shorter, richest=tuple(richest.tolist()))

    def _hold(self, team: Going, walking: float) -> Route | None:
        """The junction to hold that is clearly better than walking."""
        slices = self._meetings.slices
        if slices == 1:
            return None
        there = np.ceil(np.minimum(team.way.seconds, HORIZON_S) / self._meetings.slice_s).astype(
            np.int64
        )
        held = self._meetings.passing_from(np.where(there < slices, there, -1))
        for junction in np.argsort(-held, kind="stable")[:8].tolist():
            if held[junction] <= walking * LEAST_HOLD:
                return None
            streets = self._streets_at(junction)
            if self._free[streets].all():
                nothing = np.zeros(0, np.int64)
                since_s = float(team.way.seconds[junction])
                return Route(Walk(streets, nothing, float(held[junction])), junction, since_s)
        return None

    def _streets_at(self, junction: int) -> NDArray[np.int64]:
        network = self._network
        return np.flatnonzero((network.start == junction) | (network.end == junction))

    def _improve(
        self, teams: Sequence[Going], routes: list[Route | None], order: Sequence[int]
    ) -> None:
        """Plan pairs and single teams anew until nothing helps or `MOST_ANEW` have been planned."""
        anew, helped = 0, len(teams) > 1
        while helped and anew < MOST_ANEW:
            helped = False
            groups = [*self._beside_each_other(routes, order), *((i,) for i in order)]
            for group in groups[: MOST_ANEW - anew]:
                anew += len(group)
                helped = self._again(teams, routes, group) or helped

    def _beside_each_other(
        self, routes: Sequence[Route | None], order: Sequence[int]
    ) -> list[tuple[int, ...]]:
        """The pairs of teams that search nearest to each other, the later one first."""
        pairs = [(self._apart_m(routes[i], routes[j]), j, i) for i, j in combinations(order, 2)]
        return [(j, i) for _, j, i in sorted(pairs)[:PAIRS]]

    def _apart_m(self, one: Route | None, other: Route | None) -> float:
        network = self._network
        ends = [
            network.junction_place(int(network.start[route.walk.segments[0]]))
            for route in (one, other)
            if route is not None and len(route.walk.segments)
        ]
        return ends[0].distance_m(ends[1]) if len(ends) == 2 else np.inf

    def _again(
        self, teams: Sequence[Going], routes: list[Route | None], group: tuple[int, ...]
    ) -> bool:
        """Plan some teams anew, one after the other, beside all others; whether that helped."""
        before = [routes[i] for i in group]
        had = sum([self._book(routes[i], -1) for i in group])
        gained = 0.0
        for i in group:
            routes[i] = self._best(teams[i], NOWHERE)
            gained += self._book(routes[i], 1)
        if gained > had + 1e-9:
            return True
        for i, route in zip(group, before, strict=True):
            self._book(routes[i], -1)
            routes[i] = route
        for route in before:
            self._book(route, 1)
        return False

    def _book(self, route: Route | None, sign: int) -> float:
        """Book what a route meets and the streets it takes (or take both back); its POS."""
        if route is None:
            return 0.0
        self._free[route.walk.segments] = sign < 0
        if route.junction >= 0:
            return abs(self._meetings.hold_pos(route.junction, route.since_s, sign))
        return abs(self._meetings.walk_pos(route.walk, sign))

    def _shared_out(
        self, routes: list[Route | None], order: Sequence[int]
    ) -> list[tuple[Route, float]]:
        """The POS of each beside those before it, so that they add up to that of all."""
        for route in routes:
            self._book(route, -1)
        pos = {i: self._book(routes[i], 1) for i in order}
        return [(route, pos[i]) for i, route in enumerate(routes) if route is not None]
