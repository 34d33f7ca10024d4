"""Two searches side by side: the recorded one, and the one of an altered past."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.past import Past
from coordinator.place_over_time import as_known_then, moments_of
from coordinator.progress import Progress
from coordinator.what_if.altered import altered
from coordinator.what_if.change import Change, Changed, checked
from projections.place_curve import BEST, Believe, PlaceOverTime, Surroundings


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A past, and what it would have been."""

    recorded: Past
    altered: Past
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A place in both."""

    recorded: PlaceOverTime
    altered: PlaceOverTime


def what_if(past: Past, changes: Sequence[Change]) -> WhatIf:
    """The past with these changes; a Refusal where one of them could not have been."""
    found = checked(past, changes)
    moved = {each.event.originator_version: each.recorded_at for each in found}
    return WhatIf(past, altered(past, moved), found)


def compared(
    asked: WhatIf, place: Surroundings, believe: Believe, progress: Progress
) -> Comparison:
    """The place over time, at the same moments in both. Takes a while."""
    moments = moments_of(asked.recorded)
    total = 2 * (len(moments) + len(BEST) * 3)
    done = 0
    progress(done, total)
    # What is simulated for the last moment reaches far enough for all others.
    believe(asked.recorded.evidence(), moments[-1])

    def tell() -> None:
        nonlocal done
        progress(min(done, total), total)
        done += 1

    recorded = as_known_then(asked.recorded, place, moments, believe, tell)
    done = total // 2
    return Comparison(recorded, as_known_then(asked.altered, place, moments, believe, tell))
