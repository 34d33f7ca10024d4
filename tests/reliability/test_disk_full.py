"""Given a full disk, then commands are told so, nothing is half done, and reading goes on."""

import subprocess
import uuid
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest

from coordinator.accounts import Role
from coordinator.settings import Settings
from tests.coordinator.areas.small_city import small_city
from tests.reliability.test_database_gone import notes, unavailable
from tests.web.house import House, Person, house, until

DISK = "8m"


@contextmanager
def small_disk(at: Path) -> Generator[None]:
    """A disk in memory; the test is skipped where this user may not make one."""
    at.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(at)],
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip(f"may not mount a disk here: {mounted.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(at)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Generator[Path]:
    with small_disk(tmp_path / "disk"):
        yield tmp_path / "disk"


@pytest.fixture
def here(disk: Path) -> Generator[House]:
    with ExitStack() as stack:
        yield stack.enter_context(house(Settings(data_dir=disk / "data"), small_city()))


def fill(disk: Path) -> Path:
    """A file that leaves no room."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (100_000, 1_000):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return filler


def test_a_full_disk_takes_no_commands_and_a_freed_one_takes_them_again(
    disk: Path, here: House
) -> None:
    commander = here.person(Role.COMMANDER)
    search_id = here.search(commander)
    path, keys = f"/searches/{search_id}", [str(uuid.uuid4()) for _ in range(30)]
    before = commander.read(path)
    filler = fill(disk)
    answers = [write(commander, path, key) for key in keys]
    # What fits into pages that are there already may still be written.
    full = [answer for answer in answers if answer.status_code != 201]
    assert len(full) > 20
    for answer in full:
        unavailable(answer)
    seen = commander.get(path)
    assert seen.status_code == 200, seen.text
    assert seen.json()["version"] == before["version"] + len(answers) - len(full)
    assert commander.get(f"{path}/map").status_code == 200
    filler.unlink()
    for key in keys:
        until(partial(taken, commander, path, key), "room on the disk")
    assert len(notes(commander, search_id)) == len(keys)
    versions = [event["version"] for event in commander.read(f"{path}/events")]
    assert versions == list(range(1, len(versions) + 1))


def write(person: Person, path: str, key: str) -> httpx.Response:
    return person.post(f"{path}/notes", {"text": f"note {key}"}, key)


def taken(person: Person, path: str, key: str) -> bool:
    return write(person, path, key).is_success
