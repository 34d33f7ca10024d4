"""What to do better: each rule speaks when it should, with its evidence, and else is silent."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.camera_zones.clock import CorrectCameraClock
from domain.knowledge.find import RecordFind, WithdrawFind
from domain.knowledge.rest_of_world import CheckRestOfWorld
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.redirects.order import RedirectStreetTeam
from domain.redirects.reply import ReplyToRedirect
from domain.teams.sweep import SweepStreets
from domain.teams.team import DeployStreetTeam
from projections.report.facts import Facts
from projections.report.lessons.all_lessons import all_lessons
from projections.report.lessons.lesson import Lesson
from tests.domain.scenario import Scenario, at, between
from tests.domain.town import IN_TOWN, TOWN
from tests.projections.full_story import full_story
from tests.projections.report.reported import facts, pointed, unevenly


def redirect(answered_at: float | None) -> Facts:
    told = Scenario()
    team = told.given(DeployStreetTeam("ref:one", "foot"))
    sent = told.given(RedirectStreetTeam(team, IN_TOWN), minute=10)
    if answered_at is not None:
        told.given(ReplyToRedirect(sent, "wilco"), minute=answered_at)
    told.given(ClearCameraZone("gate", between(-30, -20)), minute=60)
    return facts(told)


def sighting(assessed_at: float | None) -> Facts:
    told = Scenario()
    seen = told.given(ReportSighting(IN_TOWN, at(-5), "witness"), minute=5)
    if assessed_at is not None:
        told.given(AssessSighting(seen, "ruled_out"), minute=assessed_at)
    told.given(ClearCameraZone("gate", between(-30, -20)), minute=60)
    return facts(told)


def unwatched(passing: float, *, found: bool = True, kept_h: float | None = None) -> Facts:
    told = Scenario()
    if found:
        told.given(RecordFind(IN_TOWN, at(90)), minute=90)
    cameras = (TOWN.cameras[0], replace(TOWN.cameras[1], overwritten_after_h=kept_h))
    area = replace(TOWN, cameras=cameras)
    return facts(told, passing={"gate": 0.0, "shop": passing}, area=area)


def clock(first: str, offset_s: float = 90.0) -> Facts:
    told = Scenario()
    cleared, corrected = (
        ClearCameraZone("shop", between(-30, -20)), CorrectCameraClock("shop", offset_s),
    )  # fmt: skip
    order = (cleared, corrected) if first == "cleared" else (corrected, cleared)
    for command in order:
        told.given(command)
    return facts(told)


def swept(recorded: float, *windows: tuple[float, float]) -> Facts:
    told = Scenario()
    team = told.given(DeployStreetTeam("ref:one", "foot"))
    for since, until in windows:
        told.given(SweepStreets(team, (0, 1), between(since, until)), minute=recorded)
    return unevenly(facts(told), 3, 0.4)


def find(*withdrawn: str) -> Facts:
    told = Scenario()
    if "find" in withdrawn:
        told.given(RecordFind(IN_TOWN, at(1)), minute=1)
        told.given(WithdrawFind())
    for _ in range(withdrawn.count("clearance")):
        told.given(WithdrawClearance(told.given(ClearCameraZone("gate", between(-30, -20)))))
    told.given(RecordFind(IN_TOWN, at(90)), minute=90)
    return facts(told)


def outside(share: float, *, asked: bool = False) -> Facts:
    told = Scenario()
    if asked:
        told.given(CheckRestOfWorld("bus", between(-30, 0), 0.5))
    return facts(told, rest_of_world=share)


CASES: list[tuple[str, Callable[[], Facts], Callable[[], Facts]]] = [
    ("redirects_answered_late", lambda: redirect(13), lambda: redirect(11)),
    ("redirects_answered_late", lambda: redirect(None), lambda: redirect(10.5)),
    ("sightings_assessed_late", lambda: sighting(30), lambda: sighting(10)),
    ("sightings_assessed_late", lambda: sighting(None), lambda: sighting(5)),
    ("cameras_not_reviewed", lambda: unwatched(0.6), lambda: unwatched(0.1)),
    ("cameras_not_reviewed", lambda: unwatched(0.6), lambda: unwatched(0.6, found=False)),
    ("recordings_overwritten", lambda: unwatched(0.1, kept_h=1), lambda: unwatched(0.1, kept_h=9)),
    ("clocks_corrected_late", lambda: clock("cleared"), lambda: clock("corrected")),
    ("clocks_corrected_late", lambda: clock("cleared", -90.0), lambda: clock("cleared", 5.0)),
    ("streets_swept_again", lambda: swept(60, (0, 5), (30, 35)), lambda: swept(60, (0, 5))),
    ("facts_recorded_late", lambda: swept(60, (0, 5)), lambda: swept(10, (0, 5))),
    ("pointed_in_vain", lambda: pointed(find(), 10), lambda: pointed(find(), 80)),
    ("outside_not_asked", lambda: outside(0.3), lambda: outside(0.3, asked=True)),
    ("outside_not_asked", lambda: outside(0.3), lambda: outside(0.05)),
    ("mistakes_withdrawn", lambda: find("find"), lambda: find("clearance")),
    ("mistakes_withdrawn", lambda: find("clearance", "clearance"), find),
]


def lesson(known: Facts, code: str) -> Lesson | None:
    return next((each for each in all_lessons(known) if each.code == code), None)


@pytest.mark.parametrize(("code", "bad", "good"), CASES)
def test_a_rule_speaks_when_it_should_and_else_is_silent(
    code: str, bad: Callable[[], Facts], good: Callable[[], Facts]
) -> None:
    found = lesson(bad(), code)
    assert found is not None
    assert found.grounds or code == "outside_not_asked"
    assert lesson(good(), code) is None


def test_every_point_is_made_in_both_languages() -> None:
    for _, bad, _ in CASES:
        for found in all_lessons(bad()):
            for sentence in (found.says, found.do, *(ground.says for ground in found.grounds)):
                assert set(sentence) == {"zh", "en"}
                assert all(sentence.values())


def test_the_worst_is_named_first() -> None:
    told = Scenario()
    team = told.given(DeployStreetTeam("ref:one", "foot"))
    for minute, took in ((10, 3), (20, 8), (30, 4)):
        sent = told.given(RedirectStreetTeam(team, IN_TOWN), minute=minute)
        told.given(ReplyToRedirect(sent, "wilco"), minute=minute + took)
    found = lesson(facts(told), "redirects_answered_late")
    assert found is not None
    assert [ground.at for ground in found.grounds] == [at(20), at(30), at(10)]


def test_an_order_that_the_end_overtook_is_held_against_nobody() -> None:
    told = Scenario()
    team = told.given(DeployStreetTeam("ref:one", "foot"))
    told.given(RedirectStreetTeam(team, IN_TOWN), minute=10)
    told.given(ClearCameraZone("gate", between(-30, -20)), minute=11)
    assert lesson(facts(told), "redirects_answered_late") is None
    told.given(ClearCameraZone("gate", between(-20, -10)), minute=12)
    assert lesson(facts(told), "redirects_answered_late") is not None


def test_a_search_in_which_everything_happened_and_an_empty_one_can_be_judged() -> None:
    assert all_lessons(facts(full_story()))
    assert all_lessons(facts(Scenario())) == []
