"""Notes and duties done, as the search keeps them."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Note(NamedTuple):
    """That somebody wrote something down, and when. A search has thousands of them, and copies
    of tuples are made soonest."""

    note_id: str
    at: datetime
    actor: str
    text_ref: str


@dataclass(frozen=True, slots=True)
class Duty:
    """An item of the duty card of a desk, or of one team."""

    role: str
    item: str
    team_id: str | None = None


@dataclass(frozen=True, slots=True)
class DoneItem:
    """When a duty was done and by whom."""

    at: datetime
    actor: str
