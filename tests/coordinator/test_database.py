"""The side tables on both databases: opened, kept whole, and refused when they cannot be."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from coordinator.database import FILE_NAME, Database, StorageUnavailableError, open_database
from coordinator.settings import Settings, SettingsError
from coordinator.tables import SCHEMA_VERSION, schema_version, vault_check


def test_opening_twice_finds_what_was_there(database: Database, settings: Settings) -> None:
    with database.writing() as connection:
        connection.execute(vault_check.insert().values(check_id=7, sealed=b"x"))

    again = open_database(settings)

    with again.reading() as connection:
        assert connection.execute(vault_check.select()).one().check_id == 7
        assert connection.execute(schema_version.select()).scalar_one() == SCHEMA_VERSION
    again.close()


def test_processes_that_start_together_make_the_tables_once(settings: Settings) -> None:
    problems: list[BaseException] = []

    def start() -> None:
        try:
            open_database(settings).close()
        except BaseException as problem:
            problems.append(problem)

    starters = [threading.Thread(target=start) for _ in range(4)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()

    assert problems == []


def test_a_write_that_fails_half_way_leaves_nothing(database: Database) -> None:
    twice = [{"check_id": 1, "sealed": b"x"}] * 2

    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(vault_check.insert(), twice)

    with database.reading() as connection:
        assert connection.execute(vault_check.select()).all() == []


def test_many_writers_that_read_first_do_not_get_in_each_others_way(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(vault_check.insert().values(check_id=1, sealed=b""))

    def add_one() -> None:
        for _ in range(10):
            with database.writing() as connection:
                database.lock(connection, "counter")
                sealed = connection.execute(vault_check.select()).one().sealed
                connection.execute(vault_check.update().values(sealed=sealed + b"x"))

    writers = [threading.Thread(target=add_one) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with database.reading() as connection:
        assert len(connection.execute(vault_check.select()).one().sealed) == 40


def test_tables_of_a_newer_version_are_refused(database: Database, settings: Settings) -> None:
    with database.writing() as connection:
        connection.execute(schema_version.update().values(version=SCHEMA_VERSION + 1))

    with pytest.raises(SettingsError, match=f"expected {SCHEMA_VERSION}"):
        open_database(settings)


def test_sqlite_keeps_its_promises(tmp_path: Path) -> None:
    database = open_database(Settings(data_dir=tmp_path / "deep" / "data"))

    with database.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    database.close()

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nobody:secret@127.0.0.1:1/none",
        "postgresql://user:secret@host:port/none",
        "postgresql://",
        "postgresql://u:secret@/none?host=/no/such/directory",
        "postgresql://u:secret@127.0.0.1:1/none?no_such_option=1",
    ],
)
def test_a_database_that_cannot_be_reached_is_one_line_without_the_password(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGHOST", "/no/such/directory")

    with pytest.raises(SettingsError) as caught:
        open_database(Settings(data_dir=tmp_path, database_url=url))

    assert str(caught.value).startswith("database: ")
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_data_directory_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(SettingsError, match="data-dir: cannot make the directory"):
        open_database(Settings(data_dir=tmp_path / "file" / "data"))


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database" * 1000)

    with pytest.raises(SettingsError, match="not a database"):
        open_database(Settings(data_dir=tmp_path))


def test_a_locked_file_is_unavailable_and_not_a_programming_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.database.BUSY_MS", 50)
    database = open_database(Settings(data_dir=tmp_path))
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageUnavailableError, match="locked"), database.writing():
        pass

    other.close()
    database.close()
