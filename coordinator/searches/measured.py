"""An application whose appends are measured."""

from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import Recording

from coordinator.measures import appending


class MeasuredApplication(Application[UUID]):
    """Stores as the library does, and counts how long it took."""

    def save(self, *objs: Any, **kwargs: Any) -> list[Recording[UUID]]:
        """Store the new events of these aggregates; durable when it returns."""
        with appending(self.name):
            return super().save(*objs, **kwargs)
