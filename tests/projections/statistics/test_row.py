"""Given what happened in a search, then its row of the statistics says so, and nothing personal."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.knowledge.find import RecordFind
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.knowledge.subject import DescribeSubject
from domain.lifecycle import CloseSearch
from domain.place import Place
from domain.redirects.ending import EscalateRedirect, ExpireRedirect
from domain.redirects.order import RedirectStreetTeam, ReleaseRedirect
from domain.redirects.reply import ReplyToRedirect
from domain.teams.sweep import SweepStreets, WithdrawSweep
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam
from projections.statistics.columns import COLUMNS
from projections.statistics.row import Row, row_of
from tests.domain.scenario import OPENING, SEARCH_ID, Scenario, at, between
from tests.domain.town import EAST, IN_TOWN, JUNCTIONS, NORTH, TOWN
from tests.projections.full_story import full_story

REPORTED = replace(OPENING, reported_at=at(-10))


def row(search: Scenario) -> Row:
    return row_of(search.events, TOWN)


def shown(search: Scenario, *columns: str) -> list[Any]:
    found = row(search)
    return [found[column] for column in columns]


def test_a_search_that_was_only_opened_leaves_most_cells_empty() -> None:
    found = row(Scenario(REPORTED))
    assert list(found) == list(COLUMNS)
    assert found["search_id"] == str(SEARCH_ID)
    assert (found["opened_month"], found["area"], found["mobility"]) == (
        "2026-03",
        "town",
        "manual",
    )
    assert (found["report_after_min"], found["late"], found["opening_after_min"]) == (30, "no", 10)
    empty = [name for name, value in found.items() if value is None]
    assert empty == [
        "first_clearance_min", "first_redirect_min", "first_reply_min", "reply_median_s",
        "outcome", "condition", "found_by_team", "found_in_area", "found_after_min", "search_min",
        "find_straight_m", "find_along_streets_m",
    ]  # fmt: skip
    assert found["found"] == "no"


def test_a_report_after_an_hour_and_a_half_is_late() -> None:
    late = replace(
        OPENING, last_known_point=replace(OPENING.last_known_point, at=at(-100)),
        reported_at=at(-10),
    )  # fmt: skip
    assert shown(Scenario(late), "report_after_min", "late") == [90, "yes"]


def test_first_times_count_from_the_opening_by_when_it_happened() -> None:
    s = Scenario(REPORTED)
    team = s.given(DeployStreetTeam("ref", "foot"), minute=1)
    s.given(ClearCameraZone("gate", between(-30, -20)), minute=6)
    s.given(ClearCameraZone("shop", between(-30, -20)), minute=7, occurred=4)
    order = s.given(RedirectStreetTeam(team, IN_TOWN), minute=8)
    s.given(ReplyToRedirect(order, "received"), minute=10, occurred=9)
    s.given(ReplyToRedirect(order, "completed"), minute=30)
    first = ("first_clearance_min", "first_redirect_min", "first_reply_min", "reply_median_s")
    assert shown(s, *first) == [4, 8, 9, 60]


def test_orders_are_counted_by_what_became_of_them() -> None:
    s = Scenario(REPORTED)
    team = s.given(DeployStreetTeam("ref", "foot"))
    order = RedirectStreetTeam(team, IN_TOWN, expires_at=at(5))
    declined = s.given(order, minute=1)
    s.given(ReplyToRedirect(declined, "declined"), minute=2)
    unanswered = s.given(order, minute=2)
    s.given(EscalateRedirect(unanswered), minute=4)
    s.given(ExpireRedirect(unanswered), minute=6)
    proposal = replace(order, expires_at=at(20), propose=True, issued_by="policy")
    released = s.given(proposal, minute=7)
    s.given(ReleaseRedirect(released), minute=8)
    s.given(ReplyToRedirect(released, "completed"), minute=10)
    never_sent = s.given(replace(proposal, expires_at=at(11)), minute=10)
    s.given(ExpireRedirect(never_sent), minute=12)
    columns = [name for name in COLUMNS if name.startswith("orders")]
    assert dict(zip(columns, shown(s, *columns), strict=True)) == {
        "orders": 3, "orders_by_policy": 1, "orders_answered": 2, "orders_declined": 1,
        "orders_completed": 1, "orders_expired": 1, "orders_escalated": 1,
    }  # fmt: skip
    assert shown(s, "reply_median_s") == [90]


def test_cameras_count_what_is_in_force_and_officers_by_their_playback() -> None:
    s = Scenario(REPORTED)
    s.given(ClearCameraZone("gate", between(-30, 0), playback_speed=4.0), minute=1)
    s.given(ClearCameraZone("gate", between(-60, -30), reviewer_kind="analytic"))
    wrong = s.given(ClearCameraZone("shop", between(-30, 0)))
    s.given(WithdrawClearance(wrong))
    columns = ("cameras", "cameras_reviewed", "windows_cleared", "recorded_h", "officer_h")
    assert shown(s, *columns) == [2, 1, 2, 1.0, 0.125]


def test_streets_count_once_and_teams_until_they_stand_down_or_it_ends() -> None:
    s = Scenario(REPORTED)
    team = s.given(DeployStreetTeam("ref", "foot"), minute=0)
    s.given(DeployStreetTeam("ref", "foot"), minute=30)
    s.given(SweepStreets(team, (1, 2), between(0, 10)))
    s.given(SweepStreets(team, (2, 3), between(0, 10)))
    wrong = s.given(SweepStreets(team, (6,), between(0, 10)))
    s.given(WithdrawSweep(wrong))
    s.given(StandDownStreetTeam(team), minute=60)
    s.given(CloseSearch("not_found"), minute=90)
    s.given(SweepStreets(team, (0,), between(50, 60)), minute=300)
    length = TOWN.network.length_m
    covered = round(float(length[[0, 1, 2, 3]].sum()) / 1000, 3)
    columns = ("teams", "team_h", "streets_covered_km", "late_facts", "outcome")
    assert shown(s, *columns) == [2, 2.0, covered, 1, "not_found"]
    assert shown(s, "streets_km") == [round(float(length.sum()) / 1000, 3)]


def test_sightings_count_by_their_newest_verdict() -> None:
    s = Scenario(REPORTED)
    seen = [s.given(ReportSighting(IN_TOWN, at(-5), "witness")) for _ in range(3)]
    s.given(AssessSighting(seen[0], "confirmed"))
    s.given(AssessSighting(seen[1], "confirmed"))
    s.given(AssessSighting(seen[1], "ruled_out"))
    assert shown(s, "sightings", "sightings_confirmed", "sightings_ruled_out") == [3, 1, 1]


def test_a_find_is_measured_from_the_newest_last_known_point() -> None:
    corner = replace(
        OPENING,
        last_known_point=replace(OPENING.last_known_point, place=JUNCTIONS[0]),
    )
    s = Scenario(corner)
    s.given(DescribeSubject("pushed", at(10), {}), minute=10)
    s.given(DescribeSubject("powered", at(40), {}), minute=45)
    s.given(RecordFind(JUNCTIONS[5], at(30), "well"), minute=50)
    straight = JUNCTIONS[0].distance_m(Place(EAST, NORTH))
    along = float(TOWN.network.length_m[[0, 1, 6]].sum())
    found = row(s)
    assert found["find_straight_m"] == round(straight)
    assert found["find_along_streets_m"] == pytest.approx(along, abs=5)
    assert found["find_along_streets_m"] > found["find_straight_m"]  # type: ignore[operator]
    assert (found["found_after_min"], found["search_min"]) == (70, 30)
    columns = ("found", "condition", "found_by_team", "found_in_area", "mobility")
    assert [found[column] for column in columns] == ["yes", "well", "no", "yes", "pushed"]


def test_a_find_far_away_has_no_way_along_these_streets() -> None:
    s = Scenario(REPORTED)
    s.given(RecordFind(Place(12.0, 48.5), at(20)), minute=30)
    found = row(s)
    assert (found["found_in_area"], found["find_along_streets_m"]) == ("no", None)
    assert found["find_straight_m"] == round(IN_TOWN.distance_m(Place(12.0, 48.5)))


def test_without_its_area_a_search_still_has_a_row() -> None:
    found = row_of(full_story().events, None)
    assert found["find_straight_m"] == 0
    for column in ("cameras", "streets_km", "found_in_area", "find_along_streets_m"):
        assert found[column] is None


def test_nothing_personal_is_in_it() -> None:
    story = full_story()
    told = orjson.dumps(row(story)).decode()
    assert "ref:" not in told
    for actor in {event.actor for event in story.events}:
        assert f'"{actor}"' not in told
    for place in (f"{IN_TOWN.lon}", f"{IN_TOWN.lat}"):
        assert place not in told
