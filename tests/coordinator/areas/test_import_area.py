import gzip
from pathlib import Path

import pytest

from coordinator.areas.area_error import AreaError
from coordinator.areas.codec import encode_area
from coordinator.areas.import_area import import_area
from tests.coordinator.areas.osm_text import OsmText
from tests.coordinator.areas.small_city import small_city, small_city_osm

XML = "<?xml version='1.0'?><osm version='0.6'>{}</osm>"


def refused(file: Path) -> str:
    with pytest.raises(AreaError) as error:
        import_area(file, "x")
    said = str(error.value)
    assert said.startswith(file.name)
    assert "\n" not in said
    assert "expected" in said
    return said


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.osm", b""),
        ("empty.osm.pbf", b""),
        ("empty.osm.gz", b""),
        ("words.osm", b"hello"),
        ("words.osm.pbf", b"hello"),
        ("words.osm.gz", b"hello"),
        ("track.osm", b"<gpx></gpx>"),
        ("page.osm", b"<html><body>429 Too Many Requests</body></html>"),
        ("cut.osm", b"<osm version='0.6'><node id='1' lat='1' lon='2'/>"),
        ("nothing.osm", b"<osm version='0.6'/>"),
        ("far.osm", XML.format("<node id='1' lat='1000' lon='2'/>").encode()),
        ("word.osm", XML.format("<node id='one' lat='1' lon='2'/>").encode()),
        ("lonely.osm", XML.format("<node id='1' lat='1' lon='2'/>").encode()),
        ("city.zip", b"PK"),
    ],
)
def test_a_file_that_is_no_extract_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    refused(file)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.osm.pbf")
    (tmp_path / "folder.osm").mkdir()
    refused(tmp_path / "folder.osm")


def test_a_truncated_gz_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(small_city_osm().text().encode(), mtime=0)
    file = tmp_path / "city.osm.gz"
    file.write_bytes(whole[: len(whole) // 2])
    refused(file)


@pytest.mark.city
def test_a_truncated_pbf_and_one_named_as_xml_are_refused(tmp_path: Path, areas_dir: Path) -> None:
    whole = (areas_dir / "munich_centre.osm.pbf").read_bytes()
    (tmp_path / "half.osm.pbf").write_bytes(whole[: len(whole) // 2])
    refused(tmp_path / "half.osm.pbf")
    (tmp_path / "pbf.osm").write_bytes(whole)
    refused(tmp_path / "pbf.osm")


def test_a_file_without_any_street_says_so(tmp_path: Path) -> None:
    osm = OsmText()
    osm.box(0, 0, 10, 10, building="yes")
    osm.way([8001, 8002], highway="residential")
    assert "no street" in refused(osm.write(tmp_path / "houses.osm"))


def test_the_same_file_gives_the_same_bytes_packed_or_not(tmp_path: Path) -> None:
    osm = small_city_osm()
    packed = tmp_path / "city.osm.gz"
    packed.write_bytes(gzip.compress(osm.text().encode()))
    one, _ = import_area(osm.write(tmp_path / "city.osm"), "one")
    other, _ = import_area(packed, "other")
    assert encode_area(one) == encode_area(other)
    assert one.content_hash == other.content_hash == small_city().content_hash


def test_the_order_of_things_in_a_file_does_not_matter(tmp_path: Path) -> None:
    text = small_city_osm().text()
    head, tail = "<?xml version='1.0'?><osm version='0.6'>", "</osm>"
    body = text[len(head) : -len(tail)]
    ways = body.index("<way")
    nodes = [line + "</node>" for line in body[:ways].split("</node>")[:-1]]
    turned = tmp_path / "turned.osm"
    turned.write_text(head + "".join(reversed(nodes)) + body[ways:] + tail, encoding="utf-8")
    area, _ = import_area(turned, "turned")
    assert area.content_hash == small_city().content_hash


def test_progress_rises_from_nothing_to_all(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    file = small_city_osm().write(tmp_path / "city.osm")
    import_area(file, "x", progress=lambda step, share: told.append((step, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert [step for step, _ in told[:2]] == ["reading", "streets"]


def test_the_report_counts_what_was_found(tmp_path: Path) -> None:
    area, report = import_area(small_city_osm().write(tmp_path / "city.osm"), "x")
    assert (report.segments, report.junctions) == (63, 38)
    assert (report.cameras, report.cameras_indoor, report.beats, report.buildings) == (6, 1, 2, 4)
    assert report.zones_without_street == ()
    assert report.length_m == pytest.approx(6000 + 40 + 218.6 + 150, abs=2)
    assert 0.99 < report.easy_length_share < 1  # all but the stair
    assert area.network.segments == 63
