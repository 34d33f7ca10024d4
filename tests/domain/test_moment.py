from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.moment import moment_of, moment_text
from tests.domain.scenario import NINE

NAIVE = NINE.replace(tzinfo=None)
moments = st.datetimes(
    NAIVE.replace(year=1971),
    NAIVE.replace(year=2100),
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
)


@given(moments)
def test_a_moment_survives_its_text_and_equal_moments_have_equal_text(moment: datetime) -> None:
    text = moment_text(moment)
    assert moment_of(text) == moment
    assert moment_of(text).tzinfo is UTC
    assert moment_text(moment.astimezone(UTC)) == text
    assert text.endswith("Z")


def test_microseconds_appear_only_where_there_are_any() -> None:
    assert moment_text(datetime(2026, 3, 2, 9, tzinfo=UTC)) == "2026-03-02T09:00:00Z"
    assert moment_text(datetime(2026, 3, 2, 9, 0, 0, 5, UTC)) == "2026-03-02T09:00:00.000005Z"


def test_an_offset_is_read_as_the_same_moment_in_utc() -> None:
    assert moment_of("2026-03-02T17:00:00+08:00") == datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-03-02T09:00:00", "2026-03-02", "nine", ""])
def test_a_text_without_offset_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment_of(text)


def test_a_time_without_zone_has_no_text() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment_text(NAIVE)
