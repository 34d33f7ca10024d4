"""Given a search that somebody looks back on, when all is told ahead, then nothing is simulated any
more whatever is looked at, and every belief is the one that it would have been."""

from collections.abc import Generator
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from coordinator.recorded_pasts import RecordedPasts
from coordinator.settings import Settings
from coordinator.telling_ahead import TellingAhead, rounds
from domain.camera_zones.clearance import ClearCameraZone
from domain.knowledge.sighting import AssessSighting, ReportSighting
from projections.belief import branches
from projections.belief.engine import BeliefEngine
from projections.belief.visits import Visits
from tests.coordinator.installation import Process, between, minute, process, spot

WITHIN_S = 60


@pytest.fixture
def here(tmp_path: Path) -> Generator[Process]:
    with process(Settings(data_dir=tmp_path / "data")) as one:
        yield one


@pytest.fixture
def pasts(here: Process) -> RecordedPasts:
    return RecordedPasts(here.searches, here.commanding, here.beliefs)


@pytest.fixture
def ahead(here: Process, pasts: RecordedPasts) -> Generator[TellingAhead]:
    telling = TellingAhead(pasts, here.beliefs)
    yield telling
    telling.stop()


def story(here: Process) -> tuple[UUID, int]:
    search_id = here.open()
    version = 0
    for number in range(6):
        here.clock.at_minute(2 + number)
        window = between(-30 + 4 * number, -28 + 4 * number)
        version = here.give(search_id, ClearCameraZone(f"C{1 + number}", window)).version
        if number in (1, 3):
            told = here.give(search_id, ReportSighting(spot(2, number), minute(-10), "witness"))
            version = here.give(search_id, AssessSighting(told.id, "unconfirmed")).version
    return search_id, version


def test_after_it_nothing_is_simulated_for_any_version(
    here: Process, ahead: TellingAhead, monkeypatch: pytest.MonkeyPatch
) -> None:
    search_id, newest = story(here)
    versions = range(3, newest + 1)
    with_it = {}
    ahead.looked_back(search_id, newest)
    assert ahead.wait(WITHIN_S)

    def nothing_more(*_: object) -> Visits:
        raise AssertionError("simulated though it was told ahead")

    with monkeypatch.context() as no_more:
        no_more.setattr(branches, "simulated", nothing_more)
        for version in versions:
            known = here.beliefs.known(search_id, version)
            with_it[version] = here.beliefs.belief(known, known.recorded_at).poa
    for version in versions:
        known = here.beliefs.known(search_id, version)
        alone = BeliefEngine(known.area).believe(known.evidence, known.recorded_at)
        assert np.array_equal(alone.poa, with_it[version])


def test_the_end_comes_first_then_what_was_seen_then_all_that_changed_something(
    here: Process, pasts: RecordedPasts
) -> None:
    search_id, _ = story(here)
    past = pasts.past(search_id)
    end, seen, *others = rounds(past)
    assert end == [past.end]
    reported = [e.timestamp for e in past.events if e.TOPIC == "sighting.reported"]
    assert set(reported) <= set(seen)
    everything = end + seen + [moment for moments in others for moment in moments]
    assert set(past.changes_between(past.begin, past.end)) <= set(everything)
    assert len(everything) == len(set(everything))
    assert all(moments == sorted(moments) for moments in (seen, *others))


def test_the_same_search_is_told_once_until_it_has_grown(
    here: Process, ahead: TellingAhead, monkeypatch: pytest.MonkeyPatch
) -> None:
    search_id, newest = story(here)
    ahead.looked_back(search_id, newest)
    assert ahead.wait(WITHIN_S)
    asked: list[object] = []
    monkeypatch.setattr(RecordedPasts, "past", lambda *arguments: asked.append(arguments))
    ahead.looked_back(search_id, newest)
    ahead.looked_back(search_id, 3)
    assert ahead.wait(WITHIN_S)
    assert not asked


def test_what_is_told_ahead_pushes_nothing_out_of_memory(
    here: Process, ahead: TellingAhead, monkeypatch: pytest.MonkeyPatch
) -> None:
    search_id, newest = story(here)
    other = here.open()
    here.beliefs.belief(here.beliefs.known(other), here.clock.now())
    before = here.beliefs.nbytes
    monkeypatch.setattr(type(here.beliefs), "memory", before)
    ahead.looked_back(search_id, newest)
    assert ahead.wait(WITHIN_S)
    assert here.beliefs.nbytes == before


def test_a_search_that_cannot_be_read_holds_up_no_other(here: Process, ahead: TellingAhead) -> None:
    search_id, newest = story(here)
    ahead.looked_back(UUID(int=1), 5)
    ahead.looked_back(search_id, newest)
    assert ahead.wait(WITHIN_S)
    assert here.beliefs.nbytes > 0
