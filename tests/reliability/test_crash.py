"""Given kills at random moments, then nothing acknowledged is lost and nothing doubled."""

import asyncio
import random
from collections.abc import Generator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from coordinator.settings import Settings
from domain.records.note import AddNote
from tests.coordinator.installation import Process, process
from tests.reliability.checking import faults_in_store, phone_faults
from tests.reliability.crash import place_for, tortured
from tests.reliability.installed import SearchHere
from tests.reliability.ledger import Acknowledged, Ledger, Sent
from tests.reliability.phones import Phone

KILLS = 3


@pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_what_was_acknowledged_survives_kills_under_load(database: str) -> None:
    with place_for(database) as (settings, log, server):
        chance = random.Random(20261127)
        outcome = asyncio.run(tortured(settings, KILLS, chance, log, server, asked_again=100))
    assert not outcome.faults, outcome
    assert outcome.kills == KILLS
    assert outcome.database_kills == (database == "postgresql")
    assert outcome.acknowledgements > 50
    assert outcome.unanswered > 0, "no kill ever hit a command on its way"
    assert outcome.connections > 6, "no screen ever had to come back"


@pytest.fixture
def here(tmp_path: Path) -> Generator[Process]:
    with process(Settings(data_dir=tmp_path / "data")) as one:
        yield one


def noted(here: Process) -> tuple[Settings, SearchHere, Ledger, Sent]:
    """A search with one note, and a ledger that says so."""
    search_id, key = here.open(), uuid4()
    answer = here.give(search_id, AddNote("one"), key)
    sent = Sent(str(key), str(search_id), "notes", {})
    sent.acknowledged.append(Acknowledged(first=True, version=answer.version, id=answer.id))
    ledger = Ledger()
    ledger.commands.append(sent)
    settings = Settings(data_dir=Path(here.searches.env["SQLITE_DBNAME"]).parent)
    return settings, SearchHere(str(search_id), "no team", ""), ledger, sent


def test_the_checker_has_nothing_against_what_is_as_it_was_answered(here: Process) -> None:
    settings, search, ledger, _ = noted(here)
    assert faults_in_store(settings, [search], ledger) == []


def test_the_checker_finds_what_was_lost(here: Process) -> None:
    settings, search, ledger, sent = noted(here)
    sent.key = str(uuid4())
    (fault,) = faults_in_store(settings, [search], ledger)
    assert "LOST" in fault


def test_the_checker_finds_what_was_recorded_twice(here: Process) -> None:
    settings, search, ledger, sent = noted(here)
    search_id = UUID(search.search_id)
    stored = here.searches.search(search_id)
    assert stored is not None
    # As if nobody had remembered what the command led to.
    del stored.answered[sent.key]
    here.give(search_id, AddNote("one"), UUID(sent.key))
    found = faults_in_store(settings, [search], ledger)
    assert any("TWICE" in fault for fault in found)


def test_the_checker_finds_another_answer_to_a_repeated_command(here: Process) -> None:
    settings, search, ledger, sent = noted(here)
    sent.acknowledged.append(Acknowledged(first=True, version=7, id=sent.acknowledged[0].id))
    found = faults_in_store(settings, [search], ledger)
    assert [fault for fault in found if "answered differently" in fault]
    assert [fault for fault in found if "called new twice" in fault]
    assert [fault for fault in found if "stored are" in fault]


def test_the_checker_finds_what_is_stored_although_it_was_refused(here: Process) -> None:
    settings, search, ledger, sent = noted(here)
    sent.acknowledged.clear()
    sent.refused = "search_closed"
    (fault,) = faults_in_store(settings, [search], ledger)
    assert "refused and is in the store" in fault


def test_the_checker_finds_what_a_screen_missed_or_saw_twice() -> None:
    shown = [{"version": v, "topic": "note.added", "recorded_at": str(v)} for v in range(1, 6)]
    phone = Phone("", "", "", version=None)
    phone._hear({"type": "snapshot", "version": 2})
    phone._hear({"type": "events", "up_to": 3, "events": shown[2:3]})
    assert "missed" in phone_faults(phone, shown)[0]
    phone._hear({"type": "events", "up_to": 5, "events": shown[3:5]})
    assert phone_faults(phone, shown) == []
    phone._hear({"type": "events", "up_to": 5, "events": shown[4:5]})
    assert "again" in phone_faults(phone, shown)[0]
    phone._hear({"type": "snapshot", "version": 4})
    assert any("was given a snapshot" in fault for fault in phone_faults(phone, shown))
