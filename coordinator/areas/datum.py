"""Coordinates of Chinese maps: GCJ-02 and BD-09 to WGS 84 and back.

The published approximation of GCJ-02. With the semi-axis 6378245 (Krasovsky) it gives the published
vectors to 1e-9 degrees; with 6378137, as some libraries have it, it is 1 cm off. Its inverse is
iterated. Forgetting the datum moves a camera by several hundred metres.
"""

from math import atan2, cos, pi, radians, sin, sqrt

from domain.place import Place

SEMI_AXIS_M = 6_378_245.0
ECCENTRICITY_2 = 0.00669342162296594323
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271
"""Outside this box GCJ-02 is WGS 84."""
CLOSE_DEG = 1e-9
BD_TURN = pi * 3000 / 180
BD_EAST, BD_NORTH = 0.0065, 0.006

DATUMS = ("WGS84", "GCJ02", "BD09")


def to_wgs84(place: Place, datum: str) -> Place:
    """A place given in one of `DATUMS`, in WGS 84, within 0.5 m; ValueError for another datum."""
    if datum == "WGS84":
        return place
    if datum == "GCJ02":
        return _inverse(place)
    if datum == "BD09":
        return _inverse(_gcj02_of_bd09(place))
    raise ValueError(f"datum {datum!r}: expected one of {', '.join(DATUMS)}")


def gcj02(place: Place) -> Place:
    """A WGS 84 place in GCJ-02."""
    if not (WEST <= place.lon <= EAST and SOUTH <= place.lat <= NORTH):
        return place
    x, y = place.lon - 105, place.lat - 35
    waves = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + (
        waves + 20 * sin(y * pi) + 40 * sin(y / 3 * pi) + 160 * sin(y / 12 * pi)
        + 320 * sin(y / 30 * pi)
    ) * 2 / 3  # fmt: skip
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + (
        waves + 20 * sin(x * pi) + 40 * sin(x / 3 * pi) + 150 * sin(x / 12 * pi)
        + 300 * sin(x / 30 * pi)
    ) * 2 / 3  # fmt: skip
    phi = radians(place.lat)
    magic = 1 - ECCENTRICITY_2 * sin(phi) ** 2
    meridian = SEMI_AXIS_M * (1 - ECCENTRICITY_2) / (magic * sqrt(magic)) * pi / 180
    parallel = SEMI_AXIS_M / sqrt(magic) * cos(phi) * pi / 180
    return Place(place.lon + east / parallel, place.lat + north / meridian)


def bd09(place: Place) -> Place:
    """A WGS 84 place in BD-09."""
    shifted = gcj02(place)
    radius = sqrt(shifted.lon**2 + shifted.lat**2) + 0.00002 * sin(shifted.lat * BD_TURN)
    turn = atan2(shifted.lat, shifted.lon) + 0.000003 * cos(shifted.lon * BD_TURN)
    return Place(radius * cos(turn) + BD_EAST, radius * sin(turn) + BD_NORTH)


def _gcj02_of_bd09(place: Place) -> Place:
    x, y = place.lon - BD_EAST, place.lat - BD_NORTH
    radius = sqrt(x * x + y * y) - 0.00002 * sin(y * BD_TURN)
    turn = atan2(y, x) - 0.000003 * cos(x * BD_TURN)
    return Place(radius * cos(turn), radius * sin(turn))


def _inverse(place: Place) -> Place:
    guess = place
    for _ in range(20):
        there = gcj02(guess)
        d_lon, d_lat = place.lon - there.lon, place.lat - there.lat
        guess = Place(guess.lon + d_lon, guess.lat + d_lat)
        if abs(d_lon) < CLOSE_DEG and abs(d_lat) < CLOSE_DEG:
            break
    return guess
