from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import OperationalError as LibraryOperationalError

from coordinator.database import StorageUnavailableError
from coordinator.searches.commanding import MOST_ATTEMPTS
from coordinator.settings import Settings
from domain.camera_zones.clearance import ClearCameraZone
from domain.lifecycle import CloseSearch
from domain.records.note import AddNote
from domain.refusal import Conflict, Refusal, Unknown
from domain.teams.team import DeployStreetTeam
from tests.coordinator.installation import Process, between, opening, process


@pytest.fixture
def here(tmp_path: Path) -> Generator[Process]:
    with process(Settings(data_dir=tmp_path / "data")) as one:
        yield one


def notes(here: Process, search_id: UUID) -> list[str]:
    return [getattr(event, "text_ref", "") for event in here.events(search_id, "note.added")]


def test_a_command_given_again_after_a_restart_gets_the_same_answer(settings: Settings) -> None:
    key = uuid4()
    with process(settings) as before:
        search_id = before.open()
        first = before.give(search_id, DeployStreetTeam("ref", "foot"), key)
    with process(settings) as after:
        again = after.give(search_id, DeployStreetTeam("ref", "foot"), key)
        assert (again.version, again.id, again.repeated) == (first.version, first.id, True)
        assert len(after.events(search_id, "street_team.deployed")) == 1


def test_an_opening_given_again_after_a_restart_gets_the_same_answer(settings: Settings) -> None:
    search_id, key = uuid4(), uuid4()
    with process(settings) as before:
        first = before.commanding.open(opening(search_id), before.issued(key), "small")
    with process(settings) as after:
        again = after.commanding.open(opening(search_id), after.issued(key), "small")
        assert (again.version, again.id, again.repeated) == (first.version, first.id, True)
        with pytest.raises(Refusal) as refused:
            after.commanding.open(opening(search_id), after.issued(key, "other"), "small")
        assert refused.value.code == "idempotency_key_reused"


def test_the_id_of_a_command_with_another_content_is_refused(here: Process) -> None:
    search_id, key = here.open(), uuid4()
    here.commanding.obey(search_id, AddNote("one"), here.issued(key, "digest one"))
    with pytest.raises(Refusal) as refused:
        here.commanding.obey(search_id, AddNote("two"), here.issued(key, "digest two"))
    assert refused.value.code == "idempotency_key_reused"
    assert notes(here, search_id) == ["one"]


def test_a_refused_command_may_succeed_later_under_the_same_id(here: Process) -> None:
    search_id, key = here.open(), uuid4()
    command = ClearCameraZone("C5", between(-5, 5))
    with pytest.raises(Refusal):
        here.give(search_id, command, key)
    here.clock.at_minute(6)
    assert not here.give(search_id, command, key).repeated


def test_what_two_processes_do_to_one_search_is_all_stored(settings: Settings) -> None:
    with process(settings) as one, process(settings) as other:
        search_id = one.open()
        one.give(search_id, AddNote("first"))
        other.give(search_id, AddNote("second"))
        one.give(search_id, AddNote("third"))
        assert notes(other, search_id) == ["first", "second", "third"]


@pytest.mark.postgres
def test_a_conflict_between_two_processes_is_decided_anew_and_both_are_stored(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=tmp_path / "data", database_url=postgresql_url)
    with process(settings) as one, process(settings) as other:
        search_id = one.open()
        save, meanwhile = one.searches.save, ["from the other process"]

        def interrupted(*saved: Any) -> Any:
            if meanwhile:
                other.give(search_id, AddNote(meanwhile.pop()))
            return save(*saved)

        monkeypatch.setattr(one.searches, "save", interrupted)
        answer = one.give(search_id, AddNote("mine"))
        assert notes(one, search_id) == ["from the other process", "mine"]
        assert answer.version == 5
        with one.commanding.reading(search_id) as search:
            assert search.version == 5
            assert [note.text_ref for note in search.notes] == ["from the other process", "mine"]


@pytest.mark.postgres
def test_many_commands_of_two_processes_at_once_are_all_stored_once(
    postgresql_url: str, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "data", database_url=postgresql_url)
    with process(settings) as one, process(settings) as other:
        search_id = one.open()

        def write(number: int) -> None:
            (one if number % 2 else other).give(search_id, AddNote(f"note {number}"))

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(write, range(24)))
        assert sorted(notes(one, search_id)) == sorted(f"note {i}" for i in range(24))
        assert [e.originator_version for e in one.events(search_id)] == list(range(1, 28))


def test_a_rule_broken_by_the_others_command_refuses_ours(settings: Settings) -> None:
    with process(settings) as one, process(settings) as other:
        search_id = one.open()
        other.give(search_id, CloseSearch("returned"))
        with pytest.raises(Conflict):
            one.give(search_id, DeployStreetTeam("ref", "foot"))


