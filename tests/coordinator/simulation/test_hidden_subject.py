from dataclasses import replace
from itertools import pairwise

from coordinator.simulation.hidden_subject import FOLLOWED_S, hidden_subject
from coordinator.simulation.missing_report import MissingReport
from domain.subject import FamiliarPlace
from tests.coordinator.simulation.small_city import city, given

REPORT = given().report


def test_the_same_seed_gives_the_same_life_and_another_seed_another() -> None:
    assert hidden_subject(city().area, REPORT, 5) == hidden_subject(city().area, REPORT, 5)
    assert hidden_subject(city().area, REPORT, 5) != hidden_subject(city().area, REPORT, 6)


def test_a_life_begins_at_the_last_known_point_and_has_no_gap_in_time_or_place() -> None:
    network = city().area.network
    for seed in range(40):
        stays = hidden_subject(city().area, REPORT, seed).stays
        assert stays[0].since == 0.0
        assert stays[-1].until >= FOLLOWED_S or stays[-1].segment < 0
        for one, next_one in pairwise(stays):
            assert one.until == next_one.since
            if one.segment == next_one.segment:
                assert one.to_m == next_one.from_m
            elif next_one.segment >= 0:
                ends = {
                    int((network.start if stay_m == 0.0 else network.end)[segment])
                    for segment, stay_m in (
                        (one.segment, one.to_m),
                        (next_one.segment, next_one.from_m),
                    )
                }
                assert len(ends) == 1


def test_some_leave_some_stay_put_and_some_are_indoors() -> None:
    lives = [hidden_subject(city().area, REPORT, seed) for seed in range(150)]
    assert any(life.stays[-1].segment < 0 for life in lives)
    assert any(stay.indoors for life in lives for stay in life.stays)
    still = [life for life in lives if len({stay.segment for stay in life.stays[:3]}) == 1]
    assert still


def visits(report: MissingReport, junction: int) -> int:
    """How many of sixty come by a junction."""
    starts = city().area.network.start
    lives = [hidden_subject(city().area, report, seed) for seed in range(60)]
    return sum(
        any(stay.segment >= 0 and starts[stay.segment] == junction for stay in life.stays)
        for life in lives
    )


def test_some_go_where_the_family_said() -> None:
    corner = 0
    place = city().area.network.junction_place(corner)
    told = replace(REPORT, familiar_places=(FamiliarPlace(place),))
    assert visits(told, corner) > visits(REPORT, corner) + 5
