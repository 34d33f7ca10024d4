"""Each notice on a town of which everything is known."""

import re
from dataclasses import replace
from datetime import timedelta
from math import inf, log
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.area import Area
from domain.camera_zones.state import CameraZones, Clearance
from domain.evidence import ClearanceEvidence, Evidence, SightingEvidence
from domain.place import Place
from domain.search import Search
from domain.subject import LastKnownPoint
from domain.window import Window
from projections.belief import Belief, Scenario, Source
from projections.belief.disagreement import Disagreement, Reach, Strain
from projections.belief.explanation import Kind
from projections.notices import Notice, Pieces, Standing, all_notices
from tests.projections.belief import quarter as q
from tests.projections.belief import town

NOTHING = Disagreement(0.0, (), ())
AREA = town.area(town.grid(7, 7, 200.0), {"C0": [(0, 0.0, 60.0)]})


class Recorded:
    """A search of which only what notices look at is there."""

    def __init__(self) -> None:
        self.camera_zones = CameraZones()
        self.sweeps: dict[str, object] = {}
        self.rest_of_world_checks: dict[str, object] = {}


def seen_last(place: Place, radius_m: float = 30.0) -> Evidence:
    return q.search(last_known_point=LastKnownPoint(place, town.NOON, radius_m))


ON_A_STREET = seen_last(town.place(240, 200))


