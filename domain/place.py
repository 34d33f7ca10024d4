"""Places on the ground: WGS 84, longitude before latitude, distances in metres."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius R1 of the GRS 80 ellipsoid (IUGG)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the ground in WGS 84 degrees."""

    lon: float
    lat: float

    def distance_m(self, other: "Place") -> float:
        """Great-circle distance in metres (haversine)."""
        d_lat = radians(other.lat - self.lat) / 2
        d_lon = radians(other.lon - self.lon) / 2
        h = sin(d_lat) ** 2 + cos(radians(self.lat)) * cos(radians(other.lat)) * sin(d_lon) ** 2
        return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(h)))


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box of longitudes and latitudes."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, place: Place, margin_deg: float = 0.0) -> bool:
        """Whether the place lies in the box, widened by a margin in degrees."""
        return (
            self.west - margin_deg <= place.lon <= self.east + margin_deg
            and self.south - margin_deg <= place.lat <= self.north + margin_deg
        )
