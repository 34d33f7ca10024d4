"""What the family tells when somebody is reported missing: all that is known at the beginning."""

from dataclasses import dataclass

from domain.subject import FamiliarPlace, LastKnownPoint, Mobility


@dataclass(frozen=True, slots=True)
class MissingReport:
    """Where and when he was seen last, how he moves, where he used to go."""

    last_known_point: LastKnownPoint
    mobility: Mobility
    familiar_places: tuple[FamiliarPlace, ...] = ()
