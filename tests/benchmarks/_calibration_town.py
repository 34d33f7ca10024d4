"""A city as the calibration uses it: where searches begin, where a metre is, its cells."""

from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from domain.area import Area
from domain.camera import Camera, CameraZone, Stretch
from domain.network import KINDS
from domain.place import EARTH_RADIUS_M, Place
from projections.belief.streets import Streets

CELL_M = 400.0
LIVED_IN = ("residential", "living_street", "footway", "pedestrian")

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Town:
    """Plane coordinates are those of `Streets`, in metres."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.streets = Streets(area.network)
        first, last = area.network.shape_offset[:-1], area.network.shape_offset[1:] - 1
        self.middle_x: Floats = (self.streets.x[first] + self.streets.x[last]) / 2
        self.middle_y: Floats = (self.streets.y[first] + self.streets.y[last]) / 2
        """The middle between the ends of each segment."""

    @cached_property
    def cells(self) -> Ints:
        """For each segment the cell of 400 m its middle lies in, from 1 on; 0 stands for the rest
        of the world."""
        table = np.column_stack((self.middle_x // CELL_M, self.middle_y // CELL_M))
        _, number = np.unique(table, axis=0, return_inverse=True)
        return np.asarray(number.ravel() + 1, np.int64)

    @cached_property
    def cell_count(self) -> int:
        """How many cells there are, the rest of the world included."""
        return int(self.cells.max()) + 1

    @cached_property
    def core(self) -> tuple[float, float]:
        """The middle of the cell with the most metres of street."""
        metres = np.bincount(self.cells, self.streets.length_m)
        inside = self.cells == int(metres.argmax())
        return float(self.middle_x[inside].mean()), float(self.middle_y[inside].mean())

    def starts(self, count: int, radius_m: float, random: np.random.Generator) -> Ints:
        """Segments where people live, at random around the core."""
        x, y = self.core
        kinds = np.array([KINDS.index(kind) for kind in LIVED_IN])
        near = np.hypot(self.middle_x - x, self.middle_y - y) < radius_m
        easy = np.minimum(self.area.network.factor_along, self.area.network.factor_against) > 0.5
        able = np.flatnonzero(near & easy & np.isin(self.area.network.kind, kinds))
        return np.asarray(random.choice(able, count, replace=False), np.int64)

    def watched(self, cameras: int, radius_m: float, view_m: float) -> Area:
        """The area with further cameras around the core, each seeing the streets in a circle."""
        x, y = self.core
        near = np.flatnonzero(np.hypot(self.middle_x - x, self.middle_y - y) < radius_m)
        chosen = np.random.default_rng(3).choice(near, cameras, replace=False).tolist()
        added, zones = [], []
        for number, segment in enumerate(chosen):
            place = self.place(float(self.middle_x[segment]), float(self.middle_y[segment]))
            seen = self.streets.within(place, view_m)
            rows = zip(seen.segment.tolist(), seen.from_m.tolist(), seen.to_m.tolist(), strict=True)
            added.append(Camera(f"calibration-{number}", f"calibration-{number}", place))
            zones.append(
                CameraZone(f"calibration-{number}", Polygon(), tuple(Stretch(*row) for row in rows))
            )
        return replace(
            self.area, cameras=(*self.area.cameras, *added), zones=(*self.area.zones, *zones)
        )

    def point(self, segment: Ints, metres: Floats) -> tuple[Floats, Floats]:
        """Where points along segments are on the plane; NaN for segment -1."""
        streets = self.streets
        inside = np.flatnonzero(segment >= 0)
        x, y = np.full(len(segment), np.nan), np.full(len(segment), np.nan)
        s, at = segment[inside], metres[inside]
        low = np.searchsorted(streets.edge_segment, s)
        high = np.searchsorted(streets.edge_segment, s, side="right") - 1
        edge = low
        while True:
            further = (edge < high) & (at > streets.edge_from[edge] + streets.edge_length[edge])
            if not further.any():
                break
            edge = edge + further
        share = (at - streets.edge_from[edge]) / np.maximum(streets.edge_length[edge], 1e-9)
        share = np.clip(share, 0.0, 1.0)
        x[inside] = streets.edge_x[edge] + share * streets.edge_dx[edge]
        y[inside] = streets.edge_y[edge] + share * streets.edge_dy[edge]
        return x, y

    def place(self, x: float, y: float) -> Place:
        """The place of a point on the plane."""
        origin = self.area.network.bounds
        lon0, lat0 = (origin.west + origin.east) / 2, (origin.south + origin.north) / 2
        lat = lat0 + np.degrees(y / EARTH_RADIUS_M)
        lon = lon0 + np.degrees(x / (EARTH_RADIUS_M * np.cos(np.radians(lat0))))
        return Place(float(lon), float(lat))

    def nearby(self, x: float, y: float, ring: tuple[float, float], seed: int) -> Place | None:
        """Some point of a street whose distance from (x, y) lies in a ring; none if there is no
        such street."""
        away = np.hypot(self.middle_x - x, self.middle_y - y)
        able = np.flatnonzero((away >= ring[0]) & (away <= ring[1]))
        if len(able) == 0:
            return None
        segment = int(np.random.default_rng(seed).choice(able))
        return self.place(float(self.middle_x[segment]), float(self.middle_y[segment]))
