from itertools import pairwise
from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.advice.path_gain import worth
from projections.advice.windows import (
    LEAST_S,
    LENGTHS_MIN,
    Windows,
    ZonePasses,
    free_spans,
    windows_in,
)

HOUR = 3600.0


def passes(*rows: tuple[int, float, float]) -> ZonePasses:
    """Passes (trajectory, enter, leave), in order of trajectory and time."""
    rows = tuple(sorted(rows))
    return ZonePasses(
        np.array([row[0] for row in rows], np.int64),
        np.array([row[1] for row in rows], np.float32),
        np.array([row[2] for row in rows], np.float32),
    )


def entropy(p: float) -> float:
    return 0.0 if p in {0.0, 1.0} else -(p * log2(p) + (1 - p) * log2(1 - p))


def mutual_information(joint: list[tuple[float, float]]) -> float:
    """Of a path and an outcome, from (probability of the path, probability of `seen` on it)."""
    seen = sum(p * q for p, q in joint)
    bits = 0.0
    for p, q in joint:
        for both, outcome in ((p * q, seen), (p * (1 - q), 1 - seen)):
            if both > 0:
                bits += both * log2(both / (p * outcome))
    return bits


def spans(windows: Windows) -> list[tuple[float, float]]:
    return list(zip(windows.since.tolist(), windows.until.tolist(), strict=True))


def test_an_unwatched_hour_has_windows_of_every_length_on_a_five_minute_grid() -> None:
    windows = windows_in(free_spans(HOUR, []))
    assert {until - since for since, until in spans(windows)} == {60.0 * m for m in LENGTHS_MIN}
    assert {since % 300 for since, _ in spans(windows)} == {0.0}
    assert len(windows.since) == 11 + 9 + 5


def test_windows_fill_what_closed_spans_leave_and_reach_into_none() -> None:
    closed = [(600.0, 1200.0), (1100.0, 1500.0), (3000.0, 9000.0)]
    assert free_spans(HOUR, closed) == ((0.0, 600.0), (1500.0, 3000.0))
    windows = windows_in(free_spans(HOUR, closed))
    for since, until in spans(windows):
        assert all(until <= begin or since >= end for begin, end in closed)
    assert (0.0, 600.0) in spans(windows)
    assert (1800.0, 3000.0) in spans(windows)


def test_what_is_closed_throughout_has_no_windows() -> None:
    assert free_spans(HOUR, [(-500.0, 1800.0), (1800.0, 4000.0)]) == ()
    assert free_spans(0.0, []) == ()


def test_a_gap_too_short_to_open_the_recording_is_left_out() -> None:
    assert free_spans(HOUR, [(0.0, 1000.0), (1000.0 + LEAST_S / 2, HOUR)]) == ()


def test_a_recording_that_everybody_or_nobody_is_on_tells_nothing_about_the_path() -> None:
    windows = windows_in(((0.0, 600.0),))
    everybody = passes((0, 10, 20), (1, 10, 20))
    weights = np.array([0.5, 0.5])
    gain, share = worth(windows, everybody, weights, 0.75, ())
    assert gain == pytest.approx(0.0, abs=1e-12)
    assert share == pytest.approx(1.0)
    gain, share = worth(windows, passes((0, 900, 1000)), weights, 0.75, ())
    assert gain == pytest.approx(0.0, abs=1e-12)
    assert share == pytest.approx(0.0, abs=1e-12)


def test_two_passes_of_one_path_are_two_chances_to_see_him() -> None:
    weights = np.array([0.5, 0.5])
    gain, share = worth(
        windows_in(((0.0, 600.0),)), passes((0, 10, 20), (0, 300, 310)), weights, 0.5, ()
    )
    assert gain == pytest.approx(mutual_information([(0.5, 0.75), (0.5, 0.0)]))
    assert share == pytest.approx(0.5)


def test_a_pass_that_was_watched_already_tells_nothing_any_more() -> None:
    windows = windows_in(((600.0, 1200.0),))
    both = passes((0, 550, 650), (1, 700, 800))
    weights = np.array([0.3, 0.7])
    gain, share = worth(windows, both, weights, 0.75, [(0.0, 600.0)])
    assert share == pytest.approx(0.7)
    assert gain == pytest.approx(mutual_information([(0.3, 0.0), (0.7, 0.75)]))


@st.composite
def populations(draw: st.DrawFn) -> tuple[ZonePasses, list[list[tuple[float, float]]]]:
    """Up to 6 trajectories with up to 5 passes each, in order and apart."""
    own: list[list[tuple[float, float]]] = []
    rows: list[tuple[int, float, float]] = []
    for trajectory in range(draw(st.integers(1, 6))):
        times = sorted(draw(st.sets(st.integers(0, 5000), max_size=10)))
        pairs = [(float(a), float(b)) for a, b in pairwise(times)][::2]
        own.append(pairs)
        rows += [(trajectory, a, b) for a, b in pairs]
    return passes(*rows), own


@settings(deadline=None, max_examples=150)
@given(
    populations(),
    st.data(),
    st.floats(0.05, 0.9),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 1500)), max_size=3),
)
def test_the_worth_of_every_window_is_the_mutual_information_of_outcome_and_path(
    population: tuple[ZonePasses, list[list[tuple[float, float]]]],
    data: st.DataObject,
    pod: float,
    watched: list[tuple[int, int]],
) -> None:
    zone, own = population
    parts = np.array([data.draw(st.integers(1, 9), label="part") for _ in own], float)
    weights = parts / parts.sum()
    known = [(float(begin), float(begin + length)) for begin, length in watched]
    free = free_spans(HOUR, known)
    if not free:
        return
    windows = windows_in(free)
    gain, share = worth(windows, zone, weights, pod, known)

    for row, (since, until) in enumerate(spans(windows)):
        touched = [
            sum(
                enter < until
                and leave > since
                and not any(enter < end and leave > begin for begin, end in known)
                for enter, leave in each
            )
            for each in own
        ]
        joint = [(w, 1 - (1 - pod) ** n) for w, n in zip(weights.tolist(), touched, strict=True)]
        assert gain[row] == pytest.approx(mutual_information(joint), abs=1e-9)
        passed = sum(w for w, n in zip(weights.tolist(), touched, strict=True) if n)
        assert share[row] == pytest.approx(passed, abs=1e-9)


def test_the_information_about_a_path_is_what_the_outcome_is_uncertain_about_beyond_it() -> None:
    joint = [(0.2, 0.75), (0.5, 0.0), (0.3, 0.9)]
    seen = sum(p * q for p, q in joint)
    by_entropy = entropy(seen) - sum(p * entropy(q) for p, q in joint)
    assert mutual_information(joint) == pytest.approx(by_entropy)
