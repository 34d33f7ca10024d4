"""Where to send: for each team streets with much probability that it can reach in time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.network import Network
from domain.place import Place
from projections.advice.sentence import Sentence, share_words
from projections.streets.street_graph import SPEED_OF_MODE, StreetGraph
from projections.streets.street_lines import Spot, StreetLines

HORIZON_S = 20 * 60.0
"""How far ahead a team is planned; assumption, no published source."""
CANDIDATES = 24
GROUP_M = 350.0
"""Streets of one assignment lie within this way of its centre."""
GROUPS_KEPT = 8192
OWN_BEAT = 1.25
"""Streets of a team's own beat count for so much more: it knows them."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Streets for a team to search."""

    team_id: str
    target: Place
    segments: tuple[int, ...]
    expected_pos: float
    reason: Sentence

    def record(self) -> dict[str, object]:
        """As people outside read it."""
        return {
            "team_id": self.team_id,
            "target": {"lon": self.target.lon, "lat": self.target.lat},
            "segments": list(self.segments),
            "expected_pos": self.expected_pos,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """A team that can be sent: where it is, how it goes, which beat it knows (-1: none)."""

    team_id: str
    place: Place
    mode: str
    beat: int = -1


Group = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Segments that lie together, and the metres to each from the middle of the one in their centre."""


class Assigner:
    """Plans teams in one area. Greedy: the team that gains most chooses first, and the streets it
    will search are no longer there for the others. Safe for several callers."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.lines = StreetLines(network)
        self._graphs: dict[str, StreetGraph] = {}
        self._groups: dict[tuple[str, int], Group] = {}

    def plan(
        self,
        teams: Collection[TeamPlace],
        poa: NDArray[np.float64],
        pod: float,
        taken: Iterable[int] = (),
    ) -> list[Assignment]:
        """An assignment for each team that can gain anything, given the POA of every segment when
        it can be there. No segment goes to two teams, and none of those `taken` to any."""
        left = poa.copy()
        left[list(taken)] = 0.0
        reach = {team.team_id: self._reach(team) for team in teams}
        options = {
            team: option
            for team in sorted(teams, key=lambda team: team.team_id)
            if (option := self._best(team, reach[team.team_id], left, pod)) is not None
        }
        planned: list[Assignment] = []
        while options:
            team = max(options, key=lambda team: options[team].expected_pos)
            option = options.pop(team)
            if (left[list(option.segments)] > 0).all():
                planned.append(option)
                left[list(option.segments)] = 0.0
                continue
            # Somebody else searches some of it; less is left, so the others keep their bounds.
            anew = self._best(team, reach[team.team_id], left, pod)
            if anew is not None:
                options[team] = anew
        return planned

    def worth(
        self, team: TeamPlace, segments: tuple[int, ...], poa: NDArray[np.float64], pod: float
    ) -> float:
        """The POS a team can still reach within the horizon on streets it was sent to before."""
        chosen = np.array(segments, np.int64)
        near = self._reach(team, unlimited=True)[chosen]
        chosen, near = chosen[np.isfinite(near)], near[np.isfinite(near)]
        return self._collected(team, (chosen, near), poa, pod)[1]

    def _best(
        self, team: TeamPlace, reach: NDArray[np.float64], poa: NDArray[np.float64], pod: float
    ) -> Assignment | None:
        network = self._network
        value = poa * np.where(network.beat == team.beat, OWN_BEAT, 1.0) if team.beat >= 0 else poa
        # What takes half the horizon to reach is worth half as much.
        share_left = np.clip(1 - reach / (SPEED_OF_MODE[team.mode] * HORIZON_S), 0.0, 1.0)
        density = value / (network.length_m + 30.0) * share_left
        best: Assignment | None = None
        most = 0.0
        count = min(CANDIDATES, network.segments)
        for centre in np.argsort(-density, kind="stable")[:count].tolist():
            if density[centre] <= 0:
                break
            group, metres = self._group(team.mode, centre)
            chosen, pos = self._collected(team, (group, metres + reach[centre]), poa, pod)
            score = float(value[list(chosen)].sum())
            if score > most:
                most = score
                middle = Spot(chosen[0], float(network.length_m[chosen[0]]) / 2)
                target = self.lines.place_at(middle)
                best = Assignment(team.team_id, target, chosen, pos, _reason(pos))
        return best

    def _collected(
        self, team: TeamPlace, group: Group, poa: NDArray[np.float64], pod: float
    ) -> tuple[tuple[int, ...], float]:
        """The richest streets of a group that fit into the time left after getting there."""
        segments, near = group
        if not len(segments):
            return (), 0.0
        budget_m = SPEED_OF_MODE[team.mode] * HORIZON_S - float(near.min())
        length = self._network.length_m[segments]
        order = np.argsort(-poa[segments] / (length + 30.0), kind="stable")
        # Walking between the streets of a group costs about as much again as walking along them.
        spent = np.cumsum(length[order]) * 1.6
        richest = order[(spent <= budget_m) & (poa[segments][order] > 0)]
        return tuple(segments[richest].tolist()), float(poa[segments[richest]].sum() * pod)

    def _reach(self, team: TeamPlace, unlimited: bool = False) -> NDArray[np.float64]:
        """Metres from a team to every segment it can search, infinite where it cannot."""
        graph = self._graph(team.mode)
        limit_m = np.inf if unlimited else SPEED_OF_MODE[team.mode] * HORIZON_S
        spot = self.lines.nearest(team.place)
        metres = self._near(graph, graph.distances_m(spot, limit_m))
        if graph.open_to[spot.segment]:
            metres[spot.segment] = 0.0
        return metres

    def _group(self, mode: str, centre: int) -> Group:
        group = self._groups.get((mode, centre))
        if group is None:
            graph = self._graph(mode)
            middle = Spot(centre, float(self._network.length_m[centre]) / 2)
            metres = self._near(graph, graph.distances_m(middle, limit_m=GROUP_M))
            metres[centre] = 0.0
            segments = np.flatnonzero(np.isfinite(metres))
            group = segments, metres[segments]
            if len(self._groups) >= GROUPS_KEPT:
                self._groups.clear()
            self._groups[mode, centre] = group
        return group

    def _near(self, graph: StreetGraph, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        network = self._network
        near = np.minimum(metres[network.start], metres[network.end])
        near[~graph.open_to] = np.inf
        return near

    def _graph(self, mode: str) -> StreetGraph:
        graph = self._graphs.get(mode)
        if graph is None:
            graph = self._graphs[mode] = StreetGraph(self._network, mode)
        return graph


def _reason(pos: float) -> Sentence:
    words = share_words(pos)
    return {
        "zh": f"二十分钟内在这里找到他的可能性：{words['zh']}",
        "en": f"{words['en']} to find him here within twenty minutes",
    }
