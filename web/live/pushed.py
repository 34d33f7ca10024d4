"""What is counted and logged of an event that has gone to the screens of this process."""

import logging
from collections.abc import Iterable

from coordinator.clock import Clock
from coordinator.log_lines import say
from domain.event import SearchEvent
from web.measures import PUSHES

log = logging.getLogger(__name__)


def note_pushed(events: Iterable[SearchEvent], clock: Clock) -> None:
    """These have just been handed to all sockets here.

    Real seconds, whatever clock the service lives by; between machines they are as wrong as the
    machines' clocks.
    """
    now, speed = clock.now(), clock.speed
    for event in events:
        passed_s = (now - event.timestamp).total_seconds() / speed if speed else 0.0
        PUSHES.observe(max(0.0, passed_s))
        say(
            log, "pushed",
            search_id=str(event.originator_id), command_id=event.command_id, topic=event.TOPIC,
            version=event.originator_version, ms=round(max(0.0, passed_s) * 1e3, 1),
        )  # fmt: skip
