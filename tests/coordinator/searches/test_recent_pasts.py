"""Given a version of a search, when several ask for it, then it is read once."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from uuid import UUID

import pytest

from coordinator.searches.recent_pasts import MOST, RecentPasts
from coordinator.settings import Settings
from domain.records.note import AddNote
from domain.search import Search
from tests.coordinator.installation import Process, process


@pytest.fixture
def here(tmp_path: Path) -> Generator[Process]:
    with process(Settings(data_dir=tmp_path / "data")) as one:
        yield one


class Reading:
    """Reads, and counts; waits where it is told to."""

    def __init__(self, here: Process) -> None:
        self.here = here
        self.asked: list[int] = []
        self.go_on = Event()
        self.go_on.set()

    def __call__(self, search_id: UUID, version: int) -> Search | None:
        self.asked.append(version)
        assert self.go_on.wait(30)
        return self.here.searches.search(search_id, version)


def test_several_at_the_same_time_wait_for_one_reading(here: Process) -> None:
    search_id, pasts, read = here.open(), RecentPasts(), Reading(here)
    read.go_on.clear()
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(pasts.at, search_id, 2, read) for _ in range(4)]
        read.go_on.set()
        found = [each.result(30) for each in asked]
    assert read.asked == [2]
    assert all(each is found[0] for each in found)
    assert found[0] is not None
    assert found[0].version == 2


def test_a_version_not_reached_yet_is_asked_for_again(here: Process) -> None:
    search_id, pasts, read = here.open(), RecentPasts(), Reading(here)
    newest = here.searches.newest_version(search_id)
    early = pasts.at(search_id, newest + 1, read)
    assert early is not None
    assert early.version == newest
    here.give(search_id, AddNote("note"))
    later = pasts.at(search_id, newest + 1, read)
    assert later is not None
    assert later.version == newest + 1


def test_what_could_not_be_read_is_asked_for_again(here: Process) -> None:
    search_id, pasts = here.open(), RecentPasts()

    def unreachable(_search_id: UUID, _version: int) -> Search | None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        pasts.at(search_id, 1, unreachable)
    found = pasts.at(search_id, 1, Reading(here))
    assert found is not None


def test_those_looked_at_longest_ago_are_forgotten(here: Process) -> None:
    search_id, pasts, read = here.open(), RecentPasts(), Reading(here)
    for _ in range(MOST):
        here.give(search_id, AddNote("note"))
    for version in (1, *range(2, MOST + 1), 1, MOST + 1, 1):
        pasts.at(search_id, version, read)
    assert read.asked == [*range(1, MOST + 2)]
    pasts.at(search_id, 2, read)
    assert read.asked[-1] == 2
