"""An altered past: evidence is recorded at other moments or never, and nothing else changes."""

from collections.abc import Generator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.past import Past
from coordinator.recorded_pasts import RecordedPasts, place_in
from coordinator.settings import Settings
from coordinator.what_if.altered import altered
from coordinator.what_if.change import Change
from coordinator.what_if.comparison import compared, what_if
from domain.camera_zones.clearance import ClearCameraZone, WithdrawClearance
from domain.camera_zones.clock import CorrectCameraClock
from domain.knowledge.find import RecordFind
from domain.knowledge.sighting import AssessSighting, ReportSighting
from domain.refusal import Refusal
from projections.belief.explanation import Kind, Source, left_out
from tests.coordinator.installation import Process, between, minute, process, spot
from tests.domain.town import TOWN
from tests.projections.full_story import full_story


@pytest.fixture
def here(tmp_path: Path) -> Generator[Process]:
    with process(Settings(data_dir=tmp_path / "data")) as one:
        yield one


class Told:
    """A short search: two windows cleared, a sighting assessed, a find."""

    def __init__(self, here: Process) -> None:
        self.here = here
        self.search_id: UUID = here.open()
        self.cleared = self._at(10, ClearCameraZone("C5", between(-30, -5)))
        self.wrong = self._at(20, ClearCameraZone("C1", between(-30, 0)))
        self._at(25, WithdrawClearance(self.wrong))
        self.seen = self._at(30, ReportSighting(spot(4, 4), minute(15), "witness"))
        self._at(50, AssessSighting(self.seen, "confirmed"))
        self._at(60, RecordFind(spot(5, 4), minute(59)))
        self.past = RecordedPasts(here.searches, here.commanding, here.beliefs).past(self.search_id)

    def _at(self, at: float, command: object) -> str:
        self.here.clock.at_minute(at)
        return self.here.give(self.search_id, command).id  # type: ignore[arg-type]  # a command

    def with_changes(self, *changes: Change) -> Past:
        return what_if(self.past, changes).altered

    def refused(self, change: Change) -> Refusal:
        with pytest.raises(Refusal) as refused:
            what_if(self.past, [change])
        return refused.value


@pytest.fixture
def told(here: Process) -> Told:
    return Told(here)


def moments(past: Past, topic: str) -> list[datetime]:
    return [event.timestamp for event in past.events if topic == event.TOPIC]


def test_a_past_says_when_it_began_and_when_he_was_found(told: Told) -> None:
    assert (told.past.begin, told.past.end) == (minute(0), minute(59))
    assert told.past.last.status == "found"


def test_what_was_known_at_a_moment_is_what_had_been_recorded(told: Told) -> None:
    looks = list(told.past.looks([minute(-1), minute(9), minute(10), minute(21), minute(26)]))
    assert [look.at for look in looks] == [minute(9), minute(10), minute(21), minute(26)]
    assert [len(look.evidence.clearances) for look in looks] == [0, 1, 2, 1]
    now = told.here.beliefs.known(told.search_id).evidence
    assert told.past.evidence() == now


def test_evidence_recorded_earlier_is_known_earlier(told: Told) -> None:
    earlier = told.with_changes(Change(minute(16), told.seen))
    assert moments(earlier, "sighting.reported") == [minute(16)]
    before, after = earlier.looks([minute(15.9), minute(16)])
    assert (len(before.evidence.sightings), len(after.evidence.sightings)) == (0, 1)
    assert earlier.evidence() == told.past.evidence()


def test_evidence_left_out_takes_along_what_speaks_of_it(told: Told) -> None:
    without = told.with_changes(Change(None, told.seen), Change(None, told.wrong))
    topics = [event.TOPIC for event in without.events]
    assert "sighting.reported" not in topics
    assert "sighting.assessed" not in topics
    assert "camera_zone.clearance_withdrawn" not in topics
    source = Source(Kind.SIGHTING, told.seen)
    assert without.evidence() == left_out(told.past.evidence(), source)


