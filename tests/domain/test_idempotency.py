from dataclasses import replace

import pytest

from domain.camera_zones.clearance import ClearCameraZone
from domain.lifecycle import CloseSearch, ResumeSearch, SuspendSearch
from domain.opening import OpenSearch
from domain.records.note import AddNote
from domain.redirects.order import RedirectStreetTeam
from domain.refusal import Refusal
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam
from tests.domain.scenario import OPENING, Scenario, between, event, issued
from tests.domain.stored import rebuilt
from tests.domain.town import IN_TOWN

CLEAR = ClearCameraZone("gate", between(-30, -10))


def test_the_same_command_again_gets_the_same_answer_and_no_event(search: Scenario) -> None:
    search.given(CLEAR, number=50)
    first = search.answer
    assert first is not None
    search.given(AddNote("text-1"))
    search.when(CLEAR, number=50, minute=20)
    search.then_repeated(first)


def test_the_same_holds_after_the_search_is_rebuilt_from_its_events(search: Scenario) -> None:
    search.given(CLEAR, number=50)
    first = search.answer
    assert first is not None
    search.search = rebuilt(search.events)
    search.when(CLEAR, number=50)
    search.then_repeated(first)


def test_a_command_of_several_events_answers_with_its_last_version_and_what_it_made(
    search: Scenario,
) -> None:
    team = search.given(DeployStreetTeam("name-1", "foot"))
    search.given(RedirectStreetTeam(team, target=IN_TOWN))
    second = RedirectStreetTeam(team, segments=(1,))
    made = search.given(second, number=50)
    first = search.answer
    assert first is not None
    assert first.version == search.search.version
    assert len(search.news) == 2
    assert search.search.teams[team].assignment == made
    search.search = rebuilt(search.events)
    search.when(second, number=50)
    search.then_repeated(first)


def test_the_same_id_with_another_command_is_refused(search: Scenario) -> None:
    search.given(CLEAR, number=50)
    search.when(replace(CLEAR, grade="good"), number=50)
    search.then_refused("idempotency_key_reused", "Idempotency-Key")
    search.search = rebuilt(search.events)
    search.when(AddNote("text-1"), number=50)
    search.then_refused("idempotency_key_reused", "Idempotency-Key")


def test_a_refused_command_is_not_remembered_and_may_succeed_later(search: Scenario) -> None:
    search.when(ResumeSearch(), number=50)
    search.then_refused("not_suspended")
    search.given(SuspendSearch())
    search.when(ResumeSearch(), number=50)
    search.then(event("search.resumed"))


def test_a_retry_is_answered_even_when_it_would_be_refused_by_now(search: Scenario) -> None:
    order = DeployStreetTeam("name-1", "foot")
    team = search.given(order, number=50)
    deployed = search.answer
    assert deployed is not None
    home = StandDownStreetTeam(team)
    search.given(home, number=51)
    stood_down = search.answer
    assert stood_down is not None
    search.given(CloseSearch("other"))
    search.when(order, number=50)
    search.then_repeated(deployed)
    search.when(home, number=51)
    search.then_repeated(stood_down)


def test_the_id_of_the_opening_is_remembered_too(search: Scenario) -> None:
    again = search.search.answer_to(issued(1, OPENING, "commander", 5, None))
    assert again is not None
    assert (again.version, again.id, again.repeated) == (3, str(search.search.id), True)
    other: OpenSearch = replace(OPENING, seed=8)
    with pytest.raises(Refusal) as refused:
        search.search.answer_to(issued(1, other, "commander", 5, None))
    assert refused.value.code == "idempotency_key_reused"


def test_every_event_says_who_gave_which_command_and_when(search: Scenario) -> None:
    search.when(CLEAR, actor="lin", number=50, minute=12, occurred=3)
    search.then(
        event(
            "camera_zone.cleared",
            actor="lin",
            command_id="00000000-0000-0000-0000-000000000032",
            occurred_at="2026-03-02T09:03:00Z",
        )
    )
    assert search.news[0].timestamp.isoformat() == "2026-03-02T09:12:00+00:00"
