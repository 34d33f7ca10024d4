"""Kill -9 at random moments under load, and compare every answer ever given with the store.

`python -m tests.reliability.crash --kills 100 --database sqlite|postgresql [--seed N]`. Officers
give commands without pause and repeat each until it has a verdict, phones and desks follow and come
back with the version they have. The service is killed again and again, now and then while it
starts; on PostgreSQL the database's main process is killed too, under a service that goes on.

None acknowledged may be lost, none recorded twice, a repeated one must get its first answer, and
every screen must have seen every event once and in order.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from coordinator.settings import Settings
from tests.reliability.checking import faults_in_store, phone_faults, stored_records
from tests.reliability.installed import People, SearchHere, installed, open_search
from tests.reliability.ledger import Ledger
from tests.reliability.officers import keep_commanding, until_verdict
from tests.reliability.phones import Phone
from tests.reliability.postgresql import PostgreSQL, own_postgresql
from tests.reliability.service import Service

SEARCHES = 3
OFFICERS = 6
LOAD_S = (0.05, 2.0)
"""How long the service works before it is killed, drawn anew each time."""
WHILE_STARTING = 0.15
"""The share of kills that hit a service which is only just starting."""
DATABASE_EVERY = 10
"""After so many kills of the service the database is killed once."""
SETTLE_S = 120.0
ASKED_AGAIN = 1_000
"""At the end at most so many acknowledged commands are given once more."""


@dataclass
class Outcome:
    """What was done and what was found wrong."""

    kills: int = 0
    database_kills: int = 0
    commands: int = 0
    acknowledgements: int = 0
    unanswered: int = 0
    refused: int = 0
    asked_again: int = 0
    events: int = 0
    seen: int = 0
    connections: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        verdict = "no fault" if not self.faults else f"{len(self.faults)} FAULTS"
        return (
            f"{self.kills} kills of the service, {self.database_kills} of the database, "
            f"{self.seconds:.0f} s: {self.commands} commands ({self.unanswered} of them left "
            f"without an answer at least once, {self.refused} refused), "
            f"{self.acknowledgements} acknowledgements, "
            f"{self.asked_again} asked for again at the end, {self.events} events in the store, "
            f"{self.seen} seen by screens over {self.connections} connections: {verdict}"
        )


async def tortured(
    settings: Settings,
    kills: int,
    chance: random.Random,
    log: Path,
    database: PostgreSQL | None = None,
    tell: bool = False,
    asked_again: int = ASKED_AGAIN,
) -> Outcome:
    """Kill the service so many times under load, and say what came of it."""
    outcome, ledger, service = Outcome(), Ledger(), Service(settings, log)
    begun, every = time.monotonic(), min(DATABASE_EVERY, kills)
    people = installed(settings, OFFICERS)
    service.start()
    try:
        searches = [
            open_search(settings, service.address, people.commanders[0]) for _ in range(SEARCHES)
        ]
        phones = _phones(service.address, people, searches)
        async with _clients(service.address) as client:
            ended = asyncio.Event()
            following = [asyncio.create_task(phone.follow()) for phone in phones]
            commanding = [
                asyncio.create_task(
                    keep_commanding(
                        client, token, searches, ledger, random.Random(chance.random()), ended
                    )
                )
                for token in people.commanders
            ]
            for number in range(1, kills + 1):
                await _kill(service, chance)
                outcome.kills += 1
                if database is not None and number % every == every // 2:
                    await _kill_database(database, chance)
                    outcome.database_kills += 1
                if tell and number % 10 == 0:
                    print(f"{number} kills, {ledger.acknowledgements} acknowledged", flush=True)
            await asyncio.sleep(chance.uniform(*LOAD_S))
            ended.set()
            await asyncio.wait_for(asyncio.gather(*commanding), SETTLE_S)
            outcome.asked_again = await _ask_again(client, people, ledger, chance, asked_again)
            await _settled(client, people, phones)
            for task in following:
                task.cancel()
            await asyncio.gather(*following, return_exceptions=True)
            for phone in phones:
                shown = await _shown(client, phone)
                outcome.faults += phone_faults(phone, shown)
                outcome.seen += len(phone.events)
                if phone.token == people.desk and _brief(shown) != stored_records(
                    settings, phone.search_id
                ):
                    outcome.faults.append(
                        f"{phone.search_id}: read over HTTP otherwise than stored"
                    )
    finally:
        service.stop()
    outcome.faults += faults_in_store(settings, searches, ledger)
    if "Traceback" in service.told():
        outcome.faults.append(f"the service's log has a traceback: {service.told()}")
    outcome.events = sum(len(stored_records(settings, one.search_id)) for one in searches)
    outcome.commands = len(ledger.commands)
    outcome.acknowledgements = ledger.acknowledgements
    outcome.unanswered = ledger.unanswered
    outcome.refused = sum(sent.refused is not None for sent in ledger.commands)
    outcome.connections = sum(phone.connections for phone in phones)
    outcome.seconds = time.monotonic() - begun
    return outcome


def _phones(address: str, people: People, searches: list[SearchHere]) -> list[Phone]:
    return [
        Phone(address, search.search_id, token)
        for search in searches
        for token in (people.desk, search.phone)
    ]


def _clients(address: str) -> httpx.AsyncClient:
    # A connection that was cut is never used again, and nobody waits for a place in a pool.
    limits = httpx.Limits(max_connections=OFFICERS * 4)
    return httpx.AsyncClient(base_url=address, timeout=30, limits=limits)


async def _kill(service: Service, chance: random.Random) -> None:
    """Let it work for a moment, kill it and start it again."""
    await asyncio.sleep(chance.uniform(*LOAD_S))
    service.kill()
    service.spawn()
    if chance.random() < WHILE_STARTING:
        await asyncio.sleep(chance.uniform(0, 3))
        service.kill()
        service.spawn()
    await asyncio.to_thread(service.wait_until_ready)


async def _kill_database(database: PostgreSQL, chance: random.Random) -> None:
    """Kill the database under the service, and start it again after a while."""
    await asyncio.sleep(chance.uniform(*LOAD_S))
    database.kill()
    await asyncio.sleep(chance.uniform(0, 2))
    await asyncio.to_thread(database.start)


async def _ask_again(
    client: httpx.AsyncClient, people: People, ledger: Ledger, chance: random.Random, most: int
) -> int:
    """Give acknowledged commands once more; the ledger then has both answers."""
    acknowledged = [sent for sent in ledger.commands if sent.acknowledged]
    asked = chance.sample(acknowledged, min(most, len(acknowledged)))
    for sent in asked:
        await until_verdict(client, people.commanders[0], sent)
    return len(asked)


async def _settled(client: httpx.AsyncClient, people: People, phones: list[Phone]) -> None:
    """Wait until every screen has been told all there is."""
    for phone in phones:
        answer = await client.get(
            f"/api/v1/searches/{phone.search_id}", headers=_bearer(people.desk)
        )
        try:
            await asyncio.wait_for(phone.reaches(answer.json()["version"]), SETTLE_S)
        except TimeoutError:
            phone.faults.append(f"was never told more than version {phone.version}")


async def _shown(client: httpx.AsyncClient, phone: Phone) -> list[dict[str, Any]]:
    """Every event that the phone's view shows of its search."""
    found: list[dict[str, Any]] = []
    after = 0
    while True:
        answer = await client.get(
            f"/api/v1/searches/{phone.search_id}/events?after={after}&limit=1000",
            headers=_bearer(phone.token),
        )
        answer.raise_for_status()
        page = answer.json()
        found += page
        if not page:
            return found
        after = page[-1]["version"]


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _brief(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: one[name] for name in ("version", "topic", "recorded_at")} for one in records]


@contextmanager
def place_for(database: str) -> Generator[tuple[Settings, Path, PostgreSQL | None]]:
    """Settings of a new installation on this database, and where its service logs."""
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        data_dir, log = Path(folder) / "data", Path(folder) / "log"
        if database == "sqlite":
            yield Settings(data_dir=data_dir), log, None
            return
        with own_postgresql() as server:
            yield Settings(data_dir=data_dir, database_url=server.url), log, server


def main() -> int:
    """Run it; 0 if nothing was found wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.crash")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with place_for(options.database) as (settings, log, server):
        chance = random.Random(options.seed)
        outcome = asyncio.run(tortured(settings, options.kills, chance, log, server, tell=True))
    print(outcome)
    for fault in outcome.faults[:50]:
        print("  ", fault)
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
