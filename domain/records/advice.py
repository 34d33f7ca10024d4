"""Advice that an officer acted on, with its numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.checks import checked_numbers
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.refusal import invalid
from domain.search import Search

KINDS = ("review", "redirect")


class AdviceFollowed(SearchEvent):
    """An officer acted on advice."""

    TOPIC: ClassVar[str] = "advice.followed"
    kind: str
    numbers: dict[str, float]

    def apply(self, search: Search) -> None:
        """Only the record matters: it changes nothing else."""


@dataclass(frozen=True, slots=True)
class FollowAdvice:
    """Record the advice that an action answers."""

    kind: str
    numbers: Mapping[str, float]

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Numbers only, by name."""
        if self.kind not in KINDS:
            raise invalid(
                "kind", f"expected one of {', '.join(KINDS)}", "not_one_of", one_of=list(KINDS)
            )
        numbers = checked_numbers(self.numbers, "numbers")
        yield AdviceFollowed, {"kind": self.kind, "numbers": numbers}
