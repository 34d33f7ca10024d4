"""A simulated team on its way through the streets."""

from datetime import datetime, timedelta

from domain.network import Network
from domain.place import Place
from projections.streets.street_graph import SPEED_OF_MODE, Leg, StreetGraph
from projections.streets.street_lines import Spot, StreetLines


class Walker:
    """Goes along streets to a target, then through the streets it is to search, nearest first."""

    def __init__(
        self, network: Network, lines: StreetLines, place: Place, mode: str, now: datetime
    ) -> None:
        self._lines = lines
        self._graph = StreetGraph(network, mode)
        self._network = network
        self._speed = SPEED_OF_MODE[mode]
        self._spot = lines.nearest(place)
        self._legs: list[Leg] = []
        self._now = now
        self._to_search: set[int] = set()
        self._searched: dict[int, datetime] = {}
        self.searching_since: datetime | None = None

    @property
    def place(self) -> Place:
        """Where the team is."""
        return self._lines.place_at(self._spot)

    @property
    def done(self) -> bool:
        """Whether everything that was to be searched has been searched."""
        return not self._legs and not self._to_search

    @property
    def searched(self) -> dict[int, datetime]:
        """The segments gone along since the last assignment, with the time of leaving each."""
        return dict(self._searched)

    def assign(self, target: Place | None, segments: tuple[int, ...]) -> None:
        """Drop what was to be done and do this instead."""
        self._to_search = set(segments)
        self._searched = {}
        self.searching_since = None
        self._legs = []
        if target is not None and not segments:
            self._legs = self._graph.way(self._spot, self._lines.nearest(target)) or []

    def advance(self, now: datetime) -> None:
        """Walk until this moment."""
        left_m = (now - self._now).total_seconds() * self._speed
        moment = self._now
        self._now = now
        while left_m > 0:
            if not self._legs and not self._next_street():
                return
            leg = self._legs[0]
            step_m = min(left_m, leg.length_m)
            moment += timedelta(seconds=step_m / self._speed)
            left_m -= step_m
            direction = 1.0 if leg.to_m >= leg.from_m else -1.0
            here_m = leg.from_m + direction * step_m
            self._spot = Spot(leg.segment, here_m)
            if step_m < leg.length_m:
                self._legs[0] = Leg(leg.segment, here_m, leg.to_m)
                return
            self._legs.pop(0)
            self._finish(leg, moment)

    def _finish(self, leg: Leg, moment: datetime) -> None:
        # A street counts as searched once the team stands at its far end.
        if leg.segment in self._to_search:
            end_m = float(self._network.length_m[leg.segment])
            if leg.to_m in (0.0, end_m):
                self._to_search.discard(leg.segment)
                self._searched[leg.segment] = moment
                self.searching_since = self.searching_since or moment

    def _next_street(self) -> bool:
        """Head for the nearest street that is still to be searched, and through it."""
        if not self._to_search:
            return False
        metres = self._graph.distances_m(self._spot)
        start, end = self._network.start, self._network.end

        def far(segment: int) -> tuple[float, int]:
            return min(metres[start[segment]], metres[end[segment]]), segment

        distance, segment = min(far(s) for s in self._to_search)
        if distance == float("inf"):
            self._to_search.clear()
            return False
        length_m = float(self._network.length_m[segment])
        near_start = metres[start[segment]] <= metres[end[segment]]
        first_m, last_m = (0.0, length_m) if near_start else (length_m, 0.0)
        way = self._graph.way(self._spot, Spot(segment, first_m)) or []
        self._legs = [*way, Leg(segment, first_m, last_m)]
        return True
