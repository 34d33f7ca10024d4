"""Given more than the library can store at once, then it is refused and not begun."""

from collections.abc import Generator
from pathlib import Path
from uuid import uuid4

import pytest
from eventsourcing.persistence import ApplicationRecorder, StoredEvent

from coordinator.settings import Settings
from coordinator.storage.bounded import MOST_BYTES
from domain.refusal import Refusal
from tests.storage.stores import Store


@pytest.fixture
def recorder(settings: Settings) -> Generator[ApplicationRecorder]:
    store = Store(settings)
    yield store.recorder()
    store.close()


def events(count: int, each: int) -> list[StoredEvent]:
    stream = uuid4()
    return [StoredEvent(stream, version, "t", b"x" * each) for version in range(1, count + 1)]


def test_one_event_as_large_as_may_be_is_stored(recorder: ApplicationRecorder) -> None:
    largest = events(1, MOST_BYTES)
    recorder.insert_events(largest)
    assert recorder.select_events(largest[0].originator_id) == largest


def test_a_larger_event_is_refused_and_leaves_nothing(recorder: ApplicationRecorder) -> None:
    too_large = events(1, MOST_BYTES + 1)
    with pytest.raises(Refusal) as refused:
        recorder.insert_events(too_large)
    assert refused.value.code == "too_much_at_once"
    assert list(recorder.select_events(too_large[0].originator_id)) == []


@pytest.mark.postgres
def test_many_events_that_would_hang_together_are_refused(
    tmp_path: Path, postgresql_url: str
) -> None:
    store = Store(Settings(data_dir=tmp_path, database_url=postgresql_url))
    recorder = store.recorder()
    try:
        as_many_as_may_be = events(1500, MOST_BYTES // 1500)
        recorder.insert_events(as_many_as_may_be)
        # The library hangs on 1,800 events of 230 bytes.
        with pytest.raises(Refusal):
            recorder.insert_events(events(1800, 230))
    finally:
        store.close()
