"""Looking back at long searches: the same as from the beginning, only sooner."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from coordinator.searches.application import Searches
from coordinator.searches.checkpoints import EVERY, Checkpoints
from coordinator.settings import Settings
from domain.camera_zones.clearance import ClearCameraZone
from domain.camera_zones.clearance import WithdrawClearance as Withdraw
from domain.refusal import Unknown
from domain.search import Search
from tests.coordinator.installation import Process, between, process

LONG = 3 * EVERY + 20


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Process]:
    with process(Settings(data_dir=tmp_path)) as here:
        yield here


def long_search(here: Process) -> UUID:
    """Clearances, and every third one withdrawn by the command after it."""
    search_id = here.open()
    here.clock.at_minute(60)
    search = here.searches.search(search_id)
    assert search is not None
    area = here.areas.of_search(search)
    while search.version < LONG:
        given = ClearCameraZone("C1", between(search.version % 50, search.version % 50 + 5))
        answer = search.obey(given, here.issued(), area)
        if search.version % 3 == 0:
            search.obey(Withdraw(answer.id), here.issued(), area)
    here.searches.save(search)
    return search_id


def state(search: Search | None) -> dict[str, object]:
    assert search is not None
    return {name: value for name, value in vars(search).items() if not name.startswith("_")}


def test_any_version_is_the_same_from_a_checkpoint_as_from_the_beginning(
    here: Process, tmp_path: Path
) -> None:
    search_id = long_search(here)
    newest = here.searches.search(search_id, LONG)
    assert newest is not None
    for version in (LONG, 3 * EVERY, EVERY - 1, EVERY, LONG - 1, 2 * EVERY + 7, 1, LONG):
        found = here.searches.search(search_id, version)
        fresh = Searches.open(Settings(data_dir=tmp_path))
        try:
            assert state(found) == state(fresh.search(search_id, version))
        finally:
            fresh.close()
    assert here.searches.checkpoints.nbytes > 0


def test_what_is_done_to_one_look_back_does_not_show_in_the_next(here: Process) -> None:
    search_id = long_search(here)
    here.searches.search(search_id, LONG)
    first = here.searches.search(search_id, LONG)
    assert first is not None
    first.sightings.clear()
    first.camera_zones.clearances.clear()
    again = here.searches.search(search_id, LONG)
    assert again is not None
    assert again.camera_zones.clearances


def test_a_version_that_was_not_reached_is_refused_whatever_is_kept(here: Process) -> None:
    search_id = long_search(here)
    here.searches.search(search_id, LONG)
    with pytest.raises(Unknown), here.commanding.reading(search_id, LONG + 100):
        pass


def test_what_happens_later_is_seen_though_earlier_versions_were_kept(here: Process) -> None:
    search_id = long_search(here)
    before = here.searches.search(search_id, LONG)
    assert before is not None
    answer = here.give(search_id, ClearCameraZone("C2", between(1, 9)))
    now = here.searches.search(search_id, answer.version)
    assert now is not None
    assert now.version == answer.version
    assert answer.id in now.camera_zones.clearances
    assert answer.id not in before.camera_zones.clearances


def test_memory_stays_within_its_budget_and_the_search_looked_at_longest_ago_goes(
    here: Process,
) -> None:
    first, second = long_search(here), long_search(here)
    kept = Checkpoints()
    searches = [here.searches.search(each, LONG) for each in (first, second)]
    assert searches[0] is not None
    kept.offer(first, LONG, searches[0], 0)
    small = Checkpoints(int(1.5 * kept.nbytes))
    for search_id, each in zip((first, second), searches, strict=True):
        assert each is not None
        small.offer(search_id, LONG, each, 0)
    assert small.before(first, LONG) == (None, 0)
    assert small.before(second, LONG)[1] == LONG
    assert 0 < small.nbytes <= 1.5 * kept.nbytes
    nothing = Checkpoints(10)
    nothing.offer(first, LONG, searches[0], 0)
    assert nothing.nbytes == 0


def test_a_step_back_of_a_few_events_keeps_nothing(here: Process) -> None:
    search_id = here.open()
    here.clock.at_minute(60)
    here.give(search_id, ClearCameraZone("C1", between(0, 5)))
    assert here.searches.search(search_id, 2) is not None
    assert here.searches.checkpoints.nbytes == 0
