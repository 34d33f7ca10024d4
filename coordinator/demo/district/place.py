"""Where the fictional district lies: a box in metres, and its place on the globe.

Everything is drawn in metres east (x) and north (y) of the box's south-west corner. The box is
put into the open North Pacific, hundreds of kilometres from any coast, so that nobody can take
it for a map of a real place.
"""

from __future__ import annotations

import math

Point = tuple[float, float]
"""Metres east and north of the district's south-west corner."""

WIDTH = 2600.0
HEIGHT = 2100.0

CENTRE_LON = 150.0
CENTRE_LAT = 30.0

_METRES_PER_DEGREE_LAT = 110_852.0  # WGS 84 at 30 degrees north
_METRES_PER_DEGREE_LON = 96_486.0


def to_lon_lat(point: Point) -> tuple[float, float]:
    """Return longitude and latitude in degrees (WGS 84), rounded as OSM stores them."""
    x, y = point
    lon = CENTRE_LON + (x - WIDTH / 2) / _METRES_PER_DEGREE_LON
    lat = CENTRE_LAT + (y - HEIGHT / 2) / _METRES_PER_DEGREE_LAT
    return round(lon, 7), round(lat, 7)


def to_point(lon: float, lat: float) -> Point:
    """Return the metres east and north of a longitude and latitude in degrees."""
    x = (lon - CENTRE_LON) * _METRES_PER_DEGREE_LON + WIDTH / 2
    y = (lat - CENTRE_LAT) * _METRES_PER_DEGREE_LAT + HEIGHT / 2
    return x, y


def inside(point: Point, margin: float = 0.0) -> bool:
    """Tell whether a point lies in the box, at least `margin` metres from its edge."""
    x, y = point
    return margin <= x <= WIDTH - margin and margin <= y <= HEIGHT - margin


def distance(a: Point, b: Point) -> float:
    """Return the metres between two points."""
    return math.hypot(a[0] - b[0], a[1] - b[1])


def onto_edge(point: Point) -> Point:
    """Return the point of the box that is nearest to a point outside it."""
    return min(max(point[0], 0.0), WIDTH), min(max(point[1], 0.0), HEIGHT)
