"""SQLite events that can be followed."""

from collections.abc import Sequence
from threading import Event, Lock
from typing import Any

from eventsourcing.persistence import ApplicationRecorder, StoredEvent, Subscription
from eventsourcing.sqlite import SQLiteApplicationRecorder

from coordinator.storage.bounded import must_be_small
from coordinator.storage.woken import WokenSubscription


class FollowedSQLiteRecorder(SQLiteApplicationRecorder):
    """Tells its subscriptions in this process when it has inserted events.

    What another process inserts into the same file is seen at the next look.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._followers: set[Event] = set()
        self._followers_lock = Lock()

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Insert, and tell once the transaction is committed."""
        # Each alone, so that what is kept here could move to PostgreSQL; together they may be many.
        for event in stored_events:
            must_be_small([event])
        ids = super().insert_events(stored_events, **kwargs)
        with self._followers_lock:
            for follower in self._followers:
                follower.set()
        return ids

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Follow the events after notification `gt`, from the first one if it is None."""
        return SQLiteSubscription(self, gt, topics)

    def follow(self, follower: Event) -> None:
        """Set this event after every insert."""
        with self._followers_lock:
            self._followers.add(follower)

    def unfollow(self, follower: Event) -> None:
        """Tell it no more."""
        with self._followers_lock:
            self._followers.discard(follower)


class SQLiteSubscription(WokenSubscription):
    """New events of a SQLite file, in order."""

    def __init__(
        self, recorder: FollowedSQLiteRecorder, gt: int | None, topics: Sequence[str]
    ) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._followed = recorder
        recorder.follow(self.told)

    def stop(self) -> None:
        """End the iteration."""
        # The pulling thread may fail before the constructor has come this far.
        if hasattr(self, "_followed"):
            self._followed.unfollow(self.told)
        super().stop()
