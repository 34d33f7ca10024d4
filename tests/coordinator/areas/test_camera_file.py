import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.areas.area_error import AreaError
from coordinator.areas.camera_file import read_cameras
from coordinator.areas.datum import bd09, gcj02
from coordinator.areas.import_area import import_area
from domain.camera import Camera
from domain.place import Bounds, Place
from tests.coordinator.areas.small_city import place, small_city_osm

BOUNDS = Bounds(106.49, 29.49, 106.52, 29.52)
HEADER = "camera_id,name,lon,lat,direction,angle,range_m"
FULL = HEADER + ",datum,clock_offset_s,retrieval_min,overwritten_after_h"


def read(tmp_path: Path, text: str | bytes, name: str = "cameras.csv") -> list[Camera]:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_cameras(file, BOUNDS)[0]


def refused(tmp_path: Path, text: str | bytes, name: str = "cameras.csv") -> str:
    with pytest.raises(AreaError) as error:
        read(tmp_path, text, name)
    assert "\n" not in str(error.value)
    assert "expected" in str(error.value)
    return str(error.value)


def test_the_pixels_of_a_camera_are_read_where_told(tmp_path: Path) -> None:
    text = f"{HEADER},pixels\nA,,106.5,29.5,90,60,35,1920\nB,,106.51,29.5,,,,\n"
    assert [camera.pixels for camera in read(tmp_path, text)] == [1920, None]


def test_pixels_must_be_a_number(tmp_path: Path) -> None:
    text = f"{HEADER},pixels\nA,,106.5,29.5,90,60,35,4K\n"
    assert "pixels is '4K'" in refused(tmp_path, text)


def test_a_camera_may_say_where_its_recording_is_shown(tmp_path: Path) -> None:
    link = "https://video.example:8443/play?cam={camera_id}&at={from_unix}#{until}"
    text = f"{HEADER},video_link\nA,,106.5,29.5,90,60,35,{link}\nB,,106.51,29.5,,,,\n"
    assert [camera.video_link for camera in read(tmp_path, text)] == [link, ""]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "video.example/play",
        "ftp://video.example/{from}",
        "https://{camera_id}.example/",
        "https://video.example@elsewhere.example/",
        "https:///play?{from}",
        "https://video.example:no/",
        "https://video.example/{date}",
        "https://video.example/{from",
        "https://video.example/a b",
        "https://video.example/\\x",
        "https://video.example/" + "x" * 500,
    ],
)
def test_a_link_that_could_lead_anywhere_is_refused(tmp_path: Path, link: str) -> None:
    text = f"{HEADER},video_link\nA,,106.5,29.5,90,60,35,{link}\n"
    assert "line 2: video_link is " in refused(tmp_path, text)


def test_a_table_of_cameras_is_read(tmp_path: Path) -> None:
    east_gate = "34020000001320000001,东门,106.5,29.5,90,60,35,,-12.5,20,72"
    first, second = read(tmp_path, f"{FULL}\n{east_gate}\nB,,106.51,29.5,,,,,,,\n")
    assert first == Camera(
        "34020000001320000001", "东门", Place(106.5, 29.5), 90.0, 60.0, 35.0,
        clock_offset_s=-12.5, retrieval_min=20.0, overwritten_after_h=72.0,
    )  # fmt: skip
    assert second == Camera("B", "", Place(106.51, 29.5))


def test_a_spreadsheet_saved_in_chinese_encoding_or_with_a_mark_is_read(tmp_path: Path) -> None:
    rows = f"{HEADER}\nA,东门,106.5,29.5,,,\n"
    assert read(tmp_path, rows.encode("gb18030"))[0].name == "东门"
    assert read(tmp_path, rows.encode("utf-8-sig"))[0].name == "东门"


