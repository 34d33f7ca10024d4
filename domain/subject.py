"""The missing person, as far as the model needs to know."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.place import Place


class Mobility(StrEnum):
    """How the subject moves."""

    MANUAL = "manual"
    PUSHED = "pushed"
    POWERED = "powered"


@dataclass(frozen=True, slots=True)
class MobilityPhase:
    """The subject has moved in this way since a moment."""

    since: datetime
    mobility: Mobility


@dataclass(frozen=True, slots=True)
class LastKnownPoint:
    """Place and time last seen for sure."""

    place: Place
    at: datetime
    radius_m: float = 30.0


@dataclass(frozen=True, slots=True)
class FamiliarPlace:
    """A place he used to go to; weights are relative to one another."""

    place: Place
    weight: float = 1.0
