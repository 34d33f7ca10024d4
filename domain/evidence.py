"""Evidence: everything in force that changes where the subject can still be.

Plain data without order: the belief is a function of these sets, not of the way there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.place import Place
from domain.subject import FamiliarPlace, LastKnownPoint, MobilityPhase


@dataclass(frozen=True, slots=True)
class ClearanceEvidence:
    """A window of a camera showed no trace. Times are true times: the camera's clock
    correction is already applied and spans out of service are already cut away."""

    id: str
    camera_id: str
    since: datetime
    until: datetime
    pod: float


@dataclass(frozen=True, slots=True)
class SweepEvidence:
    """A team went along these segments between these times and did not meet him."""

    id: str
    segments: tuple[int, ...]
    since: datetime
    until: datetime
    pod: float


@dataclass(frozen=True, slots=True)
class SightingEvidence:
    """Somebody or some camera may have seen him. Heading in degrees clockwise from north."""

    id: str
    place: Place
    at: datetime
    radius_m: float
    minutes_doubt: float
    credibility: float
    """The probability that the report is of him, judged without regard to the place."""
    heading: float | None = None


@dataclass(frozen=True, slots=True)
class OutsideCheck:
    """Hospital, bus, taxi or station asked about a span of time, and he was not there."""

    id: str
    since: datetime
    until: datetime
    pod: float
    """Share of the ways of being outside that this check would have found."""


@dataclass(frozen=True)
class Evidence:
    """All that the belief of one search depends on besides the area."""

    last_known_point: LastKnownPoint
    mobility: tuple[MobilityPhase, ...]
    """In order of time; the first one holds from the last known point on."""
    seed: int
    parameters: Mapping[str, float]
    """All values of the model's parameters, as stored when the search was opened."""
    familiar_places: tuple[FamiliarPlace, ...] = ()
    clearances: frozenset[ClearanceEvidence] = field(default_factory=frozenset)
    sweeps: frozenset[SweepEvidence] = field(default_factory=frozenset)
    sightings: frozenset[SightingEvidence] = field(default_factory=frozenset)
    outside_checks: frozenset[OutsideCheck] = field(default_factory=frozenset)
