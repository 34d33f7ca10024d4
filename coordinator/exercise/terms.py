"""The terms of an exercise: what the trainer sets."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Terms:
    """Equal terms in an equal area hide an equal subject."""

    seed: int = 1
    speed: float = 5.0
    """Seconds of the exercise in one real second."""
    report_after_min: float = 45.0
    """From the last known point to the report."""
    hours: float = 4.0
    """From the first trainee's entering to the end, if he is not found before."""
    teams: int = 4
    officers: int = 1
    cameras: int | None = None
    """None for all that the area has."""

    @property
    def reported_after(self) -> timedelta:
        """From the last known point to the report."""
        return timedelta(minutes=self.report_after_min)

    @property
    def lasts(self) -> timedelta:
        """How long the exercise takes at most."""
        return timedelta(hours=self.hours)
