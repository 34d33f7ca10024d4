"""The coordinator's own advice, and the same with parts of it switched off.

The one place in the simulation that calls the belief and the advice; it does what
`coordinator.advising` and `coordinator.policy.redirecting` do in a running service.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from coordinator.simulation.known_facts import Given, KnownFacts, Order, Watch
from coordinator.simulation.policies.evidence_told import EvidenceTold
from coordinator.simulation.policies.nearest_cameras import NearestCameras
from coordinator.simulation.roads import roads_of
from domain.network import Network
from projections.advice.ahead import HORIZON_S, Ahead, moving
from projections.advice.assignments import Assigner, Assignment, TeamPlace
from projections.advice.cells import Cells
from projections.advice.officer_time import officer_time
from projections.advice.remaining import clearly_better
from projections.advice.review_queue import Moment, ReviewQueue, Watchable
from projections.advice.reviews import Review, best_window, ranked
from projections.advice.windows import ZonePasses
from projections.belief.engine import BeliefEngine
from projections.belief.weighted import WeightedTrajectories
from projections.streets.street_graph import SPEED_OF_MODE

ABOUT_A_SIGHTING_S = 300.0
LOOK_AHEAD = timedelta(minutes=30)
"""As far after now the advice looks."""
CONSIDERED_EVERY_S = 180.0
"""What happens meanwhile is considered together, as in a running service."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What of the advice is in use."""

    cameras: str = "advised"
    """advised, nearest (first, instead of the review queue) or none."""
    redirects: bool = True
    path_gain: bool = False
    """Windows by what they tell about the path alone, instead of by their full worth."""
    diversity: bool = True
    """What a colleague is watching is taken to be known."""


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
        self._mode = min(
            SPEED_OF_MODE, key=lambda mode: abs(SPEED_OF_MODE[mode] - given.team_speed)
        )
        self._latest: tuple[object, Ahead] | None = None
        self._considered = float("-inf")
        self._time = officer_time(parameters)
        self._news = (0, 0)

    def watch(self, facts: KnownFacts) -> Watch | None:
        """The window that tells most for an officer's minute."""
        if self._parts.cameras == "none":
            return None
        if self._nearest is not None:
            return self._nearest.watch(facts)
        weighted = self._weighted(facts)
        pod = min(self._parameters["pod_default"], self._parameters["pod_cap"])
        best = (self._by_path if self._parts.path_gain else self._by_worth)(facts, weighted, pod)
        if best is None:
            return None
        since, until = (
            (each - self._begin).total_seconds() for each in (best.window.since, best.window.until)
        )
        return Watch(best.camera_id, since, until)

    def _by_worth(
        self, facts: KnownFacts, weighted: WeightedTrajectories, pod: float
    ) -> Review | None:
        now = Moment(self._begin, facts.now)
        queue = ReviewQueue(weighted, _cells(self._given.area.network), now, pod, self._time)
        closed, claimed = self._closed(facts), self._claimed(facts)
        cameras = [
            Watchable(
                camera,
                closed.get(camera.camera_id, ()),
                claimed=claimed.get(camera.camera_id, ()) if self._parts.diversity else (),
            )
            for camera in self._given.area.cameras
        ]
        return next(iter(queue.best(cameras, 1)), None)

    def _by_path(
        self, facts: KnownFacts, weighted: WeightedTrajectories, pod: float
    ) -> Review | None:
        """By the simple measure: what the window tells about the path."""
        closed = self._closed(facts)
        reviews = (
            best_window(
                camera,
                ZonePasses(*weighted.camera_passes(camera.camera_id)),
                weighted.weights,
                self._begin,
                facts.now,
                pod,
                closed.get(camera.camera_id, ()),
                timedelta(),
                time=self._time,
            )
            for camera in self._given.area.cameras
        )
        return next(iter(ranked((each for each in reviews if each is not None), 1)), None)

    def send(self, facts: KnownFacts, team: int) -> Order | None:
        """The best streets that no other team is to search."""
        taken = {s for view in facts.teams for s in view.to_search}
        planned = self._plan(facts, [team], taken)
        return planned.get(team, (None, 0.0))[0]

    def redirect(self, facts: KnownFacts) -> dict[int, Order]:
        """Those teams for which something else is now clearly better."""
        if not self._parts.redirects:
            return {}
        news = len(facts.sightings), len(facts.cleared)
        if news == self._news or (
            news[0] == self._news[0] and facts.now - self._considered < CONSIDERED_EVERY_S
        ):
            return {}
        self._news, self._considered = news, facts.now
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
        left = self._assigner.remaining(
            self._team(facts, team), doing, self._ahead(facts), self._parameters["pod_sweep"]
        )
        return clearly_better(pos, left, self._parameters)

    def _plan(
        self, facts: KnownFacts, teams: list[int], taken: set[int]
    ) -> dict[int, tuple[Order, float]]:
        places = [self._team(facts, team) for team in teams]
        planned = self._assigner.plan(
            places, self._ahead(facts), self._parameters["pod_sweep"], taken
        )
        return {
            int(each.team_id): (self._order(each), each.expected_pos)
            for each in planned
            if each.segments
        }

    def _order(self, planned: Assignment) -> Order:
        if not planned.hold:
            return Order(planned.segments, in_order=True)
        junction = roads_of(self._given.area.network).nearest_junction(planned.target)
        return Order(planned.segments, hold=junction, hold_s=HORIZON_S / 2)

    def _team(self, facts: KnownFacts, team: int) -> TeamPlace:
        place = self._given.area.network.junction_place(facts.teams[team].junction)
        return TeamPlace(str(team), place, self._mode)

    def _ahead(self, facts: KnownFacts) -> Ahead:
        """Where he can be met in the time that teams are planned for."""
        key = facts.now, len(facts.cleared), len(facts.sweeps), len(facts.sightings)
        if self._latest is None or self._latest[0] != key:
            self._latest = key, moving(self._weighted(facts), facts.now)
        return self._latest[1]

    def _weighted(self, facts: KnownFacts) -> WeightedTrajectories:
        at = self._moment(facts.now) + LOOK_AHEAD
        return self._engine.weighted(self._told.evidence(facts), at)

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

    def _claimed(self, facts: KnownFacts) -> dict[str, list[tuple[float, float]]]:
        """By camera what colleagues are watching."""
        claimed: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for watch in facts.watching.values():
            claimed[watch.camera_id].append((watch.since, watch.until))
        return claimed


@lru_cache(maxsize=2)
def _cells(network: Network) -> Cells:
    return Cells(network)


@lru_cache(maxsize=2)
def _assigner(network: Network) -> Assigner:
    return Assigner(network)
