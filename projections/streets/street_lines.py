"""The streets as lines on the ground: which one is nearest, and where a spot on it lies."""

from dataclasses import dataclass
from typing import overload

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from domain.network import Network
from domain.place import Place
from projections.streets.plane import Plane


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot on a street: metres along the drawn direction of a segment."""

    segment: int
    along_m: float
    distance_m: float = 0.0
    """How far the place asked for lies from it."""


class StreetLines:
    """Lines of all segments in a metric plane, with an index."""

    def __init__(self, network: Network) -> None:
        box = network.bounds
        self._network = network
        self.plane = Plane((box.south + box.north) / 2)
        points = self.plane.points(network.shape_lon, network.shape_lat)
        counts = np.diff(network.shape_offset)
        owner = np.repeat(np.arange(network.segments), counts)
        self._lines = np.asarray(shapely.linestrings(points, indices=owner))
        self._tree = STRtree(self._lines)

    @overload
    def nearest(self, place: Place) -> Spot: ...
    @overload
    def nearest(self, place: Place, among: NDArray[np.bool_]) -> Spot | None: ...
    def nearest(self, place: Place, among: NDArray[np.bool_] | None = None) -> Spot | None:
        """The spot on a street that is nearest to a place; None if no segments count."""
        point = shapely.Point(self.plane.point(place))
        if among is None:
            return self._spot(int(self._tree.nearest(point)), point)
        found = np.flatnonzero(among)
        if not len(found):
            return None
        distance_m = shapely.distance(self._lines[found], point)
        return self._spot(int(found[distance_m.argmin()]), point)

    def within(self, place: Place, radius_m: float) -> list[Spot]:
        """The nearest spot of every segment within a radius, nearest first."""
        point = shapely.Point(self.plane.point(place))
        found = self._tree.query(point, predicate="dwithin", distance=radius_m)
        spots = [self._spot(int(segment), point) for segment in found]
        return sorted(spots, key=lambda spot: (spot.distance_m, spot.segment))

    def near(
        self, points: NDArray[np.float64], radius_m: NDArray[np.float64], among: NDArray[np.bool_]
    ) -> list[list[Spot]]:
        """For each of many points of the plane, (n, 2), the spots within its radius on the
        segments that count, nearest first."""
        drawn = np.asarray(shapely.points(points))
        asked, found = self._tree.query(drawn, predicate="dwithin", distance=radius_m)
        asked, found = asked[among[found]], found[among[found]]
        lines = self._lines[found]
        distance_m = np.asarray(shapely.distance(lines, drawn[asked]))
        share = np.asarray(shapely.line_locate_point(lines, drawn[asked], normalized=True))
        along_m = share * np.maximum(self._network.length_m[found], 0.01)
        spots: list[list[Spot]] = [[] for _ in points]
        for i in np.lexsort((found, distance_m)).tolist():
            spot = Spot(int(found[i]), float(along_m[i]), float(distance_m[i]))
            spots[int(asked[i])].append(spot)
        return spots

    def place_at(self, spot: Spot) -> Place:
        """Where a spot lies."""
        line = self._lines[spot.segment]
        share = spot.along_m / max(float(self._network.length_m[spot.segment]), 1e-9)
        point = line.interpolate(min(max(share, 0.0), 1.0), normalized=True)
        return self.plane.place(point.x, point.y)

    def _spot(self, segment: int, point: shapely.Point) -> Spot:
        line = self._lines[segment]
        share = line.project(point, normalized=True)
        length_m = float(self._network.length_m[segment])
        return Spot(segment, share * length_m, float(line.distance(point)))
