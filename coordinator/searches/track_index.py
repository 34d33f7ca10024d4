"""Track index: the fixes of tracks side by side in order of time, so that no look reads them all.

Derived from the tracks and disposable. It keeps both times of a fix, the phone's own and when its
batch was recorded: a phone in a tunnel was somewhere else than anybody knew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isnan, nan
from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from domain.teams.track import Fix

MEMORY = 64_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ROW = np.dtype(
    [("at", "i8"), ("recorded", "i8"), ("lon", "f8"), ("lat", "f8"), ("accuracy", "f8")]
)


class Batch(NamedTuple):
    """A recorded batch: the version of its stream, when it was recorded, its fixes as stored."""

    version: int
    recorded_at: datetime
    fixes: list[list[Any]]


class Noted(NamedTuple):
    """A fix and when it was recorded, UTC."""

    fix: Fix
    recorded_at: datetime


@dataclass(frozen=True)
class IndexedTrack:
    """All fixes of a track up to a version of its stream, in order of the phone's own time."""

    version: int
    rows: NDArray[np.void]

    def extended(self, batches: Iterable[Batch]) -> "IndexedTrack":
        """With later batches; of equal times the one that came first is first."""
        batches = list(batches)
        flat = [fix for batch in batches for fix in batch.fixes]
        if not flat:
            return self
        lon, lat, at, accuracy = zip(*flat, strict=True)
        rows = np.empty(len(flat), _ROW)
        # Tracks hold their moments in UTC; numpy reads them without the letter that says so.
        moments = np.array([text.removesuffix("Z") for text in at], "datetime64[us]")
        rows["lon"], rows["lat"], rows["at"] = lon, lat, moments.astype(np.int64)
        rows["accuracy"] = [nan if each is None else each for each in accuracy]
        rows["recorded"] = np.repeat(
            [_number(batch.recorded_at) for batch in batches],
            [len(batch.fixes) for batch in batches],
        )
        every = np.concatenate((self.rows, rows))
        return IndexedTrack(batches[-1].version, every[np.argsort(every["at"], kind="stable")])

    def last(
        self, count: int, until: datetime | None = None, known_at: datetime | None = None
    ) -> list[Noted]:
        """The last fixes up to a moment, of those that had been recorded by another."""
        rows = self.rows[: self._place(until)]
        if known_at is not None:
            rows = rows[rows["recorded"] <= _number(known_at)]
        return [_noted(row) for row in rows[-count:].tolist()]

    def between(self, since: datetime | None, until: datetime | None) -> list[Noted]:
        """The fixes from one moment to another, both included."""
        begin = 0 if since is None else np.searchsorted(self.rows["at"], _number(since))
        return [_noted(row) for row in self.rows[begin : self._place(until)].tolist()]

    def _place(self, until: datetime | None) -> int:
        if until is None:
            return len(self.rows)
        return int(np.searchsorted(self.rows["at"], _number(until), "right"))


NOTHING = IndexedTrack(0, np.empty(0, _ROW))


class TrackIndex:
    """Within a budget of memory; the track looked at longest ago is forgotten first."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._kept: dict[UUID, IndexedTrack] = {}
        self._lock = Lock()

    @property
    def nbytes(self) -> int:
        """Memory of all that is kept."""
        with self._lock:
            return sum(track.rows.nbytes for track in self._kept.values())

    def of(self, stream: UUID) -> IndexedTrack:
        """What is kept of a track, nothing if it was not kept."""
        with self._lock:
            return self._kept.get(stream, NOTHING)

    def keep(self, stream: UUID, track: IndexedTrack) -> None:
        """Keep a track, unless a later version of it is kept already."""
        with self._lock:
            known = self._kept.pop(stream, NOTHING)
            self._kept[stream] = track if track.version >= known.version else known
            total = sum(each.rows.nbytes for each in self._kept.values())
            while total > self._memory and self._kept:
                oldest = next(iter(self._kept))
                total -= self._kept.pop(oldest).rows.nbytes


def _number(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _noted(row: tuple[int, int, float, float, float]) -> Noted:
    at, recorded, lon, lat, accuracy = row
    fix = Fix(lon, lat, _moment(at), None if isnan(accuracy) else accuracy)
    return Noted(fix, _moment(recorded))


def _moment(number: int) -> datetime:
    return _EPOCH + number * _MICROSECOND
