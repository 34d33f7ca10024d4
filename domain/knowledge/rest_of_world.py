"""Checks of the rest of the world: hospital, bus, taxi, station asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.checks import checked_pod
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.knowledge.state import RestOfWorldCheck
from domain.moment import moment_of, moment_text
from domain.refusal import invalid
from domain.search import Search
from domain.window import Window

KINDS = ("hospital", "bus", "taxi", "station", "other")


class RestOfWorldChecked(SearchEvent):
    """They were asked about a span of time and had not seen him."""

    TOPIC: ClassVar[str] = "rest_of_world.checked"
    ABOUT: ClassVar[str] = "check_id"
    check_id: str
    kind: str
    since: str
    until: str
    pod: float

    def apply(self, search: Search) -> None:
        """Remember the check."""
        window = Window(moment_of(self.since), moment_of(self.until))
        search.rest_of_world_checks[self.check_id] = RestOfWorldCheck(
            self.check_id, self.kind, window, self.pod
        )


@dataclass(frozen=True, slots=True)
class CheckRestOfWorld:
    """Record that somebody outside was asked in vain."""

    kind: str
    window: Window
    pod: float

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
            },
        )
