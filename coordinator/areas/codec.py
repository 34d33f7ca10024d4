"""An area as compact bytes, and back.

The bytes are `SCA1` and a zlib stream. In it: the length of the header (u32, little endian), the
header (msgpack: columns, texts, cameras, beat names), then the columns one after another. Numbers
are whole multiples of a fixed grain: 1e-7 degrees, millimetres of length and kerb, centimetres of
stretches, 1e-4 of slope and factor. The content hash is taken of what is inside the zlib stream,
for zlib's own output differs between its versions. The name of the area is not part of it.
"""

import hashlib
import struct
import zlib
from typing import Any

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray

from coordinator.areas.area_error import AreaError
from coordinator.areas.columns import Column, packed, scaled, unpacked, unscaled
from domain.area import Area, Beat
from domain.camera import Camera, CameraZone, Stretch
from domain.network import Network
from domain.place import Place

MAGIC = b"SCA1"
COMPRESSION = 4
"""zlib level: measured on Porto, 6 took twice as long for 2 % less, 9 thirty times for 3 %."""
MOST_CONTENT = 500_000_000
"""Bytes of an area before compression: many times what the largest city takes."""
E7 = 1e7

NETWORK_COLUMNS: tuple[tuple[str, str, bool, float], ...] = (
    ("junction_lon", "<i4", True, E7), ("junction_lat", "<i4", True, E7),
    ("start", "<i4", True, 0), ("end", "<i4", True, 0), ("length_m", "<i4", False, 1000),
    ("kind", "|u1", False, 0), ("name", "<i4", True, 0), ("surface", "<i4", False, 0),
    ("smoothness", "<i4", False, 0), ("sidewalk", "<i4", False, 0),
    ("incline", "<i4", False, 10_000), ("kerb_m", "<i4", False, 1000),
    ("step_count", "<i4", False, 0), ("factor_along", "<i4", False, 10_000),
    ("factor_against", "<i4", False, 10_000), ("reason", "<i4", False, 0),
    ("shape_offset", "<i4", True, 0), ("shape_lon", "<i4", True, E7),
    ("shape_lat", "<i4", True, E7), ("beat", "<i4", False, 0), ("osm_way", "<i8", True, 0),
)  # fmt: skip
"""Name, type, whether stored as differences, and grain (0: whole numbers) of the network."""


class _CameraRow(msgspec.Struct, frozen=True, array_like=True):
    camera_id: str
    name: str
    lon_e7: int
    lat_e7: int
    direction: float | None
    angle: float | None
    range_m: float | None
    kind: str
    height_m: float | None
    indoor: bool
    clock_offset_s: float
    retrieval_min: float
    overwritten_after_h: float | None


class _Header(msgspec.Struct, frozen=True, array_like=True):
    columns: tuple[Column, ...]
    texts: tuple[str, ...]
    cameras: tuple[_CameraRow, ...]
    beats: tuple[str, ...]


def encode_area(area: Area) -> bytes:
    """The bytes of an area, its name left out; equal content gives equal bytes."""
    return MAGIC + zlib.compress(area_content(area), COMPRESSION)


def area_content(area: Area) -> bytes:
    """What is hashed: the bytes before compression."""
    rows: list[tuple[str, str, bool, NDArray[Any]]] = []
    for name, dtype, differences, grain in NETWORK_COLUMNS:
        values = getattr(area.network, name)
        rows.append((name, dtype, differences, scaled(values, grain) if grain else values))
    if any(camera.pixels for camera in area.cameras):
        pixels = np.array([camera.pixels or 0 for camera in area.cameras], np.int64)
        rows.append(("camera_pixels", "<i4", False, pixels))
    if any(camera.video_link for camera in area.cameras):
        links = "\n".join(camera.video_link for camera in area.cameras).encode()
        rows.append(("camera_links", "|u1", False, np.frombuffer(links, np.uint8)))
    rows += _rings("zone", [zone.field_of_view for zone in area.zones])
    rows += _rings("beat", [beat.outline for beat in area.beats])
    counts = [len(zone.stretches) for zone in area.zones]
    stretches = [stretch for zone in area.zones for stretch in zone.stretches]
    rows += [
        ("stretch_count", "<i4", False, np.array(counts, np.int64)),
        ("stretch_segment", "<i4", True, np.array([one.segment for one in stretches], np.int64)),
        (
            "stretch_from",
            "<i4",
            False,
            scaled(np.array([s.from_m for s in stretches], float), 1000),
        ),
        ("stretch_to", "<i4", False, scaled(np.array([s.to_m for s in stretches], float), 1000)),
    ]
    header = msgspec.msgpack.encode(
        _Header(
            tuple(Column(name, dtype, len(values), diff) for name, dtype, diff, values in rows),
            area.network.texts,
            tuple(_row(camera) for camera in area.cameras),
            tuple(beat.name for beat in area.beats),
        )
    )
    body = b"".join(packed(values, dtype, diff) for _, dtype, diff, values in rows)
    return struct.pack("<I", len(header)) + header + body


