"""Given where a phone was, then only what was really walked counts as searched, at its time."""

import time
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.areas.import_area import import_area
from domain.area import Area
from domain.teams.track import Fix
from projections.streets.nearest_segments import lines_of
from projections.streets.searched_streets import TOGETHER_S, Walked, searched_streets
from projections.streets.street_lines import Spot
from tests.projections.belief.town import area, grid, place
from tests.projections.streets.drawn import drawn
from tests.projections.streets.walks import NINE, later, line_of, standing, walked

SIDE = 6
TOWN = area(grid(SIDE, SIDE), {})


def junction(column: int, row: int) -> int:
    return row * SIDE + column


def between(town: Area, route: Sequence[int]) -> set[int]:
    """The segments between the junctions of a route."""
    ends = {
        frozenset(pair): number
        for number, pair in enumerate(
            zip(town.network.start.tolist(), town.network.end.tolist(), strict=True)
        )
    }
    return {ends[frozenset(pair)] for pair in pairwise(route)}


def along(route: Sequence[int], **how: Any) -> list[Fix]:
    return walked(line_of(TOWN.network, route), **how)


def test_no_fix_means_no_street() -> None:
    assert searched_streets(TOWN, []) == Walked()


@st.composite
def routes(draw: st.DrawFn) -> list[int]:
    """Ways over junctions that turn back nowhere and come to no street twice."""
    here, before = draw(st.integers(0, SIDE * SIDE - 1)), -1
    route = [here]
    for _ in range(draw(st.integers(1, 12))):
        column, row = here % SIDE, here // SIDE
        ahead = [
            junction(column + x, row + y)
            for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))
            if 0 <= column + x < SIDE and 0 <= row + y < SIDE
        ]
        open_to = [j for j in ahead if j not in route]
        if not open_to:
            break
        before, here = here, draw(st.sampled_from(open_to))
        route.append(here)
    return route if len(route) > 1 else [route[0], before if before >= 0 else route[0] ^ 1]


@settings(max_examples=60, deadline=None)
@given(route=routes(), speed=st.floats(0.7, 2.2), every_s=st.sampled_from([1.0, 5.0, 10.0]))
def test_a_track_without_noise_means_exactly_its_route(
    route: list[int], speed: float, every_s: float
) -> None:
    found = searched_streets(TOWN, along(route, speed=speed, every_s=every_s))
    assert set(found.segments) == between(TOWN, route)
    assert (found.passed, found.unsure, found.gaps) == ((), (), ())


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_ten_metres_of_noise_do_not_lead_into_other_streets(seed: int) -> None:
    route = [junction(0, 1), junction(3, 1), junction(3, 4)]
    whole = [junction(c, 1) for c in range(4)] + [junction(3, r) for r in (2, 3, 4)]
    found = searched_streets(TOWN, along(route, noise_m=10, accuracy_m=10, seed=seed))
    assert set(found.segments) <= between(TOWN, whole)
    assert len(found.segments) >= 5


def test_each_street_counts_for_when_the_team_was_in_it() -> None:
    route = [junction(c, 0) for c in range(6)]
    found = searched_streets(TOWN, along(route, speed=1.0))
    spans = {s: each for each in found.searched for s in each.segments}
    for number in range(5):
        middle = NINE + timedelta(seconds=100 * number + 50)
        assert spans[number].since <= middle <= spans[number].until
    assert all((each.until - each.since).total_seconds() <= TOGETHER_S for each in found.searched)


