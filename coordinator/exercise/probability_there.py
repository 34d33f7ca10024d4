"""The probability at his true place over time, as it was known at each moment."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from coordinator.beliefs import Beliefs
from coordinator.demo.truth import HiddenTruth
from domain.event import SearchEvent
from projections.place_curve import surroundings

STEP = timedelta(minutes=5)
MOST_MOMENTS = 49


@dataclass(frozen=True, slots=True)
class There:
    """The probability of the streets around him at a moment."""

    minute: float
    """After the report."""
    probability: float
    even: float
    """What the same streets would have if all metres of the area were equally probable."""


def probability_there(
    beliefs: Beliefs,
    search_id: UUID,
    events: Sequence[SearchEvent],
    truth: HiddenTruth,
    begun: datetime,
    ended: datetime,
) -> list[There]:
    """From the report to the end, every five minutes, or less often in a long exercise."""
    step = max(STEP, (ended - begun) / (MOST_MOMENTS - 1))
    recorded = [event.timestamp for event in events]
    found = []
    moment = begun
    while moment <= ended:
        place = truth.place_at(moment)
        known_by = bisect_right(recorded, moment)
        if place is not None and known_by:
            version = events[known_by - 1].originator_version
            known = beliefs.known(search_id, version)
            near = surroundings(known.area, place)
            there = float(beliefs.belief(known, moment).poa[near.segments].sum())
            found.append(There((moment - begun).total_seconds() / 60.0, there, near.even))
        moment += step
    return found
