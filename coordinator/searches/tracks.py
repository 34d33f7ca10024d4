"""Where the teams' phones were: streams of their own, in a table of their own."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

import orjson
from eventsourcing.persistence import IntegrityError, PersistenceError

from coordinator.database import StorageUnavailableError
from coordinator.measures import POSITIONS
from coordinator.searches.commanding import MOST_ATTEMPTS
from coordinator.searches.kept_streams import KeptStreams
from coordinator.searches.not_collecting import not_collecting
from coordinator.searches.projecting import projected
from coordinator.searches.track_index import Batch, IndexedTrack, Noted, TrackIndex
from coordinator.settings import Settings
from coordinator.storage.stored import stored
from domain.teams.track import LATEST, Fix, Track, track_id

SNAPSHOT_EVERY = 500
"""Events; applying so many takes a few milliseconds."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Extended:
    """The newest fix of a track, and whether the batch had been added before."""

    newest: Fix | None
    repeated: bool


class Tracks(KeptStreams):
    """All tracks of an installation; they never wait for the table of the searches.

    A phone that reports every ten seconds makes thousands of events a day. Every so many of them
    the track is kept as a snapshot, so that reading it again takes the same few milliseconds
    however long it is.
    """

    name = "tracks"
    most_kept = 2_000
    is_snapshotting_enabled = True

    def __init__(self, settings: Settings) -> None:
        self.index = TrackIndex()
        """Where looks at moments begin."""
        super().__init__(settings)

    def extend(
        self,
        search_id: UUID,
        team_id: str,
        fixes: list[Fix],
        command_id: str,
        now: datetime,
        digest: str = "",
    ) -> Extended:
        """Add fixes to a team's track. The same command again changes nothing; with another
        digest it is refused.
        """
        stream = track_id(search_id, team_id)
        with self.locks.of(stream), stored():
            for _ in range(MOST_ATTEMPTS):
                track = self._track(stream) or Track.begin(search_id, team_id, now)
                added = track.extend(
                    fixes, command_id, now, digest, lambda known: self._digest_of(stream, known)
                )
                if not added:
                    return Extended(track.newest, repeated=True)
                try:
                    self.save(track)
                except IntegrityError:
                    # Another process was faster: once more, after its batch.
                    self.forget_cached(stream)
                except BaseException:
                    self.forget_cached(stream)
                    raise
                else:
                    POSITIONS.inc(len(fixes))
                    if track.version % SNAPSHOT_EVERY == 0:
                        self._keep_snapshot(track)
                    return Extended(track.newest, repeated=False)
        raise StorageUnavailableError("too many others extend this track at the same time")

    def newest(self, search_id: UUID, team_id: str, known_at: datetime | None = None) -> Fix | None:
        """The newest fix of a team, of those that had been recorded by a moment if one is given;
        None when its phone had sent nothing."""
        if known_at is not None:
            return next(iter(self.last(search_id, team_id, known_at=known_at)), None)
        stream = track_id(search_id, team_id)
        with self.locks.of(stream), stored():
            track = self._track(stream)
            return None if track is None else track.newest

    def fixes(self, search_id: UUID, team_id: str, until: datetime | None = None) -> list[Fix]:
        """All fixes of a team up to a moment, in order of time."""
        return [noted.fix for noted in self.between(search_id, team_id, None, until)]

    def between(
        self, search_id: UUID, team_id: str, since: datetime | None, until: datetime | None
    ) -> list[Noted]:
        """The fixes of a team from one moment to another, in order of time."""
        return self._indexed(track_id(search_id, team_id)).between(since, until)

    def last(
        self,
        search_id: UUID,
        team_id: str,
        count: int = 1,
        until: datetime | None = None,
        known_at: datetime | None = None,
    ) -> list[Fix]:
        """The last fixes of a team in order of time: those up to a moment, as far as they had
        been recorded by another."""
        if until is None and known_at is None and count <= LATEST:
            return self._latest(track_id(search_id, team_id))[-count:]
        track = self._indexed(track_id(search_id, team_id))
        return [noted.fix for noted in track.last(count, until, known_at)]

    def _indexed(self, stream: UUID) -> IndexedTrack:
        kept = self.index.of(stream)
        with stored(), not_collecting():
            batches = list(self._batches(stream, kept.version))
        if batches:
            kept = kept.extended(batches)
        self.index.keep(stream, kept)
        return kept

    def _batches(self, stream: UUID, after: int) -> Iterator[Batch]:
        """As stored: making an event object of each takes three times as long as reading it."""
        for found in self.recorder.select_events(stream, gt=after):
            if found.topic == Track.Extended.TOPIC:
                record = orjson.loads(found.state)
                recorded_at = datetime.fromisoformat(record["timestamp"]["_data_"])
                yield Batch(found.originator_version, recorded_at, record["fixes"])

    def _latest(self, stream: UUID) -> list[Fix]:
        with self.locks.of(stream), stored():
            track = self._track(stream)
            return [] if track is None else track.latest

    def _track(self, stream: UUID) -> Track | None:
        return cast(Track | None, self.kept(stream, projected))

    def _digest_of(self, stream: UUID, command_id: str) -> str | None:
        """Read from the whole stream: only for a command that was repeated after many others."""
        for event in self.events.get(stream):
            if isinstance(event, Track.Extended) and event.command_id == command_id:
                return event.command_digest
        return None

    def _keep_snapshot(self, track: Track) -> None:
        assert self.snapshots is not None
        try:
            self.snapshots.put([Track.Snapshot.take(track)])
        except PersistenceError:
            # The fixes are stored, and it is kept another time.
            log.exception("a track was not kept as a snapshot")
