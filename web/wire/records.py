"""Bodies of commands about notes, duties and how a search ends."""

from typing import Annotated

from pydantic import Field

from web.body import Line, Paragraph
from web.wire.command_body import Code, CommandBody, Id, example


class NoteBody(CommandBody):
    """Something written down; kept in the vault."""

    model_config = example(text="the daughter has been called")

    text: Paragraph


class ChecklistBody(CommandBody):
    """A duty of the station's card: of a desk, or of one team."""

    model_config = example(role="commander", item="call-hospitals")

    role: Code
    item: Code
    team_id: Id | None = None


class ClosureBody(CommandBody):
    """How it ended: a known outcome, or words that are kept in the vault."""

    model_config = example(outcome="found_well")

    outcome: Annotated[Line, Field(max_length=1000)]
