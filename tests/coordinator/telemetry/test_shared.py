"""Given processes on one PostgreSQL, then each knows of the phones at the others."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from coordinator.clock import Clock
from coordinator.database import Database, open_database
from coordinator.settings import Settings
from coordinator.tables import connected_team, serving_process, shown_redirect
from coordinator.telemetry.shared import (
    FORGOTTEN_AFTER_S,
    GONE_AFTER_S,
    SharedTelemetry,
)
from coordinator.telemetry.telemetry import Change, Presence, Shown, Telemetry

pytestmark = pytest.mark.postgres
HERE, NOW, LATER = "a search", "2026-03-01T08:00:00Z", "2026-03-01T08:00:05Z"


class Process:
    """One process, which looks when it is told to."""

    def __init__(self, database: Database, seconds: list[float]) -> None:
        self.database = database
        self.telemetry = Telemetry()
        self.heard: list[Change] = []
        self.telemetry.follow(self.heard.append)
        self.shared = SharedTelemetry(database, self.telemetry, Clock(), steady=lambda: seconds[0])
        self.telemetry.open(HERE)

    def look(self) -> None:
        self.shared.look()

    def present(self) -> list[tuple[str, str]]:
        return [(one.team_id, one.since) for one in self.telemetry.present(HERE)]


@pytest.fixture
def seconds() -> list[float]:
    """The steady clock of all processes."""
    return [0.0]


@pytest.fixture
def two(
    tmp_path: Path, postgresql_url: str, seconds: list[float]
) -> Generator[tuple[Process, Process]]:
    settings = Settings(data_dir=tmp_path, database_url=postgresql_url)
    with ExitStack() as closing:
        databases = [closing.enter_context(opened(settings)) for _ in range(2)]
        first, second = (Process(database, seconds) for database in databases)
        first.look()
        second.look()
        yield first, second


@contextmanager
def opened(settings: Settings) -> Generator[Database]:
    database = open_database(settings)
    yield database
    database.close()


def rows(process: Process) -> list[int]:
    """How many processes, teams and redirects are in the tables."""
    with process.database.reading() as connection:
        return [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (serving_process, connected_team, shown_redirect)
        ]


def test_a_phone_at_one_is_known_at_the_other_until_it_goes(two: tuple[Process, Process]) -> None:
    first, second = two
    first.telemetry.phone_came(HERE, "team", NOW)
    assert first.heard == [Presence(HERE, "team", True, NOW)]
    first.look()
    second.look()
    assert second.heard == [Presence(HERE, "team", True, NOW)]
    assert second.present() == [("team", NOW)]
    first.telemetry.phone_went(HERE, "team", LATER)
    first.look()
    second.look()
    assert second.present() == []
    gone = second.heard[-1]
    assert isinstance(gone, Presence)
    assert not gone.connected


def test_a_team_with_phones_at_both_is_gone_when_the_last_one_is(
    two: tuple[Process, Process],
) -> None:
    first, second = two
    for process in two:
        process.telemetry.phone_came(HERE, "team", NOW)
        process.look()
    first.look()
    assert len(first.heard) == len(second.heard) == 1
    first.telemetry.phone_went(HERE, "team", LATER)
    first.look()
    second.look()
    assert len(first.heard) == len(second.heard) == 1, "a phone of the team is still there"
    assert first.present() == second.present() == [("team", NOW)]
    second.telemetry.phone_went(HERE, "team", LATER)
    second.look()
    first.look()
    assert [len(first.heard), len(second.heard)] == [2, 2]
    assert first.present() == second.present() == []


def test_what_a_phone_showed_is_told_once_and_to_who_comes_later(
    two: tuple[Process, Process],
) -> None:
    first, second = two
    for _ in range(2):
        first.telemetry.phone_showed(HERE, "redirect", NOW)
    second.telemetry.close(HERE)
    first.look()
    second.look()
    assert second.heard == []
    second.telemetry.open(HERE)
    second.look()
    assert second.heard == [Shown(HERE, "redirect", NOW)]
    second.telemetry.phone_showed(HERE, "redirect", LATER)
    second.look()
    first.look()
    assert first.heard == second.heard == [Shown(HERE, "redirect", NOW)]
    assert first.telemetry.shown(HERE) == second.telemetry.shown(HERE) == [
        Shown(HERE, "redirect", NOW)
    ]  # fmt: skip


def test_what_was_shown_just_before_everybody_left_is_not_lost(
    two: tuple[Process, Process],
) -> None:
    first, second = two
    first.telemetry.phone_showed(HERE, "redirect", NOW)
    first.telemetry.close(HERE)
    first.look()
    second.look()
    assert second.telemetry.shown(HERE) == [Shown(HERE, "redirect", NOW)]


def test_a_process_that_was_killed_is_noticed_by_its_beat_and_forgotten(
    two: tuple[Process, Process], seconds: list[float]
) -> None:
    first, second = two
    first.telemetry.phone_came(HERE, "team", NOW)
    first.look()
    second.look()
    seconds[0] += GONE_AFTER_S - 1
    second.look()
    assert second.present() == [("team", NOW)]
    seconds[0] += 2
    second.look()
    assert second.present() == []
    assert rows(second)[0] == 2
    seconds[0] += FORGOTTEN_AFTER_S
    second.look()
    assert rows(second) == [1, 0, 0]
    # It was only cut off: it is back with all it has.
    first.look()
    second.look()
    assert second.present() == [("team", NOW)]


def test_beats_that_could_not_be_seen_have_not_stood_still(
    two: tuple[Process, Process], seconds: list[float]
) -> None:
    first, second = two
    first.telemetry.phone_came(HERE, "team", NOW)
    first.look()
    second.look()
    second.shared.blind()
    seconds[0] += 10 * GONE_AFTER_S
    second.look()
    assert second.present() == [("team", NOW)]


def test_nothing_is_written_while_nothing_happens_but_the_beat(
    two: tuple[Process, Process], seconds: list[float]
) -> None:
    first, _ = two

    def beats() -> list[tuple[int, int]]:
        with first.database.reading() as connection:
            found = connection.execute(select(serving_process)).all()
        return sorted((row.beat, row.changes) for row in found)

    before = beats()
    for _ in range(5):
        first.look()
    assert beats() == before
    seconds[0] += 4
    first.look()
    assert [changes for _, changes in beats()] == [changes for _, changes in before]
    assert sum(beat for beat, _ in beats()) == sum(beat for beat, _ in before) + 1


def test_who_stops_in_an_orderly_way_is_gone_at_once(two: tuple[Process, Process]) -> None:
    first, second = two
    first.telemetry.start()
    first.telemetry.phone_came(HERE, "team", NOW)
    first.shared.stop()
    assert rows(second)[:2] == [1, 0]
