"""Where to send: for each team a route on which it meets him most probably."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.network import Network
from domain.place import Place
from projections.advice.ahead import HORIZON_S, Ahead, still
from projections.advice.meetings import Everybody, Meetings, everybody
from projections.advice.patches import Patches
from projections.advice.remaining import Remaining
from projections.advice.sentence import Sentence, share_words
from projections.advice.street_reach import Streets, exits, reach, streets_of
from projections.advice.team_routes import Going, Route, TeamRoutes
from projections.streets.street_lines import Spot, StreetLines

OWN_BEAT = 1.5
"""In the hasty phase streets of a team's own beat count for so much more: it knows them."""
LEAST_POS = 1e-9
HERE_M = 50.0
"""This near a team sees already what there is to be seen; assumption, no published source."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Streets for a team to search, in the order in which it meets them."""

    team_id: str
    target: Place
    segments: tuple[int, ...]
    expected_pos: float
    reason: Sentence
    hold: bool = False
    """Whether the team should stay at the target, where these streets meet."""

    def record(self) -> dict[str, object]:
        """As people outside read it."""
        return {
            "team_id": self.team_id,
            "target": {"lon": self.target.lon, "lat": self.target.lat},
            "segments": list(self.segments),
            "expected_pos": self.expected_pos,
            "hold": self.hold,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """A team that can be sent: where it is, how it goes, which beat it knows (-1: none)."""

    team_id: str
    place: Place
    mode: str
    beat: int = -1


class Assigner:
    """Plans teams in one area. Safe for several callers."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.lines = StreetLines(network)
        self._patches = Patches(network)
        self._latest: tuple[Ahead, Everybody] | None = None
        self._streets: dict[str, tuple[Streets, NDArray[np.bool_]]] = {}

    def plan(
        self,
        teams: Collection[TeamPlace],
        ahead: Ahead | NDArray[np.float64],
        pod: float,
        taken: Iterable[int] = (),
        hasty: bool = True,
    ) -> list[Assignment]:
        """An assignment for each team that can gain anything, the best for all together that is
        found. `ahead` says where he can be met in the next minutes; the POA of every segment
        stands for one who does not move. No segment goes to two teams, and none of those `taken`
        to any. In the hasty phase a team prefers its own beat.
        """
        ordered = sorted(teams, key=lambda team: team.team_id)
        routes = TeamRoutes(self._network, self._patches, self._meetings(ahead, pod), pod, taken)
        planned = routes.plan([self._going(team, hasty) for team in ordered])
        return [
            self._assignment(team, route, pos)
            for team, (route, pos) in zip(ordered, planned, strict=True)
            if pos > LEAST_POS and len(route.walk.segments)
        ]

    def remaining(
        self,
        team: TeamPlace,
        segments: tuple[int, ...],
        ahead: Ahead | NDArray[np.float64],
        pod: float,
    ) -> Remaining:
        """What a team can still reach within the horizon on streets it was sent to before, or by
        holding the junction where they meet."""
        if not segments:
            return Remaining(0.0, 0.0)
        closed = np.ones(self._network.segments, bool)
        closed[list(segments)] = False
        routes = TeamRoutes(
            self._network, self._patches, self._meetings(ahead, pod), pod,
            np.flatnonzero(closed).tolist(),
        )  # fmt: skip
        return Remaining(*routes.alone(self._going(team, hasty=False)))

    def _going(self, team: TeamPlace, hasty: bool) -> Going:
        streets, open_to = self._streets_of(team.mode)
        spot = self._spot(team.place, open_to)
        begins = exits(self._network, team.mode, spot, bool(open_to[spot.segment]))
        own = hasty and team.beat >= 0
        liking = np.where(own & (self._network.beat == team.beat), OWN_BEAT, 1.0)
        return Going(team.mode, streets, reach(streets, begins, HORIZON_S), liking)

    def _spot(self, place: Place, open_to: NDArray[np.bool_]) -> Spot:
        """Where a team is: a car beside a footway stands on the road."""
        spot = self.lines.nearest(place)
        if open_to[spot.segment] or self._network.step_count[spot.segment] != 0:
            return spot
        return self.lines.nearest(place, open_to) or spot

    def _meetings(self, ahead: Ahead | NDArray[np.float64], pod: float) -> Meetings:
        if not isinstance(ahead, Ahead):
            people = still(ahead)
            return Meetings(people, everybody(people, self._network), self._network, pod)
        latest = self._latest
        if latest is None or latest[0] is not ahead:
            # The same question is asked for every team and again with other streets taken.
            latest = self._latest = ahead, everybody(ahead, self._network)
        return Meetings(ahead, latest[1], self._network, pod)

    def _streets_of(self, mode: str) -> tuple[Streets, NDArray[np.bool_]]:
        found = self._streets.get(mode)
        if found is None:
            found = self._streets[mode] = streets_of(self._network, mode)
        return found

    def _assignment(self, team: TeamPlace, route: Route, pos: float) -> Assignment:
        segments = tuple(route.walk.segments.tolist())
        if route.junction >= 0:
            target = self._network.junction_place(route.junction)
            return Assignment(team.team_id, target, segments, pos, _holding(pos), hold=True)
        return Assignment(team.team_id, self._onward(team, route), segments, pos, _walking(pos))

    def _onward(self, team: TeamPlace, route: Route) -> Place:
        """Where most is met on a walk, but not where the team stands: who has just seen him there
        is to be told which way to go on."""
        middles = (
            self.lines.place_at(Spot(segment, float(self._network.length_m[segment]) / 2))
            for segment in route.richest
        )
        first = next(middles)
        return next(
            (each for each in (first, *middles) if each.distance_m(team.place) > HERE_M), first
        )


def _walking(pos: float) -> Sentence:
    words = share_words(pos)
    return {
        "zh": f"二十分钟内沿这些街道找到他的可能性：{words['zh']}",
        "en": f"{words['en']} to find him along these streets within twenty minutes",
    }


def _holding(pos: float) -> Sentence:
    words = share_words(pos)
    return {
        "zh": f"守住这个路口，二十分钟内他从这里经过并被发现的可能性：{words['zh']}",
        "en": f"{words['en']} that he comes through this junction within twenty minutes and is "
        "found by holding it",
    }
