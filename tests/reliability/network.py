"""A bad network between phones, several coordinators and their database, under load.

`python -m tests.reliability.network --minutes 10 [--seed N]`. Every way (phones and officers to
each coordinator, each coordinator to PostgreSQL) is in turn slow, loses connections, goes silent or
is shut. Officers give commands at any of the coordinators and repeat each, with its key, wherever
they get through; screens come back wherever they get through, with the version that they have.

None acknowledged may be lost or recorded twice, every screen must see every event once and in
order, and no screen may believe for long that it is live while it is not.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import psycopg
from sqlalchemy import URL, make_url

from coordinator.settings import Settings
from tests.reliability.bad_way import BadWay, bad_way
from tests.reliability.checking import faults_in_store, phone_faults, stored_records
from tests.reliability.installed import People, SearchHere, installed, open_search
from tests.reliability.ledger import Ledger
from tests.reliability.officers import keep_commanding
from tests.reliability.postgresql import own_postgresql
from tests.reliability.roaming import Anywhere, RoamingPhone, Watch
from tests.reliability.service import Service

COORDINATORS = 2
SEARCHES = 2
OFFICERS = 4
FAULT_S = (2.0, 9.0)
LONG_S = (35.0, 50.0)
"""Now and then a silence is longer than what a screen waits for a heartbeat."""
PAUSE_S = (0.5, 2.0)
SETTLE_S = 120.0
MOST_S = 90.0
LONGEST_STALE_S = 45.0
"""Heartbeats come every 15 s and a screen gives up after two and a half of them; then there is the
time that an event takes on a slow way."""


@dataclass
class Outcome:
    """What was done and what was found wrong."""

    seconds: float = 0.0
    faulted: Counter[str] = field(default_factory=Counter)
    resets: int = 0
    commands: int = 0
    acknowledgements: int = 0
    unanswered: int = 0
    events: int = 0
    seen: int = 0
    connections: int = 0
    stale_s: float = 0.0
    """The longest that a screen believed to be live and was not."""
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        verdict = "no fault" if not self.faults else f"{len(self.faults)} FAULTS"
        made = ", ".join(f"{n} x {what}" for what, n in sorted(self.faulted.items()))
        return (
            f"{self.seconds:.0f} s of a bad network ({made}; {self.resets} connections reset by "
            f"loss): {self.commands} commands, {self.unanswered} of them left without an answer at "
            f"least once, {self.acknowledgements} acknowledgements, {self.events} events in the "
            f"store, {self.seen} seen by screens over {self.connections} connections; longest that "
            f"a screen took itself for live and was not: {self.stale_s:.1f} s: {verdict}"
        )


async def tortured(
    url: str,
    folder: Path,
    seconds: float,
    chance: random.Random,
    *,
    long: bool = False,
    least: int = 0,
) -> Outcome:
    """Let the network be bad for so long, and say what came of it; with `least` until so many
    commands were acknowledged and something broke."""
    outcome, ledger = Outcome(), Ledger()
    settings = Settings(data_dir=folder / "data", database_url=url)
    people = installed(settings, OFFICERS)
    async with AsyncExitStack() as closing:
        to_database = [
            await closing.enter_async_context(bad_way(socket_of(url), chance))
            for _ in range(COORDINATORS)
        ]
        services = [
            Service(replace(settings, database_url=through(url, way.port)), folder / f"log-{i}")
            for i, way in enumerate(to_database)
        ]
        for service in services:
            closing.callback(service.stop)
            service.spawn()
        for service in services:
            await asyncio.to_thread(service.wait_until_ready)
        to_people = [
            await closing.enter_async_context(bad_way(("127.0.0.1", service.port), chance))
            for service in services
        ]
        address = services[0].address
        searches = [
            await asyncio.to_thread(open_search, settings, address, people.commanders[0])
            for _ in range(SEARCHES)
        ]
        phones = phones_of(people, searches, [way.port for way in to_people], chance)
        transport = Anywhere([way.port for way in to_people], chance)
        client = await closing.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", timeout=10)
        )
        ended, begun = asyncio.Event(), time.monotonic()
        watch = Watch(ledger, phones)
        following = [asyncio.create_task(phone.follow()) for phone in phones]
        following.append(asyncio.create_task(watch.run()))
        commanding = [
            asyncio.create_task(
                keep_commanding(
                    client, token, searches, ledger, random.Random(chance.random()), ended
                )
            )
            for token in people.commanders
        ]
        ways = {f"database {i}": way for i, way in enumerate(to_database)}
        ways |= {f"phones {i}": way for i, way in enumerate(to_people)}
        await disturb(ways, seconds, chance, outcome, commanding, long=long)

        def broken() -> int:
            return ledger.unanswered + sum(way.resets for way in ways.values())

        while least and (ledger.acknowledgements < least or not broken()):
            # On a busy machine it takes its time, and chance may choose mild faults only.
            assert time.monotonic() - begun < MOST_S, "nothing ever broke"
            await disturb(ways, 1.0, chance, outcome, commanding, long=long)
        ended.set()
        await asyncio.wait_for(asyncio.gather(*commanding), SETTLE_S)
        for phone in phones:
            await settled(phone, ledger)
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
        for phone in phones:
            outcome.faults += phone_faults(phone, await shown(services[0], phone))
        outcome.seconds = time.monotonic() - begun
    outcome.faults += await connections_left(url)
    outcome.faults += faults_in_store(settings, searches, ledger)
    outcome.faults += [f"unexpected error at {s.log.name}" for s in services
                       if "unexpected error" in s.log.read_text()]  # fmt: skip
    outcome.stale_s = watch.longest_s
    if watch.longest_s > LONGEST_STALE_S:
        outcome.faults.append(f"a screen was stale for {watch.longest_s:.1f} s and did not know")
    outcome.events = sum(len(stored_records(settings, one.search_id)) for one in searches)
    outcome.seen = sum(len(phone.events) for phone in phones)
    outcome.connections = sum(phone.connections for phone in phones)
    outcome.commands = len(ledger.commands)
    outcome.acknowledgements = ledger.acknowledgements
    outcome.unanswered = ledger.unanswered
    outcome.resets = sum(way.resets for way in ways.values())
    return outcome


async def disturb(
    ways: dict[str, BadWay],
    seconds: float,
    chance: random.Random,
    outcome: Outcome,
    working: "list[asyncio.Task[None]]",
    *,
    long: bool,
) -> None:
    """One fault after the other, on one way or on two at once; all ways are good afterwards."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        chosen = chance.sample(sorted(ways), chance.choice([1, 1, 2]))
        lasting = chance.uniform(*FAULT_S)
        for name in chosen:
            kind = chance.choice(["slow", "loss", "silence", "shut"])
            outcome.faulted[f"{kind} to {name.split()[0]}"] += 1
            if kind == "silence" and long and chance.random() < 0.25:
                lasting = chance.uniform(*LONG_S)
            make(ways[name], kind, chance)
        await asyncio.sleep(min(lasting, max(0.0, end - time.monotonic())))
        for way in ways.values():
            way.good()
        for task in working:
            if task.done():
                task.result()
        await asyncio.sleep(chance.uniform(*PAUSE_S))


