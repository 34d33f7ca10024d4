"""Given a connection that breaks, then a call is made once more; given none, then it gives up."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError, OperationalError
from sqlalchemy import make_url

from coordinator.settings import Settings
from coordinator.storage.promptly import SPARED_S, Outage
from domain.records.note import AddNote
from tests.coordinator.installation import process
from tests.storage.stores import Store, stored_event

pytestmark = pytest.mark.postgres


@pytest.fixture
def here(tmp_path: Path, postgresql_url: str) -> Settings:
    return Settings(data_dir=tmp_path / "data", database_url=postgresql_url)


@pytest.fixture
def recorder(here: Settings) -> Generator[Any]:
    store = Store(here)
    yield store.recorder()
    store.close()


def cut_after_commit(recorder: Any, monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Have so many connections break when all was done and before that could be said."""
    lend, cut = recorder.datastore.get_connection, list(range(times))

    @contextmanager
    def breaking() -> Generator[Any]:
        with lend() as connection:
            yield connection
        if cut:
            cut.pop()
            raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(recorder.datastore, "get_connection", breaking)
    return cut


def test_a_read_whose_connection_broke_is_made_once_more(
    recorder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = stored_event()
    recorder.insert_events([event])
    cut_after_commit(recorder, monkeypatch, 1)
    assert recorder.select_events(event.originator_id) == [event]


def test_it_is_not_made_a_third_time(recorder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    left = cut_after_commit(recorder, monkeypatch, 3)
    with pytest.raises(OperationalError):
        recorder.max_notification_id()
    assert len(left) == 1


def test_an_insert_that_was_committed_without_an_answer_is_not_made_twice(
    recorder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = stored_event()
    with monkeypatch.context() as patched:
        cut_after_commit(recorder, patched, 1)
        with pytest.raises(IntegrityError):
            recorder.insert_events([event])
    assert recorder.select_events(event.originator_id) == [event]


def test_a_command_that_was_committed_without_an_answer_is_answered_and_stored_once(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with process(here) as one:
        search_id, key = one.open(), uuid4()
        recorder: Any = one.searches.recorder
        insert = recorder.insert_events

        def inserting(events: Any, **kwargs: Any) -> Any:
            with monkeypatch.context() as patched:
                cut_after_commit(recorder, patched, 1)
                return insert(events, **kwargs)

        with monkeypatch.context() as patched:
            patched.setattr(recorder, "insert_events", inserting)
            answer = one.give(search_id, AddNote("once"), key)
        assert answer.version == 4
        assert len(one.events(search_id, "note.added")) == 1
        again = one.give(search_id, AddNote("once"), key)
        assert (again.version, again.id, again.repeated) == (4, answer.id, True)


def test_an_opening_that_was_committed_without_an_answer_is_answered_and_stored_once(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with process(here) as one:
        recorder: Any = one.searches.recorder
        insert = recorder.insert_events

        def inserting(events: Any, **kwargs: Any) -> Any:
            with monkeypatch.context() as patched:
                cut_after_commit(recorder, patched, 1)
                return insert(events, **kwargs)

        with monkeypatch.context() as patched:
            patched.setattr(recorder, "insert_events", inserting)
            search_id = one.open()
        assert len(one.events(search_id)) == 3


def test_who_cannot_have_the_lock_of_the_table_waits_for_it_once(
    recorder: Any, postgresql_url: str
) -> None:
    table = recorder.events_table_name
    recorder.datastore.lock_timeout = 1
    recorder.lock_table_statements[0] = "SET LOCAL lock_timeout = '1s'"
    with psycopg.connect(postgresql_url) as holding:
        holding.execute(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE'.encode())
        begun = time.monotonic()
        with pytest.raises(OperationalError, match="lock timeout"):
            recorder.insert_events([stored_event()])
        assert 0.9 < time.monotonic() - begun < 3


def test_after_one_has_waited_in_vain_the_others_are_told_at_once(
    recorder: Any, postgresql_url: str
) -> None:
    name = make_url(postgresql_url).database
    pool = recorder.datastore.pool
    with psycopg.connect(postgresql_url, dbname="postgres", autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        with pytest.raises(OperationalError):
            recorder.max_notification_id()
        begun = time.monotonic()
        with pytest.raises(OperationalError, match="a moment ago"):
            recorder.max_notification_id()
        assert time.monotonic() - begun < 0.5
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
    pool.check()
    end = time.monotonic() + 10
    while True:
        try:
            assert not recorder.max_notification_id()
            break
        except OperationalError:
            assert time.monotonic() < end
            time.sleep(0.05)


def test_an_outage_is_forgotten_after_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    outage, now = Outage(), 100.0
    monkeypatch.setattr("coordinator.storage.promptly.time.monotonic", lambda: now)
    outage.spare()
    outage.begin()
    with pytest.raises(OperationalError):
        outage.spare()
    now += SPARED_S
    outage.spare()
