"""The feed: every event of an application, in the order of the store, to whoever follows it."""

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Any
from uuid import UUID

from eventsourcing.application import Application

from coordinator.measures import INTERRUPTIONS

Follower = Callable[[Any], None]
"""Is called in the feed's thread and must return at once."""

log = logging.getLogger(__name__)


class Feed:
    """Follows the store from now on, whichever process appends, and tells its followers.

    A follower that raises is logged and told of the next event all the same. A subscription
    that fails is begun again where it stopped.
    """

    def __init__(self, application: Application[UUID]) -> None:
        self._application = application
        self._followers: list[Follower] = []
        self._stopping = Event()
        self._position = application.recorder.max_notification_id() or 0
        self._subscription = application.recorder.subscribe(gt=self._position)
        self._thread = Thread(target=self._run, name=f"feed-{application.name}", daemon=True)

    @property
    def position(self) -> int:
        """The newest notification that all followers were told of."""
        return self._position

    @property
    def running(self) -> bool:
        """Whether followers are being told."""
        return self._thread.is_alive()

    def behind(self) -> int:
        """How many notifications of the store the followers were not told of; asks the store."""
        newest = self._application.recorder.max_notification_id() or 0
        return max(0, newest - self._position)

    def follow(self, follower: Follower) -> None:
        """Tell this one of every later event."""
        self._followers.append(follower)

    def start(self) -> None:
        """Begin to follow; a second call changes nothing."""
        if not self._thread.is_alive() and not self._stopping.is_set():
            self._thread.start()

    def stop(self) -> None:
        """End it; returns when the last follower has been told."""
        self._stopping.set()
        self._subscription.stop()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._follow_store()
            except Exception:
                INTERRUPTIONS.labels(self._application.name).inc()
                log.exception("the event feed was interrupted and begins again")
                self._stopping.wait(0.5)

    def _follow_store(self) -> None:
        try:
            self._tell_all()
        finally:
            # A subscription that has ended or failed cannot be used again.
            if not self._stopping.is_set():
                self._subscription = self._application.recorder.subscribe(gt=self._position)
            if self._stopping.is_set():
                self._subscription.stop()

    def _tell_all(self) -> None:
        with self._subscription as subscription:
            for notification in subscription:
                event = self._application.mapper.to_domain_event(notification)
                for follower in self._followers:
                    try:
                        follower(event)
                    except Exception:
                        log.exception("a follower of the event feed failed")
                self._position = notification.id
