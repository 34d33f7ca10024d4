"""The event library's settings for one of our applications."""

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from coordinator.settings import Settings, SettingsError


def library_environment(settings: Settings, application: str) -> dict[str, str]:
    """SQLite files, one for each application, or one PostgreSQL database for all.

    On SQLite this process alone changes streams it has cached, so they are not read again; on
    PostgreSQL other processes may have appended, so cached streams are brought up to date.
    """
    cache = {
        "AGGREGATE_CACHE_MAXSIZE": "200",
        "DEEPCOPY_FROM_AGGREGATE_CACHE": "n",
        "AGGREGATE_CACHE_FASTFORWARD": "y",
    }
    if settings.database_url is None:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cache | {
            "PERSISTENCE_MODULE": "coordinator.storage.sqlite_connections:DurableSQLiteFactory",
            "APPLICATION_RECORDER_TOPIC": (
                "coordinator.storage.sqlite_recorder:FollowedSQLiteRecorder"
            ),
            "SQLITE_DBNAME": str(settings.data_dir / f"{application}.sqlite"),
            "SQLITE_LOCK_TIMEOUT": "10",
        }
    try:
        url = make_url(settings.database_url)
    except (ArgumentError, ValueError) as problem:
        expected = "expected a URL such as postgresql://user@host/database"
        raise SettingsError(f"database: {expected}") from problem
    host = url.host or url.query.get("host", "localhost")
    return cache | {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "APPLICATION_RECORDER_TOPIC": (
            "coordinator.storage.postgres_recorder:FollowedPostgresRecorder"
        ),
        "POSTGRES_DBNAME": url.database or "postgres",
        "POSTGRES_HOST": host if isinstance(host, str) else host[0],
        "POSTGRES_PORT": str(url.port or url.query.get("port", 5432)),
        "POSTGRES_USER": url.username or "postgres",
        "POSTGRES_PASSWORD": url.password or "",
        "POSTGRES_CONNECT_TIMEOUT": "3",
        "POSTGRES_POOL_SIZE": "8",
        "POSTGRES_MAX_OVERFLOW": "16",
        "POSTGRES_LOCK_TIMEOUT": "5",
        "POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT": "5",
    }
