"""The first filter over all cameras against the same by plain loops over every window."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from projections.advice.passing import Passing
from projections.advice.path_filter import Watching, best_by_path, known
from projections.advice.windows import Span, free_spans, windows_in

NOW = 5400.0
PODS = np.array([0.75, 0.0, 0.3, 0.6])
PLAYBACK = 8.0
Pass = tuple[int, float, float, int]
"""Trajectory, enter, leave, level."""


def entropy(p: float) -> float:
    inside = np.array([p, 1 - p])
    return float(-(inside[inside > 0] * np.log2(inside[inside > 0])).sum())


def side_by_side(cameras: list[list[Pass]]) -> Passing:
    rows = [row for passes in cameras for row in passes]
    table = np.array(rows, float).reshape(-1, 4)
    return Passing(
        np.cumsum([0, *map(len, cameras)]),
        table[:, 0].astype(np.int32),
        table[:, 1].astype(np.float32),
        table[:, 2].astype(np.float32),
        table[:, 3].astype(np.uint8),
    )


def path_gain(
    passes: list[Pass], span: Span, weights: NDArray[np.float64], watched: list[Span]
) -> float:
    """I = h(E q) - E h(q) with one product over passes for each trajectory."""
    missed = np.ones(len(weights))
    for whose, enter, leave, level in passes:
        inside = enter < span[1] and leave > span[0]
        if inside and not any(enter < end and leave > begin for begin, end in watched):
            missed[whose] *= 1 - PODS[level]
    seen = 1 - missed
    given = sum(w * entropy(q) for w, q in zip(weights.tolist(), seen.tolist(), strict=True))
    return entropy(float(weights @ seen)) - float(given)


def telling(rates: list[float]) -> list[float]:
    """Without those that are nothing but rounding errors."""
    return [rate for rate in rates if rate > 1e-9]


@st.composite
def camera_passes(draw: st.DrawFn) -> list[Pass]:
    """Up to 5 trajectories with up to 12 passes each, in order and apart, of any sharpness."""
    rows: list[Pass] = []
    for trajectory in range(draw(st.integers(0, 5))):
        times = sorted(draw(st.sets(st.integers(0, int(NOW) + 900), max_size=24)))
        for begin, end in list(pairwise(times))[::2]:
            level = draw(st.integers(0, len(PODS) - 1))
            rows.append((trajectory, float(begin), float(end), level))
    return rows


@settings(deadline=None, max_examples=60)
@given(
    st.lists(camera_passes(), min_size=1, max_size=5),
    st.data(),
    st.integers(1, 4),
    st.integers(1, 6),
)
def test_the_filter_finds_what_plain_loops_find(
    cameras: list[list[Pass]], data: st.DataObject, most: int, windows: int
) -> None:
    parts = np.array([data.draw(st.integers(0, 9)) for _ in range(5)], float)
    weights = parts / max(parts.sum(), 1.0)
    watched = [
        data.draw(
            st.lists(
                st.sampled_from([(0.0, 900.0), (1500.0, 2700.0), (2600.0, 4000.0)]), max_size=2
            )
        )
        for _ in cameras
    ]
    waiting = [data.draw(st.sampled_from([0.5, 3.0])) for _ in cameras]
    rows = [
        Watching(i, free_spans(NOW, spans), waits)
        for i, (spans, waits) in enumerate(zip(watched, waiting, strict=True))
    ]
    found = best_by_path(
        rows, known(watched), side_by_side(cameras), weights, PODS, PLAYBACK, most, windows
    )

    rates = []
    for passes, row, spans in zip(cameras, rows, watched, strict=True):
        table = windows_in(row.free)
        rates.append(
            [
                path_gain(passes, (since, until), weights, spans)
                / ((until - since) / 60 / PLAYBACK + row.waiting_min)
                for since, until in zip(table.since.tolist(), table.until.tolist(), strict=True)
            ]
        )
    best = sorted((max(each) for each in rates), reverse=True)[:most]
    mine: dict[int, list[float]] = {}
    for place, since, until, minutes in zip(*found, strict=True):
        row = rows[place]
        assert minutes == pytest.approx((until - since) / 60 / PLAYBACK + row.waiting_min)
        gain = path_gain(cameras[place], (since, until), weights, watched[place])
        mine.setdefault(int(place), []).append(gain / minutes)
    assert telling([each[0] for each in mine.values()]) == pytest.approx(telling(best), abs=1e-9)
    for place, own in mine.items():
        expected = sorted(rates[place], reverse=True)[:windows]
        assert telling(own) == pytest.approx(telling(expected), abs=1e-9)


def test_of_cameras_that_tell_the_same_the_earlier_in_the_list_come_first() -> None:
    alike: list[Pass] = [(0, 100.0, 160.0, 0)]
    rows = [Watching(i, ((0.0, NOW),), 0.5) for i in range(4)]
    found = best_by_path(
        rows, known([()] * 4), side_by_side([alike] * 4), np.array([0.4, 0.6]), PODS, 8.0, 3, 1
    )
    assert found.place.tolist() == [0, 1, 2]


def test_where_nothing_can_be_watched_nothing_is_found() -> None:
    passing = side_by_side([[(0, 100.0, 160.0, 0)]])
    nothing_free = best_by_path(
        [Watching(0, (), 0.5)], known([()]), passing, np.array([0.5, 0.5]), PODS, 8.0, 5, 5
    )
    assert len(nothing_free.place) == 0
    no_cameras = best_by_path([], known([]), side_by_side([]), np.ones(1), PODS, 8.0, 5, 5)
    assert len(no_cameras.place) == 0
