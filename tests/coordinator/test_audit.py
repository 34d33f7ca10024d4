"""The audit log: complete, ordered, without names, and nobody can change it."""

import threading
from collections.abc import Generator

import pytest
from sqlalchemy import Executable

from coordinator.audit import AuditLog
from coordinator.database import Database
from coordinator.tables import audit


@pytest.fixture
def log(database: Database) -> Generator[AuditLog]:
    log = AuditLog(database)
    yield log
    log.close()


def test_what_is_recorded_is_durable_and_in_order(log: AuditLog) -> None:
    log.note("a1", "clear_camera_zone", "s1", "done")
    log.note("a2", "clear_camera_zone", "s2", "refused")
    log.record("a1", "read_personal", "s1")

    entries = log.entries()

    assert [(one.account_id, one.action, one.search_id, one.outcome) for _, one in entries] == [
        ("a1", "clear_camera_zone", "s1", "done"),
        ("a2", "clear_camera_zone", "s2", "refused"),
        ("a1", "read_personal", "s1", "done"),
    ]
    assert [one for _, one in log.entries(search_id="s2")] == [entries[1][1]]
    assert log.entries(after=entries[0][0], limit=1) == entries[1:2]
    assert entries[0][1].at <= entries[2][1].at


def test_many_threads_lose_no_entry(log: AuditLog) -> None:
    def work(who: str) -> None:
        for _ in range(50):
            log.note(who, "add_note", "s1", "done")

    workers = [threading.Thread(target=work, args=(f"a{number}",)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    log.close()

    assert len(log.entries()) == 200


@pytest.mark.parametrize("strange", ["", "a b", "x" * 65, "a\x00", "名", "'; DROP"])
def test_what_cannot_be_an_id_is_not_written_down(log: AuditLog, strange: str) -> None:
    log.record(strange, "read_map", strange)

    [(_, entry)] = log.entries()
    assert (entry.account_id, entry.search_id) == (None, None)


@pytest.mark.parametrize("change", [audit.delete(), audit.update().values(outcome="x")])
def test_the_database_itself_refuses_changes(
    log: AuditLog, database: Database, change: Executable
) -> None:
    log.record("a1", "read_personal", "s1")

    with pytest.raises(Exception, match="append-only"), database.writing() as connection:
        connection.execute(change)

    assert len(log.entries()) == 1


def test_who_must_know_hears_that_an_entry_could_not_be_written(
    log: AuditLog, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE audit RENAME TO audit_away")

    with pytest.raises(Exception, match="audit"):
        log.record("a1", "read_personal", "s1")

    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE audit_away RENAME TO audit")
    log.record("a2", "read_personal", "s1")
    assert [one.account_id for _, one in log.entries()] == ["a2"]
    assert "not stored" in caplog.text
