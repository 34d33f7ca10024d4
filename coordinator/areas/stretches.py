"""Streets of an area, found by place, and the parts of them inside a polygon."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from coordinator.areas.great_circle import piece_lengths
from coordinator.areas.plane import Plane
from domain.camera import Stretch
from domain.network import Network
from domain.place import Place

JOIN_M = 0.5
"""Stretches of one segment this close are one."""
SHORTEST_M = 1.0
"""A shorter stretch is a brush with the edge of the view, unless it is the whole segment."""
NEAREST_WITHIN_DEG = 0.002


class Streets:
    """The segments of a network as lines in degrees, with a spatial index."""

    def __init__(self, network: Network, out_of_sight: NDArray[np.bool_]) -> None:
        self._network = network
        spots = np.stack([network.shape_lon, network.shape_lat], axis=-1)
        counts = np.diff(network.shape_offset)
        owner = np.repeat(np.arange(network.segments), counts)
        self._lines: NDArray[np.object_] = np.asarray(shapely.linestrings(spots, indices=owner))
        self._tree = shapely.STRtree(self._lines)
        self._hidden = out_of_sight

    def inside(self, view: shapely.Polygon, plane: Plane) -> tuple[Stretch, ...]:
        """The stretches of segments inside a view, in order of segment and along it.

        Metres along the drawn direction, rounded to centimetres. What is indoors or below ground
        is left out.
        """
        flat: BaseGeometry = shapely.transform(
            view, lambda spots: plane.metres(spots[:, 0], spots[:, 1])
        )
        if not flat.is_valid:
            flat = shapely.make_valid(flat)
        found: list[Stretch] = []
        for segment in np.sort(self._tree.query(view)).tolist():
            if not self._hidden[segment]:
                found += self._of_segment(segment, flat, plane)
        return tuple(found)

    def nearest_name(self, place: Place) -> str:
        """The name of the nearest street that has one, within about 200 m; else empty."""
        spot = shapely.Point(place.lon, place.lat)
        near = self._tree.query(spot.buffer(NEAREST_WITHIN_DEG))
        named = np.sort(near[self._network.name[near] > 0])
        if not len(named):
            return ""
        flat = Plane(place)
        lines = shapely.transform(
            self._lines[named], lambda spots: flat.metres(spots[:, 0], spots[:, 1])
        )
        distance = shapely.distance(lines, shapely.Point(0, 0))
        return self._network.name_of(int(named[int(np.argmin(distance))]))

    def _of_segment(self, segment: int, flat: BaseGeometry, plane: Plane) -> list[Stretch]:
        network = self._network
        span = slice(network.shape_offset[segment], network.shape_offset[segment + 1])
        lon, lat = network.shape_lon[span], network.shape_lat[span]
        spots = plane.metres(lon, lat)
        length = float(network.length_m[segment])
        pieces = piece_lengths(lon, lat)
        total = float(pieces.sum())
        scale = length / total if total > 0 else 0.0
        begin = np.concatenate([[0.0], np.cumsum(pieces) * scale])
        parts: list[tuple[float, float]] = []
        lines = np.asarray(shapely.linestrings(np.stack([spots[:-1], spots[1:]], axis=1)))
        for i, part in enumerate(shapely.intersection(lines, flat)):
            for low, high in _shares(part, spots[i], spots[i + 1]):
                size = begin[i + 1] - begin[i]
                parts.append((begin[i] + low * size, begin[i] + high * size))
        return [
            Stretch(segment, round(low, 2), min(round(high, 2), length))
            for low, high in _joined(parts)
            if high - low >= min(SHORTEST_M, 0.99 * length)
        ]


def _shares(
    part: BaseGeometry, begin: NDArray[np.float64], end: NDArray[np.float64]
) -> list[tuple[float, float]]:
    """Where the lines of an intersection lie on a straight piece, as shares of it."""
    along = end - begin
    size = float(along @ along)
    if size == 0:
        return []
    shares = []
    for line in shapely.get_parts(part):
        if line.geom_type == "LineString" and not line.is_empty:
            at = np.clip((shapely.get_coordinates(line) - begin) @ along / size, 0.0, 1.0)
            shares.append((float(at.min()), float(at.max())))
    return shares


def _joined(parts: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for low, high in sorted(parts):
        if joined and low - joined[-1][1] <= JOIN_M:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined
