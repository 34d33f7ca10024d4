from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest

from coordinator.settings import Settings
from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.refusal import Refusal, Unknown
from tests.coordinator.installation import SEEN_LAST, Process, between, city, minute, process


@pytest.fixture
def here(tmp_path: Path) -> Generator[Process]:
    with process(Settings(data_dir=tmp_path / "data")) as one:
        yield one


def test_what_is_known_now_is_the_newest_version(here: Process) -> None:
    search_id = here.open()
    here.clock.at_minute(1)
    version = here.give(search_id, ClearCameraZone("C5", between(-20, -10))).version
    known = here.beliefs.known(search_id)
    assert (known.search_id, known.version, known.recorded_at) == (search_id, version, minute(1))
    assert known.area.content_hash == city().content_hash
    assert len(known.evidence.clearances) == 1


def test_what_was_known_at_a_version_lacks_what_came_later(here: Process) -> None:
    search_id = here.open()
    here.clock.at_minute(1)
    here.give(search_id, ClearCameraZone("C5", between(-20, -10)))
    known = here.beliefs.known(search_id, 3)
    assert (known.version, known.recorded_at) == (3, minute(0))
    assert not known.evidence.clearances


def test_before_it_was_recorded_where_he_was_last_there_is_no_belief(here: Process) -> None:
    search_id = here.open()
    for version in (1, 2):
        with pytest.raises(Refusal) as refused:
            here.beliefs.known(search_id, version)
        assert (refused.value.code, refused.value.field) == ("before_last_known_point", "version")


def test_a_moment_before_he_was_seen_last_is_refused(here: Process) -> None:
    known = here.beliefs.known(here.open())
    with pytest.raises(Refusal) as refused:
        here.beliefs.belief(known, minute(-36))
    assert (refused.value.code, refused.value.field) == ("before_last_known_point", "at")
    assert here.beliefs.belief(known, SEEN_LAST).poa.sum() > 0.9


def test_an_unknown_version_is_named(here: Process) -> None:
    with pytest.raises(Unknown):
        here.beliefs.known(here.open(), 99)


def test_probabilities_add_up_to_one(here: Process) -> None:
    belief = here.beliefs.belief(here.beliefs.known(here.open()), here.clock.now())
    assert belief.poa.sum() + belief.rest_of_world == pytest.approx(1.0)
    assert len(belief.poa) == city().network.segments


def test_another_process_believes_the_same_to_the_bit(settings: Settings) -> None:
    with process(settings) as one, process(settings) as other:
        search_id = one.open()
        one.give(search_id, ClearCameraZone("C5", between(-20, -10)))
        mine = one.beliefs.belief(one.beliefs.known(search_id), minute(5))
        theirs = other.beliefs.belief(other.beliefs.known(search_id), minute(5))
        assert np.array_equal(mine.poa, theirs.poa)
        assert mine.rest_of_world == theirs.rest_of_world


def test_a_withdrawal_gives_the_old_belief_back_to_the_bit(here: Process) -> None:
    search_id = here.open()
    before = here.beliefs.belief(here.beliefs.known(search_id), minute(5))
    wrong = here.give(search_id, ClearCameraZone("C5", between(-30, -1))).id
    cleared = here.beliefs.belief(here.beliefs.known(search_id), minute(5))
    assert not np.array_equal(before.poa, cleared.poa)
    here.give(search_id, WithdrawClearance(wrong))
    after = here.beliefs.belief(here.beliefs.known(search_id), minute(5))
    assert np.array_equal(before.poa, after.poa)


def test_searches_in_the_same_area_share_an_engine(here: Process) -> None:
    areas = [here.beliefs.known(here.open()).area for _ in range(2)]
    assert here.beliefs.engine(areas[0]) is here.beliefs.engine(areas[1])
