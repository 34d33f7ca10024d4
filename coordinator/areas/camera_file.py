"""Cameras from a file: CSV with the columns of DESIGN.md section 11, or GeoJSON points with
properties of the same names."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from coordinator.areas.area_error import AreaError
from coordinator.areas.camera_record import NEEDED, OPTIONAL, camera_of
from domain.camera import Camera
from domain.place import Bounds, Place

Row = tuple[str, Mapping[str, str]]
"""Where it stands, for errors, and its values as text."""
MARGIN_DEG = 0.02
"""A camera farther than this (1.4 to 2.2 km) outside the streets is of another area."""


def read_cameras(file: Path, bounds: Bounds) -> tuple[list[Camera], int, list[str]]:
    """The cameras of a file in order of id, how many lie outside the area, and remarks.

    AreaError names file, line and column of a wrong value. Coordinates that would fit the other
    way round, and a file of which no camera lies in the area, are errors too.
    """
    ending = file.suffix.lower()
    if ending not in {".csv", ".geojson", ".json"}:
        raise AreaError(f"{file.name}: expected a camera file named *.csv or *.geojson")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise AreaError(f"{file.name}: cannot be read ({error.strerror})") from error
    remarks: list[str] = []
    rows = _csv_rows(file.name, data, remarks) if ending == ".csv" else _points(file.name, data)
    cameras: dict[str, Camera] = {}
    outside = 0
    for where, record in rows:
        camera = camera_of(record, where)
        if camera.camera_id in cameras:
            raise AreaError(
                f"{where}: camera_id {camera.camera_id!r} is there twice; expected once"
            )
        if bounds.holds(camera.place, MARGIN_DEG):
            cameras[camera.camera_id] = camera
            continue
        if bounds.holds(Place(camera.place.lat, camera.place.lon), MARGIN_DEG):
            raise AreaError(f"{where}: lon and lat seem swapped; expected lon {_span(bounds)}")
        outside += 1
    if not cameras:
        said = f"all {outside} cameras lie outside the area" if outside else "holds no camera"
        raise AreaError(f"{file.name}: {said}; expected them at lon {_span(bounds)}")
    if outside:
        remarks.append(f"{file.name}: {outside} cameras outside the area were left out")
    return [cameras[camera_id] for camera_id in sorted(cameras)], outside, remarks


def _csv_rows(name: str, data: bytes, remarks: list[str]) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(_text(name, data), newline=""), strict=True)
    try:
        header = [column.strip().lower() for column in next(reader, [])]
        missing = [column for column in NEEDED if column not in header]
        if missing:
            raise AreaError(
                f"{name} line 1: no column {missing[0]}; expected the columns {','.join(NEEDED)}"
            )
        unknown = [column for column in header if column not in NEEDED + OPTIONAL]
        if unknown:
            remarks.append(f"{name}: columns not used: {', '.join(unknown)}")
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            where = f"{name} line {reader.line_num}"
            if len(row) != len(header):
                raise AreaError(f"{where}: {len(row)} values; expected {len(header)}")
            yield where, dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise AreaError(f"{name} line {reader.line_num}: {error}; expected CSV") from error


def _text(name: str, data: bytes) -> str:
    """UTF-8, or the GB 18030 that spreadsheets on Chinese computers write."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise AreaError(f"{name}: not a text file; expected CSV in UTF-8")


def _points(name: str, data: bytes) -> Iterator[Row]:
    try:
        collection = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise AreaError(f"{name}: not JSON ({error}); expected a GeoJSON file") from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise AreaError(f"{name}: expected a GeoJSON FeatureCollection of points")
    for number, feature in enumerate(features, 1):
        where = f"{name} feature {number}"
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        spot = geometry.get("coordinates") if isinstance(geometry, dict) else None
        point = isinstance(geometry, dict) and geometry.get("type") == "Point"
        if not point or not isinstance(spot, list) or len(spot) < 2:
            raise AreaError(f"{where}: geometry is not a point; expected coordinates [lon, lat]")
        properties = feature.get("properties") or {}
        if not isinstance(properties, dict):
            raise AreaError(f"{where}: properties is no object; expected the camera's columns")
        record = {key: _plain(value) for key, value in properties.items()}
        record.setdefault("camera_id", _plain(feature.get("id")))
        yield where, record | {"lon": _plain(spot[0]), "lat": _plain(spot[1])}


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _span(bounds: Bounds) -> str:
    return f"{bounds.west:.4f} to {bounds.east:.4f}, lat {bounds.south:.4f} to {bounds.north:.4f}"
