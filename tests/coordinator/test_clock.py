"""The clock: real or of an exercise, never backwards, never jumping."""

import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.clock import Clock

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


class Hand:
    """Seconds that a test moves."""

    def __init__(self, at: float = 0.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at


def test_a_real_clock_tells_the_machines_time() -> None:
    wall = Hand(START.timestamp())
    clock = Clock(wall=wall)

    wall.at += 90

    assert clock.now() == START + timedelta(seconds=90)
    assert clock.now().tzinfo is UTC
    assert not clock.exercise


def test_a_real_clock_waits_when_the_machines_time_is_set_back() -> None:
    wall = Hand(START.timestamp())
    clock = Clock(wall=wall)
    wall.at += 10
    before = clock.now()

    wall.at -= 5
    held = clock.now()
    wall.at += 6

    assert held == before
    assert clock.now() == before + timedelta(seconds=1)


def test_an_exercise_clock_starts_at_its_time_and_runs_faster() -> None:
    steady = Hand(1000)
    clock = Clock(START, 60, steady=steady)

    steady.at += 2

    assert clock.now() == START + timedelta(minutes=2)
    assert clock.exercise


def test_an_exercise_may_begin_anew() -> None:
    steady = Hand()
    clock = Clock(START, 60, steady=steady)
    steady.at += 100
    clock.now()

    clock.set_time(START)
    steady.at += 1

    assert clock.now() == START + timedelta(minutes=1)


speeds = st.floats(min_value=0, max_value=3600)


@given(st.lists(st.tuples(st.floats(min_value=0, max_value=1000), speeds), max_size=20))
def test_changing_the_speed_neither_jumps_nor_runs_backwards(
    steps: list[tuple[float, float]],
) -> None:
    steady = Hand()
    clock = Clock(START, 1, steady=steady)
    speed, expected, told = 1.0, 0.0, [clock.now()]

    for seconds, next_speed in steps:
        steady.at += seconds
        expected += seconds * speed
        told.append(clock.now())
        clock.set_speed(next_speed)
        told.append(clock.now())
        assert told[-1] == told[-2]
        speed = next_speed

    assert all(earlier <= later for earlier, later in pairwise(told))
    assert abs((told[-1] - START).total_seconds() - expected) < 1e-3


def test_several_threads_never_see_time_run_backwards() -> None:
    clock = Clock(START, 60)
    backwards: list[datetime] = []

    def read() -> None:
        last = clock.now()
        for _ in range(2000):
            now = clock.now()
            if now < last:
                backwards.append(now)
            last = now

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for speed in (1, 30, 0, 60, 2):
        clock.set_speed(speed)
    for reader in readers:
        reader.join()

    assert not backwards


@pytest.mark.parametrize("speed", [-1, float("nan"), float("inf"), 3601])
def test_an_impossible_speed_is_refused(speed: float) -> None:
    clock = Clock(START)

    with pytest.raises(ValueError, match="speed"):
        clock.set_speed(speed)

    assert clock.speed == 1


def test_a_start_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Clock(START.replace(tzinfo=None))
