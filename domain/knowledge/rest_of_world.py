"""Checks of the rest of the world: hospital, bus, taxi, station, neighbouring police asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from domain.area import Area
from domain.checks import checked_pod
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.knowledge.state import RestOfWorldCheck
from domain.moment import moment_of, moment_text
from domain.refusal import Conflict, Unknown, invalid
from domain.search import Search
from domain.window import Window

KINDS = ("hospital", "bus", "taxi", "station", "police", "other")


class RestOfWorldChecked(SearchEvent):
    """They were asked about a span of time and had not seen him."""

    TOPIC: ClassVar[str] = "rest_of_world.checked"
    ABOUT: ClassVar[str] = "check_id"
    class_version: ClassVar[int] = 2
    LATER_FIELDS: ClassVar[Mapping[str, int]] = {"whom_ref": 2}
    check_id: str
    kind: str
    since: str
    until: str
    pod: float
    whom_ref: str | None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """At first nobody said who was asked."""
        state["whom_ref"] = None

    def apply(self, search: Search) -> None:
        """Remember the check."""
        window = Window(moment_of(self.since), moment_of(self.until))
        search.rest_of_world_checks[self.check_id] = RestOfWorldCheck(
            self.check_id, self.kind, window, self.pod, self.whom_ref, self.happened_at
        )


class RestOfWorldCheckWithdrawn(SearchEvent):
    """They were not asked, or not about him; the belief goes back."""

    TOPIC: ClassVar[str] = "rest_of_world.check_withdrawn"
    ABOUT: ClassVar[str] = "check_id"
    check_id: str
    reason_ref: str | None

    def apply(self, search: Search) -> None:
        """Take the check out of force; it stays on record."""
        search.rest_of_world_checks[self.check_id].withdrawn = True


@dataclass(frozen=True, slots=True)
class CheckRestOfWorld:
    """Record that somebody outside was asked in vain."""

    kind: str
    window: Window
    pod: float
    whom_ref: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """The POD is the share of ways of having left that the check would have found."""
        if self.kind not in KINDS:
            raise invalid(
                "kind", f"expected one of {', '.join(KINDS)}", "not_one_of", one_of=list(KINDS)
            )
        self.window.must_have_happened(by.now)
        yield (
            RestOfWorldChecked,
            {
                "check_id": by.new_id("check"),
                "kind": self.kind,
                "since": moment_text(self.window.since),
                "until": moment_text(self.window.until),
                "pod": checked_pod(self.pod),
                "whom_ref": self.whom_ref,
            },
        )


@dataclass(frozen=True, slots=True)
class WithdrawRestOfWorldCheck:
    """Take back a check that was a mistake."""

    check_id: str
    reason_ref: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """A check can be withdrawn once."""
        check = search.rest_of_world_checks.get(self.check_id)
        if check is None:
            raise Unknown("check", self.check_id, "check_id")
        if check.withdrawn:
            raise Conflict("already_withdrawn", "this check is withdrawn already")
        yield (
            RestOfWorldCheckWithdrawn,
            {"check_id": self.check_id, "reason_ref": self.reason_ref},
        )
