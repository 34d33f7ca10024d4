"""Tracks: where a team's phone was, in batches, in streams of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any, ClassVar, Self, cast
from uuid import UUID, uuid5

from eventsourcing.domain import Aggregate, AggregateCreated, AggregateEvent
from eventsourcing.domain import Snapshot as AggregateSnapshot
from eventsourcing.utils import register_topic

from domain.moment import moment_of, moment_text
from domain.refusal import invalid, reused_key
from domain.teams.known_commands import KnownCommands

MOST_FIXES = 1_000
"""In one batch; a phone that was away for longer sends several."""
LATEST = 2
"""Fixes that tell where a team is and which way it goes."""

LookUp = Callable[[str], str | None]
"""The digest of the command with this id as the stream has it, None if it has none."""


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
    """The positions of one team in one search; keeps only the newest in memory, however long."""

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
            aggregate.known.add(self.command_id, self.command_digest)
            fixes = fixes_of(self)
            for fix in fixes:
                if aggregate.newest is None or fix.at > aggregate.newest.at:
                    aggregate.newest = fix
            latest = sorted([*aggregate.latest, *fixes], key=lambda fix: fix.at)
            aggregate.latest = latest[-LATEST:]

    class Snapshot(AggregateSnapshot):
        """What a track remembers, so that it need not be read from its beginning; disposable."""

        TOPIC: ClassVar[str] = "track.snapshot"

        @classmethod
        def take(cls, aggregate: Any) -> Self:
            """Of a track that has nothing to store."""
            track = cast(Track, aggregate)
            newest = [] if track.newest is None else [track.newest]
            return cls(
                originator_id=track.id,
                originator_version=track.version,
                timestamp=track.modified_on,
                topic=Track.TOPIC,
                state={
                    "search_id": track.search_id,
                    "team_id": track.team_id,
                    "created_on": track.created_on,
                    "newest": _stored(newest),
                    "latest": _stored(track.latest),
                    "known": track.known.state(),
                },
            )

        def mutate(self, _: None) -> "Track":
            """The track."""
            state = self.state
            track = Track.__new__(Track)
            track.__base_init__(
                originator_id=self.originator_id,
                originator_version=self.originator_version,
                timestamp=state["created_on"],
            )
            track.modified_on = self.timestamp
            Track.__init__(track, state["search_id"], state["team_id"])
            track.newest = next(iter(_fixes(state["newest"])), None)
            track.latest = _fixes(state["latest"])
            track.known = KnownCommands.of(state["known"])
            return track

    def __init__(self, search_id: str, team_id: str) -> None:
        self.search_id = search_id
        self.team_id = team_id
        self.newest: Fix | None = None
        self.latest: list[Fix] = []
        """The last fixes in order of time, at most LATEST."""
        self.known = KnownCommands()

    @classmethod
    def begin(cls, search_id: UUID, team_id: str, now: datetime) -> "Track":
        """The track of a team that has sent nothing yet."""
        return cls._create(
            Track.Created, id=track_id(search_id, team_id), timestamp=now,
            search_id=str(search_id), team_id=team_id,
        )  # fmt: skip

    def extend(
        self,
        fixes: list[Fix],
        command_id: str,
        now: datetime,
        digest: str = "",
        look_up: LookUp = lambda _: None,
    ) -> bool:
        """Add a batch, in any order of time; False when this command did so before.

        `look_up` is asked about commands that are too old to be remembered with their digest.
        """
        earlier = self.known.digest_of(command_id)
        if earlier is None and self.known.perhaps_older(command_id):
            earlier = look_up(command_id)
        if earlier is not None:
            if earlier != digest:
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
            fixes=_stored(fixes),
        )
        return True


# The library knows the topics of an aggregate's events, but not that of its snapshots.
register_topic(Track.Snapshot.TOPIC, Track.Snapshot)


def fixes_of(event: Track.Extended) -> list[Fix]:
    """The fixes of a batch, as sent."""
    return _fixes(event.fixes)


def _fixes(stored: list[list[Any]]) -> list[Fix]:
    return [Fix(lon, lat, moment_of(at), accuracy) for lon, lat, at, accuracy in stored]


def _stored(fixes: list[Fix]) -> list[list[Any]]:
    return [[fix.lon, fix.lat, moment_text(fix.at), fix.accuracy_m] for fix in fixes]
