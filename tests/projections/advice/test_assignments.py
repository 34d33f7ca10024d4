from dataclasses import replace

import numpy as np
import pytest

from domain.network import Network
from domain.place import Place
from projections.advice.ahead import HORIZON_S
from projections.advice.assignments import Assigner, TeamPlace
from projections.streets.street_graph import SPEED_OF_MODE
from tests.projections.belief.town import grid, place
from tests.projections.streets.drawn import drawn

BLOCKS = grid(8, 8)
ASSIGNER = Assigner(BLOCKS)
POD = 0.6


def even(network: Network, share: float = 1.0) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The same probability on every segment."""
    return np.full(network.segments, share / network.segments)


def on(network: Network, **shares: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Probability on named segments (s3=0.2) and nowhere else."""
    poa = np.zeros(network.segments)
    for name, share in shares.items():
        poa[int(name[1:])] = share
    return poa


def foot(name: str, x: float, y: float) -> TeamPlace:
    return TeamPlace(name, place(x, y), "foot")


def test_no_teams_get_no_assignments() -> None:
    assert ASSIGNER.plan([], even(BLOCKS), POD) == []


def test_a_team_is_sent_where_the_probability_lies() -> None:
    (planned,) = ASSIGNER.plan([foot("t", 0, 0)], on(BLOCKS, s20=0.3, s3=0.01), POD)
    assert 20 in planned.segments
    assert planned.expected_pos >= 0.3 * POD
    assert planned.target.distance_m(place(650, 200)) < 5
    assert planned.reason["en"]


def test_no_two_teams_search_the_same_streets() -> None:
    teams = [foot(f"t{i}", 350, 350) for i in range(6)]
    planned = ASSIGNER.plan(teams, even(BLOCKS), POD)
    assert {each.team_id for each in planned} == {team.team_id for team in teams}
    searched = [segment for each in planned for segment in each.segments]
    assert len(searched) == len(set(searched))


def test_streets_that_are_taken_are_given_to_nobody() -> None:
    taken = range(0, BLOCKS.segments, 2)
    planned = ASSIGNER.plan([foot("a", 0, 0), foot("b", 700, 700)], even(BLOCKS), POD, taken)
    assert len(planned) == 2
    assert not set(taken) & {segment for each in planned for segment in each.segments}
    assert ASSIGNER.plan([foot("a", 0, 0)], even(BLOCKS), POD, range(BLOCKS.segments)) == []


def test_the_expected_pos_is_the_probability_of_the_streets_times_the_pod() -> None:
    poa = np.random.default_rng(3).dirichlet(np.ones(BLOCKS.segments))
    for each in ASSIGNER.plan([foot("a", 0, 0), foot("b", 300, 500)], poa, POD):
        assert each.expected_pos == pytest.approx(poa[list(each.segments)].sum() * POD)


def test_the_plan_does_not_depend_on_the_order_of_the_teams() -> None:
    poa = np.random.default_rng(4).dirichlet(np.ones(BLOCKS.segments))
    teams = [foot(f"t{i}", 100.0 * i, 50.0 * i) for i in range(7)]
    one, other = ASSIGNER.plan(teams, poa, POD), ASSIGNER.plan(teams[::-1], poa, POD)
    assert one == other


def test_an_assignment_fits_into_the_time_there_is() -> None:
    (planned,) = ASSIGNER.plan([foot("t", 0, 0)], even(BLOCKS), POD)
    metres = BLOCKS.length_m[list(planned.segments)].sum()
    assert metres <= SPEED_OF_MODE["foot"] * HORIZON_S
    far = max(
        BLOCKS.junction_place(int(BLOCKS.start[s])).distance_m(planned.target)
        for s in planned.segments
    )
    assert far <= SPEED_OF_MODE["foot"] * HORIZON_S


def test_streets_that_cannot_be_reached_are_never_assigned() -> None:
    two = drawn(
        [(0, 0), (100, 0), (300, 0), (400, 0)], [(0, 1), (2, 3)]
    )  # no street leads from the one to the other
    (planned,) = Assigner(two).plan([foot("t", 50, 0)], on(two, s0=0.01, s1=0.9), POD)
    assert planned.segments == (0,)
    assert Assigner(two).plan([foot("t", 50, 0)], on(two, s1=0.9), POD) == []


def test_what_lies_beyond_the_horizon_is_not_assigned() -> None:
    long = drawn([(0, 0), (100, 0), (5000, 0), (5100, 0)], [(0, 1), (1, 2), (2, 3)])
    assert Assigner(long).plan([foot("t", 0, 0)], on(long, s2=0.9), POD) == []
    (planned,) = Assigner(long).plan(
        [TeamPlace("t", place(0, 0), "vehicle")], on(long, s2=0.9), POD
    )
    assert planned.segments == (2,)


