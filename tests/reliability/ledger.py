"""The ledger: every command that was sent and every answer that ever came, and what they owe."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True)
class Acknowledged:
    """An answer that said: this is recorded."""

    first: bool
    """201, not 200: the service says it had not seen the command before."""
    version: int
    id: str


@dataclass
class Sent:
    """A command, whatever became of it."""

    key: str
    search_id: str
    call: str
    body: Record
    unanswered: int = 0
    """How often it was sent and no verdict came back: cut off, or told to come later."""
    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: str | None = None
    """The code of a refusal, which is a verdict: nothing may be recorded."""


class Ledger:
    """All commands, in the order in which they were first sent."""

    def __init__(self) -> None:
        self.commands: list[Sent] = []

    def of(self, search_id: str) -> Iterator[Sent]:
        """The commands to one search."""
        return (sent for sent in self.commands if sent.search_id == search_id)

    @property
    def acknowledgements(self) -> int:
        """How many answers said that something is recorded."""
        return sum(len(sent.acknowledged) for sent in self.commands)

    @property
    def unanswered(self) -> int:
        """How many commands were sent at least once without a verdict coming back."""
        return sum(sent.unanswered > 0 for sent in self.commands)

    def faults(self) -> list[str]:
        """What the answers alone contradict: two answers to one command, or none at all."""
        found = []
        for sent in self.commands:
            # Positions do not change the search, whose version of the moment they are answered.
            fixed = sent.call != "positions"
            answers = {(one.version if fixed else 0, one.id) for one in sent.acknowledged}
            if len(answers) > 1:
                found.append(f"{sent.call} {sent.key} was answered differently: {answers}")
            if sum(one.first for one in sent.acknowledged) > 1:
                found.append(f"{sent.call} {sent.key} was called new twice")
            if bool(sent.acknowledged) == (sent.refused is not None):
                found.append(f"{sent.call} {sent.key}: no verdict, or two: {sent}")
        return found
