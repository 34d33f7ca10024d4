"""The subject's description; it may change in mid-search (someone is pushing him now)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.area import Area
from domain.checks import checked_numbers
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.moment import moment_of, moment_text
from domain.refusal import invalid
from domain.search import Search
from domain.subject import Mobility, MobilityPhase


class SubjectDescribed(SearchEvent):
    """How he moves since a moment, and what else the model uses."""

    TOPIC: ClassVar[str] = "subject.described"
    mobility: str
    since: str
    factors: dict[str, float]
    description_ref: str | None

    def apply(self, search: Search) -> None:
        """A description for the same moment replaces the earlier one."""
        phase = MobilityPhase(moment_of(self.since), Mobility(self.mobility))
        others = [p for p in search.mobility if p.since != phase.since]
        search.mobility = tuple(sorted([*others, phase], key=lambda p: p.since))
        search.factors = {**search.factors, **self.factors}
        search.description_ref = self.description_ref or search.description_ref


@dataclass(frozen=True, slots=True)
class DescribeSubject:
    """State how the subject moves, from a moment on."""

    mobility: str
    since: datetime
    factors: Mapping[str, float]
    description_ref: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """One of the known kinds of mobility, and finite factors."""
        if self.mobility not in tuple(Mobility):
            raise invalid(
                "mobility",
                f"expected one of {', '.join(Mobility)}",
                "not_one_of",
                one_of=list(Mobility),
            )
        factors = checked_numbers(self.factors, "factors")
        yield (
            SubjectDescribed,
            {
                "mobility": str(self.mobility),
                "since": moment_text(self.since),
                "factors": factors,
                "description_ref": self.description_ref,
            },
        )