def test_nobody_assesses_a_sighting_before_it_is_there(told: Told) -> None:
    later = told.with_changes(Change(minute(55), told.seen))
    assert moments(later, "sighting.assessed") == [minute(55)]
    assert later.last.sightings[told.seen].verdict == "confirmed"


def test_a_word_about_evidence_can_be_moved_by_itself(told: Told) -> None:
    (assessed,) = [e for e in told.past.events if e.TOPIC == "sighting.assessed"]
    sooner = told.with_changes(Change(minute(31), version=assessed.originator_version))
    assert moments(sooner, "sighting.assessed") == [minute(31)]
    assert moments(sooner, "sighting.reported") == [minute(30)]


def test_the_recorded_search_is_never_touched(told: Told) -> None:
    before = [*told.here.events(told.search_id)]
    asked = what_if(told.past, [Change(minute(16), told.seen), Change(None, told.cleared)])
    place = place_in(told.past)
    compared(asked, place, told.here.beliefs.engine(told.past.area).believe, lambda *_: None)
    assert told.here.events(told.search_id) == before


@pytest.mark.parametrize(
    ("at", "code"),
    [(-1.0, "before_the_search"), (61.0, "after_the_search"), (14.0, "before_it_happened")],
)
def test_a_moment_that_could_not_have_been_is_refused(told: Told, at: float, code: str) -> None:
    refused = told.refused(Change(minute(at), told.seen))
    assert (refused.code, refused.field) == (code, "changes.0.recorded_at")


def test_a_window_cannot_be_reviewed_before_it_was_recorded(here: Process) -> None:
    search_id = here.open()
    here.clock.at_minute(20)
    cleared = here.give(search_id, ClearCameraZone("C3", between(0, 10))).id
    past = RecordedPasts(here.searches, here.commanding, here.beliefs).past(search_id)
    with pytest.raises(Refusal) as refused:
        what_if(past, [Change(minute(9), cleared)])
    assert refused.value.code == "before_it_happened"
    here.give(search_id, CorrectCameraClock("C3", 120.0))
    past = RecordedPasts(here.searches, here.commanding, here.beliefs).past(search_id)
    what_if(past, [Change(minute(9), cleared)])


def test_what_is_not_there_or_no_evidence_is_named(told: Told) -> None:
    unknown = told.refused(Change(None, "nobody"))
    assert (unknown.code, unknown.field) == ("unknown_evidence", "changes.0.evidence")
    assert told.refused(Change(None, version=99)).code == "unknown_version"
    found = told.refused(Change(None, version=told.past.version))
    assert (found.reason, found.field) == ("not_evidence", "changes.0.version")
    with pytest.raises(Refusal) as twice:
        what_if(told.past, [Change(None, told.seen), Change(minute(40), told.seen)])
    assert twice.value.reason == "twice"


STORY = Past(UUID(int=1), TOWN, tuple(full_story().events))
MOVABLE = [
    event.originator_version
    for event in STORY.events
    if event.TOPIC.startswith(("camera_zone.cl", "sighting", "streets", "rest_of_world"))
    and event.TOPIC != "camera_zone.claimed"
]


@given(st.dictionaries(st.sampled_from(MOVABLE), st.one_of(st.none(), st.floats(0, 4))))
def test_any_past_can_be_lived_and_loses_only_what_was_left_out(
    changes: dict[int, float | None],
) -> None:
    begun = STORY.begin
    moved = {
        version: None if share is None else begun + (STORY.events[-1].timestamp - begun) * share / 4
        for version, share in changes.items()
    }
    other = altered(STORY, moved)
    stamps = [event.timestamp for event in other.events]
    assert stamps == sorted(stamps)
    kept = {event.originator_version for event in other.events}
    assert kept.isdisjoint(v for v, moment in moved.items() if moment is None)
    assert other.last.find == STORY.last.find
    if None not in moved.values():
        assert kept == {event.originator_version for event in STORY.events}
    if not moved:
        assert other.events == STORY.events
