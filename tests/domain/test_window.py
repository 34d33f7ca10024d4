from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusal import Refusal
from domain.window import Window
from tests.domain.scenario import at, between

minutes = st.integers(0, 60)
windows = st.tuples(minutes, minutes).filter(lambda w: w[0] < w[1]).map(lambda w: between(*w))


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (at(0), at(0), "until"),
        (at(1), at(0), "until"),
        (at(0).replace(tzinfo=None), at(1), "from"),
        (at(0), at(1).replace(tzinfo=None), "until"),
    ],
)
def test_a_window_without_zone_or_length_is_refused(
    since: datetime, until: datetime, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        Window(since, until)
    assert (refused.value.code, refused.value.field) == ("invalid_value", field)


def test_windows_that_only_meet_do_not_touch() -> None:
    assert not between(0, 10).touches(between(10, 20))
    assert between(0, 10).touches(between(9.9, 20))
    assert between(0, 10).touches(between(2, 3))


def test_a_moved_window_keeps_its_length() -> None:
    assert between(0, 10).moved(timedelta(minutes=-3)) == between(-3, 7)


@given(windows, st.lists(windows, max_size=5))
def test_what_is_left_without_the_gaps_are_the_minutes_in_none_of_them(
    whole: Window, gaps: list[Window]
) -> None:
    left = whole.without(gaps)
    for minute in range(60):
        part = between(minute, minute + 1)
        expected = part.touches(whole) and not any(part.touches(gap) for gap in gaps)
        assert any(part.touches(piece) for piece in left) == expected
    assert all(one.until <= two.since for one, two in pairwise(left))
