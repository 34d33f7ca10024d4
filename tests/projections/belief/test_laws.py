"""Laws of the belief: it is a function of area, evidence and moment, and of nothing else."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.evidence import (
    ClearanceEvidence,
    Evidence,
    OutsideCheck,
    SightingEvidence,
    SweepEvidence,
)
from domain.subject import Mobility, MobilityPhase
from projections.belief import BeforeLastKnownPoint, Belief, BeliefEngine
from tests.projections.belief import quarter as q
from tests.projections.belief import town

AREA = q.quarter()
USED = BeliefEngine(AREA)
"""One engine for all tests here: what was asked of it before must not matter."""

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
spans = st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda s: (s[0], s[0] + s[1]))
pods = st.sampled_from([0.3, 0.75, 0.999])
clearances = st.builds(
    lambda c, s, p: q.clearance(c, s[0], s[1], p), st.integers(0, 8), spans, pods
)
sweeps = st.builds(
    lambda first, s, p: q.sweep(range(first, first + 4), s[0], s[1], p),
    st.integers(0, 80),
    spans,
    pods,
)
checks = st.builds(lambda s, p: q.outside(s[0], s[1], p), spans, pods)
Fact = ClearanceEvidence | SweepEvidence | OutsideCheck
facts = st.lists(st.one_of(clearances, sweeps, checks), max_size=6, unique_by=lambda f: f.id)


def knowing(found: list[Fact], start: Evidence | None = None) -> Evidence:
    return replace(
        start or q.search(),
        clearances=frozenset(f for f in found if isinstance(f, ClearanceEvidence)),
        sweeps=frozenset(f for f in found if isinstance(f, SweepEvidence)),
        outside_checks=frozenset(f for f in found if isinstance(f, OutsideCheck)),
    )


def sighting(
    x: float, y: float, at: float, credibility: float, name: str = "s", doubt: float = 2
) -> SightingEvidence:
    return SightingEvidence(name, town.place(x, y), q.minute(at), 40, doubt, credibility)


def bits(belief: Belief) -> bytes:
    numbers = [belief.rest_of_world, belief.effective_sample_size, belief.dropped]
    weights = [scenario.weight for scenario in belief.scenarios]
    return belief.poa.tobytes() + np.array(numbers + weights).tobytes()


@FEW
@given(facts, st.integers(0, 90))
def test_probabilities_add_up_to_one(found: list[Fact], at: int) -> None:
    belief = USED.believe(knowing(found), q.minute(at))
    assert belief.poa.dtype == np.float64
    assert belief.poa.min() >= 0
    assert abs(belief.poa.sum() + belief.rest_of_world - 1) <= 1e-12


@FEW
@given(facts, st.randoms(use_true_random=False))
def test_the_order_in_which_evidence_arrives_does_not_matter(
    found: list[Fact], random: object
) -> None:
    at = q.minute(70)
    answers = []
    for order in (found, found[::-1]):
        engine = BeliefEngine(AREA)
        for known in range(len(order) + 1):
            belief = engine.believe(knowing(order[:known]), at)
        answers.append(bits(belief))
    assert answers[0] == answers[1]


@FEW
@given(facts, st.one_of(clearances, sweeps, checks))
def test_a_withdrawal_restores_every_bit(found: list[Fact], mistake: Fact) -> None:
    at = q.minute(65)
    others = [fact for fact in found if fact.id != mistake.id]
    before = bits(USED.believe(knowing(others), at))
    USED.believe(knowing([*others, mistake]), at)
    assert bits(USED.believe(knowing(others), at)) == before


@FEW
@given(facts, st.integers(0, 7), spans)
def test_a_pod_of_zero_changes_nothing(
    found: list[Fact], camera: int, span: tuple[int, int]
) -> None:
    at = q.minute(65)
    nothing = q.clearance(camera, *span, 0.0), q.sweep([1, 2], *span, 0.0), q.outside(*span, 0.0)
    assert bits(USED.believe(knowing([*found, *nothing]), at)) == bits(
        USED.believe(knowing(found), at)
    )


@FEW
@given(facts, st.integers(0, 90))
def test_a_fresh_engine_gives_the_same_bytes_as_a_used_one(found: list[Fact], at: int) -> None:
    evidence = replace(knowing(found), sightings=frozenset({sighting(300, 300, 20, 0.5)}))
    assert bits(BeliefEngine(AREA).believe(evidence, q.minute(at))) == bits(
        USED.believe(evidence, q.minute(at))
    )


def test_a_longer_horizon_asked_for_earlier_changes_nothing() -> None:
    evidence = knowing([q.clearance(3, 0, 40)])
    plain = bits(BeliefEngine(AREA).believe(evidence, q.minute(30)))
    engine = BeliefEngine(AREA)
    engine.believe(evidence, q.minute(600))
    assert bits(engine.believe(evidence, q.minute(30))) == plain


@pytest.mark.parametrize("end", [59.5, 60])
def test_a_pass_joined_after_the_horizon_counts_as_it_would_with_a_longer_one(end: float) -> None:
    """A window that lies in a gap of a pass, just before the horizon of one hour."""
    wide = {**q.search().parameters, "pass_gap": 600.0}
    evidence = knowing([q.clearance(3, end - 2, end)], q.search(parameters=wide))
    plain = bits(BeliefEngine(AREA).believe(evidence, q.minute(30)))
    engine = BeliefEngine(AREA)
    engine.believe(evidence, q.minute(150))
    assert bits(engine.believe(evidence, q.minute(30))) == plain


def test_the_clock_running_over_a_horizon_changes_nothing() -> None:
    evidence = replace(
        knowing([q.clearance(3, 0, 40)]), sightings=frozenset({sighting(300, 300, 20, 0.5)})
    )
    engine = BeliefEngine(AREA)
    for minutes in (40, 50, 59, 61, 70, 118, 121):
        running = bits(engine.believe(evidence, q.minute(minutes)))
        assert running == bits(BeliefEngine(AREA).believe(evidence, q.minute(minutes)))


def test_several_callers_at_once_get_what_each_would_get_alone() -> None:
    asked = [knowing([q.clearance(c, 0, 30 + c)]) for c in range(6)]
    alone = [bits(BeliefEngine(AREA).believe(each, q.minute(45))) for each in asked]
    engine = BeliefEngine(AREA)
    with ThreadPoolExecutor(3) as callers:
        together = list(callers.map(lambda e: bits(engine.believe(e, q.minute(45))), asked * 3))
    assert together == alone * 3


@pytest.mark.parametrize("pod", [0.3, 0.75])
def test_one_camera_at_one_moment_is_bayes(pod: float) -> None:
    """A window of a moment, with the map of that moment: the seen part falls by 1 - POD."""
    at, window = q.minute(20), (20 - 1 / 600, 20 + 1 / 600)
    many = {**q.search().parameters, "population_most_batches": 2.0}
    trajectories = USED.weighted(q.search(parameters=many), at)
    whose, enter, leave = trajectories.camera_passes("C3")
    seen = whose[(enter < window[1] * 60) & (leave > window[0] * 60)]
    before = trajectories.weights
    after = USED.weighted(
        replace(q.search(parameters=many), clearances=frozenset({q.clearance(3, *window, pod)})), at
    ).weights
    expected = before.copy()
    expected[seen] *= 1 - pod
    assert 0 < len(seen) < len(before)
    assert after == pytest.approx(expected / expected.sum(), rel=1e-8)


def test_evidence_about_the_outside_moves_mass_into_the_area() -> None:
    fixed = {**q.search().parameters, "transport_gap": 1000.0, "population_most_batches": 2.0}
    ending = q.search(parameters=fixed)
    before = USED.believe(ending, q.minute(60))
    after = USED.believe(
        replace(ending, outside_checks=frozenset({q.outside(0, 60)})), q.minute(60)
    )
    row = before.rest_of_world
    assert row > 0.1
    assert after.rest_of_world == pytest.approx(0.5 * row / (1 - 0.5 * row), rel=1e-6)


def test_who_leaves_has_faced_the_evidence_before() -> None:
    ending = q.search(parameters={**q.search().parameters, "transport_gap": 500.0})
    everywhere = q.sweep(range(AREA.network.segments), 0, 5, 0.75)
    before = USED.believe(ending, q.minute(60))
    after = USED.believe(replace(ending, sweeps=frozenset({everywhere})), q.minute(60))
    assert after.rest_of_world == pytest.approx(before.rest_of_world, rel=0.02)


def test_before_the_last_known_point_there_is_no_belief() -> None:
    with pytest.raises(BeforeLastKnownPoint, match="before the last known point"):
        USED.believe(q.search(), town.NOON - timedelta(seconds=1))


def test_a_change_of_mobility_leaves_the_time_before_it_alone() -> None:
    pushed = (
        MobilityPhase(town.NOON, Mobility.MANUAL),
        MobilityPhase(q.minute(30), Mobility.PUSHED),
    )
    plain, changed = q.search(), q.search(mobility=pushed)

    def ask(evidence: Evidence, at: float) -> bytes:
        return USED.believe(evidence, q.minute(at)).poa.tobytes()

    assert ask(plain, 29.9) == ask(changed, 29.9)
    assert ask(plain, 40) != ask(changed, 40)


def test_a_camera_the_area_does_not_have_says_nothing() -> None:
    assert bits(USED.believe(knowing([q.clearance(77, 0, 50)]), q.minute(50))) == bits(
        USED.believe(q.search(), q.minute(50))
    )


def test_contradictory_evidence_leaves_numbers_and_says_that_the_limit_was_reached() -> None:
    everything = [q.sweep(range(AREA.network.segments), m, m + 3, 0.999) for m in range(0, 60, 3)]
    belief = USED.believe(knowing([*everything, q.outside(0, 60, 0.999)]), q.minute(60))
    assert np.isfinite(belief.poa).all()
    assert abs(belief.poa.sum() + belief.rest_of_world - 1) <= 1e-12
    assert belief.limit_reached


def test_more_batches_are_taken_when_evidence_makes_weights_uneven() -> None:
    start = q.search(parameters={**q.search().parameters, "population_most_batches": 20.0})
    uneven_facts: list[Fact] = [
        q.sweep(range(AREA.network.segments), 0, 10, 0.6),
        q.clearance(3, 0, 60),
    ]
    plain = USED.weighted(start, q.minute(60))
    uneven = USED.weighted(knowing(uneven_facts, start), q.minute(60))
    assert uneven.count > plain.count
    assert uneven.effective_sample_size >= 3000
