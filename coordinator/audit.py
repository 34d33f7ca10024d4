"""The audit log: every command and every look at personal data, append-only."""

import logging
import queue
import re
import threading
from concurrent.futures import Future, wait
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from coordinator.clock import Clock
from coordinator.database import Database
from coordinator.tables import audit

AT_ONCE = 500
GATHER_S = 0.05
"""For so long entries that nobody waits for are gathered. Written one by one they would cost the
commands that they are about as much time again as the commands themselves take."""
# Beyond this many waiting entries callers wait too: the log never silently loses one.
WAITING = 10_000
_OPAQUE = re.compile(r"[A-Za-z0-9_-]{1,64}")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what in which search, and how it ended. No names, no free text.

    `at` is real time. `account_id` is None for somebody not signed in, `search_id` for what
    concerns no search. `action` is an Action, or names such as log_in; `outcome` is done,
    refused, denied or a stable code.
    """

    at: datetime
    account_id: str | None
    action: str
    search_id: str | None
    outcome: str


class AuditLog:
    """Writes entries in the order they come, many in one transaction, from a thread of its own.

    One writer serves all requests, so that a burst of them does not queue for the database's
    write lock. Safe to use from several threads.
    """

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self._database = database
        self._clock = clock or Clock()
        self._waiting: queue.Queue[tuple[Entry, Future[None]] | None] = queue.Queue(WAITING)
        self._hurry = threading.Event()
        self._newest: Future[None] = Future()
        self._newest.set_result(None)
        self._writer = threading.Thread(target=self._write_all, name="audit", daemon=True)
        self._writer.start()

    @property
    def crowded(self) -> bool:
        """Whether so many entries wait that `note` may soon have to wait as well."""
        return self._waiting.qsize() > WAITING // 2

    def note(
        self, account_id: str | None, action: str, search_id: str | None, outcome: str
    ) -> "Future[None]":
        """Hand an entry over; it is written within moments, and the future tells when.

        Enough for commands, of which the stream itself keeps actor and time.
        """
        entry = Entry(
            at=self._clock.now(),
            account_id=_opaque(account_id),
            action=action[:60],
            search_id=_opaque(search_id),
            outcome=outcome[:60],
        )
        written: Future[None] = Future()
        self._newest = written
        self._waiting.put((entry, written))
        return written

    def record(
        self, account_id: str | None, action: str, search_id: str | None, outcome: str = "done"
    ) -> None:
        """Return when the entry is durable: for personal data, before it is shown.

        Raises what the database raised when it could not be written.
        """
        written = self.note(account_id, action, search_id, outcome)
        self._hurry.set()
        written.result()

    def entries(
        self, *, search_id: str | None = None, after: int = 0, limit: int = 1000
    ) -> list[tuple[int, Entry]]:
        """Entries with their numbers, oldest first, after a number, of one search or of all; those
        noted here before are among them."""
        self._hurry.set()
        wait([self._newest])
        query = select(audit).where(audit.c.entry_id > after).order_by(audit.c.entry_id)
        if search_id is not None:
            query = query.where(audit.c.search_id == search_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.limit(limit)).all()
        return [
            (row.entry_id, Entry(row.at, row.account_id, row.action, row.search_id, row.outcome))
            for row in rows
        ]

    def close(self) -> None:
        """Write what is waiting and stop."""
        if self._writer.is_alive():
            self._waiting.put(None)
            self._hurry.set()
            self._writer.join()

    def _write_all(self) -> None:
        running = True
        while running:
            batch = []
            item = self._waiting.get()
            # Whoever hurries has handed the entry over before saying so: it is found below.
            self._hurry.wait(GATHER_S)
            self._hurry.clear()
            while item is not None:
                batch.append(item)
                if len(batch) >= AT_ONCE or self._waiting.empty():
                    break
                item = self._waiting.get()
            running = item is not None
            if batch:
                self._write(batch)

    def _write(self, batch: list[tuple[Entry, Future[None]]]) -> None:
        values = [
            {
                "at": entry.at,
                "account_id": entry.account_id,
                "action": entry.action,
                "search_id": entry.search_id,
                "outcome": entry.outcome,
            }
            for entry, _ in batch
        ]
        try:
            with self._database.writing() as connection:
                connection.execute(insert(audit), values)
        except Exception as problem:  # the writer must outlive any failure; callers are told
            for entry, written in batch:
                _log.error("audit entry not stored: %s", entry)
                written.set_exception(problem)
            return
        for _, written in batch:
            written.set_result(None)


def _opaque(identifier: str | None) -> str | None:
    """Ids come from addresses that anybody can type; only what can be an id is kept."""
    return identifier if identifier is not None and _OPAQUE.fullmatch(identifier) else None
