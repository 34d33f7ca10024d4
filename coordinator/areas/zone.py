"""Camera zones: the field of view cut to the line of sight, and the stretches of street in it."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from coordinator.areas.occlusion import Buildings, corner_bearings, seen_distance, viewpoint
from coordinator.areas.plane import Plane
from coordinator.areas.stretches import Streets
from domain.camera import Camera, CameraZone

Floats = NDArray[np.float64]

USUAL_RANGE_M = {"fixed": 40.0, "dome": 30.0, "panning": 60.0, "": 40.0}
"""How far a person can be made out, by kind. 40 m: 1920 pixels over 90 degrees give the 25 pixels
per metre of detection at 38.4 m (IEC 62676-4:2015, FACTS.md E). Dome (wider lens) and panning
(zoom): assumptions, no published source."""
USUAL_ANGLE = {"fixed": 90.0, "dome": 180.0, "panning": 180.0, "": 90.0}
"""Width of view in degrees of a camera with a direction: assumption, no published source."""
INDOOR_RANGE_M = 10.0
"""Radius drawn for a camera indoors, which sees no street: assumption, no published source."""
RAY_STEP_DEG = 3.0
"""Angle between rays, besides those to the corners of buildings."""
GRAIN_DEG = 1e-7
LEAST_SEEN_M = 0.5
"""However near a wall, a zone keeps this radius, so that it is an area."""


def usual_angle(kind: str) -> float:
    """Degrees that a camera of this kind sees, where nothing is known of it."""
    return USUAL_ANGLE.get(kind, USUAL_ANGLE[""])


def usual_range_m(kind: str) -> float:
    """Metres that a camera of this kind sees, where nothing is known of it."""
    return USUAL_RANGE_M.get(kind, USUAL_RANGE_M[""])


def camera_zone(camera: Camera, buildings: Buildings, streets: Streets) -> CameraZone:
    """The zone of one camera. Indoors it is a small disc without any stretch of street."""
    plane = Plane(camera.place)
    if camera.indoor:
        range_m = min(camera.range_m or INDOOR_RANGE_M, INDOOR_RANGE_M)
        return CameraZone(camera.camera_id, _stored(_view(camera, range_m, [], plane)), ())
    range_m = camera.range_m or usual_range_m(camera.kind)
    near = buildings.near(camera.place, range_m, plane)
    seen = _stored(_view(camera, range_m, near, plane))
    return CameraZone(camera.camera_id, seen, streets.inside(seen, plane))


def _view(
    camera: Camera, range_m: float, near: list[BaseGeometry], plane: Plane
) -> shapely.Polygon:
    spot, blocking = viewpoint(near, camera.direction)
    angle = camera.angle or usual_angle(camera.kind)
    all_round = camera.direction is None or angle >= 360
    half = np.pi if all_round else np.radians(angle) / 2
    middle = 0.0 if camera.direction is None else float(np.radians(camera.direction))
    rays = round(2 * half / np.radians(RAY_STEP_DEG)) + 1
    turns = np.linspace(-half, half, max(rays, 3))
    corners = corner_bearings(spot, range_m, blocking) - middle
    corners = (corners + np.pi) % (2 * np.pi) - np.pi
    turns = np.unique(np.concatenate([turns, corners[np.abs(corners) < half]]))
    if all_round:
        turns = turns[:-1]
    bearings = middle + turns
    reach = np.maximum(seen_distance(spot, bearings, range_m, blocking), LEAST_SEEN_M)
    edge = spot + reach[:, None] * np.stack([np.sin(bearings), np.cos(bearings)], axis=-1)
    if not all_round:
        edge = np.concatenate([[spot], edge])
    return shapely.Polygon(plane.degrees(edge))


def _stored(view: shapely.Polygon) -> shapely.Polygon:
    """The polygon in the grain in which areas are stored, so that it is the same after loading;
    where that pinches it off, its largest part."""
    parts = shapely.get_parts(shapely.set_precision(view.buffer(0), GRAIN_DEG))
    largest = parts[int(np.argmax(shapely.area(parts)))]
    return shapely.Polygon(np.rint(shapely.get_coordinates(largest.exterior) * 1e7) / 1e7)
