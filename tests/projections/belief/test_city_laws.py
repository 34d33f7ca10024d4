"""Laws of the belief in a real city, with its real cameras and fewer trajectories."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.areas.import_area import import_area
from domain.area import Area
from domain.evidence import (
    ClearanceEvidence,
    Evidence,
    OutsideCheck,
    SightingEvidence,
    SweepEvidence,
)
from domain.parameters import default_parameters
from domain.place import Place
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility, MobilityPhase
from projections.belief import Belief, BeliefEngine
from tests.projections.belief.town import NOON

pytestmark = pytest.mark.city
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
SMALL = {
    "population_batch": 1000.0, "population_ess": 2000.0, "population_most_batches": 3.0,
    "population_ess_branch": 100.0, "horizon_block": 1.0,
}  # fmt: skip
START = Place(11.5755, 48.1374)
SEARCH = Evidence(
    last_known_point=LastKnownPoint(START, NOON, 30.0),
    mobility=(MobilityPhase(NOON, Mobility.PUSHED),),
    seed=5,
    parameters={**default_parameters(), **SMALL},
    familiar_places=(FamiliarPlace(Place(11.582, 48.141)),),
)
Fact = ClearanceEvidence | SweepEvidence | OutsideCheck | SightingEvidence


def minute(number: float) -> datetime:
    return NOON + timedelta(minutes=number)


@dataclass(frozen=True, eq=False, repr=False)
class City:
    """An area that is not printed as a whole when an example fails."""

    area: Area


@pytest.fixture(scope="module")
def city(areas_dir: Path) -> City:
    return City(_munich(areas_dir))


@cache
def _munich(folder: Path) -> Area:
    return import_area(folder / "munich_centre.osm.pbf", "munich")[0]


@cache
def engine_of(area: Area) -> BeliefEngine:
    """One engine for all examples: what was asked of it before must not matter."""
    return BeliefEngine(area)


spans = st.tuples(st.integers(0, 50), st.integers(1, 40))
pods = st.sampled_from([0.3, 0.75, 0.999])
# Numbers stand for cameras and streets: which there are is known only with the area.
numbers = st.integers(0, 10**6)
clearances = st.tuples(st.just("clearance"), numbers, spans, pods)
sweeps = st.tuples(st.just("sweep"), numbers, spans, pods)
checks = st.tuples(st.just("check"), numbers, spans, pods)
sightings = st.tuples(st.just("sighting"), numbers, spans, st.sampled_from([0.2, 0.5, 0.99]))
searched = st.one_of(clearances, sweeps, checks)
Drawn = tuple[str, int, tuple[int, int], float]
facts = st.lists(searched, max_size=6)


def fact(area: Area, drawn: Drawn, number: int) -> Fact:
    """What the numbers stand for; cameras and streets near the start, where he can be."""
    kind, which, (since, lasting), share = drawn
    begin, end = minute(since), minute(since + lasting)
    if kind == "clearance":
        seeing = _near(area)[0]
        return ClearanceEvidence(f"c{number}", seeing[which % len(seeing)], begin, end, share)
    streets = _near(area)[1]
    if kind == "sweep":
        along = tuple(streets[(which + step) % len(streets)] for step in range(25))
        return SweepEvidence(f"s{number}", along, begin, end, share)
    if kind == "check":
        return OutsideCheck(f"o{number}", begin, end, share)
    there = Place(*area.network.shape_of(streets[which % len(streets)])[0])
    return SightingEvidence(f"t{number}", there, begin, 40, 2, share)


@cache
def _near(area: Area) -> tuple[list[str], list[int]]:
    network = area.network
    starts = [network.junction_place(int(junction)) for junction in network.start.tolist()]
    near = [s for s, place in enumerate(starts) if place.distance_m(START) < 700]
    seeing = [
        camera.camera_id
        for camera, zone in zip(area.cameras, area.zones, strict=True)
        if zone.stretches and camera.place.distance_m(START) < 900
    ]
    return seeing, near


def knowing(area: Area, drawn: Sequence[Drawn]) -> tuple[Evidence, list[Fact]]:
    found = [fact(area, each, number) for number, each in enumerate(drawn)]
    return together(found), found


def together(found: Sequence[Fact]) -> Evidence:
    return replace(
        SEARCH,
        clearances=frozenset(f for f in found if isinstance(f, ClearanceEvidence)),
        sweeps=frozenset(f for f in found if isinstance(f, SweepEvidence)),
        outside_checks=frozenset(f for f in found if isinstance(f, OutsideCheck)),
        sightings=frozenset(f for f in found if isinstance(f, SightingEvidence)),
    )


def bits(belief: Belief) -> bytes:
    numbers = [belief.rest_of_world, belief.effective_sample_size, belief.dropped]
    weights = [scenario.weight for scenario in belief.scenarios]
    return belief.poa.tobytes() + np.array(numbers + weights).tobytes()


def test_there_are_cameras_and_streets_to_speak_of(city: City) -> None:
    seeing, streets = _near(city.area)
    assert len(seeing) > 10
    assert len(streets) > 300


@FEW
@given(st.lists(st.one_of(searched, sightings), max_size=6), st.integers(0, 90))
def test_probabilities_add_up_to_one(city: City, drawn: list[Drawn], at: int) -> None:
    belief = engine_of(city.area).believe(knowing(city.area, drawn)[0], minute(at))
    assert belief.poa.min() >= 0
    assert abs(belief.poa.sum() + belief.rest_of_world - 1) <= 1e-12


@FEW
@given(facts, st.randoms(use_true_random=False))
def test_the_order_in_which_evidence_arrives_does_not_matter(
    city: City, drawn: list[Drawn], random: object
) -> None:
    found = knowing(city.area, drawn)[1]
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a Random
    answers = []
    for order in (found, shuffled):
        engine = engine_of(city.area)
        for known in range(len(order) + 1):
            belief = engine.believe(together(order[:known]), minute(70))
        answers.append(bits(belief))
    assert answers[0] == answers[1]
    assert answers[0] == bits(BeliefEngine(city.area).believe(together(found), minute(70)))


@FEW
@given(facts, st.one_of(searched, sightings))
def test_a_withdrawal_restores_every_bit(city: City, drawn: list[Drawn], mistake: Drawn) -> None:
    engine, found = engine_of(city.area), knowing(city.area, drawn)[1]
    before = bits(engine.believe(together(found), minute(65)))
    engine.believe(together([*found, fact(city.area, mistake, 99)]), minute(65))
    assert bits(engine.believe(together(found), minute(65))) == before


@FEW
@given(facts, numbers, spans)
def test_a_pod_of_zero_changes_nothing(
    city: City, drawn: list[Drawn], which: int, span: tuple[int, int]
) -> None:
    engine, found = engine_of(city.area), knowing(city.area, drawn)[1]
    nothing = [
        fact(city.area, (kind, which, span, 0.0), 90 + number)
        for number, kind in enumerate(("clearance", "sweep", "check"))
    ]
    assert bits(engine.believe(together([*found, *nothing]), minute(65))) == bits(
        engine.believe(together(found), minute(65))
    )


@FEW
@given(facts, clearances)
def test_streets_that_nobody_seen_came_to_keep_their_ratios(
    city: City, drawn: list[Drawn], window: Drawn
) -> None:
    fixed = {"population_most_batches": 2.0}
    engine, found = engine_of(city.area), knowing(city.area, drawn)[1]
    cleared = fact(city.area, window, 99)
    assert isinstance(cleared, ClearanceEvidence)
    # A second window of the same camera would not be evidence of its own.
    others = [f for f in found if getattr(f, "camera_id", None) != cleared.camera_id]
    before, after = (
        replace(each, parameters={**SEARCH.parameters, **fixed})
        for each in (together(others), together([*others, cleared]))
    )
    trajectories = engine.weighted(before, minute(80))
    whose, enter, leave = trajectories.camera_passes(cleared.camera_id)
    begin, end = ((t - NOON).total_seconds() for t in (cleared.since, cleared.until))
    seen = np.zeros(trajectories.count, bool)
    seen[whose[(enter < end) & (leave > begin)]] = True
    where = trajectories.positions(80 * 60.0)
    untouched = np.setdiff1d(where[~seen], where[seen])
    untouched = untouched[untouched >= 0]
    old, new = (engine.believe(each, minute(80)).poa[untouched] for each in (before, after))
    lift = new[old > 0] / old[old > 0]
    assert len(lift) > 10
    assert np.ptp(lift) < 1e-9 * lift.max()
    assert lift.min() >= 1 - 1e-12
