"""Given what was recorded, then the order in which it really happened follows from rules."""

from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.camera_zones.clock import CorrectCameraClock
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.teams.sweep import SweepStreets
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam
from projections.hindsight import happened
from tests.domain.scenario import Scenario, at, between


def order(search: Scenario) -> list[tuple[str, float]]:
    """Topics after the opening with the minute from which they count."""
    begun = at(0)
    return [
        (each.event.TOPIC, (each.at - begun).total_seconds() / 60)
        for each in happened(search.events)
        if each.event.originator_version > 3
    ]


def test_nothing_recorded_is_nothing_that_happened() -> None:
    assert happened([]) == []


def test_what_was_told_late_counts_from_when_it_happened() -> None:
    search = Scenario()
    team = search.given(DeployStreetTeam("ref", "foot"), minute=1)
    search.given(ClearCameraZone("gate", between(-30, 0)), minute=20)
    search.given(SweepStreets(team, (1,), between(5, 9)), minute=30, occurred=10)
    assert order(search) == [
        ("street_team.deployed", 1), ("streets.swept", 10), ("camera_zone.cleared", 20),
    ]  # fmt: skip


def test_what_was_a_mistake_had_been_one_from_the_beginning() -> None:
    search = Scenario()
    cleared = search.given(ClearCameraZone("gate", between(-30, 0)), minute=5)
    search.given(WithdrawClearance(cleared), minute=40)
    assert order(search) == [
        ("camera_zone.cleared", 5), ("camera_zone.clearance_withdrawn", 5),
    ]  # fmt: skip


def test_a_clock_had_been_wrong_all_the_time() -> None:
    search = Scenario()
    search.given(ClearCameraZone("gate", between(-30, 0)), minute=5)
    search.given(CorrectCameraClock("gate", 60.0), minute=40)
    assert order(search) == [("camera_zone.clock_corrected", 0), ("camera_zone.cleared", 5)]


def test_an_answer_does_not_come_before_its_order_whatever_the_phone_says() -> None:
    search = Scenario()
    team = search.given(DeployStreetTeam("ref", "foot"), minute=1)
    sent = search.given(RedirectStreetTeam(team, segments=(1,)), minute=10)
    search.given(ReplyToRedirect(sent, "wilco"), minute=11, occurred=2)
    assert order(search)[-2:] == [("street_team.redirected", 10), ("redirect.replied", 10)]


def test_what_a_team_did_before_it_went_home_stays_before() -> None:
    search = Scenario()
    team = search.given(DeployStreetTeam("ref", "foot"), minute=1)
    search.given(StandDownStreetTeam(team), minute=30)
    search.given(SweepStreets(team, (1,), between(5, 9)), minute=40, occurred=9)
    assert [topic for topic, _ in order(search)] == [
        "street_team.deployed", "streets.swept", "street_team.stood_down",
    ]  # fmt: skip