def standing(area: Area = AREA, **changes: object) -> Standing:
    belief = Belief(q.minute(60), np.zeros(area.network.segments), 1.0, 5000.0, (), 0.0, False)
    plain = Standing(
        cast(Search, Recorded()), area, ON_A_STREET, q.minute(60), belief, NOTHING, Pieces(area), {}
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # names are those of the fields


def codes(of: Standing) -> list[str]:
    return [notice.code for notice in all_notices(of)]


def only(of: Standing) -> Notice:
    found = all_notices(of)
    assert len(found) == 1, found
    for text in (found[0].says, found[0].do):
        assert set(text) == {"zh", "en"}
        assert re.search("[\u4e00-\u9fff]", text["zh"])
        assert not re.search("[\u4e00-\u9fff]", text["en"])
    return found[0]


def believed(**changes: object) -> Belief:
    plain = standing().belief
    return replace(plain, **changes)  # type: ignore[arg-type]  # as above


def test_where_all_is_well_there_is_none() -> None:
    assert codes(standing()) == []


def test_a_start_off_the_network_is_told_with_its_metres() -> None:
    notice = only(standing(evidence=seen_last(town.place(500, 1290))))
    assert notice.code == "origin_snapped"
    assert notice.figures["metres"] == pytest.approx(90, abs=0.5)


def test_a_start_whose_radius_reaches_a_street_is_not_snapped() -> None:
    assert codes(standing(evidence=seen_last(town.place(500, 1290), 95.0))) == []


def island() -> Area:
    """A long street, and a yard of 2 x 50 m that only stairs lead to."""
    streets = town.network(
        [(0, 0), (9000, 0), (9000, 20), (9050, 20), (9100, 20)],
        [(0, 1), (1, 2), (2, 3), (3, 4)],
        kinds={1: "steps"},
        factors={1: (0.02, 0.03)},
    )
    return town.area(streets, {})


def test_a_start_that_only_stairs_lead_from_is_an_island() -> None:
    area = island()
    notice = only(standing(area, evidence=seen_last(town.place(9060, 20), 10.0)))
    assert notice.code == "origin_on_island"
    assert notice.figures["reachable_m"] == 100
    assert notice.figures["share"] == pytest.approx(100 / 9120, rel=1e-3)


def test_a_start_from_which_much_can_be_reached_is_no_island() -> None:
    assert codes(standing(island(), evidence=seen_last(town.place(4000, 0), 10.0))) == []
    assert codes(standing(island(), evidence=seen_last(town.place(9000, 2), 50.0))) == []


def test_a_sighting_on_an_island_and_one_off_the_network_are_told_by_their_id() -> None:
    on = SightingEvidence("on", town.place(9060, 20), q.minute(5), 10, 2, 0.5)
    off = replace(on, id="off", place=town.place(9060, 400))
    both = replace(seen_last(town.place(4000, 0)), sightings=frozenset({on, off}))
    found = {(n.code, n.about) for n in all_notices(standing(island(), evidence=both))}
    assert ("sighting_on_island", ("on",)) in found
    assert ("sighting_snapped", ("off",)) in found
    ruled_out = frozenset(replace(each, credibility=0.0) for each in (on, off))
    assert codes(standing(island(), evidence=replace(both, sightings=ruled_out))) == []


def watched(pixels: int | None) -> Standing:
    """A camera of 90 degrees 40 m from its street, with one window cleared."""
    camera = replace(
        AREA.cameras[0], place=town.place(30, 40), pixels=pixels, direction=180.0, angle=90.0
    )
    found = standing(replace(AREA, cameras=(camera,)))
    found.search.camera_zones.clearances["c"] = Clearance(
        "c", "C0", Window(q.minute(0), q.minute(9)), None, 0.75, 1.0, "officer", "", town.NOON, 1
    )
    return found


def test_a_camera_that_shows_the_street_with_too_few_pixels_is_told() -> None:
    """640 pixels over 2 x 40 m x tan(45 degrees) are 8 per metre; 3840 are 48."""
    notice = only(watched(640))
    assert (notice.code, notice.about) == ("camera_shows_too_little", ("C0",))
    assert codes(watched(3840)) == codes(watched(None)) == []


@pytest.mark.parametrize(
    ("size", "noise", "said"), [(9900, 0.1, "±10 %"), (50, 1.407, "at least as much")]
)
def test_the_limit_of_trajectories_is_told_with_the_noise_of_a_street(
    size: float, noise: float, said: str
) -> None:
    belief = believed(limit_reached=True, effective_sample_size=size)
    notice = only(standing(belief=belief))
    assert notice.code == "sample_limit_reached"
    assert notice.figures["relative_error_at_1_percent"] == pytest.approx(noise, rel=1e-3)
    assert said in notice.says["en"]


def test_dropped_combinations_of_sightings_are_told() -> None:
    kept = tuple(Scenario((str(i),), 1 / 16) for i in range(16))
    notice = only(standing(belief=believed(dropped=0.08, scenarios=kept)))
    assert (notice.code, notice.figures) == (
        "sighting_combinations_dropped", {"kept": 16, "dropped": 0.08},
    )  # fmt: skip
    assert codes(standing(belief=believed(dropped=0.009))) == []


def test_moments_beyond_the_horizon_are_told() -> None:
    notice = only(standing(at=town.NOON + timedelta(hours=75)))
    assert (notice.code, notice.figures) == (
        "beyond_horizon", {"horizon_hours": 72.0, "beyond_hours": 3.0},
    )  # fmt: skip


def test_evidence_from_before_he_was_last_seen_is_told() -> None:
    early = ClearanceEvidence("a/0", "C0", q.minute(-30), q.minute(0), 0.75)
    split = {replace(early, id="b/0"), replace(early, id="b/1", until=q.minute(5))}
    evidence = replace(ON_A_STREET, clearances=frozenset({early, *split}))
    notice = only(standing(evidence=evidence))
    assert (notice.code, notice.about) == ("evidence_too_early", ("a",))


def test_the_source_that_disagrees_most_is_named() -> None:
    camera, sighting = Source(Kind.CAMERA, "C0"), Source(Kind.SIGHTING, "s")
    found = Disagreement(log(0.4), (Strain(sighting, log(150)), Strain(camera, log(19))), ())
    name = {sighting: {"zh": "木兰路", "en": "Magnolia Road"}}
    notice = only(standing(disagreement=found, names=name))
    assert (notice.code, notice.about) == ("evidence_disagrees", ("s",))
    assert "Magnolia Road" in notice.says["en"]
    assert "木兰路" in notice.says["zh"]
    assert "150 times" in notice.says["en"]


def test_a_sighting_that_can_hardly_be_reached_is_told() -> None:
    notice = only(standing(disagreement=Disagreement(0.0, (), (Reach("s", 0.01), Reach("t", 2)))))
    assert (notice.code, notice.about) == ("sighting_hardly_reachable", ("s",))
    assert "100 times" in notice.says["en"]


@given(st.floats(-1e5, log(0.000999)), st.floats(0, 1e5))
def test_shares_and_factors_of_any_size_are_words(log_left: float, strain: float) -> None:
    source = Source(Kind.CAMERA, "C0")
    found = Disagreement(log_left, (Strain(source, strain),), (Reach("s", 0.0),))
    for notice in all_notices(standing(disagreement=found)):
        assert "nan" not in notice.says["en"]
        assert str(inf) not in re.findall(r"\w+", notice.says["en"])
    assert "evidence_leaves_little" in codes(standing(disagreement=found))
