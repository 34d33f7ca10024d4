"""Recordings that have to be asked for: a shop's or an estate's camera."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import ClassVar

from domain.area import Area
from domain.camera_zones.state import Recording, known_camera
from domain.command import Decision, Issued, Order
from domain.event import SearchEvent
from domain.moment import moment_text
from domain.refusal import Conflict, Unknown, invalid
from domain.search import Search


class RecordingRequested(SearchEvent):
    """Somebody was asked for the recording of a camera."""

    TOPIC: ClassVar[str] = "camera_zone.recording_requested"
    ABOUT: ClassVar[str] = "request_id"
    request_id: str
    camera_id: str
    minutes: float
    overwritten_at: str | None

    def apply(self, search: Search) -> None:
        """Remember the request."""
        search.camera_zones.recordings[self.request_id] = Recording(
            self.request_id, self.camera_id, self.minutes, self.overwritten_at
        )


class RecordingAvailable(SearchEvent):
    """The recording can be watched."""

    TOPIC: ClassVar[str] = "camera_zone.recording_available"
    ABOUT: ClassVar[str] = "request_id"
    request_id: str
    camera_id: str

    def apply(self, search: Search) -> None:
        """Mark the request as answered."""
        search.camera_zones.recordings[self.request_id].available = True


@dataclass(frozen=True, slots=True)
class RequestRecording(Order):
    """Ask for a recording that takes some minutes to get."""

    camera_id: str
    minutes: float
    overwritten_at: datetime | None = None

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Of any known camera."""
        known_camera(area, self.camera_id)
        if not (isfinite(self.minutes) and self.minutes >= 0):
            raise invalid("minutes", "expected a number of at least 0", "out_of_range", at_least=0)
        gone = self.overwritten_at
        yield (
            RecordingRequested,
            {
                "request_id": by.new_id("recording"),
                "camera_id": self.camera_id,
                "minutes": self.minutes,
                "overwritten_at": None if gone is None else moment_text(gone),
            },
        )


@dataclass(frozen=True, slots=True)
class MarkRecordingAvailable:
    """State that a recording asked for has arrived."""

    request_id: str

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Once for each request."""
        recording = search.camera_zones.recordings.get(self.request_id)
        if recording is None:
            raise Unknown("recording", self.request_id, "request_id")
        if recording.available:
            raise Conflict("already_available", "this recording is available already")
        yield (
            RecordingAvailable,
            {
                "request_id": self.request_id,
                "camera_id": recording.camera_id,
            },
        )
