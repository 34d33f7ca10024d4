"""What is kept of searches: within a budget, and without one waiting for another."""

import threading
from collections.abc import Hashable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.evidence import Evidence, SightingEvidence
from domain.parameters import default_parameters
from projections.belief import BeliefEngine
from projections.belief.batch import Batch
from projections.belief.branches import Branch
from projections.belief.first_stories import content
from projections.belief.shelf import Shelf
from tests.projections.belief import quarter as q
from tests.projections.belief import town

AT = town.NOON + timedelta(minutes=50)


def key(engine: BeliefEngine, evidence: Evidence) -> Hashable:
    return engine, content(evidence, {**default_parameters(), **evidence.parameters})


def test_the_search_asked_about_longest_ago_is_forgotten_first() -> None:
    area, shelf = q.quarter(), Shelf(10**9)
    engine = BeliefEngine(area, shelf)
    searches = [q.search(seed=seed) for seed in range(4)]
    for each in searches:
        engine.believe(each, AT)
    each_bytes = shelf.nbytes / 4
    shelf.memory = int(2.5 * each_bytes)
    engine.believe(searches[0], AT)
    assert shelf.nbytes < shelf.memory
    assert [shelf.take(key(engine, each)).story is not None for each in searches] == [
        True, False, False, True,
    ]  # fmt: skip


def test_what_was_forgotten_comes_back_the_same() -> None:
    area, evidence = q.quarter(), q.search(clearances=frozenset({q.clearance(1, 5, 40)}))
    engine = BeliefEngine(area, Shelf(1))
    first = engine.believe(evidence, AT)
    engine.believe(replace(evidence, seed=99), AT)
    again = engine.believe(evidence, AT)
    assert again.poa.tobytes() == first.poa.tobytes()


def test_stories_that_were_only_compared_are_not_made_anew_by_the_next_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spots = [
        (200.0, 320.0, 4, 0.95), (360.0, 360.0, 8, 0.95), (160.0, 440.0, 14, 0.95),
        (360.0, 240.0, 29, 0.8), (360.0, 400.0, 37, 0.5),
    ]  # fmt: skip
    seen = frozenset(
        SightingEvidence(f"s{i}", town.place(x, y), q.minute(at), 40, 0, credibility)
        for i, (x, y, at, credibility) in enumerate(spots)
    )
    evidence = q.search(parameters={**q.search().parameters, "branches_kept": 3.0}, sightings=seen)
    engine = BeliefEngine(q.quarter(), Shelf(1))
    engine.believe(evidence, AT)
    made: list[int] = []
    simulated = Branch._simulated

    def counted(self: Branch, number: int) -> Batch:
        made.append(number)
        return simulated(self, number)

    monkeypatch.setattr(Branch, "_simulated", counted)
    engine.believe(evidence, AT + timedelta(minutes=1))
    assert not made


def test_engines_that_share_a_shelf_share_its_budget() -> None:
    shelf = Shelf(1)
    for _ in range(3):
        BeliefEngine(q.quarter(), shelf).believe(q.search(), AT)
    only = BeliefEngine(q.quarter(), Shelf(1))
    only.believe(q.search(), AT)
    alone = Shelf(10**9)
    BeliefEngine(q.quarter(), alone).believe(q.search(), AT)
    assert shelf.nbytes <= alone.nbytes


def test_many_callers_get_what_one_gets() -> None:
    area = q.quarter()
    searches = [
        q.search(seed=seed, clearances=frozenset({q.clearance(k, 5, 40)}))
        for seed in range(3)
        for k in range(3)
    ]
    alone = [BeliefEngine(area).believe(each, AT).poa.tobytes() for each in searches]
    engine, found = BeliefEngine(area, Shelf(2_000_000)), {}

    def ask(turn: int) -> None:
        for k in range(len(searches)):
            number = (k * 4 + turn) % len(searches)
            found[turn, number] = engine.believe(searches[number], AT).poa.tobytes()

    threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 36
    assert all(map_ == alone[number] for (_, number), map_ in found.items())


def test_a_search_does_not_wait_for_another() -> None:
    shelf = Shelf(10**9)
    engine = BeliefEngine(q.quarter(), shelf)
    one, other = q.search(seed=1), q.search(seed=2)
    engine.believe(one, AT)
    held = shelf.take(key(engine, one))
    answered = threading.Event()

    def ask() -> None:
        engine.believe(other, AT)
        answered.set()

    with held.lock:
        thread = threading.Thread(target=ask)
        thread.start()
        assert answered.wait(30)
    thread.join(30)
