"""Given a store, then what it calls stored is on the disk; one that would not is refused."""

from collections.abc import Generator
from pathlib import Path
from threading import Thread
from typing import Any, cast

import psycopg
import pytest
from eventsourcing.persistence import InterfaceError
from eventsourcing.sqlite import SQLiteApplicationRecorder
from sqlalchemy import make_url

from coordinator.database import open_database
from coordinator.searches.tracks import Tracks
from coordinator.settings import Settings, SettingsError
from tests.storage.stores import Store, stored_event

FULL = 2


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    opened = Store(Settings(data_dir=tmp_path))
    yield opened
    opened.close()


def synchronous(recorder: Any, *, commit: bool) -> int:
    with cast(SQLiteApplicationRecorder, recorder).datastore.transaction(commit=commit) as cursor:
        cursor.execute("PRAGMA synchronous")
        return int(cursor.fetchone()[0])


def test_every_connection_to_an_event_file_waits_for_the_disk(store: Store, tmp_path: Path) -> None:
    recorder = store.recorder()
    tracks = Tracks(Settings(data_dir=tmp_path))
    try:
        for one in (recorder, tracks.recorder):
            assert synchronous(one, commit=True) == FULL
        # Held at the same time, so that each is a connection of its own.
        datastore = cast(SQLiteApplicationRecorder, recorder).datastore
        with (
            datastore.transaction(commit=False) as first,
            datastore.transaction(commit=False) as second,
        ):
            assert first is not second
            for cursor in (first, second):
                cursor.execute("PRAGMA synchronous")
                assert cursor.fetchone()[0] == FULL
                cursor.execute("PRAGMA journal_mode")
                assert cursor.fetchone()[0] == "wal"
    finally:
        tracks.close()


def test_the_side_tables_wait_for_the_disk(tmp_path: Path) -> None:
    database = open_database(Settings(data_dir=tmp_path))
    with database.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == FULL
    database.close()


@pytest.mark.postgres
def test_a_database_that_answers_before_it_has_stored_is_refused(
    tmp_path: Path, postgresql_url: str
) -> None:
    name = make_url(postgresql_url).database
    settings = Settings(data_dir=tmp_path, database_url=postgresql_url)
    with psycopg.connect(postgresql_url, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off'.encode())
        with pytest.raises(SettingsError, match="synchronous_commit is off"):
            open_database(settings)
        admin.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = on'.encode())
    open_database(settings).close()


@pytest.mark.postgres
def test_the_librarys_connections_wait_for_the_disk(tmp_path: Path, postgresql_url: str) -> None:
    store = Store(Settings(data_dir=tmp_path, database_url=postgresql_url))
    try:
        recorder: Any = store.recorder()
        with recorder.datastore.get_connection() as connection:
            row = connection.execute("SHOW synchronous_commit").fetchone()
        assert row["synchronous_commit"] == "on"
        # With them, a later notification can be seen before an earlier one is committed.
        assert recorder.datastore.enable_db_functions is False
    finally:
        store.close()


def test_a_connection_that_cannot_be_made_does_not_end_all_writing(tmp_path: Path) -> None:
    there, away = tmp_path / "there", tmp_path / "away"
    store = Store(Settings(data_dir=there))
    recorder = cast(SQLiteApplicationRecorder, store.recorder())
    # Every idle connection is lent, so that a new one has to be made.
    pool = recorder.datastore.pool
    lent = [pool.get_connection() for _ in range(pool.num_in_pool)]
    there.rename(away)
    for _ in range(2):
        with pytest.raises(InterfaceError, match="unable to open"):
            recorder.insert_events([stored_event()])
        with pytest.raises(InterfaceError, match="unable to open"):
            recorder.max_notification_id()
    away.rename(there)
    for connection in lent:
        pool.put_connection(connection)
    event = stored_event()
    recorder.insert_events([event])
    assert list(recorder.select_events(event.originator_id)) == [event]
    store.close()


def test_who_reads_does_not_wait_for_those_who_wait_to_write(store: Store) -> None:
    recorder = cast(SQLiteApplicationRecorder, store.recorder())
    event = stored_event()
    recorder.insert_events([event])
    pool = recorder.datastore.pool
    writing = pool.get_connection(is_writer=True)
    others = [Thread(target=recorder.insert_events, args=([stored_event()],)) for _ in range(3)]
    for other in others:
        other.start()
    read: list[Any] = []
    reading = Thread(target=lambda: read.extend(recorder.select_events(event.originator_id)))
    reading.start()
    reading.join(timeout=pool.pool_timeout / 2)
    assert read == [event]
    assert all(other.is_alive() for other in others)
    pool.put_connection(writing)
    for other in others:
        other.join(timeout=30)
    assert recorder.max_notification_id() == 4
