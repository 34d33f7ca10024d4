"""Camera reviews: what was watched, what it was worth, what nobody looked at."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.camera_zones.state import Clearance
from domain.window import Window
from projections.advice.officer_time import officer_time
from projections.report.facts import Facts


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One camera that somebody watched."""

    camera_id: str
    windows: tuple[Window, ...]
    """In force, by the camera's clock, joined where they touch."""
    moved: float
    """The most that one of its windows moved."""
    sightings: int
    first_at: datetime
    """When its first review was recorded, UTC."""


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """One camera that nobody watched, or whose reviews were all withdrawn."""

    camera_id: str
    passing: float
    """The probability that he passed it."""
    overwritten_at: datetime | None
    """From when on its recording of when he was last seen is gone; None where it is not known."""


@dataclass(frozen=True, slots=True)
class Watched:
    """How much was watched in all."""

    recorded_h: float
    """Of recordings, in force."""
    officer_h: float
    """Of officers' time, about: playing, and opening the recording."""
    windows: int
    withdrawn: int


def reviewed(facts: Facts) -> list[Reviewed]:
    """Those that mattered first."""
    by_camera: dict[str, list[Clearance]] = {}
    for each in facts.search.camera_zones.clearances.values():
        if not each.withdrawn:
            by_camera.setdefault(each.camera_id, []).append(each)
    seen: dict[str, list[datetime]] = {}
    for sighting in facts.search.sightings.values():
        if sighting.camera_id is not None:
            at = facts.recorded_at.get(sighting.version, sighting.at)
            seen.setdefault(sighting.camera_id, []).append(at)
    found = []
    for camera_id in by_camera.keys() | seen.keys():
        clearances, sightings = by_camera.get(camera_id, []), seen.get(camera_id, [])
        recorded = [facts.recorded_at.get(each.version, each.occurred_at) for each in clearances]
        found.append(
            Reviewed(
                camera_id,
                _joined([each.window for each in clearances]),
                max((facts.moved.get(each.clearance_id, 0.0) for each in clearances), default=0.0),
                len(sightings),
                min([*recorded, *sightings]),
            )
        )
    return sorted(found, key=lambda one: (-one.sightings, -one.moved, one.camera_id))


def unreviewed(facts: Facts) -> list[Unreviewed]:
    """Those that he had most probably passed first."""
    watched = {one.camera_id for one in reviewed(facts)}
    seen_last = facts.evidence.last_known_point.at
    found = []
    for camera in facts.area.cameras:
        if camera.camera_id in watched:
            continue
        kept_h = camera.overwritten_after_h
        gone = None if kept_h is None else seen_last + timedelta(hours=kept_h)
        passing = facts.passing.get(camera.camera_id, 0.0)
        found.append(Unreviewed(camera.camera_id, passing, gone))
    return sorted(found, key=lambda one: (-one.passing, one.camera_id))


def watched(facts: Facts) -> Watched:
    """Recordings and officers' time together; what an analytic watched costs no officer."""
    clearances = facts.search.camera_zones.clearances.values()
    overhead_min = officer_time(facts.evidence.parameters).overhead_min
    officer_min = 0.0
    for each in clearances:
        if each.reviewer_kind == "officer":
            live = each.playback_speed == 1.0
            officer_min += _hours(each.window) * 60.0 / each.playback_speed
            officer_min += 0.0 if live else overhead_min
    in_force = [each for each in clearances if not each.withdrawn]
    return Watched(
        sum(_hours(each.window) for each in in_force),
        officer_min / 60.0,
        len(in_force),
        len(clearances) - len(in_force),
    )


def _hours(window: Window) -> float:
    return (window.until - window.since).total_seconds() / 3600.0


def _joined(windows: list[Window]) -> tuple[Window, ...]:
    joined: list[Window] = []
    for window in sorted(windows, key=lambda one: one.since):
        if joined and window.since <= joined[-1].until:
            joined[-1] = Window(joined[-1].since, max(joined[-1].until, window.until))
        else:
            joined.append(window)
    return tuple(joined)
