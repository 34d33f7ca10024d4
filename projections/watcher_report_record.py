"""A watcher's report as officers read it."""

from typing import Any

from domain.moment import moment_text
from domain.watching.watcher_report import WatcherReport


def state_of(report: WatcherReport, *, taken_up: bool) -> str:
    """What became of a report: waiting, taken_up or set_aside.

    `taken_up`: the search has the sighting that this report becomes.
    """
    if taken_up:
        return "taken_up"
    return "set_aside" if report.set_aside else "waiting"


def watcher_report_record(report: WatcherReport, *, taken_up: bool) -> dict[str, Any]:
    """In JSON, times RFC 3339 in UTC; the note as a reference into the vault."""
    return {
        "report_id": report.report_id,
        "number": report.number,
        "lon": report.place.lon,
        "lat": report.place.lat,
        "at": moment_text(report.at),
        "received_at": moment_text(report.received_at),
        "late": report.late,
        "actor": report.actor,
        "note_ref": report.note_ref,
        "photo_id": report.photo_id,
        "state": state_of(report, taken_up=taken_up),
        "sighting_id": report.sighting_id if taken_up else None,
    }
