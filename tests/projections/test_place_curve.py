"""The curve of a place: its share of the belief, and how many streets were ahead of it."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from projections.belief import Belief, BeliefEngine
from projections.place_curve import (
    CurvePoint,
    Look,
    among_from_then_on,
    around_segments,
    first_among,
    place_curve,
    point_at,
    surroundings,
)
from tests.projections.belief import quarter as q
from tests.projections.belief import town

AREA = q.quarter()
NETWORK = AREA.network
METRES = NETWORK.length_m


def believed(poa: NDArray[np.float64]) -> Belief:
    return Belief(q.minute(10), poa, 1.0 - float(poa.sum()), 1.0, (), 0.0, False)


def curve(*ahead: float) -> list[CurvePoint]:
    return [CurvePoint(q.minute(i), i, 0.1, share) for i, share in enumerate(ahead)]


def test_a_place_is_the_streets_around_it_or_the_nearest_one() -> None:
    there = town.place(240, 300)
    assert set(surroundings(AREA, there, 10.0).segments) < set(surroundings(AREA, there).segments)
    far = surroundings(AREA, town.place(-900, -900))
    assert len(far.segments) == 1
    assert far.even == pytest.approx(METRES[far.segments[0]] / METRES.sum())


def test_an_even_belief_has_nobody_ahead_and_gives_a_place_its_share_of_the_metres() -> None:
    place = around_segments(NETWORK, [3, 7, 3])
    point = point_at(believed(0.8 * METRES / METRES.sum()), 5, place, NETWORK)
    assert point.probability == pytest.approx(0.8 * place.even)
    assert (point.version, point.ahead) == (5, 0.0)


def test_ahead_are_the_metres_that_are_likelier_each_and_not_its_own() -> None:
    poa = np.full(NETWORK.segments, 1e-6)
    poa[[0, 1, 2]] = 0.2, 0.1, 0.05
    ahead = METRES[[0]].sum() / METRES.sum()
    assert point_at(believed(poa), 1, around_segments(NETWORK, [1, 2]), NETWORK).ahead == (
        pytest.approx(ahead)
    )


def test_a_place_where_he_cannot_be_is_behind_all_streets() -> None:
    poa = np.ones(NETWORK.segments) / NETWORK.segments
    poa[4] = 0.0
    point = point_at(believed(poa), 1, around_segments(NETWORK, [4]), NETWORK)
    assert (point.probability, point.ahead) == (0.0, 1.0)


def test_a_curve_is_read_from_the_evidence_of_each_look() -> None:
    engine = BeliefEngine(AREA)
    nothing = q.search()
    cleared = q.search(clearances=frozenset({q.clearance(3, 0, 40)}))
    place = around_segments(NETWORK, [20])
    looks = [Look(q.minute(40), 3, nothing), Look(q.minute(50), 4, cleared)]
    points = list(place_curve(looks, place, NETWORK, engine.believe))
    assert [(point.at, point.version) for point in points] == [
        (q.minute(40), 3), (q.minute(50), 4),
    ]  # fmt: skip
    for point, look in zip(points, looks, strict=True):
        assert point.probability == engine.believe(look.evidence, look.at).poa[20]


def test_a_look_before_he_was_seen_last_has_no_point() -> None:
    early = Look(q.minute(-1), 1, replace(q.search()))
    place = around_segments(NETWORK, [20])
    assert list(place_curve([early], place, NETWORK, BeliefEngine(AREA).believe)) == []


def test_the_first_among_the_best_need_not_have_stayed_there() -> None:
    points = curve(0.5, 0.09, 0.3, 0.05, 0.02)
    assert first_among(points, 0.1) == points[1]
    assert among_from_then_on(points, 0.1) == points[3]
    assert first_among(points, 0.01) is None
    assert among_from_then_on(points, 0.01) is None
    assert among_from_then_on([], 0.1) is None
