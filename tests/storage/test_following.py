"""Given a subscription, then it misses no event, whatever happens to connections and processes."""

import subprocess
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from eventsourcing.persistence import ApplicationRecorder, OperationalError, StoredEvent

from coordinator.settings import Settings
from coordinator.storage.postgres_recorder import PostgresSubscription
from tests.storage.stores import Store, stored_event

WAIT_S = 15.0


class Follower:
    """Follows a recorder in a thread and remembers what it saw."""

    def __init__(self, recorder: ApplicationRecorder) -> None:
        self._subscription = recorder.subscribe(gt=recorder.max_notification_id())
        self._saw = threading.Condition()
        self.seen: list[tuple[Any, int]] = []
        self.failed: Exception | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            with self._subscription as subscription:
                for notification in subscription:
                    with self._saw:
                        self.seen.append(
                            (notification.originator_id, notification.originator_version)
                        )
                        self._saw.notify()
        except Exception as problem:
            self.failed = problem

    def has(self, *events: StoredEvent) -> None:
        """Wait until exactly these events were seen, in this order."""
        wanted = [(event.originator_id, event.originator_version) for event in events]
        with self._saw:
            assert self._saw.wait_for(lambda: len(self.seen) >= len(wanted), WAIT_S), self.failed
            assert self.seen == wanted
        assert self.failed is None

    def stop(self) -> None:
        self._subscription.stop()
        self._thread.join(timeout=WAIT_S)
        assert not self._thread.is_alive()


@pytest.fixture
def store(settings: Settings) -> Generator[Store]:
    opened = Store(settings)
    yield opened
    opened.close()


@pytest.fixture
def following(store: Store) -> Generator[tuple[ApplicationRecorder, Follower]]:
    recorder = store.recorder()
    follower = Follower(recorder)
    yield recorder, follower
    follower.stop()


Following = tuple[ApplicationRecorder, Follower]


def test_what_is_inserted_is_seen_in_order(following: Following) -> None:
    recorder, follower = following
    events = [stored_event() for _ in range(50)]
    for event in events:
        recorder.insert_events([event])
    follower.has(*events)


def test_it_is_seen_at_once_and_not_only_at_the_next_look(following: Following) -> None:
    recorder, follower = following
    first = stored_event()
    recorder.insert_events([first])
    follower.has(first)
    waits = []
    events = [first]
    for _ in range(9):
        events.append(stored_event())
        begun = time.monotonic()
        recorder.insert_events([events[-1]])
        follower.has(*events)
        waits.append(time.monotonic() - begun)
    assert sorted(waits)[4] < 0.1


def test_what_another_connection_inserts_is_seen_within_two_seconds(
    store: Store, following: Following
) -> None:
    _, follower = following
    event = stored_event()
    begun = time.monotonic()
    store.recorder().insert_events([event])
    follower.has(event)
    assert time.monotonic() - begun < 2


