"""How well the trainees chose what to watch: against the best advice at that moment."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from coordinator.advising import Advising
from domain.camera_zones.claim import CameraZoneClaimed
from domain.camera_zones.clearance import CameraZoneCleared
from domain.event import SearchEvent
from domain.knowledge.sighting import SightingReported
from domain.moment import moment_of, moment_text
from domain.window import Window


@dataclass(frozen=True, slots=True)
class Watched:
    """A window that somebody watched to the end, or on which he saw him."""

    camera_id: str
    window: Window
    """By the camera's clock."""
    version: int
    """Of the search just before he began."""
    at: datetime
    sighting: bool


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """A window watched, what it was worth, and what the same minutes were worth at best."""

    watched: Watched
    bits: float
    minutes: float
    best_bits: float
    best_camera_id: str | None

    @property
    def share(self) -> float:
        """From 0, worth nothing, to 1, as good as the best advice."""
        return 1.0 if self.best_bits <= 0 else min(1.0, self.bits / self.best_bits)

    def record(self) -> dict[str, Any]:
        """As the page of the score reads it."""
        return {
            "camera_id": self.watched.camera_id,
            "from": moment_text(self.watched.window.since),
            "until": moment_text(self.watched.window.until),
            "at": moment_text(self.watched.at),
            "sighting": self.watched.sighting,
            "bits": round(self.bits, 4),
            "minutes": round(self.minutes, 1),
            "best_bits": round(self.best_bits, 4),
            "best_camera_id": self.best_camera_id,
            "share": round(self.share, 3),
        }


def watched_by(events: Collection[SearchEvent], actors: Collection[str]) -> Iterator[Watched]:
    """What these accounts watched, in order. A window counts from when it was claimed, with its
    final length; one that was claimed and left again does not count."""
    claims: dict[tuple[str, str], CameraZoneClaimed] = {}
    for event in events:
        if event.actor not in actors:
            continue
        if isinstance(event, CameraZoneClaimed):
            claims[event.actor, event.camera_id] = event
            continue
        if isinstance(event, CameraZoneCleared):
            window = Window(moment_of(event.since), moment_of(event.until))
        elif isinstance(event, SightingReported) and event.camera_id is not None:
            claim = claims.get((event.actor, event.camera_id))
            if claim is None:
                continue
            window = Window(moment_of(claim.since), moment_of(claim.until))
        else:
            continue
        claim = claims.pop((event.actor, str(event.camera_id)), None)
        begun: SearchEvent = event if claim is None else claim
        yield Watched(
            str(event.camera_id), window, begun.originator_version - 1, begun.timestamp,
            isinstance(event, SightingReported),
        )  # fmt: skip


def marked(advising: Advising, search_id: UUID, watched: Watched) -> ReviewMark:
    """What a window was worth when its officer began, and what his minutes were worth at best."""
    standing = advising.standing(search_id, watched.version, watched.at)
    worth = advising.worth_of_review(standing, watched.camera_id, watched.window)
    reviews = advising.reviews(standing)
    best = max(reviews, key=lambda review: review.bits_per_minute, default=None)
    best_bits = 0.0 if best is None else best.bits_per_minute * worth.minutes
    return ReviewMark(
        watched, worth.bits, worth.minutes, best_bits, None if best is None else best.camera_id
    )


def review_score(marks: Collection[ReviewMark]) -> float | None:
    """The information of all that was watched, as a share of what the same officer-minutes would
    have brought by the advice; 1 at most, None when nothing was watched."""
    if not marks:
        return None
    best = sum(mark.best_bits for mark in marks)
    return 1.0 if best <= 0 else min(1.0, sum(mark.bits for mark in marks) / best)
