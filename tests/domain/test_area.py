import pytest

from domain.place import Bounds, Place
from tests.domain.town import EAST, JUNCTIONS, NORTH, SOUTH, TOWN, WEST


def test_a_network_knows_its_size_names_shapes_and_junctions() -> None:
    network = TOWN.network
    assert (network.segments, network.junctions) == (7, 6)
    assert (network.name_of(0), network.name_of(6)) == ("Street 0", "Street 6")
    assert network.shape_of(5) == [
        (JUNCTIONS[1].lon, JUNCTIONS[1].lat), (JUNCTIONS[4].lon, JUNCTIONS[4].lat),
    ]  # fmt: skip
    assert network.junction_place(2) == JUNCTIONS[2]
    assert network.bounds == Bounds(WEST, SOUTH, EAST, NORTH)


def test_a_camera_is_found_by_its_id() -> None:
    shop = TOWN.camera("shop")
    assert shop is TOWN.cameras[1]
    assert TOWN.camera("moon") is None


def test_a_degree_along_the_equator_and_along_a_meridian_is_111_km() -> None:
    # 2 pi 6371.0088 km / 360, by hand.
    assert Place(0, 0).distance_m(Place(1, 0)) == pytest.approx(111_195.08, abs=0.01)
    assert Place(8, 0).distance_m(Place(8, 1)) == pytest.approx(111_195.08, abs=0.01)
    assert Place(0, 60).distance_m(Place(0.001, 60)) == pytest.approx(55.5975, abs=0.001)


def test_a_distance_is_the_same_both_ways_and_nothing_to_itself() -> None:
    here, there = JUNCTIONS[0], JUNCTIONS[5]
    assert here.distance_m(there) == pytest.approx(there.distance_m(here))
    assert here.distance_m(here) == 0


@pytest.mark.parametrize("margin", [0.0, 0.01])
def test_a_box_holds_its_edge_and_the_margin_and_nothing_beyond(margin: float) -> None:
    box = Bounds(10.0, 40.0, 11.0, 41.0)
    west, south = box.west - margin, box.south - margin
    east, north = box.east + margin, box.north + margin
    beyond = 0.001
    assert box.holds(Place(west, south), margin)
    assert box.holds(Place(east, north), margin)
    assert not box.holds(Place(west - beyond, south), margin)
    assert not box.holds(Place(east + beyond, south), margin)
    assert not box.holds(Place(west, south - beyond), margin)
    assert not box.holds(Place(west, north + beyond), margin)
