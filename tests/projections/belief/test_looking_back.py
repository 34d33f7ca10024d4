"""Jumping to and fro between very different knowledge gives what going there straight gives."""

from dataclasses import replace

import numpy as np

from domain.evidence import Evidence
from projections.belief import BeliefEngine
from projections.belief.ledger import FAR
from tests.projections.belief import quarter as q

AREA = q.quarter()
START = q.search(parameters={**q.search().parameters, "population_most_batches": 2.0})
SWEEPS = [q.sweep([number % AREA.network.segments], number % 50, 60) for number in range(90)]
"""Each of a street of its own, so that each is booked by itself."""


def known(first: int, last: int) -> Evidence:
    sweeps = [replace(each, id=str(number)) for number, each in enumerate(SWEEPS)]
    return replace(START, sweeps=frozenset(sweeps[first:last]))


def test_far_jumps_are_exact_however_many_there_were_before() -> None:
    engine = BeliefEngine(AREA)
    random = np.random.default_rng(3)
    assert len(SWEEPS) > 2 * FAR
    asked = [sorted(random.choice(len(SWEEPS), 2, replace=False).tolist()) for _ in range(60)]
    looks = [(known(*span), q.minute(70)) for span in asked]
    jumped = [engine.believe(*look).poa.tobytes() for look in looks]
    for look, poa in list(zip(looks, jumped, strict=True))[::12]:
        assert BeliefEngine(AREA).believe(*look).poa.tobytes() == poa
    # The same places again, in another order.
    for i in random.permutation(len(looks)).tolist():
        assert engine.believe(*looks[i]).poa.tobytes() == jumped[i]
    assert len(set(jumped)) > 40
