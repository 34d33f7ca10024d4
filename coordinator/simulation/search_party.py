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
    to_search: list[int] = field(default_factory=list)
    in_order: bool = False
    hold: int = -1
    """The junction it is to hold, -1 for none."""
    hold_s: float = 0.0
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
            order = self.coming[1]
            self.to_search, self.in_order = list(order.segments), order.in_order
            self.hold, self.hold_s = order.hold, order.hold_s
            if self.hold >= 0:
                self.to_search = []
            self.legs = []
            self.coming = None

    def next_leg(self, roads: Roads) -> Way | None:
        """The next street to go along: towards, and through, the nearest one it is to search."""
        if not self.legs and self.hold >= 0:
            held = self.hold
            if self.junction != held:
                self.legs = way_to_street(roads, self.junction, lambda way: way.onto == held)
                self.legs.reverse()
        if not self.legs and self.to_search:
            wanted = set(self.to_search[:1] if self.in_order else self.to_search)
            self.legs = way_to_street(roads, self.junction, lambda way: way.segment in wanted)
            self.legs.reverse()
            if not self.legs:
                self.to_search = [each for each in self.to_search if each not in wanted]
                return self.next_leg(roads)
        return self.legs.pop() if self.legs else None

    def goes(self, leg: Way, since: float, until: float) -> None:
        """Along a street."""
        self.junction = leg.onto
        if leg.segment in self.to_search:
            self.to_search.remove(leg.segment)
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
