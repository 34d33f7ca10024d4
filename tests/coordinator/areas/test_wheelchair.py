"""Wheelchair factors and their reasons, from small drawings through the whole import."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.areas.hindrance import combined
from coordinator.areas.wheelchair import street
from domain.network import Network
from tests.coordinator.areas.conftest import Imported
from tests.coordinator.areas.osm_text import OsmText


def drawn(imported: Imported, **tags: str) -> tuple[float, float, str, Network]:
    osm = OsmText()
    osm.way([osm.node(0, 0), osm.node(100, 0)], **({"highway": "residential"} | tags))
    network = imported(osm)[0].network
    reason = network.texts[int(network.reason[0])]
    return float(network.factor_along[0]), float(network.factor_against[0]), reason, network


def test_a_plain_street_is_easy_and_its_unknowns_are_unknown(imported: Imported) -> None:
    along, against, reason, network = drawn(imported)
    assert (along, against, reason) == (1.0, 1.0, "")
    assert math.isnan(network.incline[0])
    assert math.isnan(network.kerb_m[0])
    assert network.step_count[0] == 0
    for words in (network.name, network.surface, network.smoothness, network.sidewalk):
        assert network.texts[int(words[0])] == ""


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ({"highway": "steps"}, "steps"),
        ({"surface": "gravel"}, "surface"),
        ({"highway": "track", "tracktype": "grade4"}, "surface"),
        ({"smoothness": "very_bad"}, "smoothness"),
        ({"incline": "20%"}, "steep"),
        ({"width": "0.6"}, "narrow"),
        ({"highway": "primary", "sidewalk": "no"}, "no_sidewalk"),
        ({"access": "private"}, "private"),
        ({"foot": "no"}, "no_foot"),
        ({"access": "no"}, "no_access"),
        ({"wheelchair": "no"}, "wheelchair_no"),
        ({"wheelchair": "limited"}, "wheelchair_limited"),
        ({"highway": "crossing", "kerb": "raised"}, "kerb"),
    ],
)
def test_what_hinders_is_named(imported: Imported, tags: dict[str, str], reason: str) -> None:
    along, against, named, _ = drawn(imported, **tags)
    assert named == reason
    assert 0 < along < 1
    assert along == against or reason == "steep"


def test_the_worst_of_several_reasons_is_named(imported: Imported) -> None:
    along, _, reason, _ = drawn(imported, surface="gravel", access="private")
    assert reason == "private"
    assert along == pytest.approx(0.15 * 0.4)


def test_wheelchair_yes_does_not_make_steps_passable(imported: Imported) -> None:
    tagged = drawn(imported, highway="steps", wheelchair="yes")
    assert tagged[:3] == drawn(imported, highway="steps")[:3]
    assert max(tagged[:2]) < 0.05


def test_a_ramp_for_wheelchairs_does(imported: Imported) -> None:
    assert drawn(imported, highway="steps", ramp__wheelchair="yes")[0] > 0.5


def test_stairs_are_harder_up_than_down(imported: Imported) -> None:
    up = drawn(imported, highway="steps", incline="up")
    down = drawn(imported, highway="steps", incline="down")
    assert up[0] < up[1]
    assert (down[0], down[1]) == (up[1], up[0])


@pytest.mark.parametrize(("value", "count"), [("12", 12), ("~30", 30), ("", -1), ("many", -1)])
def test_steps_are_counted_or_unknown(imported: Imported, value: str, count: int) -> None:
    network = drawn(imported, highway="steps", step_count=value)[3]
    assert network.step_count[0] == count


def test_an_escalator_binds_its_direction(imported: Imported) -> None:
    along, against, reason, _ = drawn(imported, highway="steps", conveying="forward")
    assert reason == "escalator"
    assert against < along < 0.05
    back = drawn(imported, highway="steps", conveying="backward")
    assert back[:2] == (against, along)


def test_a_one_way_street_for_cars_does_not_bind_a_wheelchair(imported: Imported) -> None:
    assert drawn(imported, oneway="yes")[:3] == (1.0, 1.0, "")


@pytest.mark.parametrize(
    ("tags", "bound"),
    [
        ({"oneway__foot": "yes"}, "against"),
        ({"oneway__foot": "-1"}, "along"),
        ({"oneway__wheelchair": "yes"}, "against"),
        ({"foot__backward": "no"}, "against"),
        ({"oneway__foot": "no", "oneway": "yes"}, ""),
    ],
)
def test_a_one_way_rule_for_people_does(
    imported: Imported, tags: dict[str, str], bound: str
) -> None:
    along, against, reason, _ = drawn(imported, **tags)
    assert (along < 1) == (bound == "along")
    assert (against < 1) == (bound == "against")
    assert reason == ("oneway" if bound else "")


def test_wheelchair_yes_vouches_for_a_rough_surface(imported: Imported) -> None:
    rough = drawn(imported, surface="gravel")[0]
    assert drawn(imported, surface="gravel", wheelchair="yes")[0] > rough


def test_a_kerb_beside_a_road_is_not_across_it(imported: Imported) -> None:
    along, _, _, network = drawn(imported, highway="primary", kerb="raised")
    assert along == 1
    assert math.isnan(network.kerb_m[0])


def test_sidewalks_are_read_from_all_their_spellings() -> None:
    found = {
        spelling: its.sidewalk
        for spelling, its in {
            str(tags): street({"highway": "residential"} | tags)
            for tags in (
                {"sidewalk": "both"},
                {"sidewalk:left": "yes"},
                {"sidewalk:both": "separate"},
                {"sidewalk": "none"},
                {},
            )
        }.items()
        if its
    }
    assert list(found.values()) == ["both", "left", "separate", "no", ""]


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["surface", "smoothness", "incline", "width", "kerb", "kerb:height", "access", "foot",
             "wheelchair", "sidewalk", "step_count", "conveying", "oneway:foot", "tracktype",
             "level", "sac_scale", "ramp", "layer", "tunnel", "name", "footway", "motorroad"]
        ),
        st.text(max_size=12)
        | st.sampled_from(["no", "yes", "private", "raised", "-5%", "30°", "0.5", "up", "forward"]),
    ),
    st.sampled_from(["footway", "steps", "primary", "path", "crossing", "service", "trunk"]),
)  # fmt: skip
def test_whatever_is_tagged_no_street_is_impossible_or_more_than_easy(
    tags: dict[str, str], highway: str
) -> None:
    its = street(tags | {"highway": highway})
    if its is not None:
        ease = combined(its.hindrances)
        assert 0 < ease.along <= 1
        assert 0 < ease.against <= 1
        assert bool(ease.reason) == (min(ease.along, ease.against) < 1)
