"""Camera zones, from small drawings through the whole import."""

import numpy as np
import pytest
import shapely

from coordinator.areas.plane import Plane
from domain.area import Area
from domain.camera import CameraZone
from domain.place import Place
from tests.coordinator.areas.conftest import Imported
from tests.coordinator.areas.osm_text import OsmText, lon_lat

CAMERA = {"man_made": "surveillance", "camera__type": "fixed"}


def one_zone(imported: Imported, osm: OsmText) -> tuple[Area, CameraZone]:
    area, _ = imported(osm)
    return area, area.zones[0]


def sees(zone: CameraZone, east_m: float, north_m: float) -> bool:
    return bool(zone.field_of_view.contains(shapely.Point(lon_lat(east_m, north_m))))


def test_a_camera_without_direction_sees_a_disc(imported: Imported) -> None:
    osm = OsmText()
    osm.street((-100, 0), (100, 0))
    osm.node(0, 0, **CAMERA)
    area, zone = one_zone(imported, osm)
    assert all(sees(zone, *spot) for spot in ((39, 0), (-39, 0), (0, 39), (0, -39)))
    assert not sees(zone, 41, 0)
    (stretch,) = zone.stretches
    assert (stretch.from_m, stretch.to_m) == pytest.approx((60, 140), abs=0.3)
    flat = shapely.transform(
        zone.field_of_view,
        lambda spots: Plane(area.cameras[0].place).metres(spots[:, 0], spots[:, 1]),
    )
    assert flat.area == pytest.approx(np.pi * 40**2, rel=0.01)


def test_a_camera_with_direction_sees_a_sector(imported: Imported) -> None:
    osm = OsmText()
    osm.street((-100, 0), (100, 0))
    osm.node(0, 0, camera__direction="E", camera__angle="60", **CAMERA)
    _, zone = one_zone(imported, osm)
    assert sees(zone, 30, 10)
    assert not sees(zone, -10, 0)
    assert not sees(zone, 10, 20)
    (stretch,) = zone.stretches
    assert (stretch.from_m, stretch.to_m) == pytest.approx((100, 140), abs=0.3)


def test_stretches_are_measured_along_the_drawn_direction(imported: Imported) -> None:
    osm = OsmText()
    osm.street((100, 0), (-100, 0))
    osm.node(50, 0, camera__direction="90", **CAMERA)
    _, zone = one_zone(imported, osm)
    (stretch,) = zone.stretches
    assert (stretch.from_m, stretch.to_m) == pytest.approx((10, 50), abs=0.3)


def test_one_segment_may_be_seen_in_several_stretches(imported: Imported) -> None:
    osm = OsmText()
    osm.street((0, 0), (0, 200), (20, 200), (20, 0))
    osm.node(10, 30, **CAMERA)
    _, zone = one_zone(imported, osm)
    first, second = zone.stretches
    assert first.segment == second.segment
    assert first.to_m < second.from_m


def test_a_building_hides_what_is_behind_it(imported: Imported) -> None:
    osm = OsmText()
    osm.street((0, -30), (0, 30))
    osm.street((30, -30), (30, 30))
    osm.street((0, 30), (30, 30))
    osm.node(-5, 0, camera__direction="E", **CAMERA)
    osm.box(10, -20, 20, 20, building="yes")
    _, zone = one_zone(imported, osm)
    assert sees(zone, 5, 0)
    assert not sees(zone, 25, 0)
    assert sees(zone, 8, 8)


@pytest.mark.parametrize("value", ["roof", "no", "carport"])
def test_a_roof_hides_nothing(imported: Imported, value: str) -> None:
    osm = OsmText()
    osm.street((30, -30), (30, 30))
    osm.node(0, 0, camera__direction="E", **CAMERA)
    osm.box(10, -20, 20, 20, building=value)
    _, zone = one_zone(imported, osm)
    assert zone.stretches


