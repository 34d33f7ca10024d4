from collections.abc import Generator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from coordinator.settings import Settings
from domain.camera_zones.claim import ClaimCameraZone
from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.camera_zones.clock import CorrectCameraClock
from domain.camera_zones.outage import ReportCameraOutage
from domain.camera_zones.recording import MarkRecordingAvailable, RequestRecording
from domain.moment import moment_of
from domain.place import Place
from domain.redirects.order import RedirectStreetTeam
from domain.refusal import Unknown
from domain.teams.sweep import SweepStreets, WithdrawSweep
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam
from domain.teams.track import Fix
from domain.window import Window
from tests.coordinator.installation import Process, between, city, minute, process, spot
from tests.domain.json_primitives import is_json


@pytest.fixture
def here(tmp_path: Path) -> Generator[Process]:
    with process(Settings(data_dir=tmp_path / "data")) as one:
        yield one


def queue(here: Process, search_id: UUID) -> list[Any]:
    reviews: list[Any] = here.advising.advice(search_id)["reviews"]
    return reviews


def window_of(review: dict[str, Any]) -> Window:
    return Window(moment_of(review["from"]), moment_of(review["until"]))


def of(reviews: list[Any], camera_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(r for r in reviews if r["camera_id"] == camera_id)
    return found


def test_the_advice_is_json_and_names_the_version_it_is_for(here: Process) -> None:
    search_id = here.open()
    team = here.give(search_id, DeployStreetTeam("ref", "foot", place=spot(2, 2)))
    advice = here.advising.advice(search_id)
    assert is_json(advice)
    assert advice["version"] == team.version
    assert advice["at"] == "2026-03-02T09:00:00Z"
    assert advice["reviews"]
    assert [r["team_id"] for r in advice["redirects"]] == [team.id]
    assert {"zh", "en"} == set(advice["reviews"][0]["reason"])


def test_windows_lie_between_the_last_known_point_and_now_best_first(here: Process) -> None:
    reviews = queue(here, here.open())
    for review in reviews:
        assert minute(-35) <= window_of(review).since < window_of(review).until <= minute(0)
    worth = [review["gain_bits"] / review["minutes"] for review in reviews]
    assert worth == pytest.approx(sorted(worth, reverse=True), abs=1e-4)
    assert len({review["camera_id"] for review in reviews}) == len(reviews)


def test_what_any_window_is_worth_agrees_with_the_advice(here: Process) -> None:
    search_id = here.open()
    standing = here.advising.standing(search_id)
    best = here.advising.reviews(standing)[0]
    worth = here.advising.worth_of_review(standing, best.camera_id, best.window)
    assert worth.bits == pytest.approx(best.gain_bits, rel=1e-6)
    assert worth.minutes == pytest.approx(best.minutes)
    now = Window(best.window.until, best.window.until + timedelta(seconds=1))
    assert here.advising.worth_of_review(standing, "nowhere", now).bits == 0.0


def test_the_advice_is_the_same_however_often_it_is_asked_for(settings: Settings) -> None:
    with process(settings) as one, process(settings) as other:
        search_id = one.open()
        one.give(search_id, DeployStreetTeam("ref", "foot", place=spot(2, 2)))
        assert one.advising.advice(search_id) == one.advising.advice(search_id)
        assert one.advising.advice(search_id) == other.advising.advice(search_id)


@pytest.mark.parametrize("kind", [ClearCameraZone, ClaimCameraZone, ReportCameraOutage])
def test_what_somebody_reviews_or_nobody_recorded_is_not_advised(here: Process, kind: Any) -> None:
    search_id = here.open()
    best = queue(here, search_id)[0]
    given = here.give(search_id, kind(best["camera_id"], window_of(best)))
    again = [r for r in queue(here, search_id) if r["camera_id"] == best["camera_id"]]
    assert not any(window_of(review).touches(window_of(best)) for review in again)
    if kind is ClearCameraZone:
        here.give(search_id, WithdrawClearance(given.id))
        assert queue(here, search_id)[0] == best
    if kind is ClaimCameraZone:
        here.clock.at_minute(11)
        later = of(queue(here, search_id), best["camera_id"])
        assert window_of(later).touches(window_of(best)), "the lease has run out"


def test_whatever_is_advised_can_be_claimed_and_cleared(here: Process) -> None:
    """A colleague works through the queue beside us, at odd minutes."""
    search_id = here.open()
    mine, colleague = 0, "colleague"
    for number in range(8):
        here.clock.at_minute(number * 1.7)
        for review in queue(here, search_id)[:2]:
            claim = ClaimCameraZone(review["camera_id"], window_of(review))
            actor = colleague if number % 2 else "officer"
            here.commanding.obey(search_id, claim, here.issued(uuid4(), actor=actor))
            mine += 1
    assert mine


def test_windows_are_by_the_clock_of_the_camera(here: Process) -> None:
    search_id = here.open()
    best = queue(here, search_id)[0]
    here.give(search_id, CorrectCameraClock(best["camera_id"], 3600.0))
    moved = of(queue(here, search_id), best["camera_id"])
    assert window_of(moved) == window_of(best).moved(timedelta(hours=1))
    assert moved["gain_bits"] == best["gain_bits"]
    here.give(search_id, ClearCameraZone(moved["camera_id"], window_of(moved)))
    again = [r for r in queue(here, search_id) if r["camera_id"] == best["camera_id"]]
    assert not any(window_of(review).touches(window_of(moved)) for review in again)


def test_a_recording_that_has_to_be_fetched_goes_down_until_it_has_come(here: Process) -> None:
    search_id = here.open()
    before = queue(here, search_id)
    best = before[0]["camera_id"]
    request = here.give(search_id, RequestRecording(best, 60.0)).id
    after = queue(here, search_id)
    assert after[0]["camera_id"] != best
    assert of(after, best)["minutes"] > 60
    here.give(search_id, MarkRecordingAvailable(request))
    assert queue(here, search_id)[0] == before[0]


def test_teams_in_the_streets_are_planned_from_their_newest_place(here: Process) -> None:
    search_id = here.open()
    team = here.give(search_id, DeployStreetTeam("ref", "foot", place=spot(0, 0))).id
    gone = here.give(search_id, DeployStreetTeam("ref", "foot")).id
    here.give(search_id, StandDownStreetTeam(gone))
    (standing,) = here.advising.standing(search_id).teams
    assert (standing.team_id, standing.place, standing.beat) == (team, spot(0, 0), -1)
    fix = Fix(spot(3, 3).lon, spot(3, 3).lat, minute(0))
    here.tracks.extend(search_id, team, [fix], str(uuid4()), minute(0))
    (standing,) = here.advising.standing(search_id).teams
    assert standing.place == spot(3, 3)


def test_a_team_nobody_has_placed_starts_where_he_was_seen_last(here: Process) -> None:
    search_id = here.open()
    beat = city().beats[1].name
    here.give(search_id, DeployStreetTeam("ref", "foot", beat=beat))
    (standing,) = here.advising.standing(search_id).teams
    assert (standing.place, standing.beat) == (spot(1, 1), 1)


def test_streets_swept_since_the_order_are_no_longer_to_be_searched(here: Process) -> None:
    search_id = here.open()
    team = here.give(search_id, DeployStreetTeam("ref", "foot")).id
    here.give(search_id, SweepStreets(team, (1,), between(-5, -1)))
    here.give(search_id, RedirectStreetTeam(team, segments=(1, 2, 3)))
    assert here.advising.standing(search_id).assigned == {team: (1, 2, 3)}
    here.clock.at_minute(5)
    sweep = here.give(search_id, SweepStreets(team, (2, 9), between(1, 4))).id
    assert here.advising.standing(search_id).assigned == {team: (1, 3)}
    here.give(search_id, WithdrawSweep(sweep))
    assert here.advising.standing(search_id).assigned == {team: (1, 2, 3)}


def test_without_teams_nobody_is_sent_anywhere(here: Process) -> None:
    assert here.advising.advice(here.open())["redirects"] == []


def test_an_unknown_search_has_no_advice(here: Process) -> None:
    with pytest.raises(Unknown):
        here.advising.advice(uuid4())


def codes(here: Process, search_id: UUID) -> list[str]:
    return [notice["code"] for notice in here.advising.advice(search_id)["notices"]]


def test_a_team_far_from_all_streets_is_advised_with_a_warning(here: Process) -> None:
    search_id = here.open()
    assert codes(here, search_id) == ["no_teams"]
    far = Place(spot(0, 0).lon - 0.005, spot(0, 0).lat)
    team = here.give(search_id, DeployStreetTeam("ref", "foot", place=far)).id
    advice = here.advising.advice(search_id)
    assert [notice["code"] for notice in advice["notices"]] == ["team_off_network"]
    assert [r["team_id"] for r in advice["redirects"]] == [team]


def test_when_every_camera_is_claimed_the_list_is_empty_and_says_why(here: Process) -> None:
    search_id = here.open()
    for camera in city().cameras:
        here.give(search_id, ClaimCameraZone(camera.camera_id, between(-36, 1)))
    advice = here.advising.advice(search_id)
    assert advice["reviews"] == []
    assert "nothing_to_watch" in [notice["code"] for notice in advice["notices"]]


def test_who_has_almost_surely_left_is_to_be_looked_for_outside(here: Process) -> None:
    search_id = here.open(
        edge_leave=1.0, transport_gap=10.0, goal_share=0.0, indoors_gap=1e8, stuck_on_bad_way=0.0
    )
    here.give(search_id, DeployStreetTeam("ref", "foot", place=spot(0, 0)))
    here.clock.at_minute(120)
    assert codes(here, search_id)[:3] == ["widen_search", "ask_transport", "ask_hospitals"]


def test_what_a_colleague_is_watching_is_taken_into_account(here: Process) -> None:
    """The best window goes to a colleague; of the others none promises more than before."""
    search_id = here.open()
    before = queue(here, search_id)
    here.give(search_id, ClaimCameraZone(before[0]["camera_id"], window_of(before[0])))
    second = of(queue(here, search_id), before[1]["camera_id"])
    assert second["gain_bits"] <= before[1]["gain_bits"] + 1e-9
    assert window_of(second) == window_of(before[1])
