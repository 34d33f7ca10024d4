"""Kerbs and gates at nodes, from small drawings through the whole import."""

import math

import pytest

from domain.network import Network
from tests.coordinator.areas.conftest import Imported
from tests.coordinator.areas.osm_text import OsmText


def by_name(network: Network) -> dict[str, tuple[float, float, str]]:
    return {
        network.name_of(s): (
            float(network.factor_along[s]),
            float(network.factor_against[s]),
            network.texts[int(network.reason[s])],
        )
        for s in range(network.segments)
    }


def test_a_gate_inside_a_segment_is_folded_into_it(imported: Imported) -> None:
    osm = OsmText()
    gate = osm.node(50, 0, barrier="gate")
    osm.way([osm.node(0, 0), gate, osm.node(100, 0)], highway="service", name="Yard")
    area, report = imported(osm)
    assert report.segments == 1
    assert by_name(area.network)["Yard"] == (0.5, 0.5, "gate")


def test_a_gate_where_a_side_street_begins_closes_only_that(imported: Imported) -> None:
    osm = OsmText()
    gate = osm.node(50, 0, barrier="gate", access="private")
    osm.way([osm.node(0, 0), gate, osm.node(100, 0)], highway="residential", name="Main")
    osm.way([gate, osm.node(50, 50)], highway="service", name="Drive")
    found = by_name(imported(osm)[0].network)
    assert found["Drive"] == (0.15, 0.15, "gate")
    assert found["Main"] == (1.0, 1.0, "")


def test_a_gate_between_two_ways_is_met_once(imported: Imported) -> None:
    osm = OsmText()
    gate = osm.node(50, 0, barrier="gate")
    osm.way([osm.node(0, 0), gate], highway="footway", name="A")
    osm.way([gate, osm.node(100, 0)], highway="footway", name="B")
    found = by_name(imported(osm)[0].network)
    assert found["A"][0] * found["B"][0] == 0.5


@pytest.mark.parametrize(
    ("tags", "most"),
    [
        ({"barrier": "stile"}, 0.05), ({"barrier": "turnstile"}, 0.05),
        ({"barrier": "kissing_gate"}, 0.05), ({"barrier": "gate", "locked": "yes"}, 0.05),
        ({"barrier": "bollard", "maxwidth:physical": "0.6"}, 0.1),
    ],
)  # fmt: skip
def test_what_stops_a_wheelchair_nearly_stops_it(
    imported: Imported, tags: dict[str, str], most: float
) -> None:
    osm = OsmText()
    refs = [osm.node(0, 0), osm.node(50, 0, **tags), osm.node(100, 0)]
    osm.way(refs, highway="footway", name="Way")
    assert 0 < by_name(imported(osm)[0].network)["Way"][0] <= most


@pytest.mark.parametrize(
    "tags",
    [{"barrier": "entrance"}, {"barrier": "gate", "wheelchair": "yes"}, {"barrier": "nonsense"}],
)
def test_what_lets_a_wheelchair_through_does_not_hinder(
    imported: Imported, tags: dict[str, str]
) -> None:
    osm = OsmText()
    refs = [osm.node(0, 0), osm.node(50, 0, **tags), osm.node(100, 0)]
    osm.way(refs, highway="footway", name="Way")
    assert by_name(imported(osm)[0].network)["Way"] == (1.0, 1.0, "")


def crossing(near: str, far: str) -> OsmText:
    osm = OsmText()
    one, other = osm.node(10, 0, kerb=near), osm.node(20, 0, kerb=far)
    osm.way([osm.node(0, 0), one], highway="footway", name="Near")
    osm.way([one, osm.node(15, 0), other], highway="footway", footway="crossing", name="Crossing")
    osm.way([other, osm.node(30, 0)], highway="footway", name="Far")
    return osm


def test_a_kerb_at_a_crossing_belongs_to_the_crossing(imported: Imported) -> None:
    network = imported(crossing("raised", "flush"))[0].network
    found = by_name(network)
    along, against, reason = found["Crossing"]
    assert reason == "kerb"
    assert along > against  # down from the near side, up when coming back
    assert found["Near"] == found["Far"] == (1.0, 1.0, "")
    heights = {network.name_of(s): float(network.kerb_m[s]) for s in range(3)}
    assert heights["Crossing"] == 0.15
    assert math.isnan(heights["Near"])


def test_kerbs_on_both_sides_hinder_both_ways_alike(imported: Imported) -> None:
    along, against, _ = by_name(imported(crossing("raised", "raised"))[0].network)["Crossing"]
    assert along == against < 0.1


def test_a_crossing_that_names_its_kerbs_is_not_charged_twice(imported: Imported) -> None:
    osm = crossing("raised", "raised")
    one, other = osm.node(12, 40, kerb="raised"), osm.node(24, 40, kerb="raised")
    tags = {"highway": "footway", "footway": "crossing", "kerb": "raised", "name": "Told"}
    osm.way([one, other], **tags)
    osm.way([other, 3], highway="footway", name="Link")
    found = by_name(imported(osm)[0].network)
    assert found["Told"] == found["Crossing"]


def test_kerb_no_is_a_known_height_of_zero(imported: Imported) -> None:
    network = imported(crossing("no", "no"))[0].network
    heights = {network.name_of(s): float(network.kerb_m[s]) for s in range(3)}
    assert heights["Crossing"] == 0.0
    assert by_name(network)["Crossing"] == (1.0, 1.0, "")


def test_a_kerb_node_of_a_road_does_not_close_the_road(imported: Imported) -> None:
    osm = OsmText()
    refs = [osm.node(0, 0), osm.node(50, 0, kerb="raised", highway="crossing"), osm.node(100, 0)]
    osm.way(refs, highway="residential", name="Road")
    assert by_name(imported(osm)[0].network)["Road"] == (1.0, 1.0, "")
