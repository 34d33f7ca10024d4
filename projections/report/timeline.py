"""The time line: what stands out by itself, and the rest counted, in even steps of time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.camera_zones.clearance import CameraZoneCleared
from domain.event import SearchEvent
from domain.redirects.order import StreetTeamRedirected
from domain.redirects.reply import RedirectReplied
from domain.teams.sweep import StreetsSwept
from domain.teams.team import StreetTeamDeployed

STEPS_MIN = (5, 10, 15, 30, 60, 120, 240, 480, 1440, 10080)
MOST_STEPS = 16
"""So that a search of four hours fits on two pages."""
TOLD = frozenset(
    {
        "search.opened", "search.suspended", "search.resumed", "search.closed",
        "subject.described", "last_known_point.set", "camera_zone.clock_corrected",
        "camera_zone.out_of_service", "camera_zone.clearance_withdrawn", "sighting.reported",
        "sighting.assessed", "rest_of_world.checked", "redirect.escalated", "redirect.expired",
        "camera_zone.outage_withdrawn", "rest_of_world.check_withdrawn",
        "streets.sweep_withdrawn", "subject.found", "subject.find_withdrawn", "note.added",
        "street_team.stood_down",
    }
)  # fmt: skip
"""Topics of events that stand by themselves."""


@dataclass
class Counts:
    """What happened often, counted."""

    cameras: dict[str, int] = field(default_factory=dict)
    """Windows cleared, by camera."""
    deployed: list[str] = field(default_factory=list)
    """Teams."""
    swept: dict[str, set[int]] = field(default_factory=dict)
    """Segments by team."""
    redirected: int = 0
    replies: dict[str, int] = field(default_factory=dict)
    """By kind, `received` left out."""

    @property
    def empty(self) -> bool:
        """Whether nothing was counted."""
        return not (self.cameras or self.deployed or self.swept or self.redirected or self.replies)


@dataclass
class Step:
    """A span of the search in which something was recorded."""

    since: datetime
    until: datetime
    told: list[SearchEvent] = field(default_factory=list)
    """In order of recording."""
    counts: Counts = field(default_factory=Counts)


def timeline(events: Iterable[SearchEvent]) -> list[Step]:
    """By when events were recorded; steps without any are left out."""
    recorded = list(events)
    if not recorded:
        return []
    begin, end = recorded[0].timestamp, recorded[-1].timestamp
    width = _width(end - begin)
    # On the hour, so that the steps are read like a clock.
    first = datetime.fromtimestamp(
        begin.timestamp() // width.total_seconds() * width.total_seconds(), begin.tzinfo
    )
    steps: dict[int, Step] = {}
    for event in recorded:
        number = int((event.timestamp - first) / width)
        since = first + number * width
        step = steps.setdefault(number, Step(since, since + width))
        if event.TOPIC in TOLD:
            step.told.append(event)
        else:
            _count(step.counts, event)
    return [step for _, step in sorted(steps.items()) if step.told or not step.counts.empty]


def _width(lasting: timedelta) -> timedelta:
    widths = (timedelta(minutes=minutes) for minutes in STEPS_MIN)
    return next(
        (width for width in widths if lasting <= width * MOST_STEPS),
        timedelta(minutes=STEPS_MIN[-1]),
    )


def _count(counts: Counts, event: SearchEvent) -> None:
    if isinstance(event, CameraZoneCleared):
        counts.cameras[event.camera_id] = counts.cameras.get(event.camera_id, 0) + 1
    elif isinstance(event, StreetTeamDeployed):
        counts.deployed.append(event.team_id)
    elif isinstance(event, StreetsSwept):
        counts.swept.setdefault(event.team_id, set()).update(event.segments)
    elif isinstance(event, StreetTeamRedirected):
        counts.redirected += 1
    elif isinstance(event, RedirectReplied) and event.reply != "received":
        counts.replies[event.reply] = counts.replies.get(event.reply, 0) + 1
