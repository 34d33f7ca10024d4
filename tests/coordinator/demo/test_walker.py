from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.demo.walker import Walker
from projections.streets.street_graph import SPEED_OF_MODE
from projections.streets.street_lines import Spot, StreetLines
from tests.coordinator.installation import NINE, city, spot
from tests.projections.belief.town import grid, place
from tests.projections.streets.drawn import drawn

BLOCKS = grid(4, 4)
LINES = StreetLines(BLOCKS)
SPEED = SPEED_OF_MODE["foot"]


def walker(x: float, y: float) -> Walker:
    return Walker(BLOCKS, LINES, place(x, y), "foot", NINE)


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_without_an_order_a_team_stands_where_it_is() -> None:
    team = walker(130, 3)
    team.advance(NINE + after(600))
    assert team.place.distance_m(place(130, 0)) < 0.1
    assert team.done


def test_a_team_reaches_its_target_by_the_streets_in_due_time() -> None:
    team = walker(0, 0)
    team.assign(place(300, 250), ())
    assert not team.done
    team.advance(NINE + after(300 / SPEED))
    assert team.place.distance_m(place(300, 250)) > 200
    team.advance(NINE + after(551 / SPEED))
    assert team.place.distance_m(place(300, 250)) < 0.1
    assert team.done
    assert team.searched == {}


def test_a_team_searches_all_its_streets_the_nearest_first() -> None:
    team = walker(150, 0)
    near, far = LINES.nearest(place(50, 0)).segment, LINES.nearest(place(250, 300)).segment
    team.assign(None, (near, far))
    for second in range(0, 1200, 7):
        team.advance(NINE + after(second))
    assert team.done
    assert list(team.searched) == [near, far]
    assert team.searched[near] == NINE + after(150 / SPEED)
    assert team.searching_since == NINE + after(50 / SPEED)


def test_the_search_of_a_single_street_takes_time() -> None:
    team = walker(100, 0)
    only = LINES.nearest(place(50, 0)).segment
    team.assign(None, (only,))
    team.advance(NINE + after(500))
    assert team.searching_since == NINE
    assert team.searched == {only: NINE + after(100 / SPEED)}


def test_a_street_left_by_its_near_end_is_not_searched_yet() -> None:
    team = walker(90, 0)
    here = LINES.nearest(place(90, 0)).segment
    team.assign(None, (here,))
    team.advance(NINE + after(11 / SPEED))
    assert not team.searched
    team.advance(NINE + after(111 / SPEED))
    assert set(team.searched) == {here}


def test_streets_gone_along_on_the_way_are_searched_too() -> None:
    team = walker(0, 0)
    row = [LINES.nearest(place(50 + 100 * i, 0)).segment for i in range(3)]
    team.assign(None, tuple(reversed(row)))
    team.advance(NINE + after(301 / SPEED))
    assert list(team.searched) == row
    assert team.done


def test_a_new_order_ends_the_one_before() -> None:
    team = walker(0, 0)
    first, second = LINES.nearest(place(300, 250)).segment, LINES.nearest(place(0, 50)).segment
    team.assign(None, (first,))
    team.advance(NINE + after(60))
    team.assign(None, (second,))
    assert team.searching_since is None
    team.advance(NINE + after(2000))
    assert set(team.searched) == {second}


def test_streets_that_cannot_be_reached_are_given_up() -> None:
    network = drawn([(0, 0), (100, 0), (300, 0), (400, 0)], [(0, 1), (2, 3)])
    team = Walker(network, StreetLines(network), place(50, 0), "foot", NINE)
    team.assign(None, (1, 0))
    team.advance(NINE + after(1000))
    assert team.done
    assert set(team.searched) == {0}
    team.assign(place(350, 0), ())
    assert team.done


def test_it_does_not_matter_how_often_one_looks() -> None:
    once, often = walker(20, 0), walker(20, 0)
    for team in (once, often):
        team.assign(None, (3, 9, 14, 20))
    for tenth in range(9000):
        often.advance(NINE + after(tenth / 10))
    once.advance(NINE + after(899.9))
    assert once.place.distance_m(often.place) < 0.01
    assert list(once.searched) == list(often.searched)


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(["foot", "bicycle", "vehicle"]),
    st.floats(0, 5),
    st.floats(0, 5),
    st.sets(st.integers(0, city().network.segments - 1), min_size=1, max_size=8),
)
def test_every_team_searches_whatever_streets_it_is_sent_to(
    mode: str, column: float, row: float, segments: set[int]
) -> None:
    team = Walker(city().network, CITY_LINES, spot(column, row), mode, NINE)
    team.assign(None, tuple(segments))
    before = team.place
    for step in range(1, 400):
        team.advance(NINE + after(step * 60))
        gone = before.distance_m(team.place)
        assert gone <= SPEED_OF_MODE[mode] * 60 * 1.01 + 0.1, "nobody jumps"
        before = team.place
    assert team.done
    assert set(team.searched) == segments


CITY_LINES = StreetLines(city().network)


@pytest.mark.parametrize("mode", ["bicycle", "vehicle"])
def test_a_vehicle_goes_around_a_stair(mode: str) -> None:
    network = city().network
    stair = next(s for s in range(network.segments) if network.name_of(s) == "Stair Lane")
    top = CITY_LINES.place_at(Spot(stair, float(network.length_m[stair])))
    team = Walker(network, CITY_LINES, spot(0, 5), mode, NINE)
    walking = Walker(network, CITY_LINES, spot(0, 5), "foot", NINE)
    hill = next(s for s in range(network.segments) if network.name_of(s) == "Hill Path")
    for each in (team, walking):
        each.assign(None, (hill,))
    for second in range(600):
        team.advance(NINE + after(second))
        if not team.searched:
            stairs = CITY_LINES.place_at(Spot(stair, float(network.length_m[stair]) / 2))
            assert team.place.distance_m(stairs) > 5
    assert set(team.searched) == {hill}
    assert top.distance_m(team.place) < 60
