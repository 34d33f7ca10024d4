"""Given a database that goes and comes back, then people are told, and nothing is half done."""

import time
import uuid
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, cast

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from coordinator.accounts import Role
from coordinator.settings import Settings
from coordinator.storage.promptly import SPARED_S
from domain.area import Area
from tests.coordinator.areas.small_city import small_city
from tests.reliability.postgresql import PostgreSQL, own_postgresql
from tests.web.house import House, Person, Screen, house, until
from web.live.client import RESYNC

pytestmark = pytest.mark.postgres
TOLD_WITHIN_S = 8.0


@pytest.fixture(scope="module")
def server() -> Generator[PostgreSQL]:
    with own_postgresql() as opened:
        yield opened


@pytest.fixture(scope="module")
def city() -> Area:
    return small_city()


@pytest.fixture(scope="module")
def here(
    server: PostgreSQL, city: Area, tmp_path_factory: pytest.TempPathFactory
) -> Generator[House]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), database_url=server.url)
    with house(settings, city) as opened:
        yield opened


@pytest.fixture
def running(server: PostgreSQL) -> Generator[PostgreSQL]:
    yield server
    server.start()


def note(person: Person, search_id: str, key: str) -> httpx.Response:
    return person.post(f"/searches/{search_id}/notes", {"text": "seen by nobody"}, key)


def unavailable(answer: httpx.Response) -> None:
    """It must be the problem that says: later."""
    assert answer.status_code == 503, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "storage_unavailable"
    assert int(answer.headers["Retry-After"]) >= 1


def notes(person: Person, search_id: str) -> list[dict[str, Any]]:
    events = person.read(f"/searches/{search_id}/events")
    return [event for event in events if event["topic"] == "note.added"]


def test_while_the_database_is_gone_commands_are_told_to_come_later_and_reads_go_on(
    here: House, running: PostgreSQL
) -> None:
    commander = here.person(Role.COMMANDER)
    search_id, key = opened(here, commander), str(uuid.uuid4())
    path = f"/searches/{search_id}"
    before, stored = commander.read(path), commander.read(f"{path}/map")
    running.stop()
    for _ in range(3):
        begun = time.monotonic()
        unavailable(note(commander, search_id, key))
        assert time.monotonic() - begun < TOLD_WITHIN_S
    remembered = commander.get(path)
    assert remembered.status_code == 200
    assert int(remembered.headers["Age"]) >= 1
    assert remembered.json()["version"] == before["version"]
    a_map = commander.get(f"{path}/map")
    assert (a_map.status_code, int(a_map.headers["Age"]) >= 1) == (200, True)
    assert a_map.json()["version"] == stored["version"]
    # What only the database knows cannot be read.
    unavailable(commander.get(f"{path}/events"))
    running.start()
    answer = until(partial(recorded, commander, search_id, key), "the database")
    assert len(notes(commander, search_id)) == 1
    fresh = commander.get(path)
    assert "Age" not in fresh.headers
    assert fresh.json()["version"] == answer["version"]


def test_a_screen_hears_what_happened_when_the_database_is_back(
    here: House, running: PostgreSQL
) -> None:
    commander = here.person(Role.COMMANDER)
    search_id, key = opened(here, commander), str(uuid.uuid4())
    with commander.live(search_id) as screen:
        known = screen.wait("snapshot")["version"]
        running.stop()
        unavailable(note(commander, search_id, key))
        # With the database out of sight it must not believe to be live: it is sent away.
        assert closed(screen) == RESYNC
    running.start()
    answer = until(partial(recorded, commander, search_id, key), "the database")

    def heard() -> Any:
        with commander.live(search_id, after=known) as again, suppress(ConnectionClosed):
            return [event["version"] for event in again.reaches(answer["version"])]
        return None

    assert until(heard, "the screen to be let in again") == [answer["version"]]


def closed(screen: Screen) -> int | None:
    """The code with which the service ends this socket."""
    with suppress(ConnectionClosed):
        while True:
            screen.next()
    return screen.socket.close_code


def recorded(person: Person, search_id: str, key: str) -> Any:
    """What was answered, None if it was: later."""
    answer = note(person, search_id, key)
    if answer.status_code == 201:
        return answer.json()
    unavailable(answer)
    return None


def opened(here: House, commander: Person) -> str:
    """The id of a new search, as soon as the database takes one."""
    key = str(uuid.uuid4())

    def tried() -> Any:
        answer = commander.post("/searches", here.opening(), key)
        return answer.json()["search_id"] if answer.status_code == 201 else None

    return cast(str, until(tried, "the database"))


def test_many_who_wait_for_the_database_are_told_together_and_not_one_after_the_other(
    here: House, running: PostgreSQL
) -> None:
    commander = here.person(Role.COMMANDER)
    search_id = opened(here, commander)
    keys = [str(uuid.uuid4()) for _ in range(12)]
    running.stop()
    begun = time.monotonic()
    with ThreadPoolExecutor(len(keys)) as threads:
        for answer in threads.map(lambda key: note(commander, search_id, key), keys):
            unavailable(answer)
    assert time.monotonic() - begun < TOLD_WITHIN_S + SPARED_S
    running.start()
    for key in keys:
        until(partial(recorded, commander, search_id, key), "the database")
    assert len(notes(commander, search_id)) == len(keys)


def test_somebody_unknown_is_not_let_in_while_nobody_can_be_asked(
    here: House, running: PostgreSQL
) -> None:
    commander = here.person(Role.COMMANDER)
    search_id = opened(here, commander)
    stranger = Person(here, "A" * 43, "nobody", commander.client)
    running.stop()
    assert stranger.get(f"/searches/{search_id}").status_code in (401, 503)
