"""Compiling ahead covers what advice for a real search needs."""

import sys

import numpy as np
from numba.core.dispatcher import Dispatcher

from projections.advice.ahead import moving
from projections.advice.assignments import Assigner, TeamPlace
from projections.advice.cells import Cells
from projections.advice.review_queue import Moment, ReviewQueue, Watchable
from projections.advice.warm_up import warm_up
from projections.belief import BeliefEngine
from tests.projections.belief import quarter as q
from tests.projections.belief import town


def compiled_for() -> dict[str, int]:
    """For how many kinds of arguments each kernel of the package is compiled."""
    return {
        f"{name}.{kernel}": len(vars(found)["overloads"])
        for name, module in list(sys.modules.items())
        if name.startswith("projections.")
        for kernel, found in list(vars(module).items())
        if isinstance(found, Dispatcher) and vars(found)["targetoptions"].get("nogil")
    }


def test_advice_after_warming_up_compiles_nothing_more() -> None:
    warm_up()
    before = compiled_for()
    assert len(before) > 15
    area, evidence = q.quarter(), q.search(clearances=frozenset({q.clearance(1, 0, 20)}))
    told = BeliefEngine(area).weighted(evidence, q.minute(60))
    queue = ReviewQueue(told, Cells(area.network), Moment(town.NOON, 3600.0), 0.75)
    assert queue.best([Watchable(camera) for camera in area.cameras], 4)
    teams = [TeamPlace(str(n), town.place(100 * n, 200), "foot") for n in range(4)]
    assigned = Assigner(area.network).plan(teams, moving(told, 3600.0), 0.6)
    assert assigned
    assert np.isfinite([each.expected_pos for each in assigned]).all()
    assert compiled_for() == before
