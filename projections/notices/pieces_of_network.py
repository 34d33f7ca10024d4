"""The pieces into which a network falls for a wheelchair, where hardly passable ways are cut."""

from collections.abc import Mapping
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from domain.area import Area
from domain.place import Place
from projections.belief.pieces import camera_zone
from projections.belief.sharpness import factors
from projections.belief.streets import Streets
from projections.belief.zones import Zones
from projections.streets.nearest_segments import lines_of

PASSABLE = 0.1
"""A way whose easier direction has a smaller wheelchair factor (stairs, most kerbs without a ramp)
cuts the network: he gets over it, if at all, with luck."""


class Pieces:
    """Which streets can be reached from which without hardly passable ways."""

    def __init__(self, area: Area) -> None:
        network = area.network
        self._area = area
        self.total_m = float(network.length_m.sum())
        open_way = np.maximum(network.factor_along, network.factor_against) > PASSABLE
        start, end = network.start[open_way], network.end[open_way]
        graph = coo_array(
            (np.ones(len(start), np.int8), (start, end)),
            shape=(network.junctions, network.junctions),
        )
        _, self._piece = connected_components(graph, directed=False)
        self._metres: NDArray[np.float64] = np.bincount(
            self._piece[start], network.length_m[open_way], int(self._piece.max()) + 1
        ).astype(np.float64)

    def around(self, place: Place, radius_m: float) -> tuple[int, ...]:
        """The streets within a circle; where there are none, the nearest one."""
        lines = lines_of(self._area)
        spots = lines.within(place, radius_m) or [lines.nearest(place)]
        return tuple(spot.segment for spot in spots)

    def off_network(self, place: Place, radius_m: float) -> tuple[int, float] | None:
        """The nearest street and the metres to it, for a circle without any street in it."""
        spot = lines_of(self._area).nearest(place)
        return (spot.segment, spot.distance_m) if spot.distance_m >= radius_m else None

    def coarse(self, camera_id: str, parameters: Mapping[str, float]) -> bool:
        """Whether a camera shows every street it sees with too few pixels to count."""
        camera = self._area.camera(camera_id)
        if camera is None or camera.pixels is None:
            return False
        share = factors(parameters)
        levels = self._zones.ground(camera_zone(camera_id)).level.tolist()
        return bool(levels) and all(share[level] <= 0 for level in levels)

    @cached_property
    def _zones(self) -> Zones:
        return Zones(self._area, Streets(self._area.network))

    def reachable_m(self, segments: tuple[int, ...]) -> float:
        """Metres of street that can be reached from any of these segments."""
        network = self._area.network
        ends = {int(j) for s in segments for j in (network.start[s], network.end[s])}
        pieces = {int(self._piece[junction]) for junction in ends}
        return float(sum(self._metres[piece] for piece in sorted(pieces)))


@lru_cache(maxsize=8)
def pieces_of_network(area: Area) -> Pieces:
    """The pieces of an area, found once."""
    return Pieces(area)
