"""Small towns for tests: a grid of streets, some stairs, a camera at every chosen segment."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
from shapely import Polygon

from domain.area import Area
from domain.camera import Camera, CameraZone, Stretch
from domain.network import KINDS, Network
from domain.place import Place

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LON, LAT = 11.5, 48.1
DEG_LAT_M = 111_195.0
DEG_LON_M = DEG_LAT_M * float(np.cos(np.radians(LAT)))


def place(x: float, y: float) -> Place:
    """The place x metres east and y metres north of the town's corner."""
    return Place(LON + x / DEG_LON_M, LAT + y / DEG_LAT_M)


def network(
    junctions: Sequence[tuple[float, float]],
    streets: Sequence[tuple[int, int]],
    kinds: dict[int, str] | None = None,
    factors: dict[int, tuple[float, float]] | None = None,
) -> Network:
    """Straight streets between junctions given in metres."""
    count = len(streets)
    xy = np.array(junctions, float)
    start = np.array([a for a, _ in streets], np.int32)
    end = np.array([b for _, b in streets], np.int32)
    kind = np.full(count, KINDS.index("residential"), np.uint8)
    for segment, name in (kinds or {}).items():
        kind[segment] = KINDS.index(name)
    along, against = np.ones(count), np.ones(count)
    for segment, (one, other) in (factors or {}).items():
        along[segment], against[segment] = one, other
    lon, lat = LON + xy[:, 0] / DEG_LON_M, LAT + xy[:, 1] / DEG_LAT_M
    ends = np.column_stack((start, end)).ravel()
    text = np.zeros(count, np.int32)
    return Network(
        junction_lon=lon,
        junction_lat=lat,
        start=start,
        end=end,
        length_m=np.hypot(*(xy[end] - xy[start]).T),
        kind=kind,
        name=text,
        surface=text,
        smoothness=text,
        sidewalk=text,
        incline=np.full(count, np.nan),
        kerb_m=np.full(count, np.nan),
        step_count=np.where(kind == KINDS.index("steps"), -1, 0).astype(np.int32),
        factor_along=along,
        factor_against=against,
        reason=text,
        shape_offset=np.arange(0, 2 * count + 1, 2, dtype=np.int32),
        shape_lon=lon[ends],
        shape_lat=lat[ends],
        beat=np.full(count, -1, np.int32),
        osm_way=np.arange(count, dtype=np.int64),
        texts=("",),
    )


def area(streets: Network, zones: Mapping[str, Sequence[tuple[int, float, float]]]) -> Area:
    """An area whose cameras see the given stretches (segment, from, to in metres)."""
    cameras, seen = [], []
    for name, stretches in zones.items():
        where = streets.junction_place(int(streets.start[stretches[0][0]]))
        cameras.append(Camera(name, name, where))
        seen.append(CameraZone(name, Polygon(), tuple(Stretch(*part) for part in stretches)))
    content = hashlib.sha256(repr((streets.length_m.tolist(), zones)).encode()).hexdigest()
    return Area("town", content, streets, tuple(cameras), tuple(seen))


def grid(columns: int, rows: int, block_m: float = 100.0, stairs: Sequence[int] = ()) -> Network:
    """A rectangular grid; the named segments are stairs."""
    points = [(x * block_m, y * block_m) for y in range(rows) for x in range(columns)]
    streets = [
        (y * columns + x, y * columns + x + 1) for y in range(rows) for x in range(columns - 1)
    ]
    streets += [
        (y * columns + x, (y + 1) * columns + x) for y in range(rows - 1) for x in range(columns)
    ]
    return network(
        points,
        streets,
        kinds=dict.fromkeys(stairs, "steps"),
        factors=dict.fromkeys(stairs, (0.02, 0.03)),
    )
