"""Given two services, then a search travels between them, and only to be read."""

import csv
from collections.abc import Callable, Generator
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from coordinator.accounts import Role
from coordinator.settings import Settings
from domain.area import Area
from tests.web.house import House, Person, ago, house, lon_lat, until
from tests.web.story import tell

WINDOW = {"from": ago(40), "until": ago(30)}
COMMANDS = [
    ("clearances", {"camera_id": "C1", **WINDOW}),
    ("claims", {"camera_id": "C1", **WINDOW}),
    ("notes", {"text": "never kept"}),
    ("sightings", {**lon_lat(1, 1), "at": ago(5), "source": "witness", "note": "never kept"}),
    ("teams", {"name": "Team 3", "mode": "foot"}),
    ("find", {**lon_lat(1, 1), "at": ago(5)}),
    ("closure", {"outcome": "found"}),
]


@pytest.fixture(scope="module")
def two(
    tmp_path_factory: pytest.TempPathFactory, small_area: Area
) -> Generator[tuple[House, House]]:
    """Two installations that know nothing of each other."""
    with ExitStack() as opened:
        homes = [
            opened.enter_context(
                house(Settings(data_dir=tmp_path_factory.mktemp(name)), small_area)
            )
            for name in ("here", "there")
        ]
        yield homes[0], homes[1]


@pytest.fixture(scope="module")
def told(two: tuple[House, House]) -> tuple[Person, str, str]:
    """A commander, his search in which much has happened, and a team of it."""
    commander = two[0].person(Role.COMMANDER)
    search_id = two[0].search(commander)
    team, _ = tell(commander, search_id)
    fixes = [{**lon_lat(1, 1), "at": ago(1)}]
    commander.did(f"/searches/{search_id}/positions", {"team_id": team, "fixes": fixes})
    return commander, search_id, team


def send(person: Person, content: bytes) -> httpx.Response:
    headers = {**person.headers(), "Content-Type": "application/zip"}
    return person.client.post("/api/v1/archives", content=content, headers=headers)


@pytest.fixture(scope="module")
def archive(told: tuple[Person, str, str]) -> bytes:
    commander, search_id, _ = told
    answer = commander.get(f"/searches/{search_id}/archive")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert f"search-{search_id}.zip" in answer.headers["content-disposition"]
    return answer.content


@pytest.fixture(scope="module")
def there(two: tuple[House, House], told: tuple[Person, str, str], archive: bytes) -> Person:
    """Somebody of the other installation, after the import."""
    commander = two[1].person(Role.COMMANDER)
    answer = send(commander, archive)
    assert answer.status_code == 201, answer.text
    assert answer.json()["search_id"] == told[1]
    return commander


def test_state_events_and_maps_are_the_same(there: Person, told: tuple[Person, str, str]) -> None:
    commander, search_id, team = told
    path = f"/searches/{search_id}"
    for read in (f"{path}/map?version=12", f"{path}/frame?version=30", f"{path}/frame?version=8"):
        assert there.get(read).content == commander.get(read).content
    here_events, there_events = commander.read(f"{path}/events"), there.read(f"{path}/events")
    for event in there_events:
        assert event.pop("actor_name") is None, "accounts do not travel"
    who = {"actor_name", "actor_team"}
    plain = [{k: v for k, v in event.items() if k not in who} for event in here_events]
    for mine, theirs in zip(plain, there_events, strict=True):
        texts = {k.removesuffix("_ref") for k in mine["data"] if k.endswith("_ref")}
        for text in texts & set(mine["data"]):
            assert theirs["data"][text] is None, "texts stay at home"
            theirs["data"][text] = mine["data"][text]
        assert theirs == mine
    assert there.read(f"{path}/positions")["positions"][0]["team_id"] == team
    area = there.read(path)
    network = there.get(f"/areas/{area['area']}/network?hash={area['area_hash']}")
    assert network.status_code == 200


def test_it_is_listed_as_imported(there: Person, told: tuple[Person, str, str]) -> None:
    listed = {one["search_id"]: one["imported"] for one in there.read("/searches")}
    assert listed[told[1]] is True
    own = there.house.search(there)
    listed = {one["search_id"]: one["imported"] for one in there.read("/searches")}
    assert listed[own] is False


@pytest.mark.parametrize(("call", "body"), COMMANDS)
def test_no_command_is_taken_and_nothing_is_kept_of_it(
    there: Person, told: tuple[Person, str, str], call: str, body: dict[str, object]
) -> None:
    before = there.read(f"/searches/{told[1]}")["version"]
    answer = there.post(f"/searches/{told[1]}/{call}", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "search_imported")
    assert there.read(f"/searches/{told[1]}")["version"] == before
    assert there.house.services.vault.refs(told[1]) == []


