"""Connections to an event file: every commit is on the disk before it counts, and a connection that
cannot be made costs nobody else theirs."""

import sqlite3
from threading import Lock, local
from typing import Any

from eventsourcing.persistence import ConnectionUnavailableError, OperationalError
from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool, SQLiteFactory

PRAGMAS = ("synchronous = FULL",)
"""`synchronous`: a commit returns after its log has been synchronised to the disk. It is SQLite's
own default, unless it was built otherwise or somebody changes the library."""


class DurableConnections(SQLiteConnectionPool):
    """The library's pool, in which a writer that has to wait makes every reader wait with it, and
    which keeps the one right to write for ever when a connection for it cannot be made, as when
    this process has no file descriptors left for a moment."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._here = local()
        self._turn = Lock()

    def get_connection(
        self, timeout: float | None = None, *, is_writer: bool | None = None
    ) -> SQLiteConnection:
        """A connection; OperationalError or InterfaceError when none can be had."""
        # Writers wait here, before the library lets one after the other in.
        if is_writer and not self._turn.acquire(timeout=self.pool_timeout):
            raise ConnectionUnavailableError("too many others are writing")
        self._here.admitted = False
        try:
            return super().get_connection(timeout, is_writer=is_writer)
        except BaseException:
            if self._here.admitted:
                self._give_back(is_writer=is_writer)
            if is_writer:
                self._turn.release()
            raise

    def put_connection(self, conn: SQLiteConnection) -> None:
        """Take a connection back."""
        was_writer = conn.is_writer
        try:
            super().put_connection(conn)
        finally:
            if was_writer:
                self._turn.release()

    def _get_connection(self, timeout: float = 0.0) -> SQLiteConnection:
        # Whoever comes here has been admitted as a reader or as the writer.
        self._here.admitted = True
        return super()._get_connection(timeout)

    def _create_connection(self) -> SQLiteConnection:
        try:
            connection = super()._create_connection()
            cursor = connection.cursor()
            for pragma in PRAGMAS:
                cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.Error as problem:
            raise OperationalError(problem) from problem
        return connection

    def _give_back(self, *, is_writer: bool | None) -> None:
        if is_writer is True:
            self._num_writers -= 1
            self._writer_lock.release()
        elif is_writer is False:
            with self._no_readers:
                self._num_readers -= 1


class DurableSQLiteFactory(SQLiteFactory):
    """What the library makes of its settings, with connections as above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = self.datastore.pool
        self.datastore.pool = DurableConnections(
            db_name=usual.db_name, lock_timeout=usual.lock_timeout
        )
