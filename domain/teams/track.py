"""Tracks: where a team's phone was, in batches, in streams of their own."""

from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any, ClassVar
from uuid import UUID, uuid5

from eventsourcing.domain import Aggregate, AggregateCreated, AggregateEvent

from domain.moment import moment_of, moment_text
from domain.refusal import invalid, reused_key

MOST_FIXES = 1_000
"""In one batch; a phone that was away for longer sends several."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Where a phone was at a moment, in WGS 84 degrees, and how sure it was."""

    lon: float
    lat: float
    at: datetime
    accuracy_m: float | None = None


def track_id(search_id: UUID, team_id: str) -> UUID:
    """The id of a team's track, derived so that nobody has to remember it."""
    return uuid5(search_id, f"track:{team_id}")


class Track(Aggregate):
    """The positions of one team in one search; keeps only the newest one in memory."""

    TOPIC: ClassVar[str] = "track"

    class Event(AggregateEvent):
        """Something about a track."""

        TOPIC: ClassVar[str] = "track.event"

    class Created(AggregateCreated, Event):
        """A team has a track."""

        TOPIC: ClassVar[str] = "track.begun"
        search_id: str
        team_id: str

    class Extended(Event):
        """A phone reported where it was."""

        TOPIC: ClassVar[str] = "track.extended"
        command_id: str
        command_digest: str
        fixes: list[list[Any]]
        """Each [lon, lat, at, accuracy in metres or None]."""

        def apply(self, aggregate: "Track") -> None:
            """Late fixes do not move the newest one back."""
            aggregate.batches[self.command_id] = self.command_digest
            for fix in fixes_of(self):
                if aggregate.newest is None or fix.at > aggregate.newest.at:
                    aggregate.newest = fix

    def __init__(self, search_id: str, team_id: str) -> None:
        self.search_id = search_id
        self.team_id = team_id
        self.newest: Fix | None = None
        self.batches: dict[str, str] = {}

    @classmethod
    def begin(cls, search_id: UUID, team_id: str, now: datetime) -> "Track":
        """The track of a team that has sent nothing yet."""
        return cls._create(
            Track.Created, id=track_id(search_id, team_id), timestamp=now,
            search_id=str(search_id), team_id=team_id,
        )  # fmt: skip

    def extend(self, fixes: list[Fix], command_id: str, now: datetime, digest: str = "") -> bool:
        """Add a batch, in any order of time; False when this command did so before."""
        if command_id in self.batches:
            if self.batches[command_id] != digest:
                raise reused_key()
            return False
        if not 0 < len(fixes) <= MOST_FIXES:
            raise invalid(
                "fixes",
                f"expected 1 to {MOST_FIXES} fixes",
                "out_of_range",
                at_least=1,
                at_most=MOST_FIXES,
            )
        for i, fix in enumerate(fixes):
            if not (-180 <= fix.lon <= 180 and -90 <= fix.lat <= 90):
                raise invalid(
                    f"fixes.{i}.lon", "expected lon, lat in WGS 84 degrees", "not_a_place"
                )
            if fix.accuracy_m is not None and not (isfinite(fix.accuracy_m) and fix.accuracy_m > 0):
                raise invalid(
                    f"fixes.{i}.accuracy_m", "expected metres above 0", "out_of_range", above=0
                )
        self.trigger_event(
            Track.Extended,
            timestamp=now,
            command_id=command_id,
            command_digest=digest,
            fixes=[[f.lon, f.lat, moment_text(f.at), f.accuracy_m] for f in fixes],
        )
        return True


def fixes_of(event: Track.Extended) -> list[Fix]:
    """The fixes of a batch, as sent."""
    return [Fix(lon, lat, moment_of(at), accuracy) for lon, lat, at, accuracy in event.fixes]
