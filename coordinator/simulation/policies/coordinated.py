"""The coordinator's own advice, and the same with parts of it switched off.

The one place in the simulation that calls the belief and the advice; it does what
`coordinator.advising` and `coordinator.policy.redirecting` do in a running service.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coordinator.simulation.known_facts import Given, KnownFacts, Order, Watch
from coordinator.simulation.policies.evidence_told import EvidenceTold
from coordinator.simulation.policies.nearest_cameras import NearestCameras
from domain.network import Network
from projections.advice.assignments import HORIZON_S, Assigner, TeamPlace
from projections.advice.reviews import best_window
from projections.advice.windows import ZonePasses
from projections.belief.engine import BeliefEngine

ABOUT_A_SIGHTING_S = 300.0
CONSIDERED_EVERY_S = 120.0
"""What happens meanwhile is considered together, as in a running service."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What of the advice is in use."""

    cameras: str = "advised"
    """advised, nearest (first, instead of the review queue) or none."""
    redirects: bool = True


class Coordinated:
    """Belief, review queue, assignments and redirects."""

    def __init__(self, given: Given, parts: Parts, parameters: dict[str, float]) -> None:
        self._given = given
        self._parts = parts
        self._parameters = parameters
        self._begin = given.report.last_known_point.at
        self._engine = BeliefEngine(given.area)
        self._assigner = _assigner(given.area.network)
        self._nearest = NearestCameras(given) if parts.cameras == "nearest" else None
        self._told = EvidenceTold(given, parameters)
        self._ahead: tuple[object, NDArray[np.float64]] | None = None
        self._considered = float("-inf")
        self._sightings = 0

    def watch(self, facts: KnownFacts) -> Watch | None:
        """The window that tells most for an officer's minute."""
        if self._parts.cameras == "none":
            return None
        if self._nearest is not None:
            return self._nearest.watch(facts)
        weighted = self._engine.weighted(self._told.evidence(facts), self._moment(facts.now))
        pod = min(self._parameters["pod_default"], self._parameters["pod_cap"])
        best: tuple[float, str] | None = None
        chosen: Watch | None = None
        closed = self._closed(facts)
        for camera in self._given.area.cameras:
            review = best_window(
                camera,
                ZonePasses(*weighted.camera_passes(camera.camera_id)),
                weighted.weights,
                self._begin,
                facts.now,
                pod,
                closed.get(camera.camera_id, ()),
                timedelta(),
            )
            if review is not None:
                order = (-review.bits_per_minute, camera.camera_id)
                if best is None or order < best:
                    best = order
                    since = (review.window.since - self._begin).total_seconds()
                    until = (review.window.until - self._begin).total_seconds()
                    chosen = Watch(camera.camera_id, since, until)
        return chosen

    def send(self, facts: KnownFacts, team: int) -> Order | None:
        """The best streets that no other team is to search."""
        taken = {s for view in facts.teams for s in view.to_search}
        planned = self._plan(facts, [team], taken)
        return planned.get(team, (None, 0.0))[0]

    def redirect(self, facts: KnownFacts) -> dict[int, Order]:
        """Those teams for which something else is now clearly better."""
        if not self._parts.redirects:
            return {}
        sighted = len(facts.sightings) > self._sightings
        if not sighted and facts.now - self._considered < CONSIDERED_EVERY_S:
            return {}
        self._sightings, self._considered = len(facts.sightings), facts.now
        hold_s = self._parameters["redirect_hold"] * 60.0
        free = [
            team
            for team, view in enumerate(facts.teams)
            if not view.idle and facts.now - view.ordered_at >= hold_s
        ]
        while free:
            taken = {
                segment
                for team, view in enumerate(facts.teams)
                if team not in free
                for segment in view.to_search
            }
            better = {
                team: order
                for team, (order, pos) in self._plan(facts, free, taken).items()
                if self._clearly_better(facts, team, pos)
            }
            going_on = [team for team in free if team not in better]
            if not going_on:
                return better
            free = [team for team in free if team in better]
        return {}

    def _clearly_better(self, facts: KnownFacts, team: int, pos: float) -> bool:
        doing = tuple(sorted(facts.teams[team].to_search))
        left = self._assigner.worth(
            self._team(facts, team), doing, self._poa(facts), self._parameters["pod_sweep"]
        )
        return (
            pos >= self._parameters["redirect_least_pos"]
            and pos > left * self._parameters["redirect_gain_ratio"]
        )

    def _plan(
        self, facts: KnownFacts, teams: list[int], taken: set[int]
    ) -> dict[int, tuple[Order, float]]:
        places = [self._team(facts, team) for team in teams]
        planned = self._assigner.plan(
            places, self._poa(facts), self._parameters["pod_sweep"], taken
        )
        return {
            int(each.team_id): (Order(each.segments), each.expected_pos)
            for each in planned
            if each.segments
        }

    def _team(self, facts: KnownFacts, team: int) -> TeamPlace:
        place = self._given.area.network.junction_place(facts.teams[team].junction)
        return TeamPlace(str(team), place, "foot")

    def _poa(self, facts: KnownFacts) -> NDArray[np.float64]:
        """The POA in the middle of the time that teams are planned for."""
        key = facts.now, len(facts.cleared), len(facts.sweeps), len(facts.sightings)
        if self._ahead is None or self._ahead[0] != key:
            ahead = self._moment(facts.now + HORIZON_S / 2)
            self._ahead = key, self._engine.believe(self._told.evidence(facts), ahead).poa
        return self._ahead[1]

    def _moment(self, seconds: float) -> datetime:
        return self._begin + timedelta(seconds=seconds)

    def _closed(self, facts: KnownFacts) -> dict[str, list[tuple[float, float]]]:
        """By camera what was reviewed, is being reviewed, or showed him."""
        closed: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for watch in [*facts.cleared, *facts.watching.values()]:
            closed[watch.camera_id].append((watch.since, watch.until))
        for seen in facts.sightings:
            about = (seen.at - ABOUT_A_SIGHTING_S, seen.at + ABOUT_A_SIGHTING_S)
            closed[seen.camera_id].append(about)
        return closed


@lru_cache(maxsize=2)
def _assigner(network: Network) -> Assigner:
    return Assigner(network)
