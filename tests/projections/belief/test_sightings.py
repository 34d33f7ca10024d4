"""Sightings: two branches by formula, subsets, ancestry, verdicts."""

from dataclasses import replace

import numpy as np
import pytest

from domain.evidence import Evidence, SightingEvidence
from domain.parameters import BY_NAME, of_its_time
from projections.belief import BeliefEngine
from projections.belief.ground import Ground
from projections.belief.sightings import Report, disc, meetings
from projections.belief.streets import Streets
from tests.projections.belief import quarter as q
from tests.projections.belief import town

AREA = q.quarter()
ENGINE = BeliefEngine(AREA)
METRES = float(AREA.network.length_m.sum())
SURPRISE = q.search().parameters["sighting_surprise"]


def seen(
    x: float, y: float, at: float, credibility: float, name: str = "s", doubt: float = 0
) -> SightingEvidence:
    return SightingEvidence(name, town.place(x, y), q.minute(at), 40, doubt, credibility)


def with_sightings(*found: SightingEvidence) -> dict[str, object]:
    return {"sightings": frozenset(found)}


@pytest.mark.parametrize("credibility", [0.2, 0.8])
@pytest.mark.parametrize(("x", "y"), [(240, 240), (0, 0)], ids=["near", "far"])
def test_true_to_false_is_credibility_times_density_to_doubt_over_all_streets(
    x: float, y: float, credibility: float
) -> None:
    at = 5.0
    streets = Streets(AREA.network)
    circle = disc(streets, town.place(x, y), 40)
    trajectories = ENGINE.weighted(q.search(), q.minute(at))
    there = 0.0
    report = Report(*_lon_lat(x, y), at * 60, 40.0, 0.0, None)
    for part in trajectories.parts:
        met = meetings(part.batch, report, circle)
        there += float(part.weights[met.trajectory].sum())
    m = (1 - SURPRISE) * there / circle.metres + SURPRISE / METRES
    true, false = credibility * m, (1 - credibility) / METRES
    belief = ENGINE.believe(q.search(**with_sightings(seen(x, y, at, credibility))), q.minute(6))
    weight = {scenario.sightings: scenario.weight for scenario in belief.scenarios}
    assert weight[("s",)] == pytest.approx(true / (true + false), rel=1e-9)
    assert weight[()] == pytest.approx(false / (true + false), rel=1e-9)


def _lon_lat(x: float, y: float) -> tuple[float, float]:
    place = town.place(x, y)
    return place.lon, place.lat


def test_later_evidence_tells_the_branches_apart() -> None:
    """Z+ and Z-: after a window that only the true branch would have been seen in, it is lighter
    by the mean chance of that window in each branch."""
    report = seen(0, 0, 30, 0.9)
    plain = ENGINE.believe(q.search(**with_sightings(report)), q.minute(40))
    corner = q.sweep([0, 1, 42, 43], 30, 33, 0.75)
    swept = ENGINE.believe(
        q.search(**with_sightings(report), sweeps=frozenset({corner})), q.minute(40)
    )
    before = {each.sightings: each.weight for each in plain.scenarios}
    after = {each.sightings: each.weight for each in swept.scenarios}
    odds = [each[("s",)] / each[()] for each in (before, after)]
    assert odds[1] < 0.5 * odds[0]


def test_ruled_out_is_as_if_never_reported() -> None:
    plain = ENGINE.believe(q.search(), q.minute(50))
    ruled_out = ENGINE.believe(q.search(**with_sightings(seen(100, 100, 20, 0.0))), q.minute(50))
    assert ruled_out.poa.tobytes() == plain.poa.tobytes()
    assert ruled_out.rest_of_world == plain.rest_of_world
    assert [s.sightings for s in ruled_out.scenarios] == [()]


def test_a_confirmed_sighting_puts_him_there_then() -> None:
    report = seen(240, 240, 30, 0.99)
    belief = ENGINE.believe(q.search(**with_sightings(report)), q.minute(30.1))
    streets = Streets(AREA.network)
    circle = disc(streets, town.place(240, 240), 120)
    assert belief.poa[circle.inside].sum() > 0.95


def test_maps_before_the_sighting_follow_the_ancestors() -> None:
    """Who was seen in the north half later was more likely on the way there before."""
    report = replace(seen(240, 460, 25, 0.99), radius_m=60)
    plain = ENGINE.believe(q.search(), q.minute(20))
    looked_back = ENGINE.believe(q.search(**with_sightings(report)), q.minute(20))
    north = town_north()
    assert looked_back.poa[north].sum() > plain.poa[north].sum() + 0.1
    at_start = ENGINE.believe(q.search(**with_sightings(report)), q.minute(0))
    assert at_start.poa[disc(Streets(AREA.network), town.place(240, 240), 40).inside].sum() > 0.99