def test_of_two_streets_side_by_side_the_one_that_was_walked_counts() -> None:
    points = [(x, y) for y in (0.0, 30.0) for x in (0.0, 150.0, 300.0)]
    town = area(drawn(points, [(0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (2, 5)]), {})
    for seed in range(5):
        fixes = walked([place(0, 27), place(300, 27)], noise_m=5, accuracy_m=8, seed=seed)
        assert searched_streets(town, fixes).segments == (2, 3)


def test_whoever_turns_round_in_a_street_has_searched_it_once_in_its_own_time() -> None:
    there_and_back = [place(0, 0), place(190, 0), place(0, 0)]
    found = searched_streets(TOWN, walked(there_and_back, speed=1.0))
    assert found.segments == (0, 1)
    twice = [each for each in found.searched if 0 in each.segments]
    assert len(twice) == 2
    assert twice[0].until < twice[1].since


def test_a_street_that_is_only_crossed_or_looked_into_was_not_searched() -> None:
    assert searched_streets(TOWN, walked([place(50, 50), place(50, 150)])).segments == ()
    assert searched_streets(TOWN, walked([place(0, 100), place(40, 100)])).segments == ()
    assert len(searched_streets(TOWN, walked([place(0, 100), place(80, 100)])).segments) == 1


def test_nothing_is_known_of_a_long_silence() -> None:
    first = along([junction(0, 0), junction(2, 0)])
    second = along([junction(2, 1), junction(5, 1)], since=later(first, 400))
    found = searched_streets(TOWN, [*first, *second])
    assert set(found.segments) == between(TOWN, [0, 1, 2]) | between(TOWN, [8, 9, 10, 11])
    assert found.gaps == ((first[-1].at, second[0].at),)


def test_in_a_shorter_silence_only_streets_that_no_way_as_good_avoids_count() -> None:
    straight = along([junction(0, 0), junction(3, 0)], every_s=230)
    assert searched_streets(TOWN, straight).segments == (0, 1, 2)
    corners = [place(0, 0), place(200, 200)]
    diagonal = [Fix(p.lon, p.lat, NINE + timedelta(seconds=300 * i)) for i, p in enumerate(corners)]
    found = searched_streets(TOWN, diagonal)
    assert found.segments == ()
    assert len(found.unsure) == 4


def test_a_silence_too_long_for_the_way_says_that_the_team_was_elsewhere_too() -> None:
    fixes = along([junction(0, 0), junction(1, 0)], every_s=300, speed=100 / 300)
    found = searched_streets(TOWN, fixes)
    assert (found.segments, found.unsure) == ((), (0,))


def test_what_was_driven_was_passed_and_not_searched() -> None:
    driven = along([junction(0, 0), junction(5, 0), junction(5, 2)], speed=8)
    on_foot = along([junction(5, 2), junction(2, 2)], since=later(driven, 10))
    found = searched_streets(TOWN, [*driven, *on_foot])
    assert set(found.segments) == between(TOWN, [junction(c, 2) for c in (5, 4, 3, 2)])
    assert set(found.passed) >= {0, 1, 2, 3, 4}
    by_car = searched_streets(TOWN, driven, "vehicle")
    assert set(found.passed) <= set(by_car.segments) | {0}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_standing_still_does_not_spread_over_the_neighbourhood(seed: int) -> None:
    assert searched_streets(TOWN, standing(place(100, 100), 1200, NINE, 10, seed)).segments == ()


def test_a_rest_belongs_to_the_time_of_its_street() -> None:
    first = walked([place(0, 0), place(60, 0)])
    rest = standing(place(60, 0), 300, later(first, 10), 3)
    second = walked([place(60, 0), place(200, 0)], since=later(rest, 10))
    found = searched_streets(TOWN, [*first, *rest, *second])
    assert found.segments == (0, 1)
    spans = {s: each for each in found.searched for s in each.segments}
    assert spans[0].since <= first[0].at + timedelta(seconds=10)
    assert spans[0].until >= rest[-1].at
    assert spans[1].since >= rest[-1].at


def test_fixes_that_are_not_sure_enough_count_for_nothing() -> None:
    found = searched_streets(TOWN, along([junction(0, 0), junction(4, 0)], accuracy_m=80))
    assert (found.fixes, found.segments) == (0, ())


def test_beside_no_street_nothing_was_searched() -> None:
    found = searched_streets(TOWN, walked([place(20, 50), place(80, 50)]))
    assert found.segments == ()
    assert found.fixes > 0


def test_the_order_in_which_fixes_came_does_not_matter() -> None:
    fixes = along([junction(0, 0), junction(3, 0), junction(3, 2)], noise_m=5)
    assert searched_streets(TOWN, fixes[::-1]) == searched_streets(TOWN, fixes)


def test_a_vehicle_does_not_search_stairs() -> None:
    town = area(grid(4, 2, stairs=[1]), {})
    fixes = walked([place(0, 0), place(300, 0)])
    assert searched_streets(town, fixes, "foot").segments == (0, 1, 2)
    assert 1 not in searched_streets(town, fixes, "vehicle").segments


@pytest.fixture(scope="module")
def munich(areas_dir: Path) -> Area:
    return import_area(areas_dir / "munich_centre.osm.pbf", "munich")[0]


def strolls(town: Area, seed: int) -> tuple[list[Fix], set[int]]:
    """Two hours at 1.3 m/s, a fix every ten seconds, and the segments gone through."""
    network, rng = town.network, np.random.default_rng(seed)
    out: list[list[tuple[int, int]]] = [[] for _ in range(network.junctions)]
    for s in range(network.segments):
        a, b = int(network.start[s]), int(network.end[s])
        out[a].append((s, b))
        out[b].append((s, a))
    here, last, parts, edges = int(rng.integers(network.junctions)), -1, [], [0.0]
    while edges[-1] < 1.3 * 7200:
        # Where there is a longer street it is taken: teams search streets, not traffic islands.
        ahead = [each for each in out[here] if each[0] != last] or out[here]
        s, there = max(ahead, key=lambda each: network.length_m[each[0]] * rng.random())
        parts.append((s, int(network.start[s]) == here))
        edges.append(edges[-1] + float(network.length_m[s]))
        here, last = there, s
    lines, fixes = lines_of(town), []
    for k in range(720):
        metres = 13.0 * k
        number = int(np.searchsorted(edges, metres, side="right")) - 1
        s, drawn_so = parts[number]
        into = metres - edges[number]
        at_m = into if drawn_so else float(network.length_m[s]) - into
        spot = lines.place_at(Spot(s, at_m))
        fixes.append(Fix(spot.lon, spot.lat, NINE + timedelta(seconds=10 * k), 5.0))
    return fixes, {s for s, _ in parts}


def test_two_hours_in_munich_are_matched_in_less_than_a_second(munich: Area) -> None:
    fixes, truth = strolls(munich, 7)
    searched_streets(munich, fixes[:10])
    begun = time.perf_counter()
    found = set(searched_streets(munich, fixes).segments)
    assert time.perf_counter() - begun < 1.0
    length = munich.network.length_m

    def metres(segments: set[int]) -> float:
        return float(sum(length[s] for s in segments))

    assert metres(found & truth) > 0.75 * metres(truth)
    assert metres(found - truth) < 0.08 * metres(truth)
