"""A subscription that cannot oversleep: told of new events, and looking by itself besides."""

from contextlib import suppress
from threading import Event

from eventsourcing.persistence import (
    ApplicationRecorder,
    InterfaceError,
    ListenNotifySubscription,
    OperationalError,
)

LOOK_EVERY_S = 0.5
"""How long an event can stay unseen when nobody tells of it: another process wrote it to the
same file, or a database's notification was lost."""
UNAVAILABLE = (OperationalError, InterfaceError, OSError)
"""What is raised while a database cannot be reached; it may be back at the next look."""


class WokenSubscription(ListenNotifySubscription[ApplicationRecorder]):
    """Pulls when told, and every half second.

    The library's own loop waits for a notification without end, so that an event between its
    first look and its listening stays unseen until the next one.
    """

    @property
    def told(self) -> Event:
        """To be set when there is something new."""
        return self._has_been_notified

    def _loop_on_pull(self) -> None:
        try:
            while not self._has_been_stopped:
                # Where the pull stood is known, so a database that is gone costs time but no event.
                with suppress(*UNAVAILABLE):
                    self._pull()
                self._has_been_notified.wait(LOOK_EVERY_S)
        except BaseException as problem:
            self._thread_error = self._thread_error or problem
            self.stop()
