"""The streets as a graph: how far it is, and which way."""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from domain.network import Network
from projections.streets.street_lines import Spot

STAIR_MODES = ("foot",)
SPEED_OF_MODE = {"foot": 1.3, "bicycle": 3.5, "vehicle": 5.5}
"""m/s of a team that looks around as it goes; assumption, no published source."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of a way: along a segment from one position to another, in metres."""

    segment: int
    from_m: float
    to_m: float

    @property
    def length_m(self) -> float:
        """How long it is."""
        return abs(self.to_m - self.from_m)


class StreetGraph:
    """Shortest ways of a team in its mode of travel. Stairs are for those on foot."""

    def __init__(self, network: Network, mode: str = "foot") -> None:
        self._network = network
        open_to = np.ones(network.segments, bool)
        if mode not in STAIR_MODES:
            open_to = np.asarray(network.step_count == 0)
        segments = np.flatnonzero(open_to)
        # Of parallel segments only the shortest serves; sorted last, it wins.
        length = np.maximum(network.length_m[segments], 0.01)
        order = np.argsort(-length, kind="stable")
        self._between: dict[tuple[int, int], int] = {}
        for s in segments[order].tolist():
            a, b = int(network.start[s]), int(network.end[s])
            self._between[a, b] = self._between[b, a] = s
        pairs = np.array(list(self._between), np.int32).reshape(-1, 2)
        chosen = np.fromiter(self._between.values(), np.int64, len(self._between))
        weights = np.maximum(network.length_m[chosen], 0.01)
        shape = (network.junctions, network.junctions)
        self._matrix = csr_array((weights, (pairs[:, 0], pairs[:, 1])), shape=shape)

    def distances_m(self, spot: Spot, limit_m: float = np.inf) -> NDArray[np.float64]:
        """Metres from a spot to every junction, infinite beyond the limit."""
        (start, start_m), (end, end_m) = self._ends(spot)
        both = dijkstra(self._matrix, indices=[start, end], limit=limit_m)
        return np.asarray(np.minimum(both[0] + start_m, both[1] + end_m))

    def way(self, origin: Spot, target: Spot) -> list[Leg] | None:
        """The shortest way from one spot to another, None where there is none."""
        if origin.segment == target.segment:
            return [Leg(origin.segment, origin.along_m, target.along_m)]
        starts = self._ends(origin)
        reached, before = dijkstra(
            self._matrix, indices=[junction for junction, _ in starts], return_predecessors=True
        )
        ways = [
            (out_m + float(reached[i, junction]) + in_m, i, junction)
            for i, (_, out_m) in enumerate(starts)
            for junction, in_m in self._ends(target)
        ]
        total, first, last = min(ways)
        if not np.isfinite(total):
            return None
        junctions = [last]
        while junctions[-1] != starts[first][0]:
            junctions.append(int(before[first, junctions[-1]]))
        junctions.reverse()
        legs = [self._partly(origin, junctions[0])]
        for a, b in itertools.pairwise(junctions):
            legs.append(self._whole(a, b))
        arriving = self._partly(target, junctions[-1])
        legs.append(Leg(arriving.segment, arriving.to_m, arriving.from_m))
        return [leg for leg in legs if leg.length_m > 0]

    def _ends(self, spot: Spot) -> tuple[tuple[int, float], tuple[int, float]]:
        length_m = float(self._network.length_m[spot.segment])
        start, end = self._network.start[spot.segment], self._network.end[spot.segment]
        return (int(start), spot.along_m), (int(end), max(length_m - spot.along_m, 0.0))

    def _partly(self, spot: Spot, junction: int) -> Leg:
        (start, _), _ = self._ends(spot)
        to_m = 0.0 if junction == start else float(self._network.length_m[spot.segment])
        return Leg(spot.segment, spot.along_m, to_m)

    def _whole(self, a: int, b: int) -> Leg:
        segment = self._between[a, b]
        length_m = float(self._network.length_m[segment])
        along = int(self._network.start[segment]) == a
        return Leg(segment, 0.0, length_m) if along else Leg(segment, length_m, 0.0)
