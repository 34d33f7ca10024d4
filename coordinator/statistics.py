"""Statistics over all searches of an installation, one after the other."""

import csv
import io
from collections.abc import Iterator
from uuid import UUID

from coordinator.area_store import AreaStore
from coordinator.searches.application import Searches
from coordinator.storage.stored import stored
from domain.event import SearchEvent
from domain.opening import SearchOpened
from projections.statistics.columns import COLUMNS
from projections.statistics.row import Row, row_of

AT_ONCE = 500


def statistics_rows(searches: Searches, areas: AreaStore, ids: list[UUID]) -> Iterator[Row]:
    """A row for each search, in this order; only one search is in memory at a time.

    StorageUnavailableError when the store does not answer.
    """
    for search_id in ids:
        with stored():
            (opened,) = searches.events_of(search_id, limit=1)
            area = None
            if isinstance(opened, SearchOpened):
                area = areas.with_hash(opened.area, opened.area_hash)
            yield row_of(_events(searches, search_id), area)


def csv_lines(rows: Iterator[Row]) -> Iterator[str]:
    """The rows as CSV (RFC 4180) with a line of names first; empty cells where nothing is known."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(COLUMNS))
    table.writeheader()
    yield text.getvalue()
    for row in rows:
        text.seek(0)
        text.truncate()
        table.writerow(row)
        yield text.getvalue()


def _events(searches: Searches, search_id: UUID) -> Iterator[SearchEvent]:
    after = 0
    while page := searches.events_of(search_id, after, AT_ONCE):
        yield from page
        after = page[-1].originator_version
