import math

import pytest

from coordinator.areas.kerb import ease_down, ease_up, has_kerb, kerb_height, kerb_hindrance


@pytest.mark.parametrize(
    ("tags", "height"),
    [
        ({"kerb": "raised"}, 0.15),
        ({"kerb": "no"}, 0.0),
        ({"kerb": "flush"}, 0.0),
        ({"kerb": "lowered"}, 0.03),
        ({"kerb:height": "0.15"}, 0.15),
        ({"kerb:height": "15 cm"}, 0.15),
        ({"kerb:height": "15cm"}, 0.15),
        ({"kerb:height": "0,12 m"}, 0.12),
        ({"kerb:height": "30 mm"}, 0.03),
        ({"curb:height": "0.03"}, 0.03),
        ({"kerb": "lowered", "kerb:height": "0.06"}, 0.06),
        ({"kerb": "raised;lowered"}, 0.15),
        ({"sloped_kerb": "yes"}, 0.03),
        ({"sloped_kerb": "no"}, 0.15),
        ({"kerb": "0.05"}, 0.05),
        ({"curb": "raised"}, 0.15),
    ],
)
def test_a_kerb_tag_means_a_height(tags: dict[str, str], height: float) -> None:
    assert kerb_height(tags) == pytest.approx(height)


@pytest.mark.parametrize(
    "tags",
    [{}, {"kerb": "yes"}, {"kerb:height": "high"}, {"kerb:height": "15"}, {"kerb": ""},
     {"sloped_kerb": "maybe"}],
)  # fmt: skip
def test_what_tells_no_height_is_unknown_and_not_zero(tags: dict[str, str]) -> None:
    assert math.isnan(kerb_height(tags))


def test_a_flush_kerb_does_not_hinder_and_a_raised_one_does() -> None:
    assert ease_up(0.0) == ease_down(0.01) == 1.0
    assert ease_up(0.15) < 0.2


@pytest.mark.parametrize("height", [0.03, 0.06, 0.15, 0.3])
def test_down_is_easier_than_up_and_neither_is_impossible(height: float) -> None:
    assert 0 < ease_up(height) < ease_down(height) < 1


def test_the_easing_follows_the_published_ratio_at_15_cm() -> None:
    assert ease_up(0.15) / ease_down(0.15) == pytest.approx(0.196 / 0.472)


def test_a_kerb_that_falls_along_the_way_is_easier_along_it() -> None:
    falling, rising = kerb_hindrance(0.15, 1), kerb_hindrance(0.15, -1)
    assert falling.along > falling.against
    assert rising == falling.turned()


def test_no_tag_is_no_kerb_speech() -> None:
    assert not has_kerb({"highway": "footway"})
    assert has_kerb({"barrier": "kerb"})
