"""Recorders as the service makes them, closed after the test."""

from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import ApplicationRecorder, InfrastructureFactory, StoredEvent
from eventsourcing.utils import Environment

from coordinator.settings import Settings
from coordinator.storage.environment import library_environment


class Store:
    """One store with as many recorders as are asked for, each with connections of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._factories: list[InfrastructureFactory[Any]] = []

    def recorder(self) -> ApplicationRecorder:
        """A recorder as another process would have it."""
        environment = Environment("searches", library_environment(self._settings, "searches"))
        factory: InfrastructureFactory[Any] = InfrastructureFactory.construct(environment)
        self._factories.append(factory)
        return factory.application_recorder()

    def close(self) -> None:
        """Close all connections."""
        for factory in self._factories:
            factory.close()


def stored_event(stream: UUID | None = None, version: int = 1, topic: str = "t") -> StoredEvent:
    """An event of a new stream, or of this one."""
    return StoredEvent(
        originator_id=stream or uuid4(), originator_version=version, topic=topic, state=b"{}"
    )
