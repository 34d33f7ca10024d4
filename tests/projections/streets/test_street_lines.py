from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.streets.street_lines import Spot, StreetLines
from tests.projections.belief.town import grid, place
from tests.projections.streets.drawn import drawn

BLOCKS = grid(4, 3)
LINES = StreetLines(BLOCKS)


def test_the_nearest_spot_lies_on_the_street_beside_a_place() -> None:
    spot = LINES.nearest(place(130, 7))
    assert BLOCKS.shape_of(spot.segment)[0] == pytest.approx((place(100, 0).lon, place(100, 0).lat))
    assert spot.along_m == pytest.approx(30, abs=0.1)
    assert spot.distance_m == pytest.approx(7, abs=0.05)


def test_a_spot_has_the_place_it_was_found_for() -> None:
    found = LINES.place_at(LINES.nearest(place(260, 100)))
    assert found.distance_m(place(260, 100)) < 0.01


def test_a_place_beyond_the_end_of_a_street_is_nearest_to_its_end() -> None:
    spot = LINES.nearest(place(-500, 0))
    assert LINES.place_at(spot).distance_m(place(0, 0)) < 0.01
    assert spot.distance_m == pytest.approx(500, rel=0.002)


def test_the_metres_along_a_winding_street_are_those_of_its_own_length() -> None:
    lines = StreetLines(drawn([(0, 0), (100, 0)], [(0, 1)], lengths={0: 300.0}))
    spot = lines.nearest(place(50, 5))
    assert spot.along_m == pytest.approx(150, abs=0.5)
    assert lines.place_at(spot).distance_m(place(50, 0)) < 0.1


def test_spots_within_a_radius_come_nearest_first_each_street_once() -> None:
    spots = LINES.within(place(150, 20), 85)
    distances = [spot.distance_m for spot in spots]
    assert distances == sorted(distances)
    assert len({spot.segment for spot in spots}) == len(spots) == 6


def test_no_street_within_a_radius_is_no_spot() -> None:
    assert LINES.within(place(150, 50), 30) == []


def test_a_street_without_length_has_a_spot_all_the_same() -> None:
    lines = StreetLines(drawn([(0, 0), (0, 0), (100, 0)], [(0, 1)], lengths={0: 0.0}))
    spot = lines.nearest(place(3, 4))
    assert isfinite(spot.along_m)
    assert lines.place_at(Spot(0, 0.0)).distance_m(place(0, 0)) < 0.01


@settings(deadline=None, max_examples=60)
@given(st.floats(-50, 350), st.floats(-50, 250))
def test_no_street_is_nearer_than_the_nearest(x: float, y: float) -> None:
    here = place(x, y)
    spot = LINES.nearest(here)
    others = LINES.within(here, spot.distance_m + 100)
    assert others[0].distance_m == pytest.approx(spot.distance_m)
    assert 0 <= spot.along_m <= BLOCKS.length_m[spot.segment] + 1e-9
