import numpy as np
import pytest

from projections.advice.ahead import HORIZON_S, SLICE_S, Ahead, moving
from projections.advice.assignments import Assigner, TeamPlace
from projections.belief import BeliefEngine
from tests.projections.advice.every_walk import (
    POD,
    SLICES,
    best_pos,
    planned_pos,
    town,
    wandering,
)
from tests.projections.belief.quarter import minute, quarter, search
from tests.projections.belief.town import grid, network, place

TOWN = town()


def along(*stops: tuple[int, int], until: int = SLICES) -> list[int]:
    """Someone who is on a segment from a slice on, stop by stop, and then in the open no more."""
    row = [-1] * SLICES
    for segment, since in stops:
        row[since:until] = [segment] * (until - since)
    return row


def ahead(*rows: list[int]) -> Ahead:
    """So many people, each as probable as the others."""
    return Ahead(np.array(rows, np.int32), np.full(len(rows), 1 / len(rows)), SLICE_S)


@pytest.mark.parametrize("seed", range(6))
def test_the_route_of_one_team_is_close_to_the_best_of_all_walks(seed: int) -> None:
    people = wandering(TOWN, seed)
    start = [int(np.random.default_rng(seed).integers(TOWN.junctions))]
    share = planned_pos(TOWN, people, start) / best_pos(TOWN, people, start)
    assert 0.95 <= share <= 1 + 1e-9


def test_the_routes_of_two_teams_are_close_to_the_best_of_all_pairs_of_walks() -> None:
    shares = []
    for seed in range(3):
        people = wandering(TOWN, seed)
        starts = np.random.default_rng(seed).choice(TOWN.junctions, 2, replace=False).tolist()
        shares.append(planned_pos(TOWN, people, starts) / best_pos(TOWN, people, starts))
    assert min(shares) >= 0.9
    assert np.mean(shares) >= 0.97


def test_a_team_goes_where_he_will_be_and_not_where_he_is() -> None:
    """He is beside the team now and leaves for a street it reaches in time."""
    line = grid(12, 1, 100.0)
    team = TeamPlace("t", place(0, 0), "foot")
    (planned,) = Assigner(line).plan([team], ahead(along((1, 0), (9, 2))), POD)
    assert planned.segments == (9,)
    assert planned.expected_pos == pytest.approx(POD)


def test_each_person_is_met_once_by_a_team() -> None:
    """He walks the same way as the team, one street ahead of it, until it has him twice."""
    line = grid(6, 1, 100.0)
    slices = [int((100 * k + 50) / 1.3 / SLICE_S) for k in range(5)]
    person = along((0, 0), (1, slices[1]), (2, slices[2]))
    team = TeamPlace("t", place(0, 0), "foot")
    (planned,) = Assigner(line).plan([team], ahead(person), POD)
    assert planned.expected_pos == pytest.approx(POD)


def test_who_is_indoors_or_gone_is_met_by_nobody() -> None:
    team = TeamPlace("t", place(0, 0), "foot")
    assert Assigner(grid(4, 4)).plan([team], ahead(along()), POD) == []


def test_a_junction_that_many_come_through_one_after_the_other_is_held() -> None:
    """Four long streets meet; from each somebody comes through the middle, at a time at which no
    walk can be with all of them."""
    far = 800.0
    star = network(
        [(0, 0), (far, 0), (0, far), (-far, 0), (0, -far)], [(0, 1), (0, 2), (0, 3), (0, 4)]
    )
    people = [along((k, 0), ((k + 1) % 4, 4 + 8 * k)) for k in range(4)]
    (planned,) = Assigner(star).plan([TeamPlace("t", place(0, 0), "foot")], ahead(*people), POD)
    assert planned.hold
    assert planned.segments == (0, 1, 2, 3)
    assert planned.target.distance_m(place(0, 0)) < 1
    assert planned.expected_pos == pytest.approx(POD)
    assert "junction" in planned.reason["en"]
    left = Assigner(star).remaining(
        TeamPlace("t", place(0, 0), "foot"), planned.segments, ahead(*people), POD
    )
    assert left.pos == pytest.approx(planned.expected_pos), "it is worth as much on the way"
    assert left.seconds == HORIZON_S


def test_two_teams_never_search_the_same_street_of_those_who_move() -> None:
    people = wandering(TOWN, 3)
    teams = [TeamPlace(f"t{i}", place(700, 700), "foot") for i in range(4)]
    planned = Assigner(TOWN).plan(teams, people, POD)
    streets = [segment for each in planned for segment in each.segments]
    assert len(streets) == len(set(streets))
    assert Assigner(TOWN).plan(teams[::-1], people, POD) == planned


def test_more_teams_never_find_less() -> None:
    people = wandering(TOWN, 5)
    found = [planned_pos(TOWN, people, list(range(0, 5 * count, 5))) for count in range(1, 6)]
    assert found == sorted(found)


def test_what_lies_ahead_is_the_belief_without_those_indoors_or_gone() -> None:
    engine = BeliefEngine(quarter())
    weighted = engine.weighted(search(), minute(90))
    people = moving(weighted, 3600.0)
    assert people.course.shape[1] == SLICES
    first = np.bincount(people.course[:, 0][people.course[:, 0] >= 0])
    there = weighted.place_probabilities(3600.0 + SLICE_S / 2)[1:]
    open_share = np.zeros(len(there))
    inside = people.course[:, 0] >= 0
    np.add.at(open_share, people.course[inside, 0], people.weights[inside])
    assert first.sum() > 0
    assert (open_share <= there + 0.02).all()
    assert 0.2 < open_share.sum() <= there.sum() + 1e-9
