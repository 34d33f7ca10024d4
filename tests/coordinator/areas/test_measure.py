import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.areas.measure import metres


@pytest.mark.parametrize(
    ("text", "length"),
    [("3", 3), ("5 m", 5), ("11m", 11), ("2,5", 2.5), (".5", 0.5), ("15cm", 0.15),
     ("5'10\"", 1.778), ("6 ft", 1.8288), ("3;4", 3), ("3-5", 3), ("~2", 2), ("-0.1", -0.1)],
)  # fmt: skip
def test_a_length_is_read_in_metres(text: str, length: float) -> None:
    assert metres(text) == pytest.approx(length)


@pytest.mark.parametrize("text", ["", "wide", "3 apples", "fine_gravel", "1e400", "nan", "inf"])
def test_what_is_no_length_is_unknown(text: str) -> None:
    assert math.isnan(metres(text))


@settings(deadline=None)
@given(st.text(max_size=12))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert isinstance(metres(text), float)
