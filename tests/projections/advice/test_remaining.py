"""When something else is clearly better than going on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.advice.ahead import HORIZON_S
from projections.advice.remaining import Remaining, clearly_better

SHIPPED = {"redirect_least_pos": 0.01, "redirect_gain_ratio": 1.6}
TEN_MIN = 600.0


def test_a_team_that_has_done_everything_takes_whatever_is_worth_an_order() -> None:
    assert clearly_better(0.01, Remaining(0.0, 0.0), SHIPPED)
    assert not clearly_better(0.009, Remaining(0.0, 0.0), SHIPPED)


def test_streets_that_have_become_empty_are_left() -> None:
    assert clearly_better(0.1, Remaining(0.0, TEN_MIN), SHIPPED)


def test_what_is_nearly_done_is_finished_first() -> None:
    """Two minutes are left: they cost a tenth of what the alternative promises in twenty."""
    assert not clearly_better(0.09, Remaining(0.0, 120.0), SHIPPED)


def test_after_a_good_sighting_even_what_is_nearly_done_is_left() -> None:
    assert clearly_better(0.5, Remaining(0.005, 120.0), SHIPPED)


def test_as_much_by_the_minute_is_no_reason_to_turn_round() -> None:
    """What is left promises less in all only because it takes half as long."""
    assert not clearly_better(0.2, Remaining(0.1, HORIZON_S / 2), SHIPPED)


def test_a_little_more_by_the_minute_is_no_reason_either() -> None:
    assert not clearly_better(0.25, Remaining(0.2, HORIZON_S), SHIPPED)
    assert clearly_better(0.35, Remaining(0.2, HORIZON_S), SHIPPED)


@given(
    pos=st.floats(0.0, 1.0), left=st.floats(0.0, 1.0), seconds=st.floats(1.0, HORIZON_S),
    more=st.floats(0.0, 1.0),
)  # fmt: skip
def test_a_better_alternative_is_never_refused_where_a_worse_one_is_taken(
    pos: float, left: float, seconds: float, more: float
) -> None:
    remaining = Remaining(left, seconds)
    if clearly_better(pos, remaining, SHIPPED):
        assert clearly_better(pos + more, remaining, SHIPPED)


@given(pos=st.floats(0.0, 1.0), seconds=st.floats(1.0, HORIZON_S))
def test_nobody_is_sent_to_and_fro(pos: float, seconds: float) -> None:
    """The same again, seen from the new assignment, is never clearly better."""
    assert not clearly_better(pos, Remaining(pos, HORIZON_S), SHIPPED)
    assert not clearly_better(pos, Remaining(pos * seconds / HORIZON_S, seconds), SHIPPED)


@pytest.mark.parametrize("ratio", [1.0, 1e6])
def test_a_force_can_set_how_much_better_it_has_to_be(ratio: float) -> None:
    parameters = {**SHIPPED, "redirect_gain_ratio": ratio}
    assert clearly_better(0.35, Remaining(0.2, HORIZON_S), parameters) is (ratio == 1.0)
