"""The sections of the report: reviews, streets, answers and the time line."""

from datetime import timedelta

import pytest

from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.knowledge.find import RecordFind, WithdrawFind
from domain.knowledge.sighting import ReportSighting
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.teams.sweep import SweepStreets, WithdrawSweep
from domain.teams.team import DeployStreetTeam
from projections.report.answers import answered, slowest, spread
from projections.report.coverage import coverage
from projections.report.reviews import reviewed, unreviewed, watched
from projections.report.timeline import MOST_STEPS, timeline
from tests.domain.scenario import Scenario, at, between
from tests.domain.town import IN_TOWN, TOWN
from tests.projections.full_story import full_story
from tests.projections.report.reported import facts, unevenly


def test_cameras_that_mattered_come_first_and_windows_that_touch_are_one() -> None:
    told = Scenario()
    little = told.given(ClearCameraZone("gate", between(-30, -20)), minute=1)
    told.given(ClearCameraZone("gate", between(-20, -10)), minute=2)
    much = told.given(ClearCameraZone("shop", between(-30, -20)), minute=3)
    found = reviewed(facts(told, moved={little: 0.1, much: 0.3}))
    assert [one.camera_id for one in found] == ["shop", "gate"]
    assert found[1].windows == (between(-30, -10),)
    assert (found[1].moved, found[1].first_at) == (0.1, at(1))


def test_a_camera_with_a_sighting_was_watched_and_one_withdrawn_was_not() -> None:
    told = Scenario()
    told.given(ReportSighting(IN_TOWN, at(-5), "camera", camera_id="gate"))
    told.given(WithdrawClearance(told.given(ClearCameraZone("shop", between(-30, -20)))))
    known = facts(told, passing={"shop": 0.4})
    assert [(one.camera_id, one.sightings) for one in reviewed(known)] == [("gate", 1)]
    assert [(one.camera_id, one.passing) for one in unreviewed(known)] == [("shop", 0.4)]


def test_officer_hours_count_playing_and_opening_and_no_analytic() -> None:
    told = Scenario()
    told.given(ClearCameraZone("gate", between(-90, -30), playback_speed=4.0))
    told.given(ClearCameraZone("gate", between(-30, -20), playback_speed=1.0))
    told.given(ClearCameraZone("shop", between(-90, -30), reviewer_kind="analytic"))
    known = facts(told)
    overhead_h = known.evidence.parameters["review_overhead"] / 60
    found = watched(known)
    assert found.officer_h == pytest.approx(15 / 60 + overhead_h + 10 / 60)
    assert found.recorded_h == pytest.approx(130 / 60)
    assert (found.windows, found.withdrawn) == (3, 0)


def test_streets_are_covered_once_however_many_parts_a_track_has() -> None:
    told = Scenario()
    one = told.given(DeployStreetTeam("ref:one", "foot"))
    other = told.given(DeployStreetTeam("ref:other", "foot"))
    told.given(SweepStreets(one, (0, 1), between(0, 2)), minute=30)
    told.given(SweepStreets(one, (1, 2), between(2, 4)))
    told.given(SweepStreets(other, (1,), between(20, 22)))
    told.given(WithdrawSweep(told.given(SweepStreets(other, (6,), between(22, 24)))))
    found = coverage(unevenly(facts(told), 3, 0.5))
    length_m = TOWN.network.length_m
    assert found.passages == {0: 1, 1: 2, 2: 1}
    assert found.metres == pytest.approx(length_m[[0, 1, 2]].sum())
    assert found.again_m == pytest.approx(length_m[1])
    assert [team.team_id for team in found.teams] == [one, other]
    assert found.teams[0].metres == pytest.approx(length_m[[0, 1, 2]].sum())
    assert found.gaps[0].name == TOWN.network.name_of(3)
    assert found.missed == pytest.approx(sum(gap.probability for gap in found.gaps))


def test_answers_are_measured_from_the_sending_and_the_slowest_named() -> None:
    told = Scenario()
    team = told.given(DeployStreetTeam("ref:one", "foot"))
    quick = told.given(RedirectStreetTeam(team, IN_TOWN), minute=10)
    told.given(ReplyToRedirect(quick, "received"), minute=10.5)
    told.given(ReplyToRedirect(quick, "wilco"), minute=12)
    silent = told.given(RedirectStreetTeam(team, None, (1,)), minute=20)
    told.given(RedirectStreetTeam(team, None, (2,), propose=True), minute=21)
    found = answered(told.search, at(30))
    assert [(one.received_s, one.answer_s) for one in found] == [(30.0, 120.0), (None, None)]
    assert [one.redirect.redirect_id for one in slowest(found, 5)] == [silent, quick]
    assert spread([30.0, 90.0, None, 400.0]).classes == (1, 0, 1, 0, 1)
    assert (spread([None]).count, spread([]).median_s) == (0, None)


def test_every_event_is_told_or_counted_in_few_steps() -> None:
    told = full_story()
    steps = timeline(told.events)
    assert 0 < len(steps) <= MOST_STEPS + 1
    stamps = [event.timestamp for step in steps for event in step.told]
    assert stamps == sorted(stamps)
    assert all(step.since <= event.timestamp < step.until for step in steps for event in step.told)
    topics = {event.TOPIC for step in steps for event in step.told}
    assert {"subject.found", "subject.find_withdrawn", "sighting.assessed"} <= topics
    assert sum(step.counts.redirected for step in steps) == 2


def test_a_long_search_has_no_more_steps_than_a_short_one() -> None:
    told = Scenario()
    for hour in range(40):
        told.given(ClearCameraZone("gate", between(-30, -20 + hour)), minute=60 * hour + 30)
    steps = timeline(told.events)
    assert len(steps) <= MOST_STEPS + 1
    assert sum(sum(step.counts.cameras.values()) for step in steps) == 40
    assert all(step.until - step.since == timedelta(hours=4) for step in steps)


def test_nothing_recorded_has_no_time_line() -> None:
    assert timeline([]) == []


def test_a_withdrawn_find_stays_in_the_time_line() -> None:
    told = Scenario()
    told.given(RecordFind(IN_TOWN, at(3)), minute=4)
    told.given(WithdrawFind(), minute=5)
    topics = [event.TOPIC for step in timeline(told.events) for event in step.told]
    assert topics[-2:] == ["subject.found", "subject.find_withdrawn"]
