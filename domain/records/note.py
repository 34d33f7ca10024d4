"""Notes: free text in the vault, of which the stream holds only the reference."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.records.state import Note
from domain.search import Search


class NoteAdded(SearchEvent):
    """Somebody wrote something down."""

    TOPIC: ClassVar[str] = "note.added"
    ABOUT: ClassVar[str] = "note_id"
    note_id: str
    text_ref: str

    def apply(self, search: Search) -> None:
        """Remember that there is a note."""
        search.notes.append(Note(self.note_id, self.happened_at, self.actor, self.text_ref))


@dataclass(frozen=True, slots=True)
class AddNote:
    """Write something down."""

    text_ref: str

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Always."""
        yield NoteAdded, {"note_id": by.new_id("note"), "text_ref": self.text_ref}
