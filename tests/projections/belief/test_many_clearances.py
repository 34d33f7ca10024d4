"""A thousand clearances of one camera: exact, and hardly dearer than one."""

import time
from dataclasses import replace

import numpy as np
import pytest

from domain.evidence import ClearanceEvidence, Evidence
from projections.belief import BeliefEngine
from tests.projections.belief import quarter as q

AT = q.minute(110)
SINGLE = q.search(parameters={**q.search().parameters, "population_most_batches": 2.0})
"""As many batches with evidence as without, so that weights can be compared one by one."""
MOST = 40.0
"""A thousand windows in force may cost this many times as much as one: far below a thousand."""


def thousand(pods: tuple[float, ...]) -> list[ClearanceEvidence]:
    """A thousand short windows, most of them overlapping, in no order of time."""
    random = np.random.default_rng(5)
    begins = random.uniform(0, 100, 1000).tolist()
    return [
        q.clearance(
            3, begin, begin + 0.1 + (number % 7) * 0.3, pods[number % len(pods)], f"{number}"
        )
        for number, begin in enumerate(begins)
    ]


def knowing(*found: ClearanceEvidence) -> Evidence:
    return replace(SINGLE, clearances=frozenset(found))


def test_every_pass_counts_once_with_the_best_of_a_thousand_windows_that_touch_it() -> None:
    engine, found = BeliefEngine(q.quarter()), thousand((0.3, 0.75, 0.999))
    before = engine.weighted(SINGLE, AT)
    trajectory, enter, leave = before.camera_passes("C3")
    weights = before.weights.copy()
    begin = np.array([(c.since - q.minute(0)).total_seconds() for c in found])
    end = np.array([(c.until - q.minute(0)).total_seconds() for c in found])
    pod = np.minimum([c.pod for c in found], 0.9)
    for who, entered, left in zip(
        trajectory, enter.astype(float), leave.astype(float), strict=True
    ):
        touching = pod[(entered < end) & (left > begin)]
        if len(touching):
            weights[who] *= 1 - touching.max()
    after = engine.weighted(knowing(*found), AT).weights
    assert len(trajectory) > 100
    assert after == pytest.approx(weights / weights.sum(), rel=1e-7)


def test_a_thousand_clearances_given_one_by_one_are_the_thousand_given_at_once() -> None:
    found = thousand((0.5, 0.75))
    one_by_one, at_once = BeliefEngine(q.quarter()), BeliefEngine(q.quarter())
    for known in range(0, len(found) + 1, 25):
        belief = one_by_one.believe(knowing(*found[:known]), AT)
    assert belief.poa.tobytes() == at_once.believe(knowing(*found), AT).poa.tobytes()
    none_again = one_by_one.believe(knowing(), AT)
    assert none_again.poa.tobytes() == at_once.believe(knowing(), AT).poa.tobytes()


def test_a_thousand_windows_in_force_cost_a_bounded_multiple_of_one() -> None:
    """Of a clearance more or less with the map read again; time of the processor, not of a wall."""
    engine, found = BeliefEngine(q.quarter()), thousand((0.75,))

    def cost(some: list[ClearanceEvidence]) -> float:
        spent = []
        for _ in range(5):
            engine.believe(knowing(*some[1:]), AT)
            begun = time.process_time()
            engine.believe(knowing(*some), AT)
            spent.append(time.process_time() - begun)
        return min(spent)

    engine.believe(knowing(*found), AT)
    one = cost(found[:1])
    many = cost(found)
    assert many < MOST * one, f"{many / one:.1f} times"
