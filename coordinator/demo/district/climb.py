"""Roads that keep to one grade along a hillside, as a road engineer lays them out."""

from __future__ import annotations

import math

from coordinator.demo.district.height import gradient, steepness
from coordinator.demo.district.place import Point, distance
from coordinator.demo.district.polyline import Line, direction

_STEP = 8.0


def graded(start: Point, heading: Point, grade: float, metres: float) -> Line:
    """Return a road of `metres` from `start` that rises by `grade` (0.06 is 6 %).

    `heading` points roughly where it should go; from there on the road keeps the hill on the
    same side. Where the ground is gentler than the grade it goes straight up.
    """
    line = [start]
    while (len(line) - 1) * _STEP < metres:
        heading = _steered(line[-1], heading, grade)
        line.append(_stride(line[-1], heading, grade))
    return line


def ring(start: Point, heading: Point) -> Line:
    """Return the level road round a hill that comes back to its start."""
    line = graded(start, heading, 0.0, 12 * _STEP)
    while distance(line[-1], start) > 1.5 * _STEP:
        heading = _steered(line[-1], direction(line[-2], line[-1]), 0.0)
        line.append(_stride(line[-1], heading, 0.0))
    return [*line, start]


def along_hillside(point: Point, heading: Point, share: float) -> Point:
    """Return the unit vector nearest to `heading` that rises by a share of the full slope.

    0 follows the contour, 1 goes straight up, -1 straight down.
    """
    up_x, up_y = uphill(point)
    rise = max(-1.0, min(1.0, share))
    level = math.sqrt(1.0 - rise * rise)
    left = (up_x * rise - up_y * level, up_y * rise + up_x * level)
    right = (up_x * rise + up_y * level, up_y * rise - up_x * level)
    return max(left, right, key=lambda way: way[0] * heading[0] + way[1] * heading[1])


def uphill(point: Point) -> Point:
    """Return the unit vector straight up the slope."""
    east, north = gradient(point)
    steep = math.hypot(east, north) or 1e-9
    return east / steep, north / steep


def _steered(point: Point, heading: Point, grade: float) -> Point:
    return along_hillside(point, heading, grade / max(steepness(point), 1e-9))


def _stride(point: Point, heading: Point, grade: float) -> Point:
    """Go one step; steering from half-way keeps a long bend from drifting off its contour."""
    half_way = point[0] + heading[0] * _STEP / 2, point[1] + heading[1] * _STEP / 2
    steered = _steered(half_way, heading, grade)
    return point[0] + steered[0] * _STEP, point[1] + steered[1] * _STEP
