"""What counts as one pass, and how often it counts."""

import numpy as np
import pytest

from domain.area import Area
from projections.belief.pieces import Piece
from tests.projections.belief import handmade as hand
from tests.projections.belief import town


@pytest.fixture(scope="module")
def street() -> Area:
    streets = town.network([(0, 0), (100, 0), (200, 0)], [(0, 1), (1, 2)])
    return town.area(streets, {"C": [(0, 40.0, 60.0)], "WIDE": [(0, 0.0, 100.0), (1, 0.0, 30.0)]})


def miss(area: Area, visits: list[hand.Visit], *pieces: Piece, indoors: bool = False) -> float:
    held = hand.ledger(area, hand.batch(area, [visits], indoors))
    held.hold(frozenset(pieces))
    return float(np.exp(held.weights.log_peak))


THERE_AND_BACK = [(0, 100.0, 0.0, 100.0), hand.still(1, 400.0, 0.0), (0, 500.0, 100.0, 0.0)]
"""In the camera's view from second 40 to 60 and from 440 to 460."""


def test_positions_between_enter_and_leave_are_interpolated(street: Area) -> None:
    assert miss(street, THERE_AND_BACK, hand.cleared("C", (30.0, 41.0, 0.5))) == pytest.approx(0.5)
    assert miss(street, THERE_AND_BACK, hand.cleared("C", (0.0, 39.0, 0.5))) == 1.0
    assert miss(street, THERE_AND_BACK, hand.cleared("C", (61.0, 439.0, 0.5))) == 1.0
    assert miss(street, THERE_AND_BACK, hand.cleared("C", (459.0, 900.0, 0.5))) == pytest.approx(
        0.5
    )


def test_overlapping_windows_on_one_pass_count_once_with_the_highest_pod(street: Area) -> None:
    windows = hand.cleared("C", (0.0, 50.0, 0.5), (45.0, 70.0, 0.8), (30.0, 65.0, 0.6))
    assert miss(street, THERE_AND_BACK, windows) == pytest.approx(0.2)


def test_separate_passes_multiply(street: Area) -> None:
    assert miss(street, THERE_AND_BACK, hand.cleared("C", (0.0, 600.0, 0.5))) == pytest.approx(0.25)


@pytest.mark.parametrize(("away_s", "expected"), [(29.0, 0.5), (31.0, 0.25)])
def test_a_gap_under_thirty_seconds_joins(street: Area, away_s: float, expected: float) -> None:
    visits = [
        (0, 50.0, 0.0, 60.0),
        (0, 50.0 + away_s / 2, 60.0, 70.0),
        (0, 50.0 + away_s, 70.0, 60.0),
        (0, 150.0 + away_s, 60.0, 0.0),
    ]
    assert miss(street, visits, hand.cleared("C", (0.0, 600.0, 0.5))) == pytest.approx(expected)


def test_a_zone_over_a_junction_is_one_pass(street: Area) -> None:
    visits = [(0, 100.0, 0.0, 100.0), (1, 200.0, 0.0, 100.0)]
    assert miss(street, visits, hand.cleared("WIDE", (0.0, 600.0, 0.5))) == pytest.approx(0.5)


def test_two_cameras_that_see_the_same_pass_are_independent(street: Area) -> None:
    both = hand.cleared("C", (0.0, 99.0, 0.5)), hand.cleared("WIDE", (0.0, 99.0, 0.4))
    assert miss(street, THERE_AND_BACK, *both) == pytest.approx(0.3)


def test_who_is_indoors_is_not_seen(street: Area) -> None:
    stay = [hand.still(0, 600.0, 50.0)]
    pieces = hand.cleared("C", (0.0, 600.0, 0.5)), hand.swept("S", [0], 0.5, (0.0, 600.0))
    assert miss(street, stay, *pieces) == pytest.approx(0.25)
    assert miss(street, stay, *pieces, indoors=True) == 1.0


def test_a_sweep_counts_per_passage(street: Area) -> None:
    sweep = hand.swept("S", [0], 0.6, (0.0, 600.0))
    assert miss(street, THERE_AND_BACK, sweep) == pytest.approx(0.4 * 0.4)
    early = hand.swept("S", [0], 0.6, (0.0, 300.0))
    assert miss(street, THERE_AND_BACK, early) == pytest.approx(0.4)
