"""Buildings in the way of a view."""

import numpy as np
import shapely
from numpy.typing import NDArray

from coordinator.areas.osm_file import OsmContent, OsmOutline
from coordinator.areas.plane import Plane
from domain.place import Place

Floats = NDArray[np.float64]
WALL_MOUNT_M = 10.0
"""A camera drawn inside a building, but no farther than this from the open, hangs on its wall."""
OFF_WALL_M = 0.3
MARGIN_DEG = 0.02
CORNER_RAD = 1e-4
"""Rays pass a corner on both sides at this angle."""


def outline_area(content: OsmContent, outline: OsmOutline) -> shapely.Geometry:
    """The ground of an outline in degrees, possibly empty; parts missing in the file are left out.

    The lines are taken together and every second ring counts, so that courtyards are open.
    """
    lines = []
    for refs in outline.lines:
        at = content.positions(refs)
        at = at[at >= 0]
        if len(at) > 1:
            spots = np.stack([content.lon_e7[at] / 1e7, content.lat_e7[at] / 1e7], axis=-1)
            lines.append(shapely.linestrings(spots))
    if not lines:
        return shapely.Polygon()
    return shapely.build_area(shapely.unary_union(shapely.multilinestrings(lines)))


class Buildings:
    """Footprints of an area, found by place."""

    def __init__(self, footprints: list[shapely.Geometry]) -> None:
        self._footprints = np.array([one for one in footprints if not one.is_empty], dtype=object)
        self._tree = shapely.STRtree(self._footprints)

    def __len__(self) -> int:
        return len(self._footprints)

    def near(self, place: Place, range_m: float, plane: Plane) -> list[shapely.Geometry]:
        """Footprints that reach into the range, in metres on the plane."""
        around = plane.degrees(np.array([[-range_m, -range_m], [range_m, range_m]]))
        box = shapely.box(*around[0], *around[1])
        found = np.sort(self._tree.query(box))
        return [_flat(footprint, plane) for footprint in self._footprints[found]]


def viewpoint(
    buildings: list[shapely.Geometry], direction: float | None
) -> tuple[Floats, list[shapely.Geometry]]:
    """Where a camera at the plane's middle looks from, and which buildings can be in its way.

    A camera drawn inside a footprint is put before its wall: where its direction leaves the
    building, or else at the nearest wall. Deep inside, that building is taken as transparent.
    """
    middle = shapely.Point(0, 0)
    spot = np.zeros(2)
    inside = [one for one in buildings if one.contains(middle)]
    outside = [one for one in buildings if not one.contains(middle)]
    for building in inside:
        step = _way_out(building, direction)
        if step is not None:
            spot = step
            outside.append(building)
    return spot, outside


def _way_out(building: shapely.Geometry, direction: float | None) -> Floats | None:
    walls = building.boundary
    if direction is None:
        exit_at = np.array(shapely.shortest_line(shapely.Point(0, 0), walls).coords[-1])
    else:
        turn = np.radians(direction)
        ahead = np.array([np.sin(turn), np.cos(turn)]) * WALL_MOUNT_M
        met = shapely.LineString([(0, 0), ahead]).intersection(walls)
        if met.is_empty:
            return None
        exit_at = np.array(shapely.shortest_line(shapely.Point(0, 0), met).coords[-1])
    distance = float(np.hypot(*exit_at))
    if distance > WALL_MOUNT_M:
        return None
    away = exit_at / distance if distance > 0 else np.zeros(2)
    return np.asarray(exit_at + away * OFF_WALL_M)


def seen_distance(
    spot: Floats, bearings: Floats, range_m: float, buildings: list[shapely.Geometry]
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
    return np.minimum(reach, np.where(hit, distance, np.inf).min(axis=1))


def corner_bearings(spot: Floats, range_m: float, buildings: list[shapely.Geometry]) -> Floats:
    """Directions just left and right of every corner of a wall within range."""
    walls = _walls(buildings)
    if not len(walls):
        return np.zeros(0)
    corners = np.unique(walls.reshape(-1, 2), axis=0) - spot
    near = corners[np.hypot(corners[:, 0], corners[:, 1]) <= range_m]
    bearing = np.arctan2(near[:, 0], near[:, 1])
    return np.concatenate([bearing - CORNER_RAD, bearing + CORNER_RAD])


def _walls(buildings: list[shapely.Geometry]) -> Floats:
    """All straight walls as (n, 2, 2)."""
    walls = [np.zeros((0, 2, 2))]
    for building in buildings:
        for ring in shapely.get_rings(shapely.get_parts(building)):
            spots = shapely.get_coordinates(ring)
            walls.append(np.stack([spots[:-1], spots[1:]], axis=1))
    return np.concatenate(walls)


def _flat(footprint: shapely.Geometry, plane: Plane) -> shapely.Geometry:
    return shapely.transform(footprint, lambda spots: plane.metres(spots[:, 0], spots[:, 1]))
