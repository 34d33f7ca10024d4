"""The pace of a play, and the time that is left to its visitors."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from coordinator.clock import Clock
from coordinator.demo.direction import WORKING_TIME, Direction
from coordinator.demo.truth import HiddenTruth
from coordinator.demo.working_time import WorkingTime
from tests.coordinator.exercise.scene import going_past_c0
from tests.coordinator.installation import NINE


def truth(_begin: datetime, _seed: int) -> HiddenTruth:
    return going_past_c0()


DEMO = Direction(truth, working_time=WORKING_TIME)


@pytest.fixture
def clock() -> Clock:
    """A clock that only a test moves."""
    return Clock(NINE, 0.001, steady=lambda: 0.0)


def test_time_stands_still_until_somebody_looks_and_then_runs_as_in_life(clock: Clock) -> None:
    time = WorkingTime(clock, DEMO)
    assert clock.speed == 0.001
    time.looked_at()
    assert clock.speed == 1.0
    time.taken()
    time.begin()
    assert clock.speed == 1.0


def test_who_takes_a_part_has_the_time_once_in_a_play(clock: Clock) -> None:
    time = WorkingTime(clock, DEMO)
    time.looked_at()
    assert time.left == timedelta(0)
    time.taken()
    assert time.left == WORKING_TIME
    clock.set_time(NINE + timedelta(minutes=4))
    time.taken()
    assert time.left == WORKING_TIME - timedelta(minutes=4)
    clock.set_time(NINE + timedelta(hours=1))
    assert time.left == timedelta(0)
    time.begin()
    time.taken()
    assert time.left == WORKING_TIME


def test_the_speed_that_a_visitor_chose_stays(clock: Clock) -> None:
    time = WorkingTime(clock, DEMO)
    time.choose(5.0)
    time.looked_at()
    time.taken()
    time.begin()
    time.taken()
    assert clock.speed == 5.0


def test_an_exercise_has_its_own_speed_and_no_such_time(clock: Clock) -> None:
    time = WorkingTime(clock, replace(DEMO, first_speed=20.0, working_time=timedelta(0)))
    time.looked_at()
    time.taken()
    assert (clock.speed, time.left) == (20.0, timedelta(0))
