"""Given what watchers reported, when somebody reports or decides, then this lies in the inbox."""

from uuid import UUID

import pytest

from domain.command import Issued
from domain.place import Place
from domain.refusal import Conflict, Refusal, TooMany, Unknown
from domain.watching.inbox import MOST_AT_ONCE, Inbox, inbox_id
from tests.domain.json_primitives import data_of, is_json
from tests.domain.scenario import NINE, SEARCH_ID, at
from tests.domain.town import FAR_AWAY, IN_TOWN, NOT_ON_EARTH


def by(number: int, actor: str = "guard", minute: float = 0, digest: str = "") -> Issued:
    return Issued(str(UUID(int=number)), digest, actor, at(minute), at(minute))


@pytest.fixture
def inbox() -> Inbox:
    return Inbox.begin(SEARCH_ID, NINE)


def received(inbox: Inbox, number: int = 1, place: Place = IN_TOWN, **more: object) -> str:
    issued = by(number, **more)  # type: ignore[arg-type]  # what `by` takes
    return inbox.receive(place, issued.now, None, issued, late=False)


def rebuilt(inbox: Inbox) -> Inbox:
    copy = None
    for event in inbox.pending_events:
        copy = event.mutate(copy)
    assert isinstance(copy, Inbox)
    return copy


def test_a_report_waits_with_what_was_said(inbox: Inbox) -> None:
    issued = by(1)
    report_id = inbox.receive(FAR_AWAY, at(-3), "note-1", issued, late=True)
    report = inbox.report(report_id)
    assert (report.number, report.place, report.at, report.note_ref) == (
        1, FAR_AWAY, at(-3), "note-1",
    )  # fmt: skip
    assert (report.actor, report.late, report.set_aside, report.photo_id) == (
        "guard", True, False, None,
    )  # fmt: skip


def test_reports_are_numbered_as_they_come_in(inbox: Inbox) -> None:
    ids = [received(inbox, number) for number in (1, 2, 3)]
    assert [inbox.report(report_id).number for report_id in ids] == [1, 2, 3]


@pytest.mark.parametrize(
    ("place", "minute", "field"), [(NOT_ON_EARTH, 0.0, "lon"), (IN_TOWN, 0.1, "at")]
)
def test_what_cannot_be_is_refused(inbox: Inbox, place: Place, minute: float, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        inbox.receive(place, at(minute), None, by(1), late=False)
    assert refused.value.field == field
    assert not inbox.reports


def test_the_same_command_is_known_again_and_another_with_its_id_is_refused(inbox: Inbox) -> None:
    report_id = received(inbox, 1)
    assert inbox.answer_to(by(1)) == report_id
    assert inbox.answer_to(by(2)) is None
    with pytest.raises(Refusal, match="another command"):
        inbox.answer_to(by(1, digest="other"))


def test_one_watcher_does_not_fill_the_inbox_and_nobody_else_is_held_up(inbox: Inbox) -> None:
    for number in range(MOST_AT_ONCE):
        received(inbox, number + 1, minute=number * 0.05)
    with pytest.raises(TooMany) as refused:
        received(inbox, 90, minute=0.5)
    assert refused.value.wait_s == pytest.approx(30)
    received(inbox, 91, actor="other guard", minute=0.5)
    received(inbox, 92, minute=1.0)


def test_a_report_is_set_aside_and_back_once_each(inbox: Inbox) -> None:
    report_id = received(inbox)
    inbox.set_aside(report_id, True, by(2, "lin"))
    assert inbox.report(report_id).set_aside
    with pytest.raises(Conflict, match="faster"):
        inbox.set_aside(report_id, True, by(3, "chen"))
    inbox.set_aside(report_id, False, by(4, "lin"))
    assert not inbox.report(report_id).set_aside


def test_a_report_has_one_photo(inbox: Inbox) -> None:
    report_id = received(inbox)
    inbox.add_photo(report_id, "photo-1", by(2))
    with pytest.raises(Conflict):
        inbox.add_photo(report_id, "photo-2", by(3))
    assert inbox.report(report_id).photo_id == "photo-1"


@pytest.mark.parametrize("report_id", ["nothing", ""])
def test_a_report_that_nobody_sent_is_unknown(inbox: Inbox, report_id: str) -> None:
    with pytest.raises(Unknown):
        inbox.set_aside(report_id, True, by(2))
    with pytest.raises(Unknown):
        inbox.add_photo(report_id, "photo-1", by(3))


def test_what_is_stored_makes_the_same_inbox_and_holds_json_primitives_only(inbox: Inbox) -> None:
    report_id = received(inbox)
    inbox.add_photo(report_id, "photo-1", by(2))
    inbox.set_aside(report_id, True, by(3))
    received(inbox, 4)
    again = rebuilt(inbox)
    assert (again.reports, again.answered) == (inbox.reports, inbox.answered)
    assert again.id == inbox_id(SEARCH_ID)
    for event in inbox.pending_events:
        assert is_json(data_of(event)), data_of(event)
