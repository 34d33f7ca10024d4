"""Commands: what somebody wants done, imperative, and the envelope they come in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID, uuid5

from domain.area import Area

if TYPE_CHECKING:
    from domain.event import SearchEvent
    from domain.search import Search

Decision = tuple[type["SearchEvent"], dict[str, Any]]
"""An event to trigger and its data."""


@dataclass(frozen=True, slots=True)
class Issued:
    """Who gave a command and when; ids of new things derive from it, so a retry repeats them."""

    command_id: str
    """The client-made id, a UUID as text."""
    digest: str
    """Hash of the command's content: the same id with another digest is refused."""
    actor: str
    """Opaque id of the account, never a name."""
    occurred_at: datetime
    """When it happened in the world, by the corrected clock of the device."""
    now: datetime
    """When the service received it."""

    def new_id(self, kind: str) -> str:
        """The id of the thing of this kind that the command makes."""
        return str(uuid5(UUID(self.command_id), kind))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command led to: the stream's version after it and the id of what it concerns."""

    version: int
    id: str
    repeated: bool = False


class Command(Protocol):
    """A wish that the search decides upon."""

    def decide(self, search: "Search", by: Issued, area: Area) -> Iterator[Decision]:
        """The events that follow, or a Refusal; nothing is changed here."""
        ...


class Order:
    """A command that makes no sense once the search is over; facts are never refused for that."""
