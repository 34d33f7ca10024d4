"""What all our applications have in common towards the store."""

import random
import time
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    InternalError,
    ProgrammingError,
    Recording,
)

from coordinator.measures import appending

MOST_STARTS = 10
WAIT_S = 0.2


class StoredApplication(Application[UUID]):
    """Stores as the library does, measures it, and can be opened by many processes at once."""

    def construct_recorder(self) -> ApplicationRecorder:
        """The recorder, its tables made if they are missing.

        PostgreSQL lets all but one fail of those who make the same table or function at the same
        moment, in one of several ways (`tuple concurrently updated`, `already exists`).
        """
        for _ in range(MOST_STARTS - 1):
            try:
                return super().construct_recorder()
            except (InternalError, IntegrityError, ProgrammingError):
                time.sleep(random.uniform(0, WAIT_S))
        return super().construct_recorder()

    def save(self, *objs: Any, **kwargs: Any) -> list[Recording[UUID]]:
        """Store the new events of these aggregates; durable when it returns."""
        with appending(self.name):
            return super().save(*objs, **kwargs)
