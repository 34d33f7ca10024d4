"""Changes to the past, as somebody asks for them, and whether they could have been."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordinator.past import Past
from domain.camera_zones.clearance import CameraZoneCleared
from domain.event import SearchEvent
from domain.knowledge.rest_of_world import RestOfWorldChecked
from domain.knowledge.sighting import SightingReported
from domain.moment import moment_of, moment_text
from domain.refusal import Refusal, Unknown, invalid
from domain.search import Search
from domain.teams.sweep import StreetsSwept

EVIDENCE = frozenset(
    {"camera_zone.cleared", "sighting.reported", "streets.swept", "rest_of_world.checked"}
)
"""Topics of events that are evidence, and have its id."""
ABOUT_EVIDENCE = frozenset(
    {
        "camera_zone.clearance_withdrawn", "camera_zone.clock_corrected",
        "camera_zone.out_of_service", "camera_zone.outage_withdrawn", "sighting.assessed",
        "rest_of_world.check_withdrawn", "streets.sweep_withdrawn",
    }
)  # fmt: skip
"""Topics of events that change what evidence is worth; they are named by version."""


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of evidence (by its id), or one event (by its version), at another moment."""

    recorded_at: datetime | None
    """When it is recorded instead; None: never."""
    evidence: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """An event of the past, and when it is recorded instead; None: never."""

    event: SearchEvent
    recorded_at: datetime | None


def checked(past: Past, changes: Sequence[Change]) -> tuple[Changed, ...]:
    """The events that are meant; a Refusal that names the first change that could not have been.

    Nothing can be recorded before the search began, after it ended, or before what it speaks of
    had happened.
    """
    search = past.last
    found: dict[int, Changed] = {}
    for number, change in enumerate(changes):
        field = f"changes.{number}"
        event = _meant(past.events, change, field)
        if event.originator_version in found:
            raise invalid(field, "this evidence is changed twice: expected it once", "twice")
        if change.recorded_at is not None:
            _possible(past, search, event, change.recorded_at, f"{field}.recorded_at")
        found[event.originator_version] = Changed(event, change.recorded_at)
    return tuple(found.values())


def _meant(events: Iterable[SearchEvent], change: Change, field: str) -> SearchEvent:
    if change.evidence is not None:
        for each in events:
            if each.TOPIC in EVIDENCE and each.about == change.evidence:
                return each
        raise Unknown("evidence", change.evidence, f"{field}.evidence")
    event = next((e for e in events if e.originator_version == change.version), None)
    if event is None:
        raise Unknown("version", change.version, f"{field}.version")
    if event.TOPIC not in EVIDENCE | ABOUT_EVIDENCE:
        raise invalid(
            f"{field}.version",
            f"version {change.version} is {event.TOPIC}: expected evidence or a word about it, "
            "since orders and teams cannot be made up",
            "not_evidence",
        )
    return event


def _possible(past: Past, search: Search, event: SearchEvent, moment: datetime, field: str) -> None:
    begin, end = past.begin, past.events[-1].timestamp
    if moment < begin:
        detail = f"{field}: before the search began: expected at the earliest {moment_text(begin)}"
        raise Refusal("before_the_search", detail, field)
    if moment > end:
        detail = f"{field}: after the search ended: expected at the latest {moment_text(end)}"
        raise Refusal("after_the_search", detail, field)
    earliest = _happened(past, search, event)
    if moment < earliest:
        detail = (
            f"{field}: what it speaks of had not happened: expected at the earliest "
            f"{moment_text(earliest)}"
        )
        raise Refusal("before_it_happened", detail, field)


def _happened(past: Past, search: Search, event: SearchEvent) -> datetime:
    """When everything that an event speaks of was over, in true time."""
    if isinstance(event, SightingReported):
        return moment_of(event.at)
    if isinstance(event, StreetsSwept | RestOfWorldChecked):
        return moment_of(event.until)
    if isinstance(event, CameraZoneCleared):
        camera = past.area.camera(event.camera_id)
        ahead = timedelta() if camera is None else search.camera_zones.clock_ahead(camera)
        return moment_of(event.until) - ahead
    return past.begin
