"""Real cities through the whole import."""

import time
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from coordinator.areas.codec import decode_area, encode_area
from coordinator.areas.import_area import import_area
from coordinator.areas.import_report import ImportReport
from domain.area import Area
from domain.network import KINDS

pytestmark = pytest.mark.city

CITIES = {
    "munich_centre": (4_000, 8_000), "helsinki_centre": (4_000, 8_000),
    "heidelberg": (35_000, 55_000), "porto_metro": (80_000, 120_000),
}  # fmt: skip
_IMPORTED: dict[str, tuple[Area, ImportReport]] = {}


def city_of(areas_dir: Path, name: str) -> tuple[Area, ImportReport]:
    if name not in _IMPORTED:
        _IMPORTED[name] = import_area(areas_dir / f"{name}.osm.pbf", name)
    return _IMPORTED[name]


@pytest.mark.parametrize("name", CITIES)
def test_a_city_gives_one_connected_network_within_sensible_bounds(
    areas_dir: Path, name: str
) -> None:
    area, report = city_of(areas_dir, name)
    network = area.network
    least, most = CITIES[name]
    assert least < network.segments < most
    graph = coo_array(
        (np.ones(network.segments, np.int8), (network.start, network.end)),
        shape=(network.junctions, network.junctions),
    )
    assert connected_components(graph, directed=False)[0] == 1
    assert report.dropped_length_share < 0.05
    assert report.easy_length_share > 0.85
    for factor in (network.factor_along, network.factor_against):
        assert factor.min() > 0
        assert factor.max() == 1
    assert 15 < np.median(network.length_m) < 100 or name in {"munich_centre", "helsinki_centre"}
    assert network.length_m.min() >= 0.1
    assert np.all(network.start != network.end)
    assert np.isnan(network.kerb_m).mean() > 0.9
    assert np.diff(network.shape_offset).min() >= 2


@pytest.mark.parametrize("name", CITIES)
def test_segments_begin_and_end_at_their_junctions(areas_dir: Path, name: str) -> None:
    network = city_of(areas_dir, name)[0].network
    first, last = network.shape_offset[:-1], network.shape_offset[1:] - 1
    assert np.array_equal(network.shape_lon[first], network.junction_lon[network.start])
    assert np.array_equal(network.shape_lat[last], network.junction_lat[network.end])


@pytest.mark.parametrize("name", CITIES)
def test_where_a_reason_is_named_a_factor_is_below_one(areas_dir: Path, name: str) -> None:
    network = city_of(areas_dir, name)[0].network
    hindered = np.minimum(network.factor_along, network.factor_against) < 1
    assert np.array_equal(hindered, network.reason > 0)
    stairs = network.kind == KINDS.index("steps")
    assert stairs.any()
    assert np.median(network.factor_along[stairs]) < 0.1


def test_munich_has_its_209_cameras(areas_dir: Path) -> None:
    area, report = city_of(areas_dir, "munich_centre")
    assert report.cameras == len(area.cameras) == len(area.zones) == 209
    assert len({camera.camera_id for camera in area.cameras}) == 209
    assert sum(camera.direction is not None for camera in area.cameras) == 59
    assert sum(camera.angle is not None for camera in area.cameras) >= 22
    assert 89 <= report.cameras_indoor <= 95
    assert len(report.zones_without_street) < 10
    assert sum(bool(camera.name) for camera in area.cameras) > 200
    for camera, zone in zip(area.cameras, area.zones, strict=True):
        assert zone.field_of_view.is_valid
        assert not (camera.indoor and zone.stretches)
        for stretch in zone.stretches:
            assert 0 <= stretch.from_m < stretch.to_m <= area.network.length_m[stretch.segment]


def test_a_city_is_imported_to_the_same_bytes_again(areas_dir: Path) -> None:
    first, _ = city_of(areas_dir, "munich_centre")
    again, _ = import_area(areas_dir / "munich_centre.osm.pbf", "again")
    assert encode_area(first) == encode_area(again)


def test_porto_loads_again_within_a_second(areas_dir: Path) -> None:
    area, _ = city_of(areas_dir, "porto_metro")
    data = encode_area(area)
    begin = time.perf_counter()
    again = decode_area("porto", data)
    assert time.perf_counter() - begin < 1.0
    assert again.content_hash == area.content_hash
    assert len(data) < 5_000_000
