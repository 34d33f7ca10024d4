import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.areas.direction import View, view_of


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("90", View(90)), ("90°", View(90)), ("-90", View(270)), ("360", View(0)),
        ("22.5", View(22.5)),
        ("N", View(0)), ("NNE", View(22.5)), ("west", View(270)), ("South-West", View(225)),
        ("90-270", View(180, 180)), ("270-90", View(0, 180)), ("350-10", View(0, 20)),
        ("NW-NE", View(0, 90)),
        ("90;180", View(135, 150)), ("350;10", View(0, 80)), ("N;E", View(45, 150)),
        ("80-100;120-140", View(110, 60)),
    ],
)  # fmt: skip
def test_a_direction_means_a_view(text: str, view: View) -> None:
    assert view_of(text, 60) == view


@pytest.mark.parametrize(
    "text", ["", "all", "90-90", "0;120;240", "0-180;180-360", "9999", "forward"]
)
def test_what_points_nowhere_sees_all_round(text: str) -> None:
    assert view_of(text, 120) is None


@settings(deadline=None)
@given(st.text(alphabet="0123456789.;-+ NESWnesw°,/", max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    view = view_of(text, 90)
    if view is not None:
        assert 0 <= view.direction < 360
        assert view.angle is None or 0 < view.angle <= 360
