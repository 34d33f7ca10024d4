"""Given a track of many batches, reading it again takes few events, and no batch is added twice."""

import subprocess
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.persistence import OperationalError

from coordinator.searches import tracks as tracks_module
from coordinator.searches.projecting import projected
from coordinator.searches.tracks import Tracks
from coordinator.settings import Settings
from domain.refusal import Refusal
from domain.teams.track import Fix, Track
from tests.coordinator.installation import minute

SEARCH = uuid4()
EVERY = 20


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracks_module, "SNAPSHOT_EVERY", EVERY)
    monkeypatch.setattr("domain.teams.known_commands.RECENT", 4)


def fix(number: int) -> Fix:
    return Fix(11.5 + number / 1_000, 48.1, minute(number), 5.0)


@contextmanager
def opened(settings: Settings) -> Generator[Tracks]:
    """The tracks as a process has them that has just started."""
    tracks = Tracks(settings)
    try:
        yield tracks
    finally:
        tracks.close()


def extend(tracks: Tracks, number: int, digest: str | None = None, team: str = "t") -> bool:
    """Whether a batch was added."""
    extended = tracks.extend(
        SEARCH, team, [fix(number)], f"c{number}", minute(number), digest or f"d{number}"
    )
    return not extended.repeated


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many events each projection of a track applied."""
    counts: list[int] = []

    def counting(track: Track | None, events: Iterable[Any]) -> Track | None:
        came = list(events)
        counts.append(len(came))
        return projected(track, came)

    monkeypatch.setattr(tracks_module, "projected", counting)
    return counts


def test_a_long_track_is_read_from_its_last_snapshot(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 5 * EVERY + 3
    with opened(settings) as tracks:
        assert all(extend(tracks, number) for number in range(many))
    counts = counted(monkeypatch)
    with opened(settings) as tracks:
        assert tracks.newest(SEARCH, "t") == fix(many - 1)
        assert tracks.last(SEARCH, "t", 2) == [fix(many - 2), fix(many - 1)]
        assert 0 < counts[0] <= EVERY
        assert extend(tracks, many)
        assert tracks.fixes(SEARCH, "t") == [fix(number) for number in range(many + 1)]


def test_another_process_reads_the_snapshots_of_this_one(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with opened(settings) as tracks:
        assert all(extend(tracks, number) for number in range(EVERY + 1))
    program = (
        "from pathlib import Path; from uuid import UUID\n"
        "from coordinator.searches.tracks import Tracks\n"
        "from coordinator.settings import Settings\n"
        f"tracks = Tracks(Settings(data_dir=Path({str(tmp_path)!r})))\n"
        f"print(tracks.newest(UUID({str(SEARCH)!r}), 't')); tracks.close()"
    )
    read = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert read.stdout.strip() == str(fix(EVERY)), read.stderr


def test_no_batch_is_added_twice_however_long_ago_it_was(settings: Settings) -> None:
    many = 2 * EVERY + 3
    with opened(settings) as tracks:
        assert all(extend(tracks, number) for number in range(many))
    with opened(settings) as tracks:
        for number in range(many):
            assert not extend(tracks, number)
            with pytest.raises(Refusal) as refused:
                extend(tracks, number, "another body")
            assert refused.value.code == "idempotency_key_reused"
        assert len(tracks.fixes(SEARCH, "t")) == many


def test_a_track_of_before_there_were_snapshots_is_read_and_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tracks, "_keep_snapshot", lambda *_: None)
    with opened(settings) as tracks:
        assert all(extend(tracks, number) for number in range(EVERY + 5))
    monkeypatch.undo()
    with opened(settings) as tracks:
        assert not extend(tracks, 0)
        assert extend(tracks, EVERY + 5)
        assert tracks.newest(SEARCH, "t") == fix(EVERY + 5)


def test_a_snapshot_that_cannot_be_kept_costs_no_batch(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(settings) as tracks:
        assert tracks.snapshots is not None

        def full(*_: Any, **__: Any) -> None:
            raise OperationalError("database or disk is full")

        monkeypatch.setattr(tracks.snapshots, "put", full)
        assert all(extend(tracks, number) for number in range(EVERY + 1))
    with opened(settings) as tracks:
        assert len(tracks.fixes(SEARCH, "t")) == EVERY + 1


def test_two_processes_extend_one_track(settings: Settings) -> None:
    if settings.database_url is None:
        pytest.skip("on SQLite one process writes")
    with opened(settings) as one, opened(settings) as other:
        for number in range(0, 10, 2):
            assert extend(one, number)
            assert extend(other, number + 1)
            assert not extend(one, number + 1)
        assert one.fixes(SEARCH, "t") == [fix(number) for number in range(10)]


def test_more_teams_than_the_two_hundred_of_other_streams_stay_in_memory(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    teams = [f"team {number}" for number in range(250)]
    with opened(settings) as tracks:
        for team in teams:
            extend(tracks, 1, team=team)
            tracks.newest(SEARCH, team)
        counts = counted(monkeypatch)
        for team in teams:
            assert tracks.newest(SEARCH, team) == fix(1)
        assert sum(counts) == 0, "no track was read again"