def town_north() -> list[int]:
    middle = float(np.mean(AREA.network.junction_lat))
    lat = AREA.network.junction_lat
    return [
        s for s in range(AREA.network.segments) if lat[AREA.network.start[s]] > middle
        and lat[AREA.network.end[s]] > middle
    ]  # fmt: skip


def test_several_sightings_form_subsets_whose_weights_add_up_to_one() -> None:
    found = [seen(80.0 * i, 240, 5.0 + 5 * i, 0.5, f"s{i}") for i in range(3)]
    belief = ENGINE.believe(q.search(**with_sightings(*found)), q.minute(40))
    assert len({scenario.sightings for scenario in belief.scenarios}) == 8
    assert sum(scenario.weight for scenario in belief.scenarios) == pytest.approx(1)
    assert belief.dropped == pytest.approx(0, abs=1e-12)


def test_only_the_heaviest_subsets_are_kept_and_the_rest_is_stated() -> None:
    found = [seen(60.0 * i, 240, 5.0 + 3 * i, 0.5, f"s{i}") for i in range(5)]
    evidence = q.search(**with_sightings(*found))
    few = replace(evidence, parameters={**evidence.parameters, "branches_kept": 4.0})
    belief = ENGINE.believe(few, q.minute(40))
    assert len(belief.scenarios) == 4
    assert 0 < belief.dropped < 1
    assert abs(belief.poa.sum() + belief.rest_of_world - 1) <= 1e-12


STUCK = {"range_manual": 60.0, "range_spread": 0.0, "exhausted_median": 6.0, "stuck_spread": 0.01}
"""Nobody gets further than 60 m, and then everybody sits for six hours."""


@pytest.mark.parametrize(("x", "y"), [(240, 240), (0, 0)], ids=["where he can be", "elsewhere"])
@pytest.mark.parametrize("heading", [None, 0.0])
def test_who_sat_there_sits_on_unless_he_was_seen_moving(
    x: float, y: float, heading: float | None
) -> None:
    """Where too few of them are, all others tell what he does: they sit as well."""
    report = replace(seen(x, y, 30, 1.0), heading=heading, radius_m=80)
    evidence = q.search(**with_sightings(report))
    evidence = replace(evidence, parameters={**evidence.parameters, **STUCK})
    circle = disc(Streets(AREA.network), town.place(x, y), 80)
    sitting = [_sitting(evidence, minutes, circle) for minutes in (31.0, 100.0, 355.0)]
    if heading is None:
        assert min(sitting) > 0.95
    else:
        # He has the way of 60 m before him that everybody has.
        assert sitting[0] < 0.2


def _sitting(evidence: Evidence, minutes: float, circle: Ground) -> float:
    """The share that rests there at a time."""
    found = ENGINE.weighted(evidence, q.minute(minutes))
    resting = 0.0
    for part in found.parts:
        visits = part.batch.visits
        visit = part.batch.visit_at(minutes * 60)
        still = visits.from_part[visit] == visits.to_part[visit]
        resting += float(part.weights[still & (circle.slot[visits.segments[visit]] >= 0)].sum())
    return resting


def test_searches_of_before_the_model_knew_of_resting_keep_their_map() -> None:
    report = seen(240, 240, 30, 0.8)
    evidence = q.search(**with_sightings(report))
    early = {k: v for k, v in evidence.parameters.items() if BY_NAME[k].before is None}
    assert len(early) == len(evidence.parameters) - 2
    old = replace(evidence, parameters=of_its_time(early))
    off = {"stays_put": 0.0, "sighting_resting": 0.0}
    new = replace(evidence, parameters={**evidence.parameters, **off})
    maps = [ENGINE.believe(each, q.minute(50)).poa.tobytes() for each in (old, new, evidence)]
    assert maps[0] == maps[1] != maps[2]


def test_a_sighting_before_the_last_known_point_says_nothing() -> None:
    plain = ENGINE.believe(q.search(), q.minute(50))
    early = ENGINE.believe(q.search(**with_sightings(seen(0, 0, -30, 0.9))), q.minute(50))
    assert early.poa.tobytes() == plain.poa.tobytes()


def test_a_reported_heading_bends_the_way_on() -> None:
    ahead = replace(seen(240, 240, 30, 0.99), heading=0.0)
    behind = replace(ahead, heading=180.0)
    north = town_north()
    up = ENGINE.believe(q.search(**with_sightings(ahead)), q.minute(34)).poa[north].sum()
    down = ENGINE.believe(q.search(**with_sightings(behind)), q.minute(34)).poa[north].sum()
    assert up > down + 0.2
