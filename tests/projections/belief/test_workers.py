"""Given an engine that is closed, then nobody who waits for a belief goes on waiting."""

from concurrent.futures import CancelledError
from threading import Event

import pytest

from projections.belief import BeliefEngine
from projections.belief.workers import MOST, Workers
from tests.projections.belief import quarter as q


def test_who_waits_for_what_was_not_begun_is_told_at_once() -> None:
    workers, begun, go_on = Workers(), Event(), Event()

    def held_up() -> str:
        begun.set()
        assert go_on.wait(30)
        return "done"

    running = [workers.submit(held_up) for _ in range(MOST)]
    waiting = workers.submit(str)
    assert begun.wait(30)
    workers.close()
    with pytest.raises(CancelledError):
        waiting.result(30)
    with pytest.raises(CancelledError):
        workers.submit(str)
    go_on.set()
    # What was being worked on ends by itself; with fewer processors some was not begun either.
    assert running[0].result(30) == "done"


def test_an_open_one_refuses_nothing() -> None:
    workers = Workers()
    assert workers.submit(str, 1).result(30) == "1"
    workers.close()


def test_a_closed_engine_believes_nothing_more() -> None:
    engine = BeliefEngine(q.quarter())
    engine.close()
    with pytest.raises(CancelledError):
        engine.believe(q.search(), q.minute(5))