def decode_area(name: str, data: bytes) -> Area:
    """The area of bytes made by `encode_area`; AreaError where they are not."""
    if data[: len(MAGIC)] != MAGIC:
        raise AreaError(f"area {name}: not a stored area; expected it to begin with SCA1")
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(data[len(MAGIC) :], MOST_CONTENT)
        if not unpacking.eof or unpacking.unused_data:
            raise ValueError("it ends too early, or is too large")
        return _decoded(name, content)
    except (zlib.error, struct.error, msgspec.MsgspecError, ValueError, KeyError) as error:
        raise AreaError(f"area {name}: the stored area is damaged ({error})") from error


def _decoded(name: str, content: bytes) -> Area:
    (size,) = struct.unpack_from("<I", content)
    header = msgspec.msgpack.decode(content[4 : 4 + size], type=_Header)
    at, view = 4 + size, memoryview(content)
    columns: dict[str, NDArray[Any]] = {}
    for column in header.columns:
        end = at + column.count * np.dtype(column.dtype).itemsize
        columns[column.name] = unpacked(view[at:end], column)
        at = end
    fields: dict[str, Any] = {
        column: unscaled(columns[column], grain) if grain else columns[column]
        for column, _, _, grain in NETWORK_COLUMNS
    }
    pixels = columns.get("camera_pixels", np.zeros(len(header.cameras), np.int64)).tolist()
    links = columns.get("camera_links", np.zeros(0, np.uint8)).astype(np.uint8).tobytes().decode()
    told = links.split("\n") if links else [""] * len(header.cameras)
    cameras = tuple(_camera(*row) for row in zip(header.cameras, pixels, told, strict=True))
    views, outlines = _polygons("zone", columns), _polygons("beat", columns)
    stretches = [
        Stretch(segment, low, high)
        for segment, low, high in zip(
            columns["stretch_segment"].tolist(),
            unscaled(columns["stretch_from"], 1000).tolist(),
            unscaled(columns["stretch_to"], 1000).tolist(),
            strict=True,
        )
    ]
    ends = np.concatenate([[0], np.cumsum(columns["stretch_count"])]).tolist()
    zones = tuple(
        CameraZone(camera.camera_id, seen, tuple(stretches[ends[i] : ends[i + 1]]))
        for i, (camera, seen) in enumerate(zip(cameras, views, strict=True))
    )
    beats = tuple(Beat(text, line) for text, line in zip(header.beats, outlines, strict=True))
    network = Network(texts=header.texts, **fields)
    return Area(name, hashlib.sha256(content).hexdigest(), network, cameras, zones, beats)


def _rings(name: str, polygons: list[shapely.Polygon]) -> list[tuple[str, str, bool, NDArray[Any]]]:
    rings = [shapely.get_coordinates(polygon.exterior) for polygon in polygons]
    spots = np.concatenate([*rings, np.zeros((0, 2))])
    return [
        (f"{name}_points", "<i4", False, np.array([len(ring) for ring in rings], np.int64)),
        (f"{name}_lon", "<i4", True, scaled(spots[:, 0], E7)),
        (f"{name}_lat", "<i4", True, scaled(spots[:, 1], E7)),
    ]


def _polygons(name: str, columns: dict[str, NDArray[Any]]) -> list[shapely.Polygon]:
    counts = columns[f"{name}_points"]
    spots = np.stack([columns[f"{name}_lon"] / E7, columns[f"{name}_lat"] / E7], axis=-1)
    rings = np.split(spots, np.cumsum(counts)[:-1]) if len(counts) else []
    return [shapely.Polygon(ring) for ring in rings]


def _row(camera: Camera) -> _CameraRow:
    return _CameraRow(
        camera.camera_id, camera.name, round(camera.place.lon * E7), round(camera.place.lat * E7),
        camera.direction, camera.angle, camera.range_m, camera.kind, camera.height_m,
        camera.indoor, camera.clock_offset_s, camera.retrieval_min, camera.overwritten_after_h,
    )  # fmt: skip


def _camera(row: _CameraRow, pixels: int, video_link: str) -> Camera:
    return Camera(
        row.camera_id, row.name, Place(row.lon_e7 / E7, row.lat_e7 / E7), row.direction, row.angle,
        row.range_m, row.kind, row.height_m, row.indoor, row.clock_offset_s, row.retrieval_min,
        row.overwritten_after_h, pixels or None, video_link,
    )  # fmt: skip
