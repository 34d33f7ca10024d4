import csv
from dataclasses import replace
from math import atan2, cos, degrees, radians
from pathlib import Path

import pytest

from coordinator.areas.camera_file import read_cameras
from coordinator.areas.import_area import import_area
from coordinator.demo.any_city import located
from coordinator.demo.placed_cameras import APART_M, write_cameras
from domain.area import Area
from domain.camera import Camera
from domain.place import Place
from tests.coordinator.areas.small_city import small_city_osm
from tests.coordinator.installation import city


def placed(cameras: list[Camera]) -> list[Camera]:
    return [camera for camera in cameras if camera.camera_id.startswith("SIM-")]


@pytest.fixture
def written(tmp_path: Path) -> tuple[list[Camera], int, list[str], int]:
    file = tmp_path / "cameras.csv"
    count = write_cameras(city(), file, 4)
    return *read_cameras(file, city().network.bounds), count


def test_the_importer_takes_every_camera_without_remark(
    written: tuple[list[Camera], int, list[str], int],
) -> None:
    cameras, outside, remarks, count = written
    assert (outside, remarks) == (0, [])
    assert len(placed(cameras)) == count > 5


def test_the_areas_own_cameras_are_kept_as_they_are_but_for_indoor_ones(
    written: tuple[list[Camera], int, list[str], int],
) -> None:
    own = {c.camera_id: c for c in city().cameras if not c.indoor}
    kept = {c.camera_id: c for c in written[0] if not c.camera_id.startswith("SIM-")}
    assert kept.keys() == own.keys()
    for camera_id, camera in kept.items():
        assert camera.place.distance_m(own[camera_id].place) < 0.1
        assert camera.direction == own[camera_id].direction
        assert (camera.name, camera.angle) == (own[camera_id].name, own[camera_id].angle)


def test_simulated_cameras_say_so_and_stand_apart_at_junctions(
    written: tuple[list[Camera], int, list[str], int],
) -> None:
    found = placed(written[0])
    network = city().network
    junctions = [network.junction_place(j) for j in range(network.junctions)]
    for camera in found:
        assert camera.name.startswith("SIM")
        assert min(camera.place.distance_m(place) for place in junctions) < 0.1
    for i, camera in enumerate(found):
        assert all(camera.place.distance_m(other.place) >= APART_M - 0.1 for other in found[:i])


def test_each_looks_along_a_street_at_its_junction(
    written: tuple[list[Camera], int, list[str], int],
) -> None:
    network = city().network
    for camera in placed(written[0]):
        assert camera.direction is not None
        ways = []
        for segment in range(network.segments):
            shape = [Place(lon, lat) for lon, lat in network.shape_of(segment)]
            for here, there in ((shape[0], shape[1]), (shape[-1], shape[-2])):
                if here.distance_m(camera.place) < 0.1:
                    east = (there.lon - here.lon) * cos(radians(here.lat))
                    ways.append(degrees(atan2(east, there.lat - here.lat)))
        turned = [abs((way - camera.direction + 180) % 360 - 180) for way in ways]
        assert min(turned) <= 1.0


def test_with_the_file_the_city_is_imported_with_cameras_that_see_streets(
    tmp_path: Path,
) -> None:
    osm, file = small_city_osm().write(tmp_path / "small.osm"), tmp_path / "cameras.csv"
    count = write_cameras(city(), file, 4)
    area, _ = import_area(osm, "small", file)
    assert located(area) >= count
    seen = {zone.camera_id for zone in area.zones if zone.stretches}
    assert {camera.camera_id for camera in placed(list(area.cameras))} <= seen


def test_the_same_seed_places_the_same_cameras(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.csv", "two.csv", "three.csv")]
    for file, seed in zip(files, (4, 4, 5), strict=True):
        write_cameras(city(), file, seed)
    one, two, three = (file.read_text(encoding="utf-8") for file in files)
    assert one == two
    assert one != three


def test_names_with_commas_and_quotes_come_through(tmp_path: Path) -> None:
    named = replace(city().cameras[0], name='Gate "A", north')
    area = replace(city(), cameras=(named, *city().cameras[1:]))
    file = tmp_path / "cameras.csv"
    write_cameras(area, file, 4)
    with file.open(newline="", encoding="utf-8") as rows:
        assert next(csv.DictReader(rows))["name"] == 'Gate "A", north'
    assert named.name in {c.name for c in read_cameras(file, area.network.bounds)[0]}


def test_an_area_without_cameras_gets_simulated_ones_only(tmp_path: Path) -> None:
    bare: Area = replace(city(), cameras=(), zones=())
    file = tmp_path / "cameras.csv"
    count = write_cameras(bare, file, 4)
    assert len(read_cameras(file, bare.network.bounds)[0]) == count
