"""Hashes of stored events, kept beside the store: what was sealed once is noticed when altered.

They are written when a search is exported, imported or verified. Whoever can change both the
events and these hashes is found out only by a head kept elsewhere: on paper, or in an archive.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select

from coordinator.database import Database
from coordinator.tables import sealed_events

HASH = 32


class SealedChains:
    """The hashes of a search's events, from version 1 on, as far as they were sealed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, search_id: UUID) -> list[str]:
        """The hash of each version in order, in hex."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(sealed_events.c.first_version, sealed_events.c.hashes)
                .where(sealed_events.c.search_id == str(search_id))
                .order_by(sealed_events.c.first_version)
            ).all()
        whole = b"".join(row.hashes for row in rows)
        return [whole[i : i + HASH].hex() for i in range(0, len(whole), HASH)]

    def extend(self, search_id: UUID, chain: Sequence[str], now: datetime) -> None:
        """Seal what is not sealed yet of a chain that agrees with all that is."""
        with self._database.writing() as connection:
            self._database.lock(connection, f"sealed {search_id}")
            rows = connection.execute(
                select(sealed_events.c.hashes).where(sealed_events.c.search_id == str(search_id))
            ).all()
            begun = sum(len(row.hashes) for row in rows) // HASH
            if len(chain) > begun:
                connection.execute(
                    insert(sealed_events).values(
                        search_id=str(search_id),
                        first_version=begun + 1,
                        hashes=bytes.fromhex("".join(chain[begun:])),
                        sealed_at=now,
                    )
                )
