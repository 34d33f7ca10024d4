from math import inf, nan

import pytest

from domain.records.advice import KINDS, FollowAdvice
from domain.records.checklist import ChecklistItemDone, DoChecklistItem, UndoChecklistItem
from domain.records.note import AddNote
from domain.records.state import DoneItem, Duty, Note
from domain.teams.team import DeployStreetTeam, StandDownStreetTeam
from tests.domain.scenario import Scenario, at, event
from tests.domain.stored import read_from_the_first_version


def test_a_note_holds_only_the_reference_of_its_text(search: Scenario) -> None:
    search.when(AddNote("text-1"), actor="lin", minute=6, occurred=4)
    search.then(event("note.added", text_ref="text-1"))
    assert search.answer is not None
    assert search.search.notes == [Note(search.answer.id, at(4), "lin", "text-1")]


def test_notes_stand_in_the_order_they_came_in(search: Scenario) -> None:
    search.given(AddNote("text-1"), minute=6, occurred=6)
    search.given(AddNote("text-2"), minute=7, occurred=1)
    assert [note.text_ref for note in search.search.notes] == ["text-1", "text-2"]


def test_a_duty_is_done_since_it_was_first_ticked(search: Scenario) -> None:
    search.given(DoChecklistItem("video", "ask-bus"), actor="lin", minute=6)
    search.when(DoChecklistItem("video", "ask-bus"), actor="chen", minute=8)
    search.then(event("checklist.item_done", role="video", item="ask-bus"))
    assert search.search.checklist == {Duty("video", "ask-bus"): DoneItem(at(6), "lin")}


def test_the_same_duty_of_two_roles_is_two_duties(search: Scenario) -> None:
    search.given(DoChecklistItem("video", "ask-bus"))
    search.given(DoChecklistItem("commander", "ask-bus"))
    assert len(search.search.checklist) == 2


def test_every_team_has_a_card_of_its_own(search: Scenario) -> None:
    first, second = (search.given(DeployStreetTeam("name", "foot")) for _ in range(2))
    search.given(DoChecklistItem("street", "radio", first))
    search.when(DoChecklistItem("street", "radio", second))
    search.then(event("checklist.item_done", role="street", item="radio", team_id=second))
    search.given(UndoChecklistItem("street", "radio", first))
    assert list(search.search.checklist) == [Duty("street", "radio", second)]


def test_a_card_of_a_team_that_nobody_knows_is_refused(search: Scenario) -> None:
    search.when(DoChecklistItem("street", "radio", "unknown"))
    search.then_refused("unknown_team", "team_id")


def test_what_a_team_did_counts_also_once_it_has_gone_home(search: Scenario) -> None:
    team = search.given(DeployStreetTeam("name", "foot"))
    search.given(StandDownStreetTeam(team))
    search.when(DoChecklistItem("street", "radio", team))
    search.then(event("checklist.item_done", team_id=team))


def test_a_tick_can_be_taken_off_and_set_again(search: Scenario) -> None:
    search.given(DoChecklistItem("video", "ask-bus"), actor="lin", minute=6)
    search.when(UndoChecklistItem("video", "ask-bus"), minute=7)
    search.then(event("checklist.item_undone", role="video", item="ask-bus", team_id=None))
    assert not search.search.checklist
    search.given(DoChecklistItem("video", "ask-bus"), actor="chen", minute=8)
    assert search.search.checklist == {Duty("video", "ask-bus"): DoneItem(at(8), "chen")}


def test_a_duty_that_is_not_ticked_cannot_be_undone(search: Scenario) -> None:
    search.given(DoChecklistItem("video", "ask-bus"))
    search.when(UndoChecklistItem("commander", "ask-bus"))
    search.then_refused("not_done", "item")


def test_ticks_stored_before_teams_had_cards_are_those_of_a_desk(search: Scenario) -> None:
    search.given(DoChecklistItem("video", "ask-bus"))
    read = read_from_the_first_version(search.news[0], "team_id")
    assert isinstance(read, ChecklistItemDone)
    assert (read.item, read.team_id) == ("ask-bus", None)


@pytest.mark.parametrize("code", ["", "Ask the bus", "a" * 65, "-first", "公交"])
def test_duties_are_codes_and_no_free_text(search: Scenario, code: str) -> None:
    search.when(DoChecklistItem("video", code))
    search.then_refused("invalid_value", "item")
    search.when(DoChecklistItem(code, "ask-bus"))
    search.then_refused("invalid_value", "role")


@pytest.mark.parametrize("kind", KINDS)
def test_advice_that_an_officer_followed_is_recorded_and_changes_nothing_else(
    search: Scenario, kind: str
) -> None:
    search.when(FollowAdvice(kind, {"gain_bits": 0.21, "minutes": 3.0}))
    search.then(event("advice.followed", kind=kind, numbers={"gain_bits": 0.21, "minutes": 3.0}))
    assert search.answer is not None
    assert search.answer.id == str(search.search.id)


def test_unknown_advice_is_refused(search: Scenario) -> None:
    search.when(FollowAdvice("horoscope", {}))
    search.then_refused("invalid_value", "kind")


@pytest.mark.parametrize(
    ("name", "number"),
    [("gain_bits", nan), ("gain_bits", inf), ("Gain", 1.0), ("", 1.0), ("a" * 41, 1.0)],
)
def test_advice_is_finite_numbers_by_name(search: Scenario, name: str, number: float) -> None:
    search.when(FollowAdvice("review", {name: number}))
    search.then_refused("invalid_value", f"numbers.{name}")


def test_no_advice_can_make_the_stream_unreadable(search: Scenario) -> None:
    # The library's JSON reads an object of just these two names as a type of its own.
    search.when(FollowAdvice("review", {"_type_": 1.0, "_data_": 2.0}))
    search.then_refused("invalid_value", "numbers._type_")
