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
        self._covered: dict[int, tuple[float, float]] = {}
        self.searching_since: datetime | None = None
        """When it set foot on the first of the streets it has searched."""

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
        self._covered = {}
        self.searching_since = None
        self._legs = []
        if target is not None and not segments:
            self._legs = self._graph.way(self._spot, self._lines.nearest(target)) or []

    def carried_to(self, place: Place, now: datetime) -> None:
        """It got there by itself; what it was to do is as it was."""
        self._spot = self._lines.nearest(place)
        self._legs = []
        self._now = now

    def stood_still(self, now: datetime) -> None:
        """It did not move until this moment; what it was to do is as it was."""
        self._now = now

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
            begun = moment
            moment += timedelta(seconds=step_m / self._speed)
            left_m -= step_m
            direction = 1.0 if leg.to_m >= leg.from_m else -1.0
            arrived = step_m == leg.length_m
            here_m = leg.to_m if arrived else leg.from_m + direction * step_m
            self._spot = Spot(leg.segment, here_m)
            self._gone_along(Leg(leg.segment, leg.from_m, here_m), begun, moment)
            if not arrived:
                self._legs[0] = Leg(leg.segment, here_m, leg.to_m)
                return
            self._legs.pop(0)

    def _gone_along(self, part: Leg, begun: datetime, ended: datetime) -> None:
        """A street counts as searched once the team has been along all of it."""
        if part.segment not in self._to_search:
            return
        low, high = sorted((part.from_m, part.to_m))
        before = self._covered.get(part.segment)
        if before is not None and before[0] <= high and low <= before[1]:
            low, high = min(low, before[0]), max(high, before[1])
        self._covered[part.segment] = low, high
        if low <= 0.0 and high >= float(self._network.length_m[part.segment]):
            self._to_search.discard(part.segment)
            self._searched[part.segment] = ended
        self.searching_since = self.searching_since or begun

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
        # It may be on that street already, on its way to the end from which it will go along it.
        self._legs = [*way, Leg(segment, first_m, last_m)]
        return True