@pytest.mark.parametrize(("datum", "shift"), [("GCJ02", gcj02), ("gcj-02", gcj02), ("BD09", bd09)])
def test_chinese_coordinates_become_wgs84(
    tmp_path: Path, datum: str, shift: Callable[[Place], Place]
) -> None:
    true = Place(106.505, 29.505)
    there = shift(true)
    assert there.distance_m(true) > 100
    rows = f"{FULL}\nA,,{there.lon!r},{there.lat!r},,,,{datum},,,\n"
    assert read(tmp_path, rows)[0].place.distance_m(true) < 0.5


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (",x,106.5,29.5,,,", "camera_id"), ("A,x,east,29.5,,,", "lon"), ("A,x,106.5,,,,", "lat"),
        ("A,x,106.5,129.5,,,", "lat"), ("A,x,nan,29.5,,,", "lon"),
        ("A,x,106.5,29.5,up,,", "direction"),
        ("A,x,106.5,29.5,,0,", "angle"), ("A,x,106.5,29.5,,400,", "angle"),
        ("A,x,106.5,29.5,,,-3", "range_m"), ("A,x,106.5,29.5,,,far", "range_m"),
        ("A,x,29.5,106.5,,,", "lat"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_with_line_and_column(
    tmp_path: Path, row: str, named: str
) -> None:
    said = refused(tmp_path, f"{HEADER}\nOK,,106.5,29.5,,,\n{row}\n")
    assert said.startswith(f"cameras.csv line 3: {named}")


def test_swapped_coordinates_are_noticed(tmp_path: Path) -> None:
    file = tmp_path / "cameras.csv"
    file.write_text(f"{HEADER}\nA,,48.13,11.57,,,\n")
    with pytest.raises(AreaError, match="line 2: lon and lat seem swapped"):
        read_cameras(file, Bounds(11.56, 48.12, 11.59, 48.14))


def test_a_wrong_datum_is_refused(tmp_path: Path) -> None:
    assert "line 2: datum 'ED50'" in refused(
        tmp_path, f"{FULL}\nA,,106.5,29.5,,,,ED50,,,\n"
    ).replace(" is ", " ")


def test_an_id_twice_is_refused(tmp_path: Path) -> None:
    row = "A,,106.5,29.5,,,\n"
    assert "line 3: camera_id 'A' is there twice" in refused(tmp_path, f"{HEADER}\n{row}{row}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: no column camera_id"),
        ("camera_id,name,lon,lat\n", "line 1: no column direction"),
        (f"{HEADER}\n", "holds no camera"),
        (f"{HEADER}\nA,,106.5\n", "line 2: 3 values"),
        (f"{HEADER}\nA,,8.5,49.5,,,\n", "all 1 cameras lie outside the area"),
        (f'{HEADER}\nA,"x,106.5,29.5,,,\n', "expected CSV"),
        (b"\xff\xfe\x00\x00\x01", "not a text file"),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, text: str | bytes, says: str) -> None:
    assert says in refused(tmp_path, text)


def test_cameras_outside_the_area_are_left_out_and_counted(tmp_path: Path) -> None:
    file = tmp_path / "cameras.csv"
    file.write_text(f"{HEADER},note\nA,,106.5,29.5,,,,x\nB,,107.5,29.5,,,,x\n")
    cameras, outside, remarks = read_cameras(file, BOUNDS)
    assert [camera.camera_id for camera in cameras] == ["A"]
    assert outside == 1
    assert any("columns not used: note" in remark for remark in remarks)


def points(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def point(spot: object, **properties: object) -> dict[str, object]:
    geometry = {"type": "Point", "coordinates": spot}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def test_geojson_points_are_read(tmp_path: Path) -> None:
    text = points(point([106.5, 29.5, 300], camera_id="A", direction=90, angle=None, indoor=False))
    assert read(tmp_path, text, "c.geojson") == [Camera("A", "", Place(106.5, 29.5), 90.0)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON"),
        ("[]", "FeatureCollection"),
        (points({"type": "Feature"}), "feature 1: geometry is not a point"),
        (points(point([106.5], camera_id="A")), "feature 1: geometry is not a point"),
        (points(point([106.5, 29.5])), "feature 1: camera_id is empty"),
        (points(point(["x", 29.5], camera_id="A")), "feature 1: lon is 'x'"),
        (points(point([106.5, 29.5], camera_id="A", range_m="far")), "feature 1: range_m is 'far'"),
    ],
)
def test_broken_geojson_is_refused(tmp_path: Path, text: str, says: str) -> None:
    assert says in refused(tmp_path, text, "c.geojson")


def test_a_file_of_cameras_takes_the_place_of_the_map_s_own(tmp_path: Path) -> None:
    lon, lat = place(2.3, 2.05)
    table = tmp_path / "cameras.csv"
    table.write_text(f"{HEADER}\nX1,,{lon},{lat},270,90,50\n")
    area, report = import_area(small_city_osm().write(tmp_path / "small.osm"), "s", table)
    assert [camera.camera_id for camera in area.cameras] == ["X1"]
    assert area.cameras[0].name == "3rd Row"
    assert area.zones[0].stretches
    assert report.cameras == 1


def test_a_missing_or_misnamed_camera_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AreaError, match="cannot be read"):
        read_cameras(tmp_path / "none.csv", BOUNDS)
    with pytest.raises(AreaError, match=r"expected a camera file named \*.csv or \*.geojson"):
        read_cameras(tmp_path / "cameras.xlsx", BOUNDS)
