"""Given a busy search, then the soak samples the service, and tells growth from noise."""

import math
import random
from pathlib import Path

import pytest

from coordinator.settings import Settings
from tests.coordinator.areas.small_city import small_city
from tests.reliability.flatness import Series
from tests.reliability.soak import Outcome, soaked

SECONDS = 5.0


def test_a_short_soak_does_all_that_a_long_one_does(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    outcome = soaked(settings, tmp_path / "log", small_city(), SECONDS, hurry=20)
    assert outcome.faults == []
    assert outcome.searches >= 1
    assert outcome.commands - outcome.refused > 15
    assert outcome.positions > 5
    assert outcome.came > 19, "screens came anew"
    assert len(outcome.memory.values) > 5
    assert 100 < min(outcome.beside.values) <= max(outcome.memory.values)
    assert min(outcome.threads.values) > 5
    assert min(outcome.files.values) > 5


def hour(growth_mb: float, threads: float = 0.0) -> Outcome:
    """An hour of samples with noise and passing peaks, and some growth."""
    chance, outcome = random.Random(2), Outcome(seconds=3600)
    for at in range(0, 3600, 5):
        warm = 80 * (1 - math.exp(-at / 300))
        peak = chance.choice([0.0, 0.0, 25.0])
        memory = 300 + warm + growth_mb * at / 3600 + peak + chance.gauss(0, 2)
        outcome.beside.add(at, memory)
        outcome.memory.add(at, memory + 400)
        outcome.threads.add(at, 30 + chance.choice([0, 0, 3]) + int(threads * at / 3600))
        outcome.files.add(at, 60 + chance.choice([0, 5]))
    return outcome


@pytest.mark.parametrize(
    ("growth_mb", "threads", "faults"), [(0, 0, 0), (-20, 0, 0), (60, 0, 1), (0, 12, 1)]
)
def test_growth_is_told_from_noise(growth_mb: float, threads: float, faults: int) -> None:
    outcome = hour(growth_mb, threads).judged()
    assert len(outcome.faults) == faults, outcome.faults
    assert ("verdict: flat" in str(outcome)) == (faults == 0)


def test_the_slope_is_that_of_the_line() -> None:
    series = Series()
    for at in range(0, 3600, 60):
        series.add(at, 100 + 7 * at / 3600)
    slope = series.slope
    assert slope.an_hour == pytest.approx(7)
    assert slope.error == pytest.approx(0, abs=1e-6)
    assert series.after(1800).seconds[0] == 1800
    assert len(series.lows(600).values) == 6
