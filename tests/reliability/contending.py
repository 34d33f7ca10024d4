"""Several processes that write to one search at once, without pause.

`python -m tests.reliability.contending DATA_DIR DATABASE SEARCH COMMANDS` is one of them: it waits
for a line on its input, gives the commands numbered up to COMMANDS, the same in every process, from
four threads, and prints {command id: [version, id]} and how many were told to come later.
"""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from coordinator.database import StorageUnavailableError
from coordinator.settings import Settings
from domain.records.note import AddNote
from tests.coordinator.installation import Process, process

THREADS = 4


def give_all(here: Process, search_id: UUID, commands: int) -> dict[str, Any]:
    """Give every command until it is answered."""
    later = 0

    def give(number: int) -> tuple[str, list[Any]]:
        nonlocal later
        key = uuid5(search_id, str(number))
        while True:
            try:
                answer = here.give(search_id, AddNote(f"note {number}"), key)
            except StorageUnavailableError:
                later += 1
                continue
            return str(key), [answer.version, answer.id]

    with ThreadPoolExecutor(THREADS) as threads:
        answers = dict(threads.map(give, range(commands)))
    return {"answers": answers, "later": later}


def contended(
    settings: Settings, search_id: UUID, processes: int, commands: int
) -> list[dict[str, Any]]:
    """What each of so many processes was told, having begun together."""
    started = [
        subprocess.Popen(
            [
                sys.executable, "-m", "tests.reliability.contending", str(settings.data_dir),
                settings.database_url or "", str(search_id), str(commands),
            ],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(processes)
    ]  # fmt: skip
    try:
        for one in started:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        for one in started:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        return [json.loads(one.communicate(timeout=120)[0]) for one in started]
    finally:
        for one in started:
            one.kill()
            one.communicate()


def main() -> None:
    """One of the processes."""
    data_dir, database, search_id, commands = sys.argv[1:]
    with process(Settings(data_dir=Path(data_dir), database_url=database or None)) as here:
        print("ready", flush=True)
        sys.stdin.readline()
        print(json.dumps(give_all(here, UUID(search_id), int(commands))))


if __name__ == "__main__":
    main()
