"""Reporting: from the inbox of a search to what officers read, by HTTP and WebSocket alike."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from coordinator.searches.vaulted import refs_in, with_texts
from domain.watching.watcher_report import WatcherReport
from projections.watcher_report_record import state_of, watcher_report_record
from web.live.telling import Reveal, add_names
from web.search_services import SearchServices

MOST_REPORTS = 200
"""At once; older ones are asked for page by page."""


def told_reports(
    services: SearchServices,
    search_id: UUID,
    reveal: Reveal,
    *,
    among: Collection[str] | None = None,
    before: int | None = None,
    limit: int = MOST_REPORTS,
) -> dict[str, Any]:
    """{waiting, reports}: how many wait in all, and the newest first of those asked for.

    `among` names reports or the sightings they became; `before` is a number of a report.
    """
    with services.commanding.reading(search_id) as search:
        sightings = set(search.sightings)
    with services.inboxes.reading(search_id) as inbox:
        known = [] if inbox is None else list(inbox.reports.values())
        wanted = [
            report
            for report in reversed(known)
            if (before is None or report.number < before)
            and (among is None or report.report_id in among or report.sighting_id in among)
        ]
        told = [
            watcher_report_record(report, taken_up=report.sighting_id in sightings)
            for report in wanted[:limit]
        ]
        waiting = sum(_waits(report, sightings) for report in known)
    with_texts(told, reveal(set(refs_in(told))))
    add_names(services, told)
    return {"waiting": waiting, "reports": told}


def _waits(report: WatcherReport, sightings: Collection[str]) -> bool:
    return state_of(report, taken_up=report.sighting_id in sightings) == "waiting"
