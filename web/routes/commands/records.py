"""Commands about notes, duties and the course of a search as a whole."""

from coordinator.accounts import Action, Role
from domain.command import Command
from domain.lifecycle import OUTCOMES, CloseSearch, ResumeSearch, SuspendSearch
from domain.records.checklist import DoChecklistItem, UndoChecklistItem
from domain.records.note import AddNote
from web.routes.commands.given import Given
from web.routes.commands.pattern import Commands
from web.wire.camera_zones import ReasonBody
from web.wire.records import ChecklistBody, ClosureBody, NoteBody

commands = Commands("records")


@commands.post("/notes", Action.ADD_NOTE)
def add_note(body: NoteBody, given: Given) -> Command:
    """Write something down."""
    return AddNote(given.ref("text", body.text) or "")


@commands.post("/checklist", Action.DO_CHECKLIST_ITEM)
def do_checklist_item(body: ChecklistBody, given: Given) -> Command:
    """Tick a duty of the station's card; a street phone ticks that of its own team."""
    return DoChecklistItem(body.role, body.item, card_of(body, given))


@commands.post("/checklist/withdrawal", Action.UNDO_CHECKLIST_ITEM)
def undo_checklist_item(body: ChecklistBody, given: Given) -> Command:
    """Take the tick off a duty again."""
    return UndoChecklistItem(body.role, body.item, card_of(body, given))


def card_of(body: ChecklistBody, given: Given) -> str | None:
    """The team whose card is meant, None for that of a desk."""
    return given.own_team if given.principal.role is Role.STREET else body.team_id


@commands.post("/suspension", Action.SUSPEND_SEARCH)
def suspend_search(body: ReasonBody, given: Given) -> Command:
    """Pause the search."""
    return SuspendSearch(given.ref("reason", body.reason))


@commands.post("/resumption", Action.RESUME_SEARCH)
def resume_search(body: ReasonBody, given: Given) -> Command:
    """Take up a suspended search again."""
    return ResumeSearch(given.ref("reason", body.reason))


@commands.post("/closure", Action.CLOSE_SEARCH)
def close_search(body: ClosureBody, given: Given) -> Command:
    """End the search; an outcome in words counts as `other`, its words go to the vault."""
    if body.outcome in OUTCOMES:
        return CloseSearch(body.outcome)
    return CloseSearch("other", given.ref("outcome", body.outcome))
