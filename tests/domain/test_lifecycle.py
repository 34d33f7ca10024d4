import pytest

from domain.camera_zones.claim import ClaimCameraZone
from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.camera_zones.clock import CorrectCameraClock
from domain.camera_zones.outage import ReportCameraOutage, WithdrawOutage
from domain.camera_zones.recording import MarkRecordingAvailable, RequestRecording
from domain.command import Command
from domain.knowledge.familiar_place import AddFamiliarPlace
from domain.knowledge.find import RecordFind, WithdrawFind
from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.knowledge.rest_of_world import CheckRestOfWorld
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.knowledge.subject import DescribeSubject
from domain.lifecycle import OUTCOMES, CloseSearch, ResumeSearch, SuspendSearch
from domain.records.advice import FollowAdvice
from domain.records.checklist import DoChecklistItem
from domain.records.note import AddNote
from domain.redirects.ending import EscalateRedirect
from domain.redirects.order import RedirectStreetTeam, ReleaseRedirect
from domain.redirects.reply import ReplyToRedirect
from domain.teams.sweep import SweepStreets, WithdrawSweep
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam
from tests.domain.scenario import Scenario, at, between, event
from tests.domain.town import IN_TOWN

SPAN = between(-30, -10)


def test_a_search_is_suspended_and_taken_up_again(search: Scenario) -> None:
    search.when(SuspendSearch("reason-1"))
    search.then(event("search.suspended", reason_ref="reason-1"))
    assert search.search.status == "suspended"
    search.when(ResumeSearch("reason-2"))
    search.then(event("search.resumed", reason_ref="reason-2"))
    assert search.search.status == "open"


def test_a_search_is_closed_with_its_outcome_and_the_closing_itself_is_not_late(
    search: Scenario,
) -> None:
    search.when(CloseSearch("returned", "words-1"))
    search.then(event("search.closed", outcome="returned", outcome_ref="words-1", late=False))
    assert (search.search.status, search.search.outcome) == ("closed", "returned")
    assert search.search.outcome_ref == "words-1"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_known_outcome_closes(search: Scenario, outcome: str) -> None:
    search.when(CloseSearch(outcome))
    search.then(event("search.closed", outcome=outcome))


def test_an_unknown_outcome_is_refused(search: Scenario) -> None:
    search.when(CloseSearch("went fishing"))
    search.then_refused("invalid_value", "outcome")


@pytest.mark.parametrize(
    ("given", "command", "code"),
    [
        ([SuspendSearch()], SuspendSearch(), "search_suspended"),
        ([], ResumeSearch(), "not_suspended"),
        ([CloseSearch("other")], SuspendSearch(), "search_closed"),
        ([CloseSearch("other")], ResumeSearch(), "not_suspended"),
        ([CloseSearch("other")], CloseSearch("other"), "search_closed"),
        ([RecordFind(IN_TOWN, at(-1))], SuspendSearch(), "search_found"),
    ],
)
def test_a_step_that_does_not_fit_the_status_is_refused(
    search: Scenario, given: list[Command], command: Command, code: str
) -> None:
    for step in given:
        search.given(step)
    search.when(command)
    search.then_refused(code)


def test_a_suspended_search_can_be_closed(search: Scenario) -> None:
    search.given(SuspendSearch())
    search.when(CloseSearch("called_off"))
    search.then(event("search.closed"))


@pytest.mark.parametrize("end", [SuspendSearch(), CloseSearch("other")])
def test_orders_are_refused_while_nobody_searches(search: Scenario, end: Command) -> None:
    team = search.given(DeployStreetTeam("name-1", "foot"))
    proposal = search.given(RedirectStreetTeam(team, segments=(1,), propose=True))
    search.given(end)
    code = f"search_{search.search.status}"
    for order in (
        ClaimCameraZone("gate", SPAN),
        RequestRecording("gate", 20.0),
        DeployStreetTeam("name-2", "foot"),
        RedirectStreetTeam(team, segments=(2,)),
        RedirectStreetTeam(team, segments=(2,), propose=True),
        ReleaseRedirect(proposal),
    ):
        search.when(order)
        search.then_refused(code)


