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
            raise invalid("segments", "expected at least one segment", "too_few", at_least=1)
        if self.derived_from not in SOURCES:
            raise invalid(
                "derived_from",
                f"expected one of {', '.join(SOURCES)}",
                "not_one_of",
                one_of=list(SOURCES),
            )
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
class StreetsThen:
    """Segments, and when the team was in them."""

    segments: tuple[int, ...]
    window: Window


@dataclass(frozen=True, slots=True)
class SweepTrack:
    """Record what a team's track says it searched, in parts, so that each street counts for when
    the team was in it; `tapped` are streets that an officer added, for the whole window."""

    team_id: str
    parts: tuple[StreetsThen, ...]
    tapped: tuple[int, ...]
    window: Window
    pod: float | None = None
    replaces: tuple[str, ...] = ()

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """One sweep for each part, then those of the same team that it replaces are withdrawn."""
        if not self.parts and not self.tapped:
            raise invalid("segments", "expected at least one segment", "too_few", at_least=1)
        for sweep_id in self.replaces:
            _in_force(search, sweep_id, "replaces")
            if search.sweeps[sweep_id].team_id != self.team_id:
                raise invalid("replaces", "expected sweeps of the same team", "other_team")
        sweeps = [SweepStreets(self.team_id, part.segments, part.window, self.pod, "track")
                  for part in self.parts]  # fmt: skip
        if self.tapped:
            sweeps.append(SweepStreets(self.team_id, self.tapped, self.window, self.pod))
        for number, sweep in enumerate(sweeps):
            for event, data in sweep.decide(search, by, area):
                again = {} if number == 0 else {"sweep_id": by.new_id(f"sweep {number}")}
                yield event, {**data, **again}
        for sweep_id in dict.fromkeys(self.replaces):
            yield SweepWithdrawn, {"sweep_id": sweep_id, "reason_ref": None}


@dataclass(frozen=True, slots=True)
class WithdrawSweep:
    """Take back a sweep that was a mistake."""

    sweep_id: str
    reason_ref: str | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """A sweep can be withdrawn once."""
        _in_force(search, self.sweep_id, "sweep_id")
        yield SweepWithdrawn, {"sweep_id": self.sweep_id, "reason_ref": self.reason_ref}


def _in_force(search: Search, sweep_id: str, field: str) -> None:
    """Refuse a sweep that is not there, or no longer."""
    sweep = search.sweeps.get(sweep_id)
    if sweep is None:
        raise Unknown("sweep", sweep_id, field)
    if sweep.withdrawn:
        raise Conflict("already_withdrawn", "this sweep is withdrawn already")
