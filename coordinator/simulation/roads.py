"""The streets of an area as lists of ways on, for people who go along them one by one."""

from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from domain.network import Network
from domain.place import Place
from projections.streets.street_lines import StreetLines

LEAST_FACTOR = 0.02
EDGE_M = 120.0
"""Dead ends this near to the hull of the streets are where the extract cut them."""


class Way(NamedTuple):
    """A way on from a junction: along a segment to another junction."""

    segment: int
    onto: int
    metres: float
    forward: bool
    """Along the drawn direction."""
    factor: float
    """Wheelchair factor in this direction."""
    bearing: float
    """Radians from east, towards the other end."""


class Roads:
    """The ways on from every junction. Made once for a network: `roads_of`."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.lines = StreetLines(network)
        plane = self.lines.plane
        self.xy: NDArray[np.float64] = plane.points(network.junction_lon, network.junction_lat)
        start, end = network.start.tolist(), network.end.tolist()
        metres = np.maximum(network.length_m, 0.1).tolist()
        along, against = network.factor_along.tolist(), network.factor_against.tolist()
        east, north = (self.xy[network.end] - self.xy[network.start]).T
        bearing = np.arctan2(north, east).tolist()
        self.ways: list[list[Way]] = [[] for _ in range(network.junctions)]
        for s in range(network.segments):
            a, b = start[s], end[s]
            self.ways[a].append(Way(s, b, metres[s], True, along[s], bearing[s]))
            self.ways[b].append(Way(s, a, metres[s], False, against[s], bearing[s] + np.pi))
        self.at_edge = self._at_edge()

    def cost_to(self, goal: int, seems: NDArray[np.float64]) -> NDArray[np.float64]:
        """From every junction to a goal: metres divided by the wheelchair factor, times how long
        each segment seems."""
        network = self.network
        metres = np.maximum(network.length_m, 0.1) * seems
        along = metres / np.maximum(network.factor_along, LEAST_FACTOR)
        against = metres / np.maximum(network.factor_against, LEAST_FACTOR)
        # Turned round: the ways from the goal backwards.
        return np.asarray(dijkstra(self._matrix(against, along), indices=[goal])[0])

    def metres_from(self, junction: int, limit_m: float = np.inf) -> NDArray[np.float64]:
        """Metres along the streets to every junction, infinite beyond the limit."""
        return np.asarray(dijkstra(self._plain, indices=[junction], limit=limit_m)[0])

    def nearest_junction(self, place: Place) -> int:
        """The nearer end of the street that is nearest to a place."""
        spot = self.lines.nearest(place)
        near_start = spot.along_m <= float(self.network.length_m[spot.segment]) / 2
        ends = self.network.start if near_start else self.network.end
        return int(ends[spot.segment])

    @cached_property
    def _plain(self) -> csr_array:
        metres = np.maximum(self.network.length_m, 0.1)
        return self._matrix(metres, metres)

    def _matrix(self, along: NDArray[np.float64], against: NDArray[np.float64]) -> csr_array:
        """Of parallel segments the cheapest counts."""
        network = self.network
        rows = np.concatenate([network.start, network.end]).astype(np.int64)
        columns = np.concatenate([network.end, network.start]).astype(np.int64)
        cost = np.concatenate([along, against])
        order = np.lexsort((cost, columns, rows))
        rows, columns, cost = rows[order], columns[order], cost[order]
        first = np.ones(len(rows), bool)
        first[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
        shape = (network.junctions, network.junctions)
        return csr_array((cost[first], (rows[first], columns[first])), shape=shape)

    def _at_edge(self) -> NDArray[np.bool_]:
        network = self.network
        degree = np.bincount(
            np.concatenate([network.start, network.end]), minlength=network.junctions
        )
        hull = shapely.convex_hull(shapely.multipoints(self.xy))
        near = shapely.distance(shapely.points(self.xy), shapely.boundary(hull)) <= EDGE_M
        return np.asarray((degree == 1) & near)


@lru_cache(maxsize=4)
def roads_of(network: Network) -> Roads:
    """The roads of a network, made once."""
    return Roads(network)
