"""Hindsight: a search's events in the order in which things really happened.

As it was known then, a search is its events in the order of recording. As it really was, it is the
same events, all that were ever recorded, in the order of happening: what a phone told late counts
from when it happened, and what was found wrong later was wrong from the beginning.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from domain.event import SearchEvent

ALWAYS = frozenset({"camera_zone.clock_corrected", "last_known_point.set", "familiar_place.added"})
"""What these say was so from the beginning, whenever it was learnt."""
CORRECTIONS = frozenset(
    {
        "camera_zone.clearance_withdrawn", "camera_zone.outage_withdrawn",
        "rest_of_world.check_withdrawn", "streets.sweep_withdrawn", "subject.find_withdrawn",
        "sighting.assessed",
    }
)  # fmt: skip
"""These count from the moment of what they correct."""


class Happened(NamedTuple):
    """An event and the moment from which it counts, UTC."""

    at: datetime
    event: SearchEvent


def happened(events: Sequence[SearchEvent]) -> list[Happened]:
    """The events of a search, given in the order of recording, in the order of happening.

    Nothing counts before the opening, nor before what was said earlier about the same thing or a
    thing that it names: clocks of devices are never quite right, and an answer does not come
    before its order.
    """
    if not events:
        return []
    opened = events[0].happened_at
    begun: dict[str, datetime] = {}
    newest: dict[str, datetime] = {}
    found = []
    for event in events:
        about = event.about
        if event.TOPIC in ALWAYS:
            at = opened
        elif event.TOPIC in CORRECTIONS:
            at = begun.get(about, opened)
        else:
            named = (begun[thing] for thing in _named(event) if thing in begun)
            at = max(opened, event.happened_at, newest.get(about, opened), *named)
        begun.setdefault(about, at)
        newest[about] = max(at, newest.get(about, at))
        found.append(Happened(at, event))
    return sorted(found, key=lambda each: (each.at, each.event.originator_version))


def _named(event: SearchEvent) -> Iterator[str]:
    """The ids of what an event speaks of."""
    for name, value in vars(event).items():
        if isinstance(value, str) and (name.endswith("_id") or name in ("replaces", "by")):
            yield value
