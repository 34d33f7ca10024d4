"""Where the teams' phones were: streams of their own, in a table of their own."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from coordinator.searches.commanding import stored
from coordinator.searches.kept_streams import KeptStreams
from domain.teams.track import Fix, Track, fixes_of, track_id


@dataclass(frozen=True, slots=True)
class Extended:
    """The newest fix of a track, and whether the batch had been added before."""

    newest: Fix | None
    repeated: bool


class Tracks(KeptStreams):
    """All tracks of an installation; they never wait for the table of the searches."""

    name = "tracks"

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
            track = self._track(stream)
            if track is None:
                track = Track.begin(search_id, team_id, now)
            added = track.extend(fixes, command_id, now, digest)
            if added:
                try:
                    self.save(track)
                except BaseException:
                    self.forget_cached(stream)
                    raise
            return Extended(track.newest, repeated=not added)

    def newest(self, search_id: UUID, team_id: str) -> Fix | None:
        """The newest fix of a team, None when its phone has sent nothing."""
        stream = track_id(search_id, team_id)
        with self.locks.of(stream), stored():
            track = self._track(stream)
            return None if track is None else track.newest

    def fixes(self, search_id: UUID, team_id: str, until: datetime | None = None) -> list[Fix]:
        """All fixes of a team up to a moment, in order of time."""
        with stored():
            events = self.events.get(track_id(search_id, team_id))
            fixes = [f for e in events if isinstance(e, Track.Extended) for f in fixes_of(e)]
        return sorted((f for f in fixes if until is None or f.at <= until), key=lambda f: f.at)

    def _track(self, stream: UUID) -> Track | None:
        return cast(Track | None, self.kept(stream))
