"""The database of the side tables: a SQLite file, or PostgreSQL."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    func,
    insert,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from coordinator.settings import Settings, SettingsError
from coordinator.tables import SCHEMA_VERSION, metadata, schema_version

FILE_NAME = "coordinator.sqlite"
BUSY_MS = 10_000
PROOF_LASTS_S = 1.0
CONNECT_S = 3
# Any constant will do, as long as every process of an installation uses the same one.
_SCHEMA_LOCK = 0x5EA2C4


class StorageUnavailableError(Exception):
    """The database cannot be reached or is too busy; the same call may succeed later."""


class Database:
    """Transactions on the side tables, the same for both kinds of database.

    Every write is durable when its `writing()` block ends. Safe to use from several threads.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._written_at = float("-inf")

    @property
    def kind(self) -> str:
        """Which database this is: sqlite or postgresql."""
        return self._engine.dialect.name

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A transaction that only reads."""
        with self._transaction(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A transaction that may read and write; on SQLite it is the only writer from its start.

        It is committed when the block ends and undone when the block raises.
        """
        with self._transaction(self._engine.execution_options(writes=True)) as connection:
            yield connection

    def prove_writable(self) -> None:
        """Write something that changes nothing, at most once a second however often asked.

        Raises StorageUnavailableError, or what the database says, where it cannot be written.
        """
        now = time.monotonic()
        if now - self._written_at < PROOF_LASTS_S:
            return
        with self.writing() as connection:
            connection.execute(update(schema_version).values(version=schema_version.c.version))
        self._written_at = now

    def lock(self, connection: Connection, name: str) -> None:
        """Let no other process past the lock of this name until the writing transaction ends."""
        # On SQLite the transaction is the only writer anyway.
        if self.kind == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))

    def scrub(self, table: str) -> None:
        """Remove what deleted rows of `table` have left behind in the database's files.

        SQLite overwrites deleted rows at once, but its log still has them until it is emptied.
        PostgreSQL keeps them until the table is rewritten; its own log and backups are beyond
        reach and age out by the administrator's settings.
        """
        if self.kind == "sqlite":
            statement = "PRAGMA wal_checkpoint(TRUNCATE)"
        else:
            quoted = self._engine.dialect.identifier_preparer.quote(table)
            statement = f"VACUUM (FULL) {quoted}"
        with self._engine.connect() as connection:
            raw = connection.execution_options(isolation_level="AUTOCOMMIT")
            raw.exec_driver_sql(statement)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, engine: Engine) -> Generator[Connection]:
        try:
            with engine.begin() as connection:
                yield connection
        except PoolTimeout as problem:
            raise StorageUnavailableError("all database connections are in use") from problem


def open_database(settings: Settings) -> Database:
    """The database of an installation, its tables made if they are missing.

    SettingsError, in one line, when the URL is wrong, the server does not answer, the directory
    cannot be written, or the tables belong to a newer version of this program.
    """
    engine = _sqlite(settings) if settings.database_url is None else _postgresql(settings)
    event.listen(engine, "handle_error", _translate)
    try:
        _must_keep(engine)
        _make_tables(engine)
    except (StorageUnavailableError, DBAPIError) as problem:
        engine.dispose()
        where = settings.data_dir if settings.database_url is None else _shown(engine.url)
        origin = problem.orig if isinstance(problem, DBAPIError) else None
        reason = _first_line(origin or problem)
        raise SettingsError(f"database: cannot open {where}: {reason}") from problem
    except BaseException:
        engine.dispose()
        raise
    return Database(engine)


def _sqlite(settings: Settings) -> Engine:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise SettingsError(
            f"data-dir: cannot make the directory {settings.data_dir}: {reason}"
        ) from problem
    url = URL.create("sqlite", database=str(settings.data_dir / FILE_NAME))
    engine = create_engine(url, pool_timeout=10)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The driver would begin transactions lazily and in the wrong mode; `_begin` does it.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_isolation_level() == "AUTOCOMMIT":
            return
        # A transaction that reads first and writes later could fail in the middle.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(settings: Settings) -> Engine:
    try:
        url = make_url(settings.database_url or "")
    except (ArgumentError, ValueError) as problem:
        raise SettingsError(
            "database: expected a URL such as postgresql://user@host/database"
        ) from problem
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_timeout=10,
        connect_args={"connect_timeout": CONNECT_S},
    )


def _translate(context: ExceptionContext) -> StorageUnavailableError | None:
    """Tell 'not now' apart from programming errors, without the statement or its values."""
    if isinstance(context.sqlalchemy_exception, OperationalError | InterfaceError):
        return StorageUnavailableError(_first_line(context.original_exception))
    return None


def _first_line(problem: BaseException) -> str:
    return (str(problem).strip().splitlines() or ["no reason given"])[0]


def _must_keep(engine: Engine) -> None:
    """SettingsError for a PostgreSQL that says "stored" before it is, and may lose it."""
    if engine.dialect.name != "postgresql":
        return
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            if connection.exec_driver_sql(f"SHOW {setting}").scalar_one() == "off":
                raise SettingsError(
                    f"database: its setting {setting} is off, so that what was acknowledged could "
                    "be lost: expected on"
                )


def _make_tables(engine: Engine) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            # Processes that start together would otherwise make the same tables twice.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SCHEMA_LOCK})
        metadata.create_all(connection)
        version = connection.execute(select(schema_version.c.version)).scalar_one_or_none()
        if version is None:
            connection.execute(insert(schema_version).values(version=SCHEMA_VERSION))
        elif version != SCHEMA_VERSION:
            raise SettingsError(
                f"database: its tables have version {version}, expected {SCHEMA_VERSION}"
            )


def _shown(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=True)
