"""A thing that makes a street harder for a wheelchair, and what several of them make together."""

from collections.abc import Iterable
from dataclasses import dataclass

LEAST_FACTOR = 0.001
"""Nothing is impossible: a person in a wheelchair may be helped (DESIGN.md section 5)."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A reason code with the ease of passing along and against the drawn direction, in (0, 1]."""

    reason: str
    along: float
    against: float

    def turned(self) -> "Hindrance":
        """The same thing met on a street drawn the other way."""
        return Hindrance(self.reason, self.against, self.along)


@dataclass(frozen=True, slots=True)
class Ease:
    """The wheelchair factor in both directions, and why it is below 1 (empty where it is 1)."""

    along: float
    against: float
    reason: str


def combined(hindrances: Iterable[Hindrance]) -> Ease:
    """The product of all hindrances; the reason is the one that hinders most.

    Rounded to 1e-4, the grain in which areas are stored, and never below `LEAST_FACTOR`.
    """
    along = against = worst = 1.0
    reason = ""
    for hindrance in hindrances:
        along *= hindrance.along
        against *= hindrance.against
        least = min(hindrance.along, hindrance.against)
        if least < worst:
            worst, reason = least, hindrance.reason
    along, against = _kept(along), _kept(against)
    return Ease(along, against, reason if min(along, against) < 1 else "")


def _kept(factor: float) -> float:
    return max(LEAST_FACTOR, round(factor * 10_000) / 10_000)
