"""How many trajectories a search gets."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.evidence import ClearanceEvidence
from domain.parameters import default_parameters
from projections.belief import BeliefEngine
from projections.belief.population import sampling_error, wanted
from tests.projections.belief import quarter as q
from tests.projections.belief import town

WITH_ERROR = {
    "population_batch": 500.0, "population_most_batches": 16.0, "population_error": 0.06,
    "population_error_after": 0.12, "population_ess": 1e6,
}  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(60, 300), st.integers(2000, 20000))
def test_the_error_told_from_two_samples_is_the_distance_from_the_truth(
    seed: int, places: int, size: int
) -> None:
    random = np.random.default_rng(seed)
    truth = random.dirichlet(np.ones(places))
    one, other = (random.choice(places, size, p=truth) for _ in range(2))
    told = sampling_error(one, other)
    meant = float(np.sqrt(2 * truth * (1 - truth) / (np.pi * size)).sum() / 2)
    assert told == pytest.approx(meant, rel=0.5)


def test_a_quarter_of_the_error_needs_sixteen_times_as_many() -> None:
    parameters = {**default_parameters(), "population_error": 0.02, "population_error_after": 0.08}
    assert wanted(parameters, 0.08, 1000) == pytest.approx((16000, 1000))


def test_evidence_never_has_to_leave_more_than_there_was() -> None:
    parameters = {**default_parameters(), "population_error_after": 0.01}
    before, after = wanted(parameters, 0.08, 1000)
    assert after == before


def test_no_error_allowed_means_the_most_that_is_asked() -> None:
    parameters = {**default_parameters(), "population_error": 0.0, "population_ess": 7000.0}
    assert wanted(parameters, 0.08, 1000).before == 7000.0


def test_the_map_is_as_exact_as_asked() -> None:
    search, at = q.search(parameters=WITH_ERROR), town.NOON + timedelta(hours=1)
    maps = []
    for seed in (1, 2):
        belief = BeliefEngine(q.quarter()).believe(replace(search, seed=seed), at)
        maps.append(np.append(belief.poa, belief.rest_of_world))
        assert belief.effective_sample_size > 1000
    error = np.abs(maps[0] - maps[1]).sum() / 2 / np.sqrt(2)
    assert error < 0.06 * 1.3


def test_having_simulated_further_for_another_question_changes_nothing() -> None:
    search, area = q.search(parameters=WITH_ERROR), q.quarter()
    window = ClearanceEvidence("1", "C1", town.NOON, town.NOON + timedelta(minutes=30), 0.8)
    asked = replace(search, clearances=frozenset({window}))
    at = town.NOON + timedelta(minutes=40)
    fresh = BeliefEngine(area).believe(asked, at)
    used = BeliefEngine(area)
    used.believe(search, town.NOON + timedelta(hours=5))
    again = used.believe(asked, at)
    assert again.poa.tobytes() == fresh.poa.tobytes()
    assert again.effective_sample_size == fresh.effective_sample_size