def make(way: BadWay, kind: str, chance: random.Random) -> None:
    """Make a way bad in one of four manners."""
    match kind:
        case "slow":
            way.slow(chance.uniform(0.05, 1.0))
        case "loss":
            way.lossy(chance.uniform(0.01, 0.2))
        case "silence":
            way.silent()
        case _:
            way.shut()


def phones_of(
    people: People, searches: list[SearchHere], ports: list[int], chance: random.Random
) -> list[RoamingPhone]:
    """For each search a desk and a street phone."""
    return [
        RoamingPhone("", search.search_id, token, ports=ports, chance=chance)
        for search in searches
        for token in (people.desk, search.phone)
    ]


async def settled(phone: RoamingPhone, ledger: Ledger) -> None:
    """Wait until a screen was told of all that was acknowledged."""
    newest = max(
        (one.version for sent in ledger.of(phone.search_id) for one in sent.acknowledged),
        default=0,
    )
    with suppress(TimeoutError):
        await asyncio.wait_for(phone.reaches(newest), SETTLE_S)
        return
    phone.faults.append(f"was told up to {phone.version}, acknowledged is {newest}")


async def connections_left(url: str) -> list[str]:
    """Wait until the database has seen that all are gone; a fault if they are not."""
    end = time.monotonic() + SETTLE_S
    while time.monotonic() < end:
        with suppress(psycopg.OperationalError):
            async with await psycopg.AsyncConnection.connect(url) as connection:
                row = await (
                    await connection.execute(
                        "SELECT count(*) FROM pg_stat_activity WHERE backend_type = "
                        "'client backend' AND datname = current_database()"
                    )
                ).fetchone()
                if row == (1,):
                    return []
        await asyncio.sleep(0.5)
    return ["the database still has connections of services that have ended"]


async def shown(service: Service, phone: RoamingPhone) -> list[dict[str, object]]:
    """Every event that the phone's view shows, read at a coordinator without the bad network, up
    to the version that the phone has."""
    found: list[dict[str, object]] = []
    headers = {"Authorization": f"Bearer {phone.token}"}
    async with httpx.AsyncClient(base_url=service.address, timeout=60, headers=headers) as client:
        while True:
            after = found[-1]["version"] if found else 0
            answer = await client.get(
                f"/api/v1/searches/{phone.search_id}/events?after={after}&limit=1000"
            )
            page = answer.raise_for_status().json()
            found += [one for one in page if one["version"] <= (phone.version or 0)]
            if not page:
                return found


def socket_of(url: str) -> Path:
    """The Unix socket on which a server listens, by its URL."""
    host = make_url(url).query["host"]
    return Path(host if isinstance(host, str) else host[0]) / ".s.PGSQL.5432"


def through(url: str, port: int) -> str:
    """The same database by way of a port of this machine."""
    here = make_url(url)
    there = URL.create("postgresql", here.username, here.password, "127.0.0.1", port, here.database)
    return there.render_as_string(hide_password=False)


def main() -> int:
    """Run it; 0 if nothing was found wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.network")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="network-") as folder,
        own_postgresql() as server,
    ):
        chance = random.Random(options.seed)
        outcome = asyncio.run(
            tortured(server.url, Path(folder), options.minutes * 60, chance, long=True)
        )
    print(outcome)
    for fault in outcome.faults[:50]:
        print("  ", fault)
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
