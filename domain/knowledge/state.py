"""What is known of the subject, as the search keeps it."""

from dataclasses import dataclass
from datetime import datetime

from domain.place import Place
from domain.subject import FamiliarPlace
from domain.window import Window


@dataclass(slots=True)
class Sighting:
    """A report that he may have been seen."""

    sighting_id: str
    place: Place
    at: datetime
    radius_m: float
    minutes_doubt: float
    heading: float | None
    source: str
    camera_id: str | None
    credibility: float
    note_ref: str | None
    version: int
    verdict: str | None = None
    photo_id: str | None = None


@dataclass(slots=True)
class RestOfWorldCheck:
    """Somebody outside was asked about a span of time, in vain."""

    check_id: str
    kind: str
    window: Window
    pod: float
    whom_ref: str | None
    at: datetime
    """When they were asked."""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Find:
    """Where and when he was found."""

    find_id: str
    place: Place
    at: datetime
    condition: str | None
    team_id: str | None


@dataclass(frozen=True, slots=True)
class KnownFamiliarPlace:
    """A familiar place and the reference of its label."""

    place: FamiliarPlace
    label_ref: str | None
