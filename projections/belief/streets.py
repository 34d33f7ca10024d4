"""The streets in local metres: what lies within a circle, what is nearest, which way they point."""

from functools import cached_property
from math import cos, radians
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.network import Network
from domain.place import EARTH_RADIUS_M, Place

Floats = NDArray[np.float64]
LEAST_LENGTH_M = 0.5
"""A segment counts as at least this long, so that nobody crosses it in no time."""
SNAPPED_M = 5.0
"""Half length of the piece of street that stands for a place away from all streets."""


class Stretches(NamedTuple):
    """Parts of segments in metres along the drawn direction: disjoint, ordered by segment."""

    segment: NDArray[np.int32]
    from_m: Floats
    to_m: Floats

    @property
    def metres(self) -> float:
        """Their length together."""
        return float((self.to_m - self.from_m).sum())


class Streets:
    """A network's shapes on a plane (equirectangular about the middle of the area)."""

    def __init__(self, network: Network) -> None:
        self.network = network
        bounds = network.bounds
        self._lon0 = (bounds.west + bounds.east) / 2
        self._lat0 = (bounds.south + bounds.north) / 2
        self.length_m: Floats = np.maximum(network.length_m, LEAST_LENGTH_M).astype(np.float64)
        self.x, self.y = self._project(network.shape_lon, network.shape_lat)
        points = np.diff(network.shape_offset)
        of_point = np.repeat(np.arange(network.segments), points)
        first = np.flatnonzero(of_point[:-1] == of_point[1:])
        self.edge_segment: NDArray[np.int64] = of_point[first]
        self.edge_x, self.edge_y = self.x[first], self.y[first]
        self.edge_dx, self.edge_dy = np.diff(self.x)[first], np.diff(self.y)[first]
        drawn = np.hypot(self.edge_dx, self.edge_dy)
        before = np.cumsum(drawn) - drawn
        start = np.searchsorted(self.edge_segment, np.arange(network.segments))
        total = np.bincount(self.edge_segment, drawn, network.segments)
        scale = self.length_m / np.maximum(total, 1e-9)
        self.edge_from = (before - before[start][self.edge_segment]) * scale[self.edge_segment]
        self.edge_length = drawn * scale[self.edge_segment]

    @cached_property
    def total_m(self) -> float:
        """Metres of street in the area."""
        return float(self.length_m.sum())

    def _project(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        x = np.radians(lon - self._lon0) * (EARTH_RADIUS_M * cos(radians(self._lat0)))
        return x, np.radians(lat - self._lat0) * EARTH_RADIUS_M

    def point(self, place: Place) -> tuple[float, float]:
        """A place on the plane, in metres."""
        x, y = self._project(np.array([place.lon]), np.array([place.lat]))
        return float(x[0]), float(y[0])

    def within(self, place: Place, radius_m: float) -> Stretches:
        """The stretches inside a circle; where there are none, a short one at the nearest point.

        Pieces of one segment are joined where they touch.
        """
        px, py = self.point(place)
        fx, fy = self.edge_x - px, self.edge_y - py
        a = np.maximum(self.edge_dx**2 + self.edge_dy**2, 1e-12)
        b = fx * self.edge_dx + fy * self.edge_dy
        root = b * b - a * (fx * fx + fy * fy - radius_m * radius_m)
        half = np.sqrt(np.maximum(root, 0.0))
        enter = np.clip((-b - half) / a, 0.0, 1.0)
        leave = np.clip((-b + half) / a, 0.0, 1.0)
        inside = np.flatnonzero((root > 0) & (leave > enter))
        if len(inside) == 0:
            segment, at = self.nearest(place)
            low, high = max(0.0, at - SNAPPED_M), min(float(self.length_m[segment]), at + SNAPPED_M)
            return Stretches(np.array([segment], np.int32), np.array([low]), np.array([high]))
        return joined(
            self.edge_segment[inside],
            self.edge_from[inside] + enter[inside] * self.edge_length[inside],
            self.edge_from[inside] + leave[inside] * self.edge_length[inside],
        )

    def points_along(self, segment: int, metres: Floats) -> tuple[Floats, Floats]:
        """Points on the plane, so many metres along a segment's drawn direction."""
        first, last = np.searchsorted(self.edge_segment, [segment, segment + 1])
        at = np.append(self.edge_from[first:last], self.length_m[segment])
        ends = [
            np.append(begin[first:last], begin[last - 1] + step[last - 1])
            for begin, step in ((self.edge_x, self.edge_dx), (self.edge_y, self.edge_dy))
        ]
        return np.interp(metres, at, ends[0]), np.interp(metres, at, ends[1])

    def nearest(self, place: Place) -> tuple[int, float]:
        """The segment nearest to a place, and the metres along it."""
        px, py = self.point(place)
        a = np.maximum(self.edge_dx**2 + self.edge_dy**2, 1e-12)
        t = ((px - self.edge_x) * self.edge_dx + (py - self.edge_y) * self.edge_dy) / a
        t = np.clip(t, 0.0, 1.0)
        off = np.hypot(
            self.edge_x + t * self.edge_dx - px,
            self.edge_y + t * self.edge_dy - py,
        )
        edge = int(np.argmin(off))
        at = float(self.edge_from[edge] + t[edge] * self.edge_length[edge])
        return int(self.edge_segment[edge]), at

    @cached_property
    def bearings(self) -> tuple[Floats, Floats]:
        """For each directed segment the bearing at its beginning and at its end, in radians
        clockwise from north."""
        count = self.network.segments
        bearing = np.arctan2(self.edge_dx, self.edge_dy)
        first = np.searchsorted(self.edge_segment, np.arange(count))
        last = np.searchsorted(self.edge_segment, np.arange(count), side="right") - 1
        begin, end = np.empty(2 * count), np.empty(2 * count)
        begin[0::2], end[0::2] = bearing[first], bearing[last]
        begin[1::2], end[1::2] = bearing[last] + np.pi, bearing[first] + np.pi
        return begin, end


def joined(segment: NDArray[np.int64], from_m: Floats, to_m: Floats) -> Stretches:
    """Stretches in order of segment and place, those that touch or overlap made one."""
    order = np.lexsort((from_m, segment))
    rows: list[tuple[int, float, float]] = []
    for s, low, high in zip(
        segment[order].tolist(), from_m[order].tolist(), to_m[order].tolist(), strict=True
    ):
        if rows and rows[-1][0] == s and low <= rows[-1][2] + 1e-6:
            rows[-1] = (s, rows[-1][1], max(rows[-1][2], high))
        else:
            rows.append((s, low, high))
    return Stretches(
        np.array([row[0] for row in rows], np.int32),
        np.array([row[1] for row in rows], np.float64),
        np.array([row[2] for row in rows], np.float64),
    )
