"""The index of a track answers what going through all of its fixes would."""

from datetime import timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from coordinator.searches.track_index import NOTHING, Batch, IndexedTrack, Noted, TrackIndex
from domain.moment import moment_text
from domain.teams.track import Fix
from tests.coordinator.installation import minute

seconds = st.integers(0, 40)
batches = st.lists(st.tuples(seconds, st.lists(seconds, min_size=1, max_size=4)), max_size=12)


def batch(number: int, recorded: int, moments: list[int]) -> Batch:
    """Each fix tells by its longitude which one it is; every third is of unknown accuracy."""
    fixes = [
        [number + place / 10, 48.0, moment_text(minute(at)), None if at % 3 == 0 else 5.0]
        for place, at in enumerate(moments)
    ]
    return Batch(number + 1, minute(recorded), fixes)


def all_of(sent: list[Batch]) -> list[Noted]:
    found = []
    for _version, recorded, fixes in sent:
        for lon, lat, at, accuracy in fixes:
            moment = next(minute(m) for m in range(41) if moment_text(minute(m)) == at)
            found.append(Noted(Fix(lon, lat, moment, accuracy), recorded))
    return sorted(found, key=lambda each: each.fix.at)


@given(batches, seconds, seconds, st.integers(0, 12))
def test_the_last_fixes_are_those_up_to_a_moment_of_what_was_known(
    sent: list[tuple[int, list[int]]], until: int, known: int, cut: int
) -> None:
    stored = [batch(i, recorded, moments) for i, (recorded, moments) in enumerate(sent)]
    # Brought up to date in two steps, as a running search is.
    track: IndexedTrack = NOTHING.extended(stored[:cut]).extended(stored[cut:])
    everything = all_of(stored)
    for by, known_at in ((until, None), (None, known), (until, known), (None, None)):
        expected = [
            each
            for each in everything
            if (by is None or each.fix.at <= minute(by))
            and (known_at is None or each.recorded_at <= minute(known_at))
        ]
        found = track.last(
            2,
            None if by is None else minute(by),
            None if known_at is None else minute(known_at),
        )
        assert found == expected[-2:]
    low, high = sorted((until, known))
    assert track.between(minute(low), minute(high)) == [
        each for each in everything if minute(low) <= each.fix.at <= minute(high)
    ]


def test_memory_stays_within_its_budget_and_the_track_looked_at_longest_ago_goes() -> None:
    many = NOTHING.extended(batch(i, i % 40, [i % 40] * 4) for i in range(100))
    index = TrackIndex(int(2.5 * many.rows.nbytes))
    streams = [uuid4() for _ in range(3)]
    for stream in streams:
        index.keep(stream, many)
    assert index.of(streams[0]) is NOTHING
    assert index.of(streams[2]) is many
    assert 0 < index.nbytes <= 2.5 * many.rows.nbytes


def test_an_older_version_does_not_take_the_place_of_a_newer_one() -> None:
    index, stream = TrackIndex(), uuid4()
    newer = NOTHING.extended([batch(0, 1, [1]), batch(1, 2, [2])])
    index.keep(stream, newer)
    index.keep(stream, NOTHING.extended([batch(0, 1, [1])]))
    assert index.of(stream) is newer
    assert newer.last(1)[0].fix.at == minute(2) == minute(1) + timedelta(minutes=1)
