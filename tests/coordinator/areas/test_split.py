"""Segments, from small drawings through the whole import."""

import numpy as np
import pytest

from domain.area import Area
from domain.network import KINDS
from tests.coordinator.areas.conftest import Imported
from tests.coordinator.areas.osm_text import OsmText


def pairs(area: Area) -> set[tuple[int, int]]:
    network = area.network
    return {
        (min(a, b), max(a, b))
        for a, b in zip(network.start.tolist(), network.end.tolist(), strict=True)
    }


def test_streets_are_split_where_they_share_a_node(imported: Imported) -> None:
    osm = OsmText()
    middle = osm.node(100, 0)
    osm.way([osm.node(0, 0), middle, osm.node(200, 0)], highway="residential", name="Long Street")
    osm.way([middle, osm.node(100, 80)], highway="residential", name="Side Street")
    area, report = imported(osm)
    network = area.network
    assert (report.segments, report.junctions) == (3, 4)
    names = [network.name_of(s) for s in range(3)]
    assert names == ["Long Street", "Long Street", "Side Street"]
    assert network.length_m.tolist() == pytest.approx([100, 100, 80], abs=0.05)


def test_a_bend_is_no_junction_and_counts_in_the_length(imported: Imported) -> None:
    osm = OsmText()
    osm.street((0, 0), (100, 0), (100, 100))
    area, report = imported(osm)
    assert report.segments == 1
    assert len(area.network.shape_of(0)) == 3
    assert area.network.length_m[0] == pytest.approx(200, abs=0.1)


def test_a_way_that_crosses_itself_is_split_there(imported: Imported) -> None:
    osm = OsmText()
    cross = osm.node(100, 0)
    far = [osm.node(200, 0), osm.node(200, 100), osm.node(100, 100)]
    osm.way([osm.node(0, 0), cross, *far, cross, osm.node(100, -90)], highway="residential")
    _, report = imported(osm)
    assert report.segments == 4  # two arms, and the loop in two halves


def test_no_segment_leads_back_to_its_own_junction(imported: Imported) -> None:
    osm = OsmText()
    ring = [osm.node(0, 0), osm.node(50, 0), osm.node(50, 50), osm.node(0, 50)]
    osm.way([*ring, ring[0]], highway="pedestrian", area="yes", name="Square")
    area, report = imported(osm)
    assert report.segments == 2
    assert np.all(area.network.start != area.network.end)
    assert area.network.length_m.sum() == pytest.approx(200, abs=0.1)


def test_a_dead_end_stays_in_the_network(city: Area) -> None:
    network = city.network
    ends = np.bincount(np.concatenate([network.start, network.end]))
    quiet = [s for s in range(network.segments) if network.name_of(s) == "Quiet End"]
    assert len(quiet) == 1
    assert ends[network.end[quiet[0]]] == 1


def test_a_node_repeated_in_a_row_counts_once(imported: Imported) -> None:
    osm = OsmText()
    a, b, c = osm.node(0, 0), osm.node(50, 0), osm.node(100, 0)
    osm.way([a, a, b, b, b, c], highway="residential")
    _, report = imported(osm)
    assert report.segments == 1


def test_two_nodes_on_one_spot_still_are_a_little_apart(imported: Imported) -> None:
    osm = OsmText()
    a, b, c = osm.node(0, 0), osm.node(0, 0), osm.node(100, 0)
    osm.way([a, b], highway="residential")
    osm.way([b, c], highway="residential")
    area, _ = imported(osm)
    assert area.network.length_m.min() == pytest.approx(0.1)


def test_a_way_of_one_node_or_none_is_nothing(imported: Imported) -> None:
    osm = OsmText()
    refs = osm.street((0, 0), (100, 0))
    osm.way([refs[0]], highway="residential")
    osm.way([], highway="residential")
    _, report = imported(osm)
    assert report.segments == 1


def test_nodes_missing_at_the_border_cut_a_way(imported: Imported) -> None:
    osm = OsmText()
    a, b, c, d, e = (osm.node(50.0 * i, 0) for i in range(5))
    osm.way([a, b, 9001, c, d, e, 9002], highway="residential")
    area, report = imported(osm)
    assert report.segments == 1
    assert report.dropped_segments == 1
    assert area.network.length_m[0] == pytest.approx(100, abs=0.1)


def test_of_two_parts_the_longer_is_kept_and_the_other_reported(imported: Imported) -> None:
    osm = OsmText()
    for i in range(3):
        osm.street((0, 1000.0 + 20 * i), (10, 1000.0 + 20 * i))
    osm.street((0, 0), (70, 0))
    area, report = imported(osm)
    assert report.segments == 1
    assert report.dropped_segments == 3
    assert report.dropped_length_share == pytest.approx(0.3, abs=0.001)
    assert area.network.length_m[0] == pytest.approx(70, abs=0.05)


def test_what_is_no_street_is_left_out(imported: Imported) -> None:
    osm = OsmText()
    refs = osm.street((0, 0), (100, 0), name="Street")
    for i, tags in enumerate(
        (
            {"highway": "motorway"},
            {"highway": "trunk", "foot": "no", "sidewalk": "both"},
            {"highway": "construction", "construction": "residential"},
            {"highway": "proposed"},
            {"highway": "residential", "motorroad": "yes"},
            {"railway": "rail"},
        )
    ):
        osm.way([refs[0], osm.node(0, 100.0 + i)], **tags)
    area, report = imported(osm)
    assert report.segments == 1
    assert area.network.name_of(0) == "Street"


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"highway": "trunk", "sidewalk": "right"}, "primary"),
        ({"highway": "motorway_link", "foot": "yes"}, "primary"),
        ({"highway": "secondary_link"}, "secondary"),
        ({"highway": "footway", "footway": "crossing"}, "crossing"),
        ({"highway": "unclassified;tertiary"}, "unclassified"),
        ({"highway": "bridleway"}, "path"),
        ({"highway": "road"}, "unclassified"),
        ({"highway": "elevator"}, "corridor"),
    ],
)
def test_a_street_has_its_kind(imported: Imported, tags: dict[str, str], kind: str) -> None:
    osm = OsmText()
    osm.way([osm.node(0, 0), osm.node(100, 0)], **tags)
    area, _ = imported(osm)
    assert KINDS[area.network.kind[0]] == kind


def test_a_pedestrian_area_of_several_lines_is_its_outline(imported: Imported) -> None:
    osm = OsmText()
    a, b, c = osm.node(0, 0), osm.node(100, 0), osm.node(100, 100)
    outer = [osm.way([a, b]), osm.way([b, c, a])]
    osm.relation(outer, highway="pedestrian", name="Market")
    area, report = imported(osm)
    assert report.segments == 2
    assert pairs(area) == {(0, 1)}
    assert area.network.name_of(0) == "Market"


def test_ways_before_their_nodes_are_read_too(imported: Imported) -> None:
    osm = OsmText()
    osm.way([501, 502], highway="residential")
    osm.numbered_node(501, 0, 0)
    osm.numbered_node(502, 60, 0)
    _, report = imported(osm)
    assert report.segments == 1
