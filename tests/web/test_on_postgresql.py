"""Given PostgreSQL, then the essentials hold, and two services serve the same searches."""

import hashlib
import threading
import uuid
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from coordinator.accounts import Role
from coordinator.settings import Settings
from domain.area import Area
from tests.web.house import House, Person, ago, house, lon_lat
from tests.web.reduced import reduced
from tests.web.story import tell

pytestmark = pytest.mark.postgres


@pytest.fixture
def two(tmp_path: Path, postgresql_url: str, small_area: Area) -> Generator[tuple[House, House]]:
    settings = Settings(data_dir=tmp_path / "data", database_url=postgresql_url)
    with ExitStack() as stack:
        first, second = (stack.enter_context(house(settings, small_area)) for _ in range(2))
        yield first, second


def elsewhere(person: Person, other: House) -> Person:
    """The same session at the other service."""
    client = other.person(Role.REVIEWER).client
    return Person(other, person.token, person.account_id, client)


def test_what_one_service_accepts_appears_on_a_screen_of_the_other(
    two: tuple[House, House],
) -> None:
    commander = two[0].person(Role.COMMANDER)
    search_id = two[0].search(commander)
    there = elsewhere(commander, two[1])
    with there.live(search_id) as screen:
        state = screen.wait("snapshot")["state"]
        first, _ = tell(commander, search_id)
        commander.did(
            f"/searches/{search_id}/positions",
            {"team_id": first, "fixes": [{**lon_lat(1, 1), "at": ago(1)}]},
        )
        fresh = there.read(f"/searches/{search_id}")
        events = screen.reaches(fresh["version"])
        moved = [m for m in screen.heard if m["type"] == "positions"] or [screen.wait("positions")]
    assert moved[0]["positions"][0]["team_id"] == first
    assert reduced(state, events) == fresh == commander.read(f"/searches/{search_id}")
    version = fresh["version"]
    maps = [
        person.get(f"/searches/{search_id}/map?version={version}").content
        for person in (commander, there)
    ]
    assert hashlib.sha256(maps[0]).digest() == hashlib.sha256(maps[1]).digest()


def test_a_command_retried_at_the_other_service_is_the_same_command(
    two: tuple[House, House],
) -> None:
    commander = two[0].person(Role.COMMANDER)
    search_id = two[0].search(commander)
    there = elsewhere(commander, two[1])
    key, body = str(uuid.uuid4()), {"text": "once"}
    path = f"/searches/{search_id}/notes"
    first, again = commander.post(path, body, key), there.post(path, body, key)
    other = there.post(path, {"text": "twice"}, key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_two_services_that_write_at_the_same_time_lose_and_double_nothing(
    two: tuple[House, House],
) -> None:
    commander = two[0].person(Role.COMMANDER)
    search_id = two[0].search(commander)
    people = [commander, elsewhere(commander, two[1])]

    def write(person: Person) -> None:
        for number in range(15):
            person.did(f"/searches/{search_id}/notes", {"text": f"note {number}"})

    threads = [threading.Thread(target=write, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = commander.read(f"/searches/{search_id}/events")
    assert [event["version"] for event in events] == list(range(1, 4 + 30 + 1))
    assert events == people[1].read(f"/searches/{search_id}/events")


def test_a_report_at_one_service_is_on_the_desk_of_the_other_at_once(
    two: tuple[House, House],
) -> None:
    commander = two[0].person(Role.COMMANDER)
    search_id = two[0].search(commander)
    watcher = two[0].person(Role.WATCHER, search_id)
    there = elsewhere(commander, two[1])
    path = f"/searches/{search_id}/watcher-reports"
    with there.live(search_id) as desk:
        desk.wait("watcher_reports")
        report_id = watcher.did(path, {**lon_lat(1, 1), "note": "by the kiosk"})
        told = desk.wait("watcher_reports")
        assert [one["report_id"] for one in told["reports"]] == [report_id]
        sighting_id = commander.did(f"{path}/{report_id}/sighting", {})
        told = desk.wait("watcher_reports")
        assert told["reports"][0]["sighting_id"] == sighting_id
    again = there.post(f"{path}/{report_id}/sighting", {})
    assert (again.status_code, again.json()["code"]) == (409, "already_taken_up")


def test_reports_at_two_services_at_the_same_time_are_all_kept(two: tuple[House, House]) -> None:
    commander = two[0].person(Role.COMMANDER)
    search_id = two[0].search(commander)
    path = f"/searches/{search_id}/watcher-reports"
    watchers = [two[0].person(Role.WATCHER, search_id) for _ in range(4)]
    watchers += [elsewhere(watcher, two[1]) for watcher in watchers]

    def send(watcher: Person) -> None:
        for _ in range(5):
            watcher.did(path, lon_lat(1, 1))

    threads = [threading.Thread(target=send, args=(watcher,)) for watcher in watchers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [one["number"] for one in commander.read(path)["reports"]]
    assert numbers == list(range(40, 0, -1))
