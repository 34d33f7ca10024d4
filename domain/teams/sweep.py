"""Sweeps: a team searched these segments between these times."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from domain.area import Area
from domain.checks import checked_pod, checked_segments
from domain.command import Decision, Issued
from domain.event import SearchEvent
from domain.moment import moment_of, moment_text
from domain.refusal import Conflict, Unknown, invalid
from domain.search import Search
from domain.teams.state import Sweep
from domain.teams.team import known_team
from domain.window import Window

SOURCES = ("taps", "track")


class StreetsSwept(SearchEvent):
    """A team went along these segments and did not meet him."""

    TOPIC: ClassVar[str] = "streets.swept"
    ABOUT: ClassVar[str] = "sweep_id"
    sweep_id: str
    team_id: str
    segments: list[int]
    since: str
    until: str
    pod: float
    derived_from: str

    def apply(self, search: Search) -> None:
        """Remember the sweep."""
        window = Window(moment_of(self.since), moment_of(self.until))
        search.sweeps[self.sweep_id] = Sweep(
            self.sweep_id, self.team_id, tuple(self.segments), window, self.pod,
            self.originator_version,
        )  # fmt: skip


class SweepWithdrawn(SearchEvent):
    """They were not there after all."""

    TOPIC: ClassVar[str] = "streets.sweep_withdrawn"
    ABOUT: ClassVar[str] = "sweep_id"
    sweep_id: str
    reason_ref: str | None

    def apply(self, search: Search) -> None:
        """Take the sweep out of force; it stays on record."""
        search.sweeps[self.sweep_id].withdrawn = True


@dataclass(frozen=True, slots=True)
class SweepStreets:
    """Record that a team searched segments, also when it says so late."""

    team_id: str
    segments: tuple[int, ...]
    window: Window
    pod: float | None = None
    derived_from: str = "taps"

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """A known team, also one that has gone home since."""
        known_team(search, self.team_id)
        self.window.must_have_happened(by.now)
        segments = checked_segments(self.segments, area, "segments")
        if not segments:
            raise invalid("segments", "expected at least one segment")
        if self.derived_from not in SOURCES:
            raise invalid("derived_from", f"expected one of {', '.join(SOURCES)}")
        yield (
            StreetsSwept,
            {
                "sweep_id": by.new_id("sweep"),
                "team_id": self.team_id,
                "segments": list(segments),
                "since": moment_text(self.window.since),
                "until": moment_text(self.window.until),
                "pod": search.parameters["pod_sweep"]
                if self.pod is None
                else checked_pod(self.pod),
                "derived_from": self.derived_from,
            },
        )


@dataclass(frozen=True, slots=True)
class WithdrawSweep:
    """Take back a sweep that was a mistake."""

    sweep_id: str
    reason_ref: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """A sweep can be withdrawn once."""
        sweep = search.sweeps.get(self.sweep_id)
        if sweep is None:
            raise Unknown("sweep", self.sweep_id, "sweep_id")
        if sweep.withdrawn:
            raise Conflict("already_withdrawn", "this sweep is withdrawn already")
        yield SweepWithdrawn, {"sweep_id": self.sweep_id, "reason_ref": self.reason_ref}
