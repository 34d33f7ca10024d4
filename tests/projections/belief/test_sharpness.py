"""How the pixels of a camera lower its POD with distance."""

from dataclasses import replace
from itertools import pairwise
from math import radians, tan

import numpy as np
import pytest

from domain.area import Area
from domain.camera import Camera
from domain.parameters import default_parameters
from domain.place import Place
from projections.belief.pieces import Piece
from projections.belief.sharpness import DENSITY, factors, pixels_per_metre
from projections.belief.streets import Streets
from projections.belief.zones import Zones
from tests.projections.belief import handmade as hand
from tests.projections.belief import town

GRAIN = 2 ** (1 / 8)
"""Levels are steps of a quarter octave, so a density is off by at most half of one."""


def street(pixels: int | None, angle: float | None = 90.0) -> Area:
    """A street of 400 m; a camera at its beginning looks along it and sees 300 m."""
    streets = town.network([(0, 0), (400, 0)], [(0, 1)])
    area = town.area(streets, {"C": [(0, 0.0, 300.0)]})
    camera = Camera("C", "C", town.place(0, 0), 90.0, angle, pixels=pixels)
    return replace(area, cameras=(camera,))


def missed(area: Area, at_m: float, *pieces: Piece) -> float:
    held = hand.ledger(area, hand.batch(area, [[hand.still(0, 600.0, at_m)]]))
    held.hold(frozenset(pieces))
    return float(np.exp(held.weights.log_peak))


@pytest.mark.parametrize(
    ("pixels", "angle", "metres"),
    [(1920, 90, (38.4, 15.4, 7.7, 3.8)), (2560, 90, (51.2, 20.5, 10.2, 5.1)),
     (3840, 90, (76.8, 30.7, 15.4, 7.7)), (1920, 60, (66.5, 26.6, 13.3, 6.7))],
)  # fmt: skip
def test_densities_are_those_of_the_published_table(
    pixels: int, angle: float, metres: tuple[float, ...]
) -> None:
    """IEC 62676-4:2015: 25, 62.5, 125 and 250 pixels per metre."""
    camera = Camera("C", "C", Place(0, 0), 0.0, angle, pixels=pixels)
    density = pixels_per_metre(camera, np.array(metres))
    assert density == pytest.approx([25, 62.5, 125, 250], rel=0.02)


def test_a_camera_all_round_spreads_its_pixels_over_the_circle() -> None:
    density = pixels_per_metre(Camera("C", "C", Place(0, 0), pixels=3840), np.array([20.0]))
    assert density == pytest.approx([3840 / (2 * np.pi * 20)])


def test_near_by_the_pod_is_whole_and_far_away_nothing() -> None:
    area, cleared = street(1920), hand.cleared("C", (0.0, 600.0, 0.8))
    assert missed(area, 10.0, cleared) == pytest.approx(0.2)
    assert missed(area, 150.0, cleared) == 1.0


@pytest.mark.parametrize("at_m", [20.0, 30.0, 40.0, 60.0])
def test_in_between_it_falls_with_the_logarithm_of_the_pixels(at_m: float) -> None:
    density = 1920 / (2 * at_m * tan(radians(45)))
    expected = 0.8 * np.log([density / GRAIN / 12.5, density * GRAIN / 12.5]) / np.log(5)
    pod = 1 - missed(street(1920), at_m, hand.cleared("C", (0.0, 600.0, 0.8)))
    assert expected[0] - 0.03 < pod < expected[1] + 0.03


def test_a_pass_counts_as_sharp_as_its_sharpest_stretch() -> None:
    area = street(1920)
    comes = hand.batch(area, [[(0, 600.0, 200.0, 10.0)]])
    held = hand.ledger(area, comes)
    held.hold(frozenset({hand.cleared("C", (0.0, 600.0, 0.8))}))
    assert float(np.exp(held.weights.log_peak)) == pytest.approx(0.2)


@pytest.mark.parametrize("area", [street(None), street(1920, angle=None)])
def test_where_pixels_or_angle_are_not_known_distance_changes_nothing(area: Area) -> None:
    assert missed(area, 290.0, hand.cleared("C", (0.0, 600.0, 0.8))) == pytest.approx(0.2)


def test_bands_cover_exactly_what_the_camera_sees() -> None:
    area = street(1920)
    ground = Zones(area, Streets(area.network)).ground("camera C")
    assert ground.metres == pytest.approx(300.0)
    assert (ground.low[1:] == ground.high[:-1]).all()
    assert (np.diff(ground.level.astype(int)) <= 0).all()
    assert len(ground.level) > 5


def test_withdrawal_restores_every_bit_with_levels_too() -> None:
    area = street(1920)
    held = hand.ledger(area, hand.batch(area, [[hand.still(0, 600.0, 30.0)]]))
    held.hold(frozenset({hand.cleared("C", (0.0, 300.0, 0.5), (100.0, 600.0, 0.8))}))
    assert held.log_weight[0] < 0
    held.hold(frozenset())
    assert held.log_weight[0] == 0


def test_factors_follow_the_parameters() -> None:
    by_level = factors({**default_parameters(), "pixels_full": 50.0, "pixels_none": 10.0})
    assert by_level[0] == 1.0
    assert all(a <= b for a, b in pairwise(by_level[1:]))
    assert all(f == 1.0 for f, d in zip(by_level[1:], DENSITY[1:], strict=True) if d >= 50)
    assert all(f == 0.0 for f, d in zip(by_level[1:], DENSITY[1:], strict=True) if d <= 10)
