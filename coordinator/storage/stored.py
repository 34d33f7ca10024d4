"""The event store's failures, told apart in our own words."""

from collections.abc import Generator
from contextlib import contextmanager

from eventsourcing.persistence import (
    IntegrityError,
    InterfaceError,
    OperationalError,
    PersistenceError,
)

from coordinator.database import StorageUnavailableError


@contextmanager
def stored() -> Generator[None]:
    """Say in our own words that the event store does not answer."""
    try:
        yield
    except (OperationalError, InterfaceError) as problem:
        raise StorageUnavailableError("the event store does not answer") from problem
    except IntegrityError as problem:
        raise StorageUnavailableError("the event store is being changed by others") from problem
    except PersistenceError as problem:
        raise StorageUnavailableError("the event store failed") from problem
