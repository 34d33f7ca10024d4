"""A search is suspended, resumed and closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.refusal import Conflict, invalid
from domain.search import Search

OUTCOMES = (
    "found", "found_well", "found_injured", "found_dead", "returned", "not_found", "called_off",
    "other",
)  # fmt: skip


class SearchSuspended(SearchEvent):
    """Nobody is sent anywhere for now."""

    TOPIC: ClassVar[str] = "search.suspended"
    reason_ref: str | None

    def apply(self, search: Search) -> None:
        """Pause."""
        search.suspended = True


class SearchResumed(SearchEvent):
    """It goes on."""

    TOPIC: ClassVar[str] = "search.resumed"
    reason_ref: str | None

    def apply(self, search: Search) -> None:
        """Go on."""
        search.suspended = False


class SearchClosed(SearchEvent):
    """The search is over."""

    TOPIC: ClassVar[str] = "search.closed"
    outcome: str
    outcome_ref: str | None

    def apply(self, search: Search) -> None:
        """What still arrives is marked late."""
        search.outcome = self.outcome
        search.outcome_ref = self.outcome_ref
        search.camera_zones.claims.clear()


@dataclass(frozen=True, slots=True)
class SuspendSearch:
    """Pause the search."""

    reason_ref: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Only one that is open."""
        if search.status != "open":
            raise Conflict(f"search_{search.status}", f"this search is {search.status}")
        yield SearchSuspended, {"reason_ref": self.reason_ref}


@dataclass(frozen=True, slots=True)
class ResumeSearch:
    """Take up a suspended search again."""

    reason_ref: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Only one that is suspended."""
        if search.status != "suspended":
            raise Conflict("not_suspended", f"this search is {search.status}, not suspended")
        yield SearchResumed, {"reason_ref": self.reason_ref}


@dataclass(frozen=True, slots=True)
class CloseSearch:
    """End the search; words beyond the known outcomes are a reference into the vault."""

    outcome: str
    outcome_ref: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Once."""
        if search.status == "closed":
            raise Conflict("search_closed", "this search is closed already")
        if self.outcome not in OUTCOMES:
            raise invalid(
                "outcome",
                f"expected one of {', '.join(OUTCOMES)}",
                "not_one_of",
                one_of=list(OUTCOMES),
            )
        yield SearchClosed, {"outcome": self.outcome, "outcome_ref": self.outcome_ref}