def test_a_second_process_on_the_same_file_is_followed_within_two_seconds(
    tmp_path: Path,
) -> None:
    store = Store(Settings(data_dir=tmp_path))
    follower = Follower(store.recorder())
    code = (
        "import sys, time; from pathlib import Path; from uuid import UUID\n"
        "from coordinator.settings import Settings\n"
        "from tests.storage.stores import Store, stored_event\n"
        "store = Store(Settings(data_dir=Path(sys.argv[1])))\n"
        "store.recorder().insert_events([stored_event(UUID(int=7))])\n"
        "print(time.time()); store.close()\n"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            check=True, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        with follower._saw:
            assert follower._saw.wait_for(lambda: follower.seen, WAIT_S)
        assert time.time() - float(done.stdout) < 2
        assert str(follower.seen[0][0]).endswith("7")
    finally:
        follower.stop()
        store.close()


@pytest.mark.postgres
def test_an_event_is_not_skipped_because_a_later_one_is_committed_first(
    tmp_path: Path, postgresql_url: str
) -> None:
    """Numbers are given at the insert; were there no lock, the second could be seen alone, and a
    follower would never look for the first again."""
    store = Store(Settings(data_dir=tmp_path, database_url=postgresql_url))
    recorder, other = cast(Any, store.recorder()), store.recorder()
    follower = Follower(recorder)
    first, second = stored_event(), stored_event()
    inserting = threading.Thread(target=other.insert_events, args=([second],))
    try:
        with recorder.datastore.get_connection() as connection, connection.transaction():
            cursor = connection.cursor()
            recorder._insert_stored_events(cursor, [first])
            inserting.start()
            with psycopg.connect(postgresql_url, autocommit=True) as admin:
                until_waiting(admin)
            assert follower.seen == []
        inserting.join(timeout=WAIT_S)
        follower.has(first, second)
    finally:
        follower.stop()
        store.close()


def until_waiting(admin: "psycopg.Connection[Any]") -> None:
    """Wait until somebody waits for a lock."""
    end = time.monotonic() + WAIT_S
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    while time.monotonic() < end:
        row = admin.execute(query).fetchone()
        if row is not None and row[0]:
            return
        time.sleep(0.01)
    raise AssertionError("nobody waits for the lock of the table")


@pytest.mark.postgres
def test_what_is_committed_before_listening_took_hold_is_seen(
    tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_listen = threading.Event()
    listen = PostgresSubscription._listen_once

    def late(subscription: PostgresSubscription) -> None:
        may_listen.wait(WAIT_S)
        listen(subscription)

    monkeypatch.setattr(PostgresSubscription, "_listen_once", late)
    store = Store(Settings(data_dir=tmp_path, database_url=postgresql_url))
    recorder = store.recorder()
    follower = Follower(recorder)
    try:
        event = stored_event()
        recorder.insert_events([event])
        follower.has(event)
        may_listen.set()
        other = stored_event()
        recorder.insert_events([other])
        follower.has(event, other)
    finally:
        may_listen.set()
        follower.stop()
        store.close()


@pytest.mark.postgres
def test_connections_that_are_killed_stop_nothing(tmp_path: Path, postgresql_url: str) -> None:
    store = Store(Settings(data_dir=tmp_path, database_url=postgresql_url))
    recorder = store.recorder()
    follower = Follower(recorder)
    events: list[StoredEvent] = []
    try:
        with psycopg.connect(postgresql_url, autocommit=True) as admin:
            for _ in range(3):
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                events.append(stored_event())
                store.recorder().insert_events([events[-1]])
                follower.has(*events)
    finally:
        follower.stop()
        store.close()


def test_a_store_that_cannot_be_read_for_a_while_stops_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = store.recorder()
    read, failures = recorder.select_notifications, [OperationalError("disk I/O error")] * 3

    def failing(*args: Any, **kwargs: Any) -> Any:
        if failures:
            raise failures.pop()
        return read(*args, **kwargs)

    monkeypatch.setattr(recorder, "select_notifications", failing)
    follower = Follower(recorder)
    try:
        event = stored_event()
        recorder.insert_events([event])
        follower.has(event)
        assert not failures
    finally:
        follower.stop()


def test_a_feed_whose_subscription_ended_begins_another_where_it_stopped(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coordinator.searches.application import Searches
    from coordinator.searches.feed import Feed
    from tests.domain.scenario import OPENING, issued
    from tests.domain.town import TOWN

    searches = Searches.open(settings)
    decode, unreadable = searches.mapper.to_domain_event, [ValueError("not yet known here")] * 2
    told: list[str] = []
    heard = threading.Condition()

    def decoding(stored: Any) -> Any:
        if stored.topic == "subject.described" and unreadable:
            raise unreadable.pop()
        return decode(stored)

    def follow(event: Any) -> None:
        with heard:
            told.append(event.TOPIC)
            heard.notify()

    monkeypatch.setattr(searches.mapper, "to_domain_event", decoding)
    feed = Feed(searches)
    feed.follow(follow)
    feed.start()
    try:
        search, _ = OPENING.begin(issued(1, OPENING, "commander", 0, None), TOWN)
        searches.save(search)
        with heard:
            assert heard.wait_for(lambda: len(told) == 3, WAIT_S), told
    finally:
        feed.stop()
        searches.close()
    assert told == ["search.opened", "subject.described", "last_known_point.set"]


def test_the_service_goes_on_after_its_feed_was_interrupted(settings: Settings) -> None:
    from coordinator.searches.application import Searches
    from coordinator.searches.feed import Feed
    from tests.domain.scenario import OPENING, issued
    from tests.domain.town import TOWN

    searches = Searches.open(settings)
    feed = Feed(searches)
    told: list[str] = []
    heard = threading.Condition()

    def follow(event: Any) -> None:
        with heard:
            told.append(event.TOPIC)
            heard.notify()
        if len(told) == 1:
            raise RuntimeError("a follower that fails must not stop the others")

    feed.follow(follow)
    feed.start()
    try:
        search, _ = OPENING.begin(issued(1, OPENING, "commander", 0, None), TOWN)
        searches.save(search)
        with heard:
            assert heard.wait_for(lambda: len(told) == 3, WAIT_S)
    finally:
        feed.stop()
        searches.close()
    assert told == ["search.opened", "subject.described", "last_known_point.set"]
