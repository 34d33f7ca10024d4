"""A store that was altered behind the program's back is found out, and the first event named."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from eventsourcing.persistence import StoredEvent

from coordinator.archive.reading import opened_archive
from coordinator.archive.refused import ArchiveRefused
from coordinator.archive.stores import Stores, opened_stores
from coordinator.archive.verifying import Verified, must_continue, verify_search
from coordinator.settings import Settings
from domain.refusal import Unknown
from tests.coordinator.archive.told import EVENTS_TOLD, keep_story, read, write
from tests.domain.scenario import NINE, SEARCH_ID

Change = Callable[[sqlite3.Connection], object]


def verified(stores: Stores, head: str | None = None) -> Verified:
    return verify_search(stores, SEARCH_ID, NINE, lambda _: None, head)


def refusal(stores: Stores, head: str | None = None) -> str:
    with pytest.raises(ArchiveRefused) as refused:
        verified(stores, head)
    assert refused.value.code == "store_altered"
    return refused.value.detail


def alter(settings: Settings, change: Change) -> None:
    """Change the file of the events as somebody with the disk in hand would."""
    with sqlite3.connect(settings.data_dir / "searches.sqlite") as file:
        change(file)
    file.close()


def test_what_is_as_it_was_says_so_and_is_sealed_from_then_on(stores: Stores) -> None:
    keep_story(stores)
    first = verified(stores)
    assert (first.events, first.sealed) == (EVENTS_TOLD, 0)
    again = verified(stores, first.head)
    assert (again.sealed, again.head, again.head_version) == (EVENTS_TOLD, first.head, EVENTS_TOLD)


def test_what_happens_later_is_sealed_by_the_next_look(stores: Stores) -> None:
    events = keep_story(stores)
    early = verified(stores)
    note = stores.searches.mapper.to_stored_event(events[-1])
    more = EVENTS_TOLD + 1
    stores.searches.recorder.insert_events([StoredEvent(SEARCH_ID, more, note.topic, note.state)])
    later = verified(stores, early.head)
    assert (later.events, later.sealed, later.head_version) == (more, EVENTS_TOLD, EVENTS_TOLD)
    assert verified(stores).sealed == more


def test_the_head_is_that_of_the_archive(stores: Stores, tmp_path: Path) -> None:
    keep_story(stores)
    assert write(stores, tmp_path / "search.zip").events.head == verified(stores).head


def test_a_head_noted_down_that_is_none_of_its_events_is_told(stores: Stores) -> None:
    keep_story(stores)
    assert "this head is the hash of none of its events" in refusal(stores, "0" * 64)


def new_state(file: sqlite3.Connection) -> object:
    return file.execute(
        "UPDATE stored_events SET state = CAST(replace(CAST(state AS TEXT), 'officer', 'chief') "
        "AS BLOB) WHERE originator_version = 17"
    )


def new_topic(file: sqlite3.Connection) -> object:
    return file.execute(
        "UPDATE stored_events SET topic = 'note.added' WHERE originator_version = 17"
    )


def unreadable(file: sqlite3.Connection) -> object:
    return file.execute("UPDATE stored_events SET state = x'ff' WHERE originator_version = 17")


def gone(file: sqlite3.Connection) -> object:
    return file.execute("DELETE FROM stored_events WHERE originator_version = 17")


def end_gone(file: sqlite3.Connection) -> object:
    return file.execute("DELETE FROM stored_events WHERE originator_version >= 17")


def swapped(file: sqlite3.Connection) -> object:
    for old, new in ((17, 1017), (19, 17), (1017, 19)):
        file.execute(
            "UPDATE stored_events SET originator_version = ? WHERE originator_version = ?",
            (new, old),
        )
    return None


@pytest.mark.parametrize("change", [new_state, new_topic, unreadable, gone, end_gone, swapped])
def test_the_first_altered_event_is_named(tmp_path: Path, change: Change) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    archive_file = tmp_path / "search.zip"
    with opened_stores(settings) as stores:
        keep_story(stores)
        write(stores, archive_file)
    alter(settings, change)
    with opened_stores(settings) as stores:
        assert "event 17 is the first altered one" in refusal(stores)
        with pytest.raises(ArchiveRefused) as refused:
            write(stores, tmp_path / "again.zip")
        assert "event 17 is the first altered one" in refused.value.detail
        assert not (tmp_path / "again.zip").exists()


def test_an_unsealed_store_is_compared_with_its_archive(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    archive_file = tmp_path / "search.zip"
    with opened_stores(settings) as stores:
        keep_story(stores)
        write(stores, archive_file)
    alter(settings, new_state)
    with sqlite3.connect(settings.data_dir / "coordinator.sqlite") as file:
        file.execute("DELETE FROM sealed_events")
    file.close()
    with opened_stores(settings) as stores, opened_archive(archive_file) as archive:
        assert verified(stores).sealed == 0, "whoever changes the seals too is not found by them"
        with pytest.raises(ArchiveRefused) as refused:
            must_continue((h for _, h in archive.events()), stores.sealed.of(SEARCH_ID))
        assert "event 17 is the first altered one: it is not the one in the archive" in (
            refused.value.detail
        )


def test_an_imported_search_is_sealed_at_once(archive_file: Path, stores: Stores) -> None:
    read(stores, archive_file)
    assert verified(stores).sealed == EVENTS_TOLD


def test_an_unknown_search_is_named(stores: Stores) -> None:
    with pytest.raises(Unknown):
        verified(stores)
