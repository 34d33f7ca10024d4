"""What an after-action report says, from the events of a search alone."""

from collections.abc import Iterable
from typing import Any

from domain.area import Area
from domain.event import SearchEvent
from domain.moment import moment_of
from domain.search import Search
from projections.event_record import event_record
from projections.search_record import search_record

Record = dict[str, Any]


def report_record(search: Search, events: Iterable[SearchEvent], area: Area) -> Record:
    """The state of the search, what was done with how much delay, and the time line."""
    state = search_record(search)
    clearances = [one for one in state["clearances"] if not one["withdrawn"]]
    reviewed = {one["camera_id"] for one in clearances}
    return {
        "state": state,
        "cameras_reviewed": len(reviewed),
        "cameras_not_reviewed": len(area.cameras) - len(reviewed),
        "clearances": [_named(one, area) for one in state["clearances"]],
        "redirects": [_answered(one) for one in state["redirects"]],
        "sweeps": [_measured(one, area) for one in state["sweeps"]],
        "streets_swept_m": _length_m(
            area, {s for one in state["sweeps"] if not one["withdrawn"] for s in one["segments"]}
        ),
        "streets_m": round(float(area.network.length_m.sum())),
        "timeline": [event_record(event) for event in events],
    }


def _named(clearance: Record, area: Area) -> Record:
    camera = area.camera(clearance["camera_id"])
    return {**clearance, "camera_name": "" if camera is None else camera.name}


def _answered(redirect: Record) -> Record:
    """With the seconds until the team first answered, None if it never did."""
    replies = redirect["replies"]
    answered_s = None
    if replies:
        answered_s = (
            moment_of(replies[0]["at"]) - moment_of(redirect["issued_at"])
        ).total_seconds()
    return {**redirect, "answered_s": answered_s}


def _measured(sweep: Record, area: Area) -> Record:
    names = {area.network.name_of(segment) for segment in sweep["segments"]} - {""}
    return {
        **sweep,
        "length_m": _length_m(area, set(sweep["segments"])),
        "names": sorted(names),
    }


def _length_m(area: Area, segments: set[int]) -> int:
    return round(sum(float(area.network.length_m[segment]) for segment in segments))
