"""The streets as a graph: how far it is, and which way."""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from domain.network import Network
from domain.open_streets import open_streets
from projections.streets.street_lines import Spot

SPEED_OF_MODE = {"foot": 1.3, "patrol": 2.2, "bicycle": 3.5, "vehicle": 5.5}
"""m/s of a team that looks around as it goes; assumption, no published source. Patrols are those of
the simulation's standard scenario."""
AFOOT_COST = 1000.0
"""A metre of a street that is closed to the mode counts as so many: any way round is better."""


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
    """Shortest ways of a team in its mode of travel. Stairs are for those on foot.

    Others leave a stair on which they are by its nearer end, and go up one on foot only where it
    is their target. Other streets that are closed to them they go along on foot, only where there
    is no other way.
    """

    def __init__(self, network: Network, mode: str = "foot") -> None:
        self._network = network
        self.open_to: NDArray[np.bool_] = open_streets(network, mode)
        """The segments that this mode can use."""
        self._passable = self.open_to | (network.step_count == 0)
        cost = np.maximum(network.length_m, 0.01) * np.where(self.open_to, 1.0, AFOOT_COST)
        segments = np.flatnonzero(self._passable)
        # Of parallel segments only the cheapest serves; sorted last, it wins.
        order = np.argsort(-cost[segments], kind="stable")
        self._between: dict[tuple[int, int], int] = {}
        for s in segments[order].tolist():
            a, b = int(network.start[s]), int(network.end[s])
            self._between[a, b] = self._between[b, a] = s
        pairs = np.array(list(self._between), np.int32).reshape(-1, 2)
        chosen = np.fromiter(self._between.values(), np.int64, len(self._between))
        weights = cost[chosen]
        shape = (network.junctions, network.junctions)
        self._matrix = csr_array((weights, (pairs[:, 0], pairs[:, 1])), shape=shape)

    def distances_m(self, spot: Spot, limit_m: float = np.inf) -> NDArray[np.float64]:
        """Metres from a spot to every junction, those gone on foot by their cost; infinite beyond
        the limit."""
        exits = self._exits(spot)
        found = dijkstra(self._matrix, indices=[out.junction for out in exits], limit=limit_m)
        metres = np.min(found + np.array([[out.leg.length_m] for out in exits]), axis=0)
        metres[metres > limit_m] = np.inf
        return np.asarray(metres)

    def way(self, origin: Spot, target: Spot) -> list[Leg] | None:
        """The shortest way from one spot to another, None where there is none.

        Legs follow one another without a gap, none of them empty; no legs from a spot to itself.
        """
        exits, entries = self._exits(origin), self._ends(target)
        reached, before = dijkstra(
            self._matrix, indices=[out.junction for out in exits], return_predecessors=True
        )
        total, i, j = min(
            (out.leg.length_m + float(reached[i, into.junction]) + into.leg.length_m, i, j)
            for i, out in enumerate(exits)
            for j, into in enumerate(entries)
        )
        if origin.segment == target.segment:
            direct = Leg(origin.segment, origin.along_m, target.along_m)
            if direct.length_m <= total:
                return [direct] if direct.length_m > 0 else []
        if not np.isfinite(total):
            return None
        junctions = [entries[j].junction]
        while junctions[-1] != exits[i].junction:
            junctions.append(int(before[i, junctions[-1]]))
        junctions.reverse()
        arriving = entries[j].leg
        legs = [
            exits[i].leg,
            *(self._whole(a, b) for a, b in itertools.pairwise(junctions)),
            Leg(arriving.segment, arriving.to_m, arriving.from_m),
        ]
        return [leg for leg in legs if leg.length_m > 0]

    def _exits(self, spot: Spot) -> list["_End"]:
        ends = self._ends(spot)
        if self._passable[spot.segment]:
            return ends
        return [min(ends, key=lambda end: end.leg.length_m)]

    def _ends(self, spot: Spot) -> list["_End"]:
        network, segment = self._network, spot.segment
        length_m = float(network.length_m[segment])
        along_m = min(spot.along_m, length_m)
        return [
            _End(int(network.start[segment]), Leg(segment, along_m, 0.0)),
            _End(int(network.end[segment]), Leg(segment, along_m, length_m)),
        ]

    def _whole(self, a: int, b: int) -> Leg:
        segment = self._between[a, b]
        length_m = float(self._network.length_m[segment])
        along = int(self._network.start[segment]) == a
        return Leg(segment, 0.0, length_m) if along else Leg(segment, length_m, 0.0)


@dataclass(frozen=True, slots=True)
class _End:
    """A junction at an end of a segment, and the leg from a spot to it."""

    junction: int
    leg: Leg
