import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.areas.incline import ASSUMED_SLOPE, slope, slope_hindrance


@pytest.mark.parametrize(
    ("value", "rise"),
    [
        ("10%", 0.1), ("10 %", 0.1), ("-5%", -0.05), ("5.5%", 0.055), ("5,5 %", 0.055), ("0", 0.0),
        ("0%", 0.0), ("8", 0.08), ("1:12", 1 / 12), ("-1:20", -0.05), ("+3%", 0.03),
        ("−4%", -0.04), ("~10%", 0.1), ("80‰", 0.08), ("up;10%", 0.1), ("down 10%", -0.1),
    ],
)  # fmt: skip
def test_a_slope_is_rise_over_run(value: str, rise: float) -> None:
    assert slope(value) == pytest.approx(rise, abs=6e-5)


def test_degrees_go_through_the_tangent_of_radians() -> None:
    assert slope("45°") == pytest.approx(1.0, abs=1e-4)
    assert slope("10°") == pytest.approx(0.1763, abs=1e-4)
    assert slope("-10°") == pytest.approx(-0.1763, abs=1e-4)


def test_up_and_down_give_the_sign_of_the_documented_assumption() -> None:
    assert slope("up") == ASSUMED_SLOPE
    assert slope("down") == -ASSUMED_SLOPE


@pytest.mark.parametrize(
    "value", ["", "yes", "steep", "500%", "89°", "90°", "1:0", "?", "moderate"]
)
def test_what_tells_no_slope_is_unknown(value: str) -> None:
    assert math.isnan(slope(value))


def test_uphill_is_harder_than_downhill() -> None:
    found = slope_hindrance("15%")
    assert found is not None
    assert found.along < found.against < 1
    assert slope_hindrance("-15%") == found.turned()


def test_a_gentle_slope_does_not_hinder() -> None:
    assert slope_hindrance("4%") is None
    assert slope_hindrance("up") is None


def test_a_street_said_to_be_steep_hinders_though_its_slope_is_unknown() -> None:
    assert slope_hindrance("steep") is not None


@settings(deadline=None)
@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(value: str) -> None:
    rise = slope(value)
    assert math.isnan(rise) or -1 <= rise <= 1
    found = slope_hindrance(value)
    assert found is None or 0 < min(found.along, found.against) <= 1
