"""Calls to a database that give up in time.

The library tries ten times. With a database that is gone this takes most of a minute, with the
search locked and a thread of the service waiting: people would be told too late.
"""

import time
from collections.abc import Callable
from functools import wraps
from inspect import unwrap
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from eventsourcing.persistence import InterfaceError, OperationalError
from psycopg.errors import LockNotAvailable
from psycopg_pool import PoolTimeout

Given = ParamSpec("Given")
Result = TypeVar("Result")
SPARED_S = 1.0
"""Who asks so soon after somebody has waited in vain is told at once, and does not wait as well."""


class Outage:
    """Whether the database was found to be gone a moment ago."""

    def __init__(self) -> None:
        self._until = 0.0

    def begin(self) -> None:
        """Somebody has waited in vain."""
        self._until = time.monotonic() + SPARED_S

    def spare(self) -> None:
        """OperationalError within a moment after that."""
        if time.monotonic() < self._until:
            raise OperationalError("the database did not answer a moment ago")


class HasOutage(Protocol):
    """A recorder that knows of the outages of its database."""

    outage: Outage

    def renew_connections(self) -> None:
        """Replace those connections of the pool that are broken."""


Recorder = TypeVar("Recorder", bound=HasOutage)


def promptly(
    call: Callable[Concatenate[Recorder, Given], Result],
) -> Callable[Concatenate[Recorder, Given], Result]:
    """A call of the library that is made once more if its connection broke, and not if there was
    no connection or no lock to be had: that wait was long enough.

    A connection may break after a commit and before its answer. The second insert of the same
    events then raises IntegrityError, as it does when another process was faster.
    """
    once: Callable[Concatenate[Recorder, Given], Result] = unwrap(call)

    @wraps(once)
    def prompt(recorder: Recorder, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        recorder.outage.spare()
        for last in (False, True):
            try:
                return once(recorder, *args, **kwargs)
            except (InterfaceError, OperationalError) as problem:
                if isinstance(problem.__cause__, PoolTimeout):
                    recorder.outage.begin()
                if last or isinstance(problem.__cause__, PoolTimeout | LockNotAvailable):
                    raise
                # What broke this connection has often broken all of them.
                recorder.renew_connections()
        raise AssertionError("the last attempt returns or raises")

    return prompt
