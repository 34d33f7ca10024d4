"""Looking back by version and by moment: the same from anywhere as from the beginning."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from coordinator.searches.application import Searches
from coordinator.searches.checkpoints import EVERY
from coordinator.searches.looking_back import STILL_NEWEST, LookingBack, Standpoint
from coordinator.settings import Settings
from domain.refusal import Refusal, Unknown
from tests.coordinator.installation import Process, process
from tests.coordinator.searches.test_checkpoints import LONG, long_search, state


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Process]:
    with process(Settings(data_dir=tmp_path)) as here:
        yield here


def test_every_moment_is_the_same_from_a_checkpoint_as_from_the_beginning(
    here: Process, tmp_path: Path
) -> None:
    search_id = long_search(here)
    used = LookingBack(here.searches)
    happened = used.happened(search_id)
    assert len(happened) == LONG > 2 * EVERY
    for place in (LONG - 1, 2 * EVERY, 5, EVERY, LONG - 1, EVERY + 1):
        past = Standpoint(LONG, happened[place].at)
        fresh = Searches.open(Settings(data_dir=tmp_path))
        try:
            assert state(used.state(search_id, past)) == state(
                LookingBack(fresh).state(search_id, past)
            )
        finally:
            fresh.close()


def test_with_all_that_was_known_the_end_is_what_was_known_at_the_end(here: Process) -> None:
    search_id = long_search(here)
    looking_back = LookingBack(here.searches)
    then = here.searches.search(search_id, LONG)
    assert then is not None
    was = looking_back.state(search_id, Standpoint(LONG, here.clock.now() + timedelta(hours=1)))
    assert was.camera_zones.clearances == then.camera_zones.clearances
    assert (was.version, was.status) == (then.version, then.status)


def test_a_moment_means_the_version_that_was_the_newest_then(here: Process) -> None:
    search_id = here.open()
    opened = here.searches.recorded_at(search_id, 1)
    newest = here.searches.newest_version(search_id)
    looking_back = LookingBack(here.searches)
    assert looking_back.known_then(search_id, None, opened) == Standpoint(newest, opened)
    assert looking_back.known_then(search_id, None, None) == Standpoint(newest, opened)
    assert looking_back.known_then(search_id, 2, None) == Standpoint(2, opened)
    with pytest.raises(Refusal, match="expected that moment or later"):
        looking_back.known_then(search_id, None, opened - timedelta(seconds=1))
    lagging = Standpoint(1, opened + STILL_NEWEST)
    assert looking_back.known_then(search_id, 1, lagging.at) == lagging
    with pytest.raises(Refusal, match="expected a moment between"):
        looking_back.known_then(search_id, 1, lagging.at + timedelta(seconds=1))
    with pytest.raises(Unknown, match=f"expected 1 to {newest}"):
        looking_back.known_then(search_id, newest + 1, None)
    with pytest.raises(Unknown, match=f"expected 1 to {newest}"):
        looking_back.as_it_was(search_id, newest + 1, opened)
