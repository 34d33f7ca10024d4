"""Where to send: for each team streets with much probability that it can reach in time."""

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


class Assigner:
    """Plans teams in one area. Greedy: the team that gains most chooses first, and what it will
    search is gone for the others."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.lines = StreetLines(network)
        self._graphs: dict[str, StreetGraph] = {}

    def plan(
        self, teams: list[TeamPlace], poa: NDArray[np.float64], pod: float
    ) -> list[Assignment]:
        """An assignment for each team, given the POA of every segment when it can be there."""
        left = poa.copy()
        waiting = list(teams)
        planned: list[Assignment] = []
        groups: dict[int, NDArray[np.float64]] = {}
        while waiting:
            options = [(self._best(team, left, pod, groups), team) for team in waiting]
            best, team = max(
                options, key=lambda o: (o[0].expected_pos if o[0] else -1.0, o[1].team_id)
            )
            if best is None:
                break
            planned.append(best)
            left[list(best.segments)] *= 1 - pod
            waiting.remove(team)
        return planned

    def worth(
        self, team: TeamPlace, segments: tuple[int, ...], poa: NDArray[np.float64], pod: float
    ) -> float:
        """The POS a team can still reach within the horizon on streets it was sent to before."""
        if not segments:
            return 0.0
        metres = self._graph(team.mode).distances_m(self.lines.nearest(team.place))
        chosen = np.array(segments)
        near = self._near(metres, chosen)
        return self._collected(team, chosen, near, poa, pod)[1]

    def _best(
        self,
        team: TeamPlace,
        poa: NDArray[np.float64],
        pod: float,
        groups: dict[int, NDArray[np.float64]],
    ) -> Assignment | None:
        network, graph = self._network, self._graph(team.mode)
        speed = SPEED_OF_MODE[team.mode]
        metres = graph.distances_m(self.lines.nearest(team.place), limit_m=speed * HORIZON_S)
        value = poa * np.where(network.beat == team.beat, OWN_BEAT, 1.0) if team.beat >= 0 else poa
        density = value / (network.length_m + 30.0)
        reach = self._near(metres, np.arange(network.segments))
        # What takes half the horizon to reach is worth half as much.
        density = density * np.clip(1 - reach / (speed * HORIZON_S), 0.0, 1.0)
        best: Assignment | None = None
        count = min(CANDIDATES, network.segments)
        for centre in np.argsort(-density, kind="stable")[:count].tolist():
            if density[centre] <= 0:
                break
            around = groups.get(centre)
            if around is None:
                middle = Spot(centre, float(network.length_m[centre]) / 2)
                around = groups[centre] = graph.distances_m(middle, limit_m=GROUP_M)
            group = np.flatnonzero(np.isfinite(self._near(around, np.arange(network.segments))))
            near = self._near(around, group) + reach[centre]
            chosen, pos = self._collected(team, group, near, poa, pod)
            if chosen and (best is None or pos > best.expected_pos):
                target = self.lines.place_at(
                    Spot(chosen[0], float(network.length_m[chosen[0]]) / 2)
                )
                best = Assignment(team.team_id, target, chosen, pos, _reason(pos))
        return best

    def _collected(
        self,
        team: TeamPlace,
        group: NDArray[np.int64],
        near: NDArray[np.float64],
        poa: NDArray[np.float64],
        pod: float,
    ) -> tuple[tuple[int, ...], float]:
        """The richest streets of a group that fit into the time left after getting there."""
        budget_m = SPEED_OF_MODE[team.mode] * HORIZON_S
        getting_there = float(near.min()) if len(near) else np.inf
        if not np.isfinite(getting_there):
            return (), 0.0
        budget_m -= getting_there
        length = self._network.length_m[group]
        order = np.argsort(-poa[group] / (length + 30.0), kind="stable")
        # Walking between the streets of a group costs about as much again as walking along them.
        spent = np.cumsum(length[order]) * 1.6
        taken = order[(spent <= budget_m) & (poa[group][order] > 0)]
        return tuple(group[taken].tolist()), float(poa[group[taken]].sum() * pod)

    def _near(
        self, metres: NDArray[np.float64], segments: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        network = self._network
        return np.minimum(metres[network.start[segments]], metres[network.end[segments]])

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