@pytest.mark.parametrize(("end", "late"), [(SuspendSearch(), False), (CloseSearch("other"), True)])
def test_facts_are_never_refused_and_after_closure_they_are_marked_late(
    search: Scenario, end: Command, late: bool
) -> None:
    team = search.given(DeployStreetTeam("name-1", "foot"))
    redirect = search.given(RedirectStreetTeam(team, segments=(1,)))
    clearance = search.given(ClearCameraZone("gate", SPAN))
    sighting = search.given(ReportSighting(IN_TOWN, at(-5), "witness"))
    sweep = search.given(SweepStreets(team, (1,), SPAN))
    recording = search.given(RequestRecording("shop", 20.0))
    outage = search.given(ReportCameraOutage("gate", SPAN))
    search.given(end)
    facts: list[tuple[Command, str]] = [
        (DescribeSubject("powered", at(-20), {}), "subject.described"),
        (SetLastKnownPoint(IN_TOWN, at(-20)), "last_known_point.set"),
        (AddFamiliarPlace(IN_TOWN), "familiar_place.added"),
        (ClearCameraZone("gate", SPAN), "camera_zone.cleared"),
        (WithdrawClearance(clearance), "camera_zone.clearance_withdrawn"),
        (CorrectCameraClock("gate", 5.0), "camera_zone.clock_corrected"),
        (ReportCameraOutage("gate", SPAN), "camera_zone.out_of_service"),
        (WithdrawOutage(outage), "camera_zone.outage_withdrawn"),
        (MarkRecordingAvailable(recording), "camera_zone.recording_available"),
        (ReportSighting(IN_TOWN, at(-4), "family"), "sighting.reported"),
        (AssessSighting(sighting, "ruled_out"), "sighting.assessed"),
        (CheckRestOfWorld("bus", SPAN, 0.5), "rest_of_world.checked"),
        (SweepStreets(team, (2,), SPAN), "streets.swept"),
        (WithdrawSweep(sweep), "streets.sweep_withdrawn"),
        (ReplyToRedirect(redirect, "wilco"), "redirect.replied"),
        (FollowAdvice("review", {"gain_bits": 0.2}), "advice.followed"),
        (DoChecklistItem("video", "ask-bus"), "checklist.item_done"),
        (AddNote("text-1"), "note.added"),
        (RecordFind(IN_TOWN, at(-1)), "subject.found"),
        (WithdrawFind(), "subject.find_withdrawn"),
    ]
    for command, topic in facts:
        search.when(command)
        search.then(event(topic, late=late))


def test_a_team_can_be_sent_home_after_closure(search: Scenario) -> None:
    team = search.given(DeployStreetTeam("name-1", "foot"))
    search.given(CloseSearch("other"))
    search.when(StandDownStreetTeam(team))
    search.then(event("street_team.stood_down", late=True))


def test_a_redirect_that_waits_can_still_be_escalated_while_suspended(search: Scenario) -> None:
    team = search.given(DeployStreetTeam("name-1", "foot"))
    redirect = search.given(RedirectStreetTeam(team, segments=(1,)))
    search.given(SuspendSearch())
    search.when(EscalateRedirect(redirect))
    search.then(event("redirect.escalated", late=False))


def test_closing_ends_all_claims(search: Scenario) -> None:
    search.given(ClaimCameraZone("gate", SPAN))
    search.given(CloseSearch("other"))
    assert search.search.camera_zones.claims == {}


def test_a_find_after_closure_does_not_open_the_search_again(search: Scenario) -> None:
    search.given(CloseSearch("not_found"))
    search.given(RecordFind(IN_TOWN, at(-1)))
    assert search.search.status == "closed"


def test_a_late_fact_keeps_the_time_it_happened(search: Scenario) -> None:
    search.given(CloseSearch("other"), minute=30)
    search.when(AddNote("text-1"), minute=50, occurred=20)
    search.then(event("note.added", late=True, occurred_at="2026-03-02T09:20:00Z"))
    assert search.news[0].timestamp == at(50)
    assert search.news[0].happened_at == at(20)
