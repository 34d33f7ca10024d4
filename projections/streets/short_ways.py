"""Ways of a few hundred metres between two spots, many of them asked one after the other."""

from functools import lru_cache
from heapq import heappop, heappush

import numpy as np

from domain.network import Network
from domain.open_streets import CLOSED_KINDS
from projections.streets.street_graph import Leg

Neighbour = tuple[int, float, int]
"""A junction, the metres to it and the segment that leads there."""
Reached = dict[int, tuple[float, int, int]]
"""By junction: metres, the segment it was reached by and the junction before, -1 at the start."""


class ShortWays:
    """The street network for searches that stay near where they begin."""

    def __init__(self, network: Network, mode: str) -> None:
        self.length_m: list[float] = np.maximum(network.length_m, 0.01).tolist()
        self.ends: list[tuple[int, int]] = list(
            zip(network.start.tolist(), network.end.tolist(), strict=True)
        )
        self.open_to = np.ones(network.segments, bool)
        # Where a team went is a fact: only stairs nobody can have driven along.
        if "steps" in CLOSED_KINDS.get(mode, ()):
            self.open_to = np.asarray(network.step_count == 0)
        self._neighbours: list[list[Neighbour]] = [[] for _ in range(network.junctions)]
        for segment in np.flatnonzero(self.open_to).tolist():
            a, b = self.ends[segment]
            self._neighbours[a].append((b, self.length_m[segment], segment))
            self._neighbours[b].append((a, self.length_m[segment], segment))

    def reached(self, junction: int, limit_m: float, without: int = -1) -> Reached:
        """All junctions within so many metres of one, not using one of the segments."""
        found: Reached = {}
        ahead = [(0.0, junction, -1, -1)]
        while ahead:
            metres, here, by, before = heappop(ahead)
            if here in found:
                continue
            found[here] = (metres, by, before)
            for there, length_m, segment in self._neighbours[here]:
                further = metres + length_m
                if further <= limit_m and there not in found and segment != without:
                    heappush(ahead, (further, there, segment, here))
        return found

    def legs(self, reached: Reached, junction: int) -> list[Leg]:
        """The whole segments from where the search began to a junction it reached."""
        legs: list[Leg] = []
        _, by, before = reached[junction]
        while before != -1:
            length_m = self.length_m[by]
            drawn = self.ends[by] == (before, junction)
            legs.append(Leg(by, 0.0, length_m) if drawn else Leg(by, length_m, 0.0))
            junction = before
            _, by, before = reached[junction]
        return legs[::-1]


@lru_cache(maxsize=8)
def short_ways_of(network: Network, mode: str) -> ShortWays:
    """The short ways of a network in a mode of travel, prepared once."""
    return ShortWays(network, mode)
