from itertools import pairwise

from domain.area import Area
from tests.coordinator.areas.conftest import Imported
from tests.coordinator.areas.osm_text import OsmText


def test_a_segment_belongs_to_the_beat_its_middle_lies_in(city: Area) -> None:
    assert [beat.name for beat in city.beats] == ["East Beat", "West Beat"]
    network = city.network
    for segment in range(network.segments):
        if network.name_of(segment) == "1st Column":
            assert network.beat[segment] == 1
        if network.name_of(segment) == "6th Column":
            assert network.beat[segment] == 0
        if network.name_of(segment) == "Hill Path":
            assert network.beat[segment] == -1


def streets() -> OsmText:
    osm = OsmText()
    osm.street((0, 50), (100, 50), (200, 50))
    osm.street((200, 50), (300, 50))
    return osm


def test_a_beat_may_have_a_hole_and_several_parts(imported: Imported) -> None:
    osm = OsmText()
    ids = [osm.node(100.0 * i, 50) for i in range(6)]
    for a, b in pairwise(ids):
        osm.way([a, b], highway="residential")
    outer, inner = osm.box(0, 0, 300, 100), osm.box(110, 10, 190, 90)
    other = osm.box(400, 0, 500, 100)
    osm.relation([outer, other], [inner], boundary="police", name="Two Parts")
    area, report = imported(osm)
    assert report.beats == 1
    assert area.network.beat.tolist() == [0, -1, 0, -1, 0]
    assert area.beats[0].outline.is_valid


def test_of_two_beats_with_one_name_the_second_is_told_apart(imported: Imported) -> None:
    osm = streets()
    osm.box(-10, 0, 150, 100, boundary="police", name="Beat")
    osm.box(150, 0, 400, 100, boundary="police", name="Beat")
    area, _ = imported(osm)
    assert [beat.name for beat in area.beats] == ["Beat", "Beat (2)"]


def test_a_beat_without_name_or_closed_outline_is_left_out_and_noted(imported: Imported) -> None:
    osm = streets()
    osm.box(-10, 0, 150, 100, boundary="police")
    line = osm.way([osm.node(0, 0), osm.node(0, 100)])
    osm.relation([line], boundary="police", name="Open")
    area, report = imported(osm)
    assert area.beats == ()
    assert len(report.notes) == 2
    assert all("expected" in note for note in report.notes)


def test_other_boundaries_are_no_beats(imported: Imported) -> None:
    osm = streets()
    osm.box(-10, 0, 150, 100, boundary="administrative", admin_level="10", name="Quarter")
    area, _ = imported(osm)
    assert area.beats == ()
