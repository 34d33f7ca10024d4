"""One camera from a row of a file, with errors that name the row and the column."""

import math
from collections.abc import Mapping

from coordinator.areas.area_error import AreaError
from coordinator.areas.datum import DATUMS, to_wgs84
from coordinator.areas.direction import view_of
from coordinator.areas.video_link import EXPECTED, is_video_link
from coordinator.areas.zone import usual_angle
from domain.camera import Camera
from domain.place import Place

NEEDED = ("camera_id", "name", "lon", "lat", "direction", "angle", "range_m")
OPTIONAL = ("datum", "clock_offset_s", "retrieval_min", "overwritten_after_h",
            "kind", "height_m", "indoor", "pixels", "video_link")  # fmt: skip
LONGEST_ID = 64
FARTHEST_VIEW_M = 2000.0


def camera_of(record: Mapping[str, str], where: str) -> Camera:
    """The camera that a row describes, all values as text, empty where not told.

    Coordinates become WGS 84 by the row's `datum`. `where` begins every error, such as
    `cameras.csv line 3`.
    """
    camera_id = record.get("camera_id", "").strip()
    if not camera_id or len(camera_id) > LONGEST_ID:
        raise _error(where, "camera_id", camera_id, f"an id of 1 to {LONGEST_ID} characters")
    kind = record.get("kind", "").strip().lower()
    angle = _optional(record, "angle", where, 0, 360, open_below=True)
    direction, view_angle = _direction(record, where, angle or usual_angle(kind))
    return Camera(
        camera_id=camera_id,
        name=record.get("name", "").strip(),
        place=_place(record, where),
        direction=direction,
        angle=angle if view_angle is None else view_angle,
        range_m=_optional(record, "range_m", where, 0, FARTHEST_VIEW_M, open_below=True),
        kind=kind,
        height_m=_optional(record, "height_m", where, 0, 500),
        indoor=_yes(record, "indoor", where),
        clock_offset_s=_optional(record, "clock_offset_s", where, -1e8, 1e8) or 0.0,
        retrieval_min=_optional(record, "retrieval_min", where, 0, 1e6) or 0.0,
        overwritten_after_h=_optional(
            record, "overwritten_after_h", where, 0, 1e6, open_below=True
        ),
        pixels=_pixels(record, where),
        video_link=_video_link(record, where),
    )


def _video_link(record: Mapping[str, str], where: str) -> str:
    text = record.get("video_link", "").strip()
    if text and not is_video_link(text):
        raise _error(where, "video_link", text, EXPECTED)
    return text


def _pixels(record: Mapping[str, str], where: str) -> int | None:
    told = _optional(record, "pixels", where, 1, 1e5)
    return None if told is None else round(told)


def _place(record: Mapping[str, str], where: str) -> Place:
    lon = _needed(record, "lon", where, 180)
    lat = _needed(record, "lat", where, 90)
    told = record.get("datum", "").strip()
    datum = told.upper().replace("-", "").replace(" ", "").replace("_", "") or "WGS84"
    if datum not in DATUMS:
        raise _error(where, "datum", told, "WGS84, GCJ02 or BD09")
    place = to_wgs84(Place(lon, lat), datum)
    return Place(round(place.lon * 1e7) / 1e7, round(place.lat * 1e7) / 1e7)


def _direction(
    record: Mapping[str, str], where: str, usual: float
) -> tuple[float | None, float | None]:
    text = record.get("direction", "").strip()
    if not text:
        return None, None
    view = view_of(text, usual)
    if view is None:
        raise _error(
            where, "direction", text, "degrees clockwise from north, a compass letter, or nothing"
        )
    return round(view.direction, 2), None if view.angle is None else round(view.angle, 2)


def _needed(record: Mapping[str, str], column: str, where: str, most: float) -> float:
    value = _number(record.get(column, ""))
    if not abs(value) <= most:
        expected = f"degrees between -{most:.0f} and {most:.0f}"
        raise _error(where, column, record.get(column, ""), expected)
    return value


def _optional(
    record: Mapping[str, str], column: str, where: str, least: float, most: float,
    *, open_below: bool = False,
) -> float | None:  # fmt: skip
    text = record.get(column, "").strip()
    if not text:
        return None
    value = _number(text)
    if not least <= value <= most or (open_below and value == least):
        between = (
            f"above {least:g} and at most {most:g}" if open_below else f"{least:g} to {most:g}"
        )
        raise _error(where, column, text, f"a number {between}, or nothing")
    return value


def _yes(record: Mapping[str, str], column: str, where: str) -> bool:
    text = record.get(column, "").strip().lower()
    if text in {"", "no", "false", "0"}:
        return False
    if text in {"yes", "true", "1"}:
        return True
    raise _error(where, column, text, "yes, no or nothing")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _error(where: str, column: str, value: str, expected: str) -> AreaError:
    said = f"is {value!r}" if value else "is empty"
    return AreaError(f"{where}: {column} {said}; expected {expected}")
