"""Which searches came from another installation. They are read-only here: what is said of them
would be said of a search that goes on, or ended, elsewhere.

A fact about this installation and not about the search, so it stands beside the stream and not in
it. It is written before the first event, so that no process ever takes an imported search for one
of its own.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update

from coordinator.database import Database
from coordinator.tables import imported_search
from domain.refusal import Conflict


class ImportedSearches:
    """Searches by id. A search never changes sides, so that is asked once in each process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[UUID, bool] = {}

    def holds(self, search_id: UUID) -> bool:
        """Whether this search, which has events, was imported."""
        known = self._known.get(search_id)
        if known is None:
            with self._database.reading() as connection:
                query = select(imported_search.c.search_id).where(
                    imported_search.c.search_id == str(search_id)
                )
                known = self._known[search_id] = connection.execute(query).first() is not None
        return known

    def must_be_ours(self, search_id: UUID) -> None:
        """Refuse whatever would change an imported search."""
        if self.holds(search_id):
            raise Conflict(
                "search_imported",
                "this search was imported from another installation: it can only be read",
            )

    def begin(self, search_id: UUID, head: str, now: datetime) -> None:
        """The search will be stored now; a second time changes nothing."""
        with self._database.writing() as connection:
            self._database.lock(connection, f"imported {search_id}")
            same = imported_search.c.search_id == str(search_id)
            if connection.execute(select(imported_search.c.search_id).where(same)).first() is None:
                connection.execute(
                    insert(imported_search).values(
                        search_id=str(search_id), head=head, begun_at=now
                    )
                )
        self._known[search_id] = True

    def complete(self, search_id: UUID, now: datetime) -> None:
        """All of it is stored."""
        with self._database.writing() as connection:
            same = imported_search.c.search_id == str(search_id)
            connection.execute(update(imported_search).where(same).values(completed_at=now))

    def unfinished(self, search_id: UUID) -> bool:
        """Whether an import was begun that never came to its end."""
        with self._database.reading() as connection:
            query = select(imported_search.c.search_id).where(
                imported_search.c.search_id == str(search_id),
                imported_search.c.completed_at.is_(None),
            )
            return connection.execute(query).first() is not None
