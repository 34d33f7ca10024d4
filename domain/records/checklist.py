"""The duty card of a role for this kind of incident."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from domain.area import Area
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.records.state import DoneItem, Duty
from domain.refusal import Conflict, invalid
from domain.search import Search
from domain.teams.team import known_team

CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")


class ChecklistEvent(SearchEvent):
    """What ticking and its undoing have in common."""

    ABOUT: ClassVar[str] = "item"
    class_version: ClassVar[int] = 2
    LATER_FIELDS: ClassVar[Mapping[str, int]] = {"team_id": 2}
    role: str
    item: str
    team_id: str | None
    """The team whose card it is; None for the one card of a desk."""

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """At first teams had no cards of their own."""
        state["team_id"] = None

    @property
    def duty(self) -> Duty:
        """The duty that it is about."""
        return Duty(self.role, self.item, self.team_id)


class ChecklistItemDone(ChecklistEvent):
    """A duty was done."""

    TOPIC: ClassVar[str] = "checklist.item_done"

    def apply(self, search: Search) -> None:
        """Remember the duty as done, since the first time it was ticked."""
        search.checklist.setdefault(self.duty, DoneItem(self.happened_at, self.actor))


class ChecklistItemUndone(ChecklistEvent):
    """It was not done after all."""

    TOPIC: ClassVar[str] = "checklist.item_undone"

    def apply(self, search: Search) -> None:
        """It has to be done again."""
        search.checklist.pop(self.duty, None)


@dataclass(frozen=True, slots=True)
class DoChecklistItem:
    """Tick a duty; role and item are codes of the station's duty card."""

    role: str
    item: str
    team_id: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Codes only, since free text belongs in the vault; a team's card needs the team."""
        for field, code in (("role", self.role), ("item", self.item)):
            if not CODE.fullmatch(code):
                raise invalid(
                    field, "expected a code of a-z, 0-9, _ . - (at most 64)", "wrong_form"
                )
        if self.team_id is not None:
            known_team(search, self.team_id)
        yield (
            ChecklistItemDone,
            {"role": self.role, "item": self.item, "team_id": self.team_id},
        )


@dataclass(frozen=True, slots=True)
class UndoChecklistItem:
    """Take the tick off a duty again."""

    role: str
    item: str
    team_id: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Only off one that is ticked."""
        if Duty(self.role, self.item, self.team_id) not in search.checklist:
            raise Conflict("not_done", "this duty is not ticked", "item")
        yield (
            ChecklistItemUndone,
            {"role": self.role, "item": self.item, "team_id": self.team_id},
        )
