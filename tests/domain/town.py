"""A town of six junctions, seven streets, two cameras and one beat, made by hand."""

from math import nan

import numpy as np
from shapely import box

from domain.area import Area, Beat
from domain.camera import Camera, CameraZone, Stretch
from domain.network import KINDS, Network
from domain.place import Place

WEST, MIDDLE, EAST = 11.570, 11.575, 11.580
SOUTH, NORTH = 48.130, 48.133
JUNCTIONS = tuple(Place(lon, lat) for lat in (SOUTH, NORTH) for lon in (WEST, MIDDLE, EAST))
STREETS = ((0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5))

IN_TOWN = Place(11.576, 48.131)
SWAPPED = Place(48.131, 11.576)
FAR_AWAY = Place(13.4, 52.5)
NOT_ON_EARTH = Place(nan, 48.131)


def _network() -> Network:
    count = len(STREETS)
    ends = [(JUNCTIONS[start], JUNCTIONS[end]) for start, end in STREETS]
    words = np.zeros(count, dtype=np.int32)
    unknown = np.full(count, nan)
    easy = np.ones(count)
    return Network(
        junction_lon=np.array([place.lon for place in JUNCTIONS]),
        junction_lat=np.array([place.lat for place in JUNCTIONS]),
        start=np.array([start for start, _ in STREETS], dtype=np.int32),
        end=np.array([end for _, end in STREETS], dtype=np.int32),
        length_m=np.array([start.distance_m(end) for start, end in ends]),
        kind=np.full(count, KINDS.index("residential"), dtype=np.uint8),
        name=np.arange(1, count + 1, dtype=np.int32),
        surface=words, smoothness=words, sidewalk=words,
        incline=unknown, kerb_m=unknown, step_count=words,
        factor_along=easy, factor_against=easy, reason=words,
        shape_offset=np.arange(0, 2 * count + 1, 2, dtype=np.int32),
        shape_lon=np.array([place.lon for pair in ends for place in pair]),
        shape_lat=np.array([place.lat for pair in ends for place in pair]),
        beat=words,
        osm_way=np.arange(count, dtype=np.int64),
        texts=("", *(f"Street {i}" for i in range(count))),
    )  # fmt: skip


TOWN = Area(
    name="town",
    content_hash="7552f5cc7a5516132e3c8268f072b9c94071844a6e72e708b604063954982197",
    network=_network(),
    cameras=(
        Camera("gate", "At the gate", JUNCTIONS[1]),
        Camera("shop", "Shop, its clock two minutes ahead", JUNCTIONS[5], clock_offset_s=120.0),
    ),
    zones=(
        CameraZone("gate", box(11.574, 48.1295, 11.576, 48.1305), (Stretch(0, 300.0, 371.0),)),
        CameraZone("shop", box(11.579, 48.1325, 11.581, 48.1335), (Stretch(3, 300.0, 371.0),)),
    ),
    beats=(Beat("old town", box(WEST, SOUTH, MIDDLE, NORTH)),),
)
