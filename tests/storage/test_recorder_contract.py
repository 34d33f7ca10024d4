"""The library's own contract for recorders, on the recorder classes of the service."""

import threading
from abc import ABC
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.tests.persistence import ApplicationRecorderTestCase

from coordinator.settings import Settings
from tests.storage.stores import Store


def readers_ended() -> None:
    """Wait for the readers that the library's test tells to stop but leaves running: a connection
    must not be closed under them."""
    for thread in threading.enumerate():
        if "read_continuously" in thread.name:
            thread.join(timeout=30)


class OnSQLite:
    """A new file for each test."""

    store: Store

    @pytest.fixture(autouse=True)
    def opened(self, tmp_path: Path) -> Generator[None]:
        self.store = Store(Settings(data_dir=tmp_path))
        yield
        readers_ended()
        self.store.close()


class OnPostgreSQL:
    """A new database for each test."""

    store: Store

    @pytest.fixture(autouse=True)
    def opened(self, tmp_path: Path, postgresql_url: str) -> Generator[None]:
        self.store = Store(Settings(data_dir=tmp_path, database_url=postgresql_url))
        yield
        readers_ended()
        self.store.close()


class Followed(ApplicationRecorderTestCase[Any], ABC):
    """The contract of recorders that can be followed."""

    store: Store

    def create_recorder(self) -> ApplicationRecorder:
        return self.store.recorder()

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestFollowedSQLite(OnSQLite, Followed):
    """Events that can be followed, in a SQLite file."""


@pytest.mark.postgres
class TestFollowedPostgreSQL(OnPostgreSQL, Followed):
    """Events that can be followed, in PostgreSQL."""


# The base itself is no test.
del Followed, ApplicationRecorderTestCase
