"""What came of one simulated search."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """One subject searched for by one policy."""

    policy: str
    seed: int
    found_min: float | None
    """Minutes from the report to the find, None if he was not found in time."""
    left: bool
    """Whether he leaves the area before the search would end, found or not."""
    reviews: int
    sightings: int
    orders: int
    seconds: float = 0.0
    """Of computing."""
