from datetime import UTC, datetime
from math import inf, nan
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusal import Refusal
from domain.teams.known_commands import RECENT, KnownCommands
from domain.teams.track import MOST_FIXES, Fix, Track, fixes_of, track_id
from tests.domain.scenario import SEARCH_ID, at
from tests.domain.stored import state_of, stored_and_read


@pytest.fixture
def track() -> Track:
    return Track.begin(SEARCH_ID, "team-1", at(0))


def fix(minute: float, lon: float = 11.575) -> Fix:
    return Fix(lon, 48.131, at(minute), 8.0)


def rebuilt(track: Track) -> Track | None:
    """The track that its stored events make, from nothing."""
    again: Track | None = None
    for stored in track.collect_events():
        again = stored_and_read(stored).mutate(again)
    return again


def test_a_track_is_found_by_search_and_team(track: Track) -> None:
    assert track.id == track_id(SEARCH_ID, "team-1")
    assert track_id(SEARCH_ID, "team-2") != track.id
    assert track_id(UUID(int=1), "team-1") != track.id


def test_the_newest_fix_is_the_one_that_happened_last(track: Track) -> None:
    assert track.newest is None
    assert track.extend([fix(2), fix(4), fix(3)], "batch-1", at(5))
    assert track.newest == fix(4)


def test_a_late_batch_does_not_move_the_team_back(track: Track) -> None:
    track.extend([fix(4, 11.576)], "batch-1", at(5))
    assert track.extend([fix(1), fix(2)], "batch-2", at(6))
    assert track.newest == fix(4, 11.576)
    track.extend([fix(4, 11.579)], "batch-3", at(6))
    assert track.newest == fix(4, 11.576), "of two at the same moment the first one stays"


def test_a_repeated_batch_is_not_recorded_again(track: Track) -> None:
    assert track.extend([fix(2)], "batch-1", at(5))
    before = track.version
    assert not track.extend([fix(2)], "batch-1", at(6))
    assert track.version == before


def test_a_batchs_id_with_another_content_is_refused_also_after_reading_it_again(
    track: Track,
) -> None:
    track.extend([fix(2)], "batch-1", at(5), "digest-1")
    assert not track.extend([fix(2)], "batch-1", at(6), "digest-1")
    again = rebuilt(track)
    assert again is not None
    for known in (track, again):
        with pytest.raises(Refusal) as refused:
            known.extend([fix(3)], "batch-1", at(6), "digest-2")
        assert refused.value.code == "idempotency_key_reused"
        assert known.newest == fix(2)


def test_a_stored_track_is_the_same_when_read_again(track: Track) -> None:
    track.extend([fix(2), Fix(11.5, 48.1, at(3))], "batch-1", at(5))
    track.extend([fix(1)], "batch-2", at(6))
    known = state_of(track)
    again = rebuilt(track)
    assert state_of(again) == known
    assert again is not None
    assert not again.extend([fix(1)], "batch-2", at(7))


def test_the_fixes_of_a_batch_are_read_as_they_were_sent(track: Track) -> None:
    sent = [
        fix(3),
        Fix(-180.0, -90.0, datetime(2026, 3, 2, 9, 1, 2, 345678, UTC)),
        Fix(180.0, 90.0, at(1)),
    ]
    track.extend(sent, "batch-1", at(5))
    event = stored_and_read(track.collect_events()[-1])
    assert isinstance(event, Track.Extended)
    assert fixes_of(event) == sent


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (Fix(181.0, 48.1, at(1)), "fixes.1.lon"),
        (Fix(-180.1, 48.1, at(1)), "fixes.1.lon"),
        (Fix(11.5, 90.1, at(1)), "fixes.1.lon"),
        (Fix(11.5, -90.1, at(1)), "fixes.1.lon"),
        (Fix(nan, 48.1, at(1)), "fixes.1.lon"),
        (Fix(11.5, nan, at(1)), "fixes.1.lon"),
        (Fix(11.5, 48.1, at(1), 0.0), "fixes.1.accuracy_m"),
        (Fix(11.5, 48.1, at(1), inf), "fixes.1.accuracy_m"),
    ],
)
def test_one_bad_fix_refuses_the_batch_and_is_named(track: Track, bad: Fix, field: str) -> None:
    before = state_of(track)
    with pytest.raises(Refusal) as refused:
        track.extend([fix(1), bad], "batch-1", at(5))
    assert (refused.value.code, refused.value.field) == ("invalid_value", field)
    assert state_of(track) == before
    assert track.extend([fix(1)], "batch-1", at(5)), "a refused batch is not remembered"


@pytest.mark.parametrize("count", [0, MOST_FIXES + 1])
def test_a_batch_has_one_to_a_thousand_fixes(track: Track, count: int) -> None:
    with pytest.raises(Refusal) as refused:
        track.extend([fix(1)] * count, "batch-1", at(5))
    assert refused.value.field == "fixes"
    assert track.extend([fix(1)] * MOST_FIXES, "batch-1", at(5))


def nothing_older(command_id: str) -> str | None:
    raise AssertionError(f"nobody need look for {command_id}")


def test_a_long_track_still_knows_its_oldest_batch(track: Track) -> None:
    """Given more batches than are kept whole, a repetition of each one is told by looking it up."""
    many = 2 * RECENT + 10
    digests = {f"batch-{number}": f"digest-{number}" for number in range(many)}
    for number, (command_id, digest) in enumerate(digests.items()):
        assert track.extend([fix(number)], command_id, at(number), digest, nothing_older)
    before = state_of(track)
    for command_id, digest in digests.items():
        assert not track.extend([fix(1)], command_id, at(many), digest, digests.get)
        with pytest.raises(Refusal) as refused:
            track.extend([fix(many)], command_id, at(many), "another", digests.get)
        assert refused.value.code == "idempotency_key_reused"
    assert state_of(track) == before


def test_what_looks_like_an_old_command_and_is_none_is_added(track: Track) -> None:
    for number in range(RECENT + 1):
        track.extend([fix(number)], f"batch-{number}", at(number))
    asked = []

    def nothing(command_id: str) -> str | None:
        asked.append(command_id)
        return None

    assert track.extend([fix(99)], "batch-0", at(99), look_up=nothing)
    assert asked == ["batch-0"]


@given(st.lists(st.uuids().map(str), unique=True, max_size=3 * RECENT))
def test_no_command_is_ever_forgotten(commands: list[str]) -> None:
    known = KnownCommands()
    for command_id in commands:
        known.add(command_id, command_id[:3])
    for command_id in commands[-RECENT:]:
        assert known.digest_of(command_id) == command_id[:3]
    assert all(known.perhaps_older(command_id) for command_id in commands[:-RECENT])
    assert KnownCommands.of(known.state()) == known


def test_a_snapshot_is_the_track(track: Track) -> None:
    for number in range(RECENT + 5):
        track.extend([fix(number), fix(number - 3)], f"batch-{number}", at(number), f"d{number}")
    track.collect_events()
    again = stored_and_read(Track.Snapshot.take(track)).mutate(None)
    assert state_of(again) == state_of(track)
    assert (again.id, again.version) == (track.id, track.version)
    assert again.extend([fix(99)], "batch-99", at(99), look_up=nothing_older)


def test_the_last_fixes_tell_place_and_way_in_order_of_time(track: Track) -> None:
    track.extend([fix(5), fix(2), fix(4)], "batch-1", at(5))
    assert track.latest == [fix(4), fix(5)]
    track.extend([fix(3)], "batch-2", at(6))
    assert track.latest == [fix(4), fix(5)]
