"""The engine agrees with the exact filter within what chance allows, and no further away."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.evidence import ClearanceEvidence
from projections.belief import BeliefEngine
from tests.projections.belief import town
from tests.projections.belief.exact.exact_filter import Zone
from tests.projections.belief.exact.sampling_bound import errors
from tests.projections.belief.exact.small_towns import (
    STEP_S,
    Facts,
    minute_of,
    small_town,
    told,
)

windows = st.tuples(st.integers(0, 50), st.integers(1, 25), st.sampled_from([0.3, 0.75, 0.9])).map(
    lambda w: (w[0], w[0] + w[1], w[2])
)
cameras = st.lists(windows, min_size=1, max_size=2).map(tuple)
facts = st.builds(
    Facts,
    cameras=st.lists(cameras, max_size=2).map(tuple),
    sweeps=st.lists(windows, max_size=1).map(tuple),
    checks=st.lists(st.tuples(st.integers(1, 60), st.sampled_from([0.3, 0.8])), max_size=2).map(
        tuple
    ),
    most_gap=st.integers(0, 1),
)
seeds = st.integers(0, 2**32 - 1)
DOZENS = settings(
    max_examples=60, deadline=None, derandomize=True, database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


def standardised(seed: int, familiar: int, known: Facts, at: int) -> list[float]:
    """Errors in units of the standard error, of places that are not rare; fails if one is more
    than chance allows."""
    small = small_town(seed, familiar)
    area, evidence, exact = told(small, known)
    ends = [at, *(b for _, b, _ in known.sweeps), *(until for until, _ in known.checks)]
    ends += [b for each in known.cameras for _, b, _ in each]
    truth = exact.places(at, max(ends) + known.most_gap + 1, small.network.segments)
    engine = BeliefEngine(area)
    sample = engine.weighted(evidence, minute_of(at))
    belief = engine.believe(evidence, minute_of(at))
    shown = np.concatenate(([belief.rest_of_world], belief.poa))
    np.testing.assert_allclose(shown, sample.place_probabilities(at * STEP_S), atol=1e-12)
    error, deviation, most = errors(sample, at * STEP_S, truth)
    worst = int(np.argmax(np.abs(error) / most))
    assert (np.abs(error) <= most).all(), (worst, error[worst], most[worst], truth[worst])
    common = np.minimum(truth, 1 - truth) * sample.effective_sample_size > 30
    return [float(z) for z in error[common] / deviation[common]]


@DOZENS
@given(seeds, st.integers(0, 2), facts, st.integers(0, 60))
def test_the_engine_agrees_with_the_exact_filter(
    seed: int, familiar: int, known: Facts, at: int
) -> None:
    standardised(seed, familiar, known, at)


@pytest.mark.parametrize("seed", range(6))
def test_a_window_in_a_gap_of_a_pass_counts_if_he_comes_back_in_time(seed: int) -> None:
    """A camera sees every street but one at the end of his; the window lies in his stay there."""
    small = small_town(seed + 40)
    gap = small.law.onward[2 * small.begin[0]][0] >> 1
    seen = [s for s in range(small.network.segments) if s != gap]
    _, evidence, plain = told(small, Facts(most_gap=5))
    cells = frozenset((s, cell) for s in seen for cell in range(small.cells[s]))
    exact = replace(plain, zones=(Zone(cells, ((4, 5, 0.9),)),))
    area = town.area(
        small.network, {"C": [(s, 0.0, float(small.network.length_m[s])) for s in seen]}
    )
    window = ClearanceEvidence("1", "C", minute_of(4), minute_of(5), 0.9)
    evidence = replace(evidence, clearances=frozenset({window}))
    truth = exact.places(15, 22, small.network.segments)
    sample = BeliefEngine(area).weighted(evidence, minute_of(15))
    error, _, most = errors(sample, 15 * STEP_S, truth)
    assert (np.abs(error) <= most).all()


def test_errors_are_as_large_as_chance_makes_them_and_not_larger() -> None:
    """A bias far below what one comparison shows would make the mean square exceed 1. It has the
    standard deviation sqrt(2 / n) where the n places are independent; five of them are allowed."""
    found: list[float] = []
    for seed in range(12):
        known = Facts(
            cameras=(((5, 25, 0.75), (15, 40, 0.9)), ((10, 50, 0.5),)),
            sweeps=((20, 30, 0.6),),
            checks=((40, 0.5),),
            most_gap=seed % 2,
        )
        found += standardised(seed, seed % 3, known, 15 + 3 * seed)
    square = float(np.mean(np.square(found)))
    assert len(found) > 100
    assert abs(square - 1) < 5 * (2 / len(found)) ** 0.5