def test_no_positions_are_taken(there: Person, told: tuple[Person, str, str]) -> None:
    fixes = [{**lon_lat(5, 5), "at": ago(0)}]
    answer = there.post(f"/searches/{told[1]}/positions", {"team_id": told[2], "fixes": fixes})
    assert (answer.status_code, answer.json()["code"]) == (409, "search_imported")
    assert len(there.house.services.tracks.fixes(UUID(told[1]), told[2])) == 1


def test_a_look_back_and_advice_still_work(there: Person, told: tuple[Person, str, str]) -> None:
    assert there.get(f"/searches/{told[1]}/advice").status_code == 200
    assert there.get(f"/searches/{told[1]}/report").status_code == 200
    with there.live(told[1]) as screen:
        assert screen.wait("snapshot")["state"]["search_id"] == told[1]


def test_the_same_again_is_fine_and_another_is_not(
    there: Person, told: tuple[Person, str, str], archive: bytes
) -> None:
    again = send(there, archive)
    assert (again.status_code, again.json()["new"]) == (200, False)
    commander, search_id, _ = told
    commander.did(f"/searches/{search_id}/notes", {"text": "it goes on"})
    longer = commander.get(f"/searches/{search_id}/archive").content
    answer = send(there, longer)
    assert (answer.status_code, answer.json()["code"]) == (409, "search_exists")
    assert "the archive goes on" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda _: b"", "archive_unreadable"),
        (lambda _: b"no archive", "archive_unreadable"),
        (lambda content: content[:-900], "archive_unreadable"),
        (lambda content: content[:200] + b"x" + content[201:], "archive_altered"),
    ],
)
def test_what_is_no_whole_archive_is_refused(
    there: Person, archive: bytes, spoil: Callable[[bytes], bytes], code: str
) -> None:
    answer = send(there, spoil(archive))
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_that_is_too_large_is_refused(
    there: Person, archive: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.routes.archives.MOST_BYTES", 1000)
    answer = send(there, archive)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    ("role", "exports", "imports", "statistics"),
    [
        (Role.ADMIN, 403, 422, 200),
        (Role.COMMANDER, 200, 422, 200),
        (Role.REVIEWER, 200, 403, 200),
        (Role.VIDEO, 403, 403, 403),
        (Role.STREET, 403, 403, 403),
        (Role.WATCHER, 403, 403, 403),
    ],
)
def test_who_may_do_what(
    there: Person, told: tuple[Person, str, str], role: Role, exports: int, imports: int,
    statistics: int,
) -> None:  # fmt: skip
    phone = None if role.of_the_station else told[1]
    person = there.house.person(role, phone)
    assert person.get(f"/searches/{told[1]}/archive").status_code == exports
    assert send(person, b"no archive").status_code == imports
    assert person.get("/statistics").status_code == statistics


def test_nobody_sends_a_body_without_signing_in(there: Person) -> None:
    answer = there.client.post("/api/v1/archives", content=b"x" * 5_000_000)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_an_unknown_search_has_no_archive(there: Person) -> None:
    for name in ("nothing", "00000000-0000-0000-0000-000000000001"):
        answer = there.get(f"/searches/{name}/archive")
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_search")


def test_statistics_have_a_line_for_each_search(
    there: Person, told: tuple[Person, str, str]
) -> None:
    answer = there.get("/statistics")
    assert answer.headers["content-type"].startswith("text/csv")
    lines = {line["search_id"]: line for line in csv.DictReader(answer.text.splitlines())}
    assert lines[told[1]]["orders_declined"] == "1"
    assert lines[told[1]]["found"] == "yes"


def test_exports_and_imports_stand_in_the_audit_log(
    there: Person, told: tuple[Person, str, str], two: tuple[House, House]
) -> None:
    def noted(where: House) -> set[str]:
        return {entry.action for _, entry in where.services.audit.entries(limit=10_000)}

    there.get(f"/searches/{told[1]}/archive")
    until(lambda: {"import_search", "export_search"} <= noted(two[1]), "the audit log")


def test_nothing_is_left_in_the_temporary_folder(
    there: Person, told: tuple[Person, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert there.get(f"/searches/{told[1]}/archive").status_code == 200
    assert send(there, b"no archive").status_code == 422
    until(lambda: not list(tmp_path.iterdir()), "an empty folder")
