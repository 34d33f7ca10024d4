"""An altered past: events recorded at other moments, or never."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from coordinator.past import Past
from domain.event import SearchEvent
from domain.knowledge.photo import SightingPhotoAdded

OF_ANOTHER = frozenset(
    {
        "camera_zone.clearance_withdrawn", "camera_zone.outage_withdrawn", "sighting.assessed",
        "sighting.photo_added", "rest_of_world.check_withdrawn", "streets.sweep_withdrawn",
    }
)  # fmt: skip
"""Topics of events that speak of what was recorded before them."""


def altered(past: Past, changes: Mapping[int, datetime | None]) -> Past:
    """The past with the events of these versions recorded at other moments; None: never.

    What speaks of evidence goes with it: without it there is nothing to withdraw or to assess, and
    nobody does so before it is there.
    """
    missing = {
        event.about
        for event in past.events
        if event.TOPIC not in OF_ANOTHER and changes.get(event.originator_version, ...) is None
    }
    placed: dict[str, tuple[datetime, int]] = {}
    order: list[tuple[datetime, int, SearchEvent]] = []
    for number, event in enumerate(past.events):
        moment = changes.get(event.originator_version, event.timestamp)
        follows = event.TOPIC in OF_ANOTHER
        if moment is None or (follows and _spoken_of(event) in missing):
            continue
        if follows and _spoken_of(event) in placed:
            moment = max(moment, placed[_spoken_of(event)][0])
        elif not follows:
            placed[event.about] = moment, number
        order.append((moment, number, event))
    order.sort(key=lambda each: each[:2])
    return Past(
        past.search_id,
        past.area,
        tuple(
            event if event.timestamp == moment else replace(event, timestamp=moment)
            for moment, _, event in order
        ),
    )


def _spoken_of(event: SearchEvent) -> str:
    return event.sighting_id if isinstance(event, SightingPhotoAdded) else event.about