def test_a_courtyard_camera_sees_only_its_courtyard(imported: Imported) -> None:
    osm = OsmText()
    osm.street((0, -50), (100, -50))
    outer, inner = osm.box(0, -40, 100, 60), osm.box(40, 0, 60, 20)
    osm.relation([outer], [inner], building="apartments")
    osm.node(50, 10, **CAMERA)
    _, zone = one_zone(imported, osm)
    assert sees(zone, 58, 18)
    assert not sees(zone, 63, 10)
    assert zone.stretches == ()


@pytest.mark.parametrize("north", [10.0, 9.0])
def test_a_camera_on_or_just_behind_its_wall_looks_into_the_street(
    imported: Imported, north: float
) -> None:
    osm = OsmText()
    osm.street((-100, 20), (100, 20))
    osm.street((-100, -20), (100, -20))
    osm.street((100, 20), (100, -20))
    osm.box(-60, -10, 60, 10, building="yes")
    osm.node(0, north, **CAMERA)
    _, zone = one_zone(imported, osm)
    assert sees(zone, 20, 15)
    assert not sees(zone, 0, -15)


def test_a_wall_camera_with_direction_leaves_the_house_that_way(imported: Imported) -> None:
    osm = OsmText()
    osm.street((-100, 20), (100, 20))
    osm.box(-60, 0, 60, 10, building="yes")
    osm.node(0, 4, camera__direction="N", **CAMERA)
    _, zone = one_zone(imported, osm)
    assert sees(zone, 0, 20)
    assert not sees(zone, 0, 5)


def test_an_indoor_camera_sees_no_street(city: Area) -> None:
    zone = city.zones[city.camera_index["C6"]]
    assert zone.stretches == ()
    assert zone.field_of_view.area > 0


def test_a_camera_in_the_street_does_not_see_the_tunnel_below(imported: Imported) -> None:
    osm = OsmText()
    refs = osm.street((-100, 0), (100, 0), name="Street")
    osm.way([refs[0], osm.node(0, 5), refs[1]], highway="footway", tunnel="yes", name="Below")
    osm.way([refs[0], osm.node(0, 9), refs[1]], highway="footway", level="-1", name="Mall")
    osm.node(0, 0, **CAMERA)
    area, zone = one_zone(imported, osm)
    assert {area.network.name_of(s.segment) for s in zone.stretches} == {"Street"}


def test_a_zone_without_street_is_reported(imported: Imported) -> None:
    osm = OsmText()
    osm.street((0, 0), (100, 0))
    osm.node(50, 300, ref="FAR", **CAMERA)
    osm.node(50, 300, ref="IN", surveillance="indoor", **CAMERA)
    _, report = imported(osm)
    assert report.zones_without_street == ("FAR",)


def test_every_stretch_lies_on_its_segment(city: Area) -> None:
    seen = [stretch for zone in city.zones for stretch in zone.stretches]
    assert seen
    for stretch in seen:
        assert 0 <= stretch.from_m < stretch.to_m <= city.network.length_m[stretch.segment] + 1e-9


def test_a_camera_named_by_its_street(city: Area) -> None:
    names = {camera.camera_id: camera.name for camera in city.cameras}
    assert names["C1"] == "Crossing 3-3"
    assert names["C2"] in {"3rd Row", "5th Column"}


def test_the_view_starts_at_the_camera(city: Area) -> None:
    for camera, zone in zip(city.cameras, city.zones, strict=True):
        spot = shapely.Point(camera.place.lon, camera.place.lat)
        assert zone.field_of_view.distance(spot) < 1e-5
        assert zone.field_of_view.is_valid
        assert zone.camera_id == camera.camera_id


def test_flat_map_and_back_agree() -> None:
    plane = Plane(Place(106.5, 29.5))
    spots = np.array([[106.501, 29.499], [106.4, 29.6]])
    back = plane.degrees(plane.metres(spots[:, 0], spots[:, 1]))
    assert np.allclose(back, spots, atol=1e-12)
