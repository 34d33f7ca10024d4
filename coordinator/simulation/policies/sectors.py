"""Four sectors around a centre, and the streets in them, nearest first."""

import heapq
from math import atan2, floor, hypot, inf, pi

import numpy as np

from coordinator.simulation.roads import Roads
from domain.place import Place

SECTORS = 4
NEARNESS = 1.0
"""A metre away from the centre counts as so many metres of way."""
USABLE = 0.2
"""Wheelchair factor of streets that teams search first."""


class Sectors:
    """Around one centre."""

    def __init__(self, roads: Roads, centre: Place) -> None:
        self._roads = roads
        network = roads.network
        middle = (roads.xy[network.start] + roads.xy[network.end]) / 2
        self._x, self._y = roads.lines.plane.point(centre)
        east, north = middle[:, 0] - self._x, middle[:, 1] - self._y
        self.sector: list[int] = (
            (np.floor(np.arctan2(north, east) / (pi / 2)) % 4).astype(int).tolist()
        )
        """Of every segment."""
        self._off: list[float] = np.hypot(east, north).tolist()
        factor = np.maximum(network.factor_along, network.factor_against)
        usable = (factor >= USABLE) & (network.step_count == 0)
        self.open: list[bool] = usable.tolist()
        """Segments that nobody has searched yet, of those a wheelchair can use."""

    def of_place(self, place: Place) -> tuple[int, float]:
        """The sector of a place, and its metres from the centre."""
        x, y = self._roads.lines.plane.point(place)
        east, north = x - self._x, y - self._y
        return floor(atan2(north, east) / (pi / 2)) % SECTORS, hypot(east, north)

    def next_street(self, junction: int, sector: int | None) -> int | None:
        """The open street of a sector (None: of any) with the least way to it plus distance from
        the centre."""
        best, chosen = inf, None
        reached = {junction: 0.0}
        queue = [(0.0, junction)]
        while queue:
            metres, here = heapq.heappop(queue)
            if metres >= best:
                break
            if metres > reached[here]:
                continue
            for way in self._roads.ways[here]:
                segment = way.segment
                if self.open[segment] and sector in (None, self.sector[segment]):
                    cost = metres + NEARNESS * self._off[segment]
                    if cost < best:
                        best, chosen = cost, segment
                further = metres + way.metres
                if further < reached.get(way.onto, inf):
                    reached[way.onto] = further
                    heapq.heappush(queue, (further, way.onto))
        return chosen
