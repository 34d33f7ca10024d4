"""Compiling ahead covers what a real search needs."""

from dataclasses import replace

from domain.evidence import SightingEvidence
from projections.belief import BeliefEngine, warm_up
from projections.belief.ledger import book_passes, weigh
from projections.belief.visits import by_segment, left_at, move_to
from projections.belief.walk import walk
from tests.projections.belief import quarter as q
from tests.projections.belief import town

KERNELS = (walk, book_passes, weigh, by_segment, left_at, move_to)


def compiled_for() -> list[int]:
    return [len(vars(kernel)["overloads"]) for kernel in KERNELS]


def test_a_search_after_warming_up_compiles_nothing_more() -> None:
    warm_up()
    before = compiled_for()
    evidence = replace(
        q.search(),
        clearances=frozenset({q.clearance(1, 0, 30)}),
        outside_checks=frozenset({q.outside(0, 30)}),
        sightings=frozenset(
            {SightingEvidence("s", town.place(200, 200), q.minute(20), 40, 2, 0.5)}
        ),
    )
    BeliefEngine(q.quarter()).believe(evidence, q.minute(60))
    assert compiled_for() == before
