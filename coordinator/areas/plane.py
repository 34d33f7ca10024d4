"""A flat map in metres around a place, good for the few hundred metres a camera sees.

Only the cosine of one latitude is taken, by the C library, so that results agree across machines.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.place import EARTH_RADIUS_M, Place

METRES_PER_DEGREE = EARTH_RADIUS_M * math.pi / 180
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plane:
    """East and north in metres from a middle."""

    middle: Place

    @property
    def metres_per_lon(self) -> float:
        """Metres per degree of longitude at the middle."""
        return METRES_PER_DEGREE * math.cos(math.radians(self.middle.lat))

    def metres(self, lon: Floats, lat: Floats) -> Floats:
        """The (n, 2) metres east and north of these degrees."""
        east = (lon - self.middle.lon) * self.metres_per_lon
        return np.stack([east, (lat - self.middle.lat) * METRES_PER_DEGREE], axis=-1)

    def degrees(self, metres: Floats) -> Floats:
        """The (n, 2) degrees of these metres east and north."""
        lon = self.middle.lon + metres[..., 0] / self.metres_per_lon
        return np.stack([lon, self.middle.lat + metres[..., 1] / METRES_PER_DEGREE], axis=-1)