def test_a_car_is_sent_along_roads_only_also_from_a_footway() -> None:
    town = drawn(
        [(0, 0), (100, 0), (200, 0), (0, 15), (100, 15)], [(0, 1), (1, 2), (3, 4)], footways=[1, 2]
    )
    assigner, poa = Assigner(town), on(town, s0=0.1, s1=0.5, s2=0.3)
    (driving,) = assigner.plan([TeamPlace("t", place(50, 14), "vehicle")], poa, POD)
    (riding,) = assigner.plan([TeamPlace("t", place(50, 0), "bicycle")], poa, POD)
    assert driving.segments == (0,)
    assert set(riding.segments) == {0, 1}


def test_stairs_are_for_those_on_foot() -> None:
    steps = drawn([(0, 0), (100, 0), (200, 0)], [(0, 1), (1, 2)], stairs=[1])
    assigner, poa = Assigner(steps), on(steps, s0=0.1, s1=0.5)
    (walking,) = assigner.plan([foot("t", 50, 0)], poa, POD)
    (riding,) = assigner.plan([TeamPlace("t", place(50, 0), "bicycle")], poa, POD)
    assert set(walking.segments) == {0, 1}
    assert riding.segments == (0,)


def test_a_team_prefers_its_own_beat_where_it_gains_about_as_much() -> None:
    row = grid(21, 1)
    beats = np.array([0] * 10 + [1] * 10, np.int32)
    assigner = Assigner(replace(row, beat=beats))
    poa = on(row, s2=0.101, s17=0.1)
    middle = place(1000, 0)
    own = TeamPlace("t", middle, "foot", 1)
    (east,) = assigner.plan([own], poa, POD)
    (west,) = assigner.plan([TeamPlace("t", middle, "foot")], poa, POD)
    (later,) = assigner.plan([own], poa, POD, hasty=False)
    assert (east.segments, west.segments, later.segments) == ((17,), (2,), (2,))
    assert east.expected_pos == pytest.approx(0.1 * POD)


def test_a_team_far_off_the_network_is_planned_from_the_nearest_street() -> None:
    far = TeamPlace("t", Place(12.9, 50.2), "foot")
    (planned,) = ASSIGNER.plan([far], even(BLOCKS), POD)
    assert planned.segments


def test_hardly_any_probability_in_the_area_is_no_trouble() -> None:
    teams = [foot("a", 0, 0), foot("b", 300, 300)]
    assert ASSIGNER.plan(teams, np.zeros(BLOCKS.segments), POD) == []
    planned = ASSIGNER.plan(teams, even(BLOCKS, 1e-9), POD)
    assert all(each.expected_pos < 1e-9 for each in planned)


def test_what_remains_of_an_assignment_is_what_is_still_there_and_within_reach() -> None:
    team, poa = foot("t", 0, 0), on(BLOCKS, s0=0.2, s1=0.1)
    assert ASSIGNER.remaining(team, (0, 1), poa, POD).pos == pytest.approx(0.3 * POD)
    assert ASSIGNER.remaining(team, (1,), poa, POD).pos == pytest.approx(0.1 * POD)
    assert ASSIGNER.remaining(team, (), poa, POD) == (0.0, 0.0)


def test_what_cannot_be_reached_of_an_assignment_is_worth_nothing() -> None:
    two = drawn([(0, 0), (100, 0), (300, 0), (400, 0)], [(0, 1), (2, 3)])
    poa = on(two, s0=0.1, s1=0.8)
    team = foot("t", 50, 0)
    assert Assigner(two).remaining(team, (0, 1), poa, POD).pos == pytest.approx(0.1 * POD)
    assert Assigner(two).remaining(team, (1,), poa, POD).pos == 0.0


def test_teams_are_planned_together_and_not_each_for_itself() -> None:
    """A vehicle that could go to either place leaves the richer one to the team on foot, which can
    reach no other."""
    corners = [(0.0, 0.0), (100.0, 0.0), (3000.0, 0.0), (3100.0, 0.0)]
    line = drawn(corners, [(0, 1), (1, 2), (2, 3)])
    poa = on(line, s0=0.35, s2=0.30)
    teams = [TeamPlace("vehicle", place(1500, 0), "vehicle"), foot("walkers", 0, 0)]
    planned = Assigner(line).plan(teams, poa, POD)
    assert sum(each.expected_pos for each in planned) == pytest.approx((0.35 + 0.30) * POD)
