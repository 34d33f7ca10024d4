"""The duty card of a role for this kind of incident."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.records.state import DoneItem
from domain.refusal import invalid
from domain.search import Search

CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")


class ChecklistItemDone(SearchEvent):
    """A duty was done."""

    TOPIC: ClassVar[str] = "checklist.item_done"
    ABOUT: ClassVar[str] = "item"
    role: str
    item: str

    def apply(self, search: Search) -> None:
        """Remember the duty as done, since the first time it was ticked."""
        search.checklist.setdefault((self.role, self.item), DoneItem(self.happened_at, self.actor))


@dataclass(frozen=True, slots=True)
class DoChecklistItem:
    """Tick a duty; role and item are codes of the station's duty card."""

    role: str
    item: str

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Codes only, since free text belongs in the vault."""
        for field, code in (("role", self.role), ("item", self.item)):
            if not CODE.fullmatch(code):
                raise invalid(
                    field, "expected a code of a-z, 0-9, _ . - (at most 64)", "wrong_form"
                )
        yield ChecklistItemDone, {"role": self.role, "item": self.item}
