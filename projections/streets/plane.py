"""A flat map of a small piece of the earth, in metres."""

from math import cos, radians
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from domain.place import EARTH_RADIUS_M, Place

METRES_PER_DEGREE = radians(1.0) * EARTH_RADIUS_M


class Plane:
    """Equirectangular around a latitude: distances are right to 0.1 % within some 50 km."""

    def __init__(self, latitude: float) -> None:
        self._east = METRES_PER_DEGREE * cos(radians(latitude))

    def points(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
        """Degrees as an (n, 2) array of metres east and north."""
        east = np.asarray(lon, np.float64) * self._east
        north = np.asarray(lat, np.float64) * METRES_PER_DEGREE
        return np.column_stack([east, north])

    def point(self, place: Place) -> tuple[float, float]:
        """A place in metres east and north."""
        return place.lon * self._east, place.lat * METRES_PER_DEGREE

    def place(self, east: Any, north: Any) -> Place:
        """Metres east and north as a place."""
        return Place(float(east) / self._east, float(north) / METRES_PER_DEGREE)
