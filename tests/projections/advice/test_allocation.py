from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.advice import allocation
from projections.advice.allocation import best_allocation, pos_of

CASIE_POA = np.array([0.30, 0.35, 0.20])
"""The rest of the world has .15 (Bownds et al. 1994)."""
CASIE_POD = np.array([[0.5, 0.5, 0.7], [0.40, 0.35, 0.55]])
"""Resources A and B in segments 1, 2, 3."""


def test_published_case_4_gives_a_segment_2_and_b_segment_1() -> None:
    places, pos = best_allocation(CASIE_POA, CASIE_POD)
    assert places == (1, 0)
    assert pos == pytest.approx(0.295)


def test_published_case_4_in_order_of_worth() -> None:
    every = {one: pos_of(CASIE_POA, CASIE_POD, one) for one in product(range(3), repeat=2)}
    best, runner_up = sorted(every, key=lambda one: -every[one])[:2]
    assert (best, runner_up) == ((1, 0), (1, 2))
    assert every[runner_up] == pytest.approx(0.285)
    assert every[0, 1] == pytest.approx(0.2725), "each takes the best that is left"
    assert min(every, key=lambda one: every[one]) == (2, 2)
    assert every[2, 2] == pytest.approx(0.173)


def test_published_case_4_leaves_the_published_posterior() -> None:
    left = CASIE_POA * (1 - np.array([0.40, 0.5, 0.0]))
    assert left / (left.sum() + 0.15) == pytest.approx([0.2553, 0.2482, 0.2837], abs=5e-5)


def test_nobody_and_nowhere() -> None:
    assert best_allocation(CASIE_POA, np.zeros((0, 3))) == ((), 0.0)
    assert best_allocation(np.zeros(0), np.zeros((2, 0))) == ((), 0.0)


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 5))
def test_too_many_to_try_all_it_stays_close_to_the_best(seed: int, teams: int, count: int) -> None:
    random = np.random.default_rng(seed)
    poa, pod = random.dirichlet(np.ones(count)), random.uniform(0, 0.9, (teams, count))
    best = best_allocation(poa, pod)[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(allocation, "MOST_TRIED", 0)
        places, pos = best_allocation(poa, pod)
    assert pos == pytest.approx(pos_of(poa, pod, places))
    assert 0.9 * best <= pos <= best + 1e-12
