"""PostgreSQL events that can be followed through lost notifications and lost connections."""

from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Thread
from typing import Any

import psycopg
from eventsourcing.persistence import ApplicationRecorder, StoredEvent, Subscription
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.sql import SQL, Identifier

from coordinator.storage.bounded import must_be_small
from coordinator.storage.promptly import Outage, promptly
from coordinator.storage.woken import LOOK_EVERY_S, UNAVAILABLE, WokenSubscription

RECONNECT_EVERY_S = 0.5
GIVE_UP_S = 1.0
"""How long the pool goes on with one attempt to connect, waiting twice as long each time. Left
alone it would do so for minutes, and still be waiting when the database has long been back."""
CONNECTION_LOST = (*UNAVAILABLE, psycopg.Error)


class FollowedPostgresRecorder(PostgresApplicationRecorder):
    """The library's recorder, with a subscription that outlives its connection, and with calls that
    tell in time when the database is gone."""

    select_events = promptly(PostgresApplicationRecorder.select_events)
    select_notifications = promptly(PostgresApplicationRecorder.select_notifications)
    max_notification_id = promptly(PostgresApplicationRecorder.max_notification_id)

    def __init__(self, datastore: PostgresDatastore, *args: Any, **kwargs: Any) -> None:
        self.outage = Outage()
        datastore.pool.reconnect_timeout = GIVE_UP_S
        super().__init__(datastore, *args, **kwargs)

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Insert, where it is not too much to be inserted at once."""
        must_be_small(stored_events)
        ids: Sequence[int] | None = self._insert(stored_events, **kwargs)
        return ids

    _insert = promptly(PostgresApplicationRecorder.insert_events)

    def renew_connections(self) -> None:
        """Replace those idle connections that are broken: drawn one by one, each would cost an
        attempt."""
        with suppress(*CONNECTION_LOST):
            self.datastore.pool.check()

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Follow the events after notification `gt`, from the first one if it is None."""
        return PostgresSubscription(self, gt, topics)


class PostgresSubscription(WokenSubscription):
    """New events of a PostgreSQL database, in order, none missed and none twice."""

    def __init__(
        self, recorder: FollowedPostgresRecorder, gt: int | None, topics: Sequence[str]
    ) -> None:
        self._database = recorder
        self._stopping = Event()
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._listener = Thread(target=self._listen, name="postgres-listener")
        self._listener.start()

    def stop(self) -> None:
        """End the iteration."""
        self._stopping.set()
        super().stop()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        """Stop both threads."""
        try:
            super().__exit__(*args, **kwargs)
        finally:
            self._listener.join()

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen_once()
            except CONNECTION_LOST:
                self._database.renew_connections()
                self._stopping.wait(RECONNECT_EVERY_S)

    def _listen_once(self) -> None:
        with self._database.datastore.get_connection() as connection:
            channel = Identifier(self._database.channel_name)
            connection.execute(SQL("LISTEN {0}").format(channel))
            try:
                # What was committed before LISTEN took hold is looked for now.
                self.told.set()
                while not self._stopping.is_set():
                    for _ in connection.notifies(timeout=LOOK_EVERY_S / 5, stop_after=1):
                        self.told.set()
            finally:
                if not connection.closed:
                    connection.execute(SQL("UNLISTEN {0}").format(channel))
