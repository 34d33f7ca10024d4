"""A street team on its way from junction to junction."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

from coordinator.simulation.known_facts import Order, Sweep
from coordinator.simulation.roads import Roads, Way


@dataclass
class SearchParty:
    """What a team itself knows: its order, its way, its track. Times in seconds."""

    junction: int
    to_search: set[int] = field(default_factory=set)
    legs: list[Way] = field(default_factory=list)
    """Its way on, the next leg last."""
    coming: tuple[float, Order] | None = None
    """An order on its way to the team, and when it will be there."""
    waiting: bool = False
    turn: int = 0
    """Numbers its plans, so that one that was overtaken is not carried out."""
    track: list[tuple[int, float, float]] = field(default_factory=list)

    def takes_order(self, now: float) -> None:
        """Turn to an order that has arrived by now."""
        if self.coming is not None and self.coming[0] <= now:
            self.to_search = set(self.coming[1].segments)
            self.legs = []
            self.coming = None

    def next_leg(self, roads: Roads) -> Way | None:
        """The next street to go along: towards, and through, the nearest one it is to search."""
        if not self.legs and self.to_search:
            wanted = self.to_search
            self.legs = way_to_street(roads, self.junction, lambda way: way.segment in wanted)
            self.legs.reverse()
            if not self.legs:
                self.to_search.clear()
        return self.legs.pop() if self.legs else None

    def goes(self, leg: Way, since: float, until: float) -> None:
        """Along a street."""
        self.junction = leg.onto
        self.to_search.discard(leg.segment)
        self.track.append((leg.segment, since, until))

    def swept(self) -> Sweep | None:
        """Its track since it was asked last."""
        if not self.track:
            return None
        segments = tuple(sorted({segment for segment, _, _ in self.track}))
        sweep = Sweep(segments, self.track[0][1], self.track[-1][2])
        self.track = []
        return sweep


def way_to_street(roads: Roads, origin: int, wanted: Callable[[Way], bool]) -> list[Way]:
    """The shortest way from a junction that ends with a wanted street; empty if none is left."""
    reached = {origin: 0.0}
    before: dict[int, tuple[int, Way]] = {}
    queue = [(0.0, origin)]
    while queue:
        metres, junction = heapq.heappop(queue)
        if metres > reached[junction]:
            continue
        for way in roads.ways[junction]:
            if wanted(way):
                return [*way_back(before, origin, junction), way]
        for way in roads.ways[junction]:
            further = metres + way.metres
            if further < reached.get(way.onto, float("inf")):
                reached[way.onto] = further
                before[way.onto] = junction, way
                heapq.heappush(queue, (further, way.onto))
    return []


def way_back(before: dict[int, tuple[int, Way]], origin: int, junction: int) -> list[Way]:
    """The legs from the origin to a junction, read from the steps that led there."""
    legs = []
    while junction != origin:
        junction, leg = before[junction]
        legs.append(leg)
    legs.reverse()
    return legs
