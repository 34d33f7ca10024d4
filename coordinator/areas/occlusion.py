"""Buildings in the way of a view."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from coordinator.areas.osm_file import OsmContent, OsmOutline
from coordinator.areas.plane import Plane
from domain.place import Place

Floats = NDArray[np.float64]
WALL_MOUNT_M = 10.0
"""A camera drawn inside a building, but no farther than this from the open, hangs on its wall."""
CLEAR_M = 0.249
"""A camera looks from at least this far off every wall (odd, so that drawings in whole
decimetres do not fall on the edge of a comparison)."""
CORNER_RAD = 1e-4
"""Rays pass a corner on both sides at this angle."""


def outline_area(content: OsmContent, outline: OsmOutline) -> BaseGeometry:
    """The ground of an outline in degrees, possibly empty; parts missing in the file are left out.

    The lines are taken together and every second ring counts, so that courtyards are open.
    """
    lines: list[shapely.LineString] = []
    for refs in outline.lines:
        at = content.positions(refs)
        at = at[at >= 0]
        if len(at) > 1:
            spots = np.stack([content.lon_e7[at] / 1e7, content.lat_e7[at] / 1e7], axis=-1)
            lines.append(shapely.LineString(spots))
    if not lines:
        return shapely.Polygon()
    if len(lines) == 1 and lines[0].is_ring:
        return shapely.Polygon(lines[0])
    return shapely.build_area(shapely.unary_union(lines))


class Buildings:
    """Footprints of an area, found by place."""

    def __init__(self, footprints: list[BaseGeometry]) -> None:
        self._footprints = np.array([one for one in footprints if not one.is_empty], dtype=object)
        self._tree = shapely.STRtree(self._footprints)

    def __len__(self) -> int:
        return len(self._footprints)

    def near(self, place: Place, range_m: float, plane: Plane) -> list[BaseGeometry]:
        """Footprints that reach into the range, in metres on the plane."""
        around = plane.degrees(np.array([[-range_m, -range_m], [range_m, range_m]]))
        box = shapely.box(*around[0], *around[1])
        found = np.sort(self._tree.query(box))
        return [_flat(footprint, plane) for footprint in self._footprints[found]]


def viewpoint(
    buildings: list[BaseGeometry], direction: float | None
) -> tuple[Floats, list[BaseGeometry]]:
    """Where a camera at the plane's middle looks from, and which buildings can be in its way.

    A camera drawn inside a building or on its wall is put into the open: the first clear spot in
    its direction, or without one the nearest. Where there is none within `WALL_MOUNT_M`, the
    buildings around it are taken as transparent.
    """
    middle = np.zeros(2)
    if not buildings:
        return middle, buildings
    ground = shapely.GeometryCollection(buildings)
    if ground.distance(shapely.Point(middle)) >= CLEAR_M:
        return middle, buildings
    turns = np.arange(0, 2 * np.pi, np.pi / 12) if direction is None else np.radians([direction])
    steps = np.arange(2 * CLEAR_M, WALL_MOUNT_M + CLEAR_M, CLEAR_M)
    spots = np.stack([np.outer(steps, np.sin(turns)), np.outer(steps, np.cos(turns))], axis=-1)
    spots = spots.reshape(-1, 2)
    clear = np.flatnonzero(shapely.distance(shapely.points(spots), ground) >= CLEAR_M)
    if len(clear):
        return spots[clear[0]], buildings
    return middle, [one for one in buildings if one.distance(shapely.Point(middle)) >= CLEAR_M]


def seen_distance(
    spot: Floats, bearings: Floats, range_m: float, buildings: list[BaseGeometry]
) -> Floats:
    """How far one sees from a spot in each direction (radians clockwise from north), up to the
    range or the first wall."""
    walls = _walls(buildings)
    reach = np.full(len(bearings), range_m)
    if not len(walls):
        return reach
    ray = np.stack([np.sin(bearings), np.cos(bearings)], axis=-1)[:, None, :]
    begin = walls[None, :, 0, :] - spot
    along = walls[None, :, 1, :] - walls[None, :, 0, :]
    cross = ray[..., 0] * along[..., 1] - ray[..., 1] * along[..., 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = (begin[..., 0] * along[..., 1] - begin[..., 1] * along[..., 0]) / cross
        part = (begin[..., 0] * ray[..., 1] - begin[..., 1] * ray[..., 0]) / cross
    hit = (np.abs(cross) > 1e-12) & (distance >= 0) & (part >= 0) & (part <= 1)
    return np.asarray(np.minimum(reach, np.where(hit, distance, np.inf).min(axis=1)))


def corner_bearings(spot: Floats, range_m: float, buildings: list[BaseGeometry]) -> Floats:
    """Directions just left and right of every corner of a wall within range."""
    walls = _walls(buildings)
    if not len(walls):
        return np.zeros(0)
    corners = np.unique(walls.reshape(-1, 2), axis=0) - spot
    near = corners[np.hypot(corners[:, 0], corners[:, 1]) <= range_m]
    bearing = np.arctan2(near[:, 0], near[:, 1])
    return np.concatenate([bearing - CORNER_RAD, bearing + CORNER_RAD])


def _walls(buildings: list[BaseGeometry]) -> Floats:
    """All straight walls as (n, 2, 2)."""
    walls = [np.zeros((0, 2, 2))]
    for building in buildings:
        for ring in shapely.get_rings(shapely.get_parts(building)):
            spots = shapely.get_coordinates(ring)
            walls.append(np.stack([spots[:-1], spots[1:]], axis=1))
    return np.concatenate(walls)


def _flat(footprint: BaseGeometry, plane: Plane) -> BaseGeometry:
    return shapely.transform(footprint, lambda spots: plane.metres(spots[:, 0], spots[:, 1]))