def test_who_always_comes_second_is_told_so_and_nothing_is_stored(
    here: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eventsourcing.persistence import IntegrityError

    search_id, tries = here.open(), []

    def taken(*_saved: Any) -> Any:
        tries.append(1)
        raise IntegrityError("somebody else was faster")

    with monkeypatch.context() as patched:
        patched.setattr(here.searches, "save", taken)
        with pytest.raises(StorageUnavailableError):
            here.give(search_id, AddNote("never"))
    assert len(tries) == MOST_ATTEMPTS
    assert notes(here, search_id) == []
    here.give(search_id, AddNote("later"))
    assert notes(here, search_id) == ["later"]


@pytest.mark.parametrize(
    "failure", [LibraryOperationalError("disk full"), KeyboardInterrupt(), RuntimeError("odd")]
)
def test_a_failed_save_leaves_nothing_behind(
    here: Process, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    search_id, key = here.open(), uuid4()

    def failing(*_saved: Any) -> Any:
        raise failure

    with monkeypatch.context() as patched:
        patched.setattr(here.searches, "save", failing)
        with pytest.raises((StorageUnavailableError, KeyboardInterrupt, RuntimeError)):
            here.give(search_id, AddNote("lost"), key)
    with here.commanding.reading(search_id) as search:
        assert (search.version, search.notes) == (3, [])
    answer = here.give(search_id, AddNote("kept"), key)
    assert (answer.version, answer.repeated) == (4, False)
    assert notes(here, search_id) == ["kept"]


def test_a_refusal_leaves_nothing_behind(here: Process) -> None:
    search_id = here.open()
    with pytest.raises(Unknown):
        here.give(search_id, ClearCameraZone("nowhere", between(-5, -4)))
    with here.commanding.reading(search_id) as search:
        assert search.version == 3
        assert not search.pending_events


def test_different_searches_do_not_wait_for_each_other(here: Process) -> None:
    busy, free = here.open(), here.open()
    holding, release = Event(), Event()

    def hold() -> None:
        with here.commanding.reading(busy):
            holding.set()
            release.wait(timeout=60)

    holder = Thread(target=hold)
    holder.start()
    try:
        assert holding.wait(timeout=60)
        assert here.give(free, AddNote("at once")).version == 4
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(here.give, busy, AddNote("after"))
            assert notes(here, busy) == []
            assert not waiting.done()
            release.set()
            assert waiting.result(timeout=60).version == 4
    finally:
        release.set()
        holder.join()


def test_an_unknown_search_is_named(here: Process) -> None:
    unknown = uuid4()
    with pytest.raises(Unknown) as refused:
        here.give(unknown, AddNote("nowhere"))
    assert (refused.value.code, refused.value.field) == ("unknown_search", "search_id")
    for version in (None, 1):
        with (
            pytest.raises(Unknown) as refused,
            here.commanding.reading(unknown, version),
        ):
            pass
        assert refused.value.code == "unknown_search"


def test_an_unknown_area_is_named(here: Process) -> None:
    with pytest.raises(Unknown) as refused:
        here.commanding.open(opening(uuid4()), here.issued(), "nowhere")
    assert (refused.value.code, refused.value.field) == ("unknown_area", "area")


def test_a_search_is_read_as_it_was_at_every_version(settings: Settings) -> None:
    with process(settings) as here:
        search_id = here.open()
        for text in ("one", "two", "three"):
            here.give(search_id, AddNote(text))
        for version, expected in ((3, []), (4, ["one"]), (5, ["one", "two"])):
            with here.commanding.reading(search_id, version) as search:
                assert search.version == version
                assert [note.text_ref for note in search.notes] == expected
        with here.commanding.reading(search_id) as search:
            assert search.version == 6


@pytest.mark.parametrize("version", [0, -1, 7, 2**31 - 1, 2**31, 2**80])
def test_a_version_that_was_never_reached_is_named(settings: Settings, version: int) -> None:
    with process(settings) as here:
        search_id = here.open()
        with (
            pytest.raises(Unknown) as refused,
            here.commanding.reading(search_id, version),
        ):
            pass
        assert (refused.value.code, refused.value.field) == ("unknown_version", "version")


def test_reading_an_old_version_leaves_the_present_one_alone(here: Process) -> None:
    search_id = here.open()
    here.give(search_id, AddNote("one"))
    with here.commanding.reading(search_id, 3) as old, here.commanding.reading(search_id) as new:
        assert old is not new
        assert (old.version, new.version) == (3, 4)
    assert here.give(search_id, AddNote("two")).version == 5
