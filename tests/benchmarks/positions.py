"""Nine hundred phones that report where they are: how many fixes a second, and what a day costs.

`python -m tests.benchmarks.positions [--hours H] [--phones N] [--batch SECONDS] [--days-of TRACKS]`

Plays what the phones report in those hours as fast as it goes into the store of tracks on SQLite,
one batch for each phone and `batch` seconds with a fix for every ten of them; then, apart from
that, whole days of a few phones that send every fix by itself; then fixes by HTTP to a service in
a process of its own. After each, a fresh process asks for the newest position of every team.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx

from coordinator.searches.tracks import Tracks
from coordinator.settings import Settings
from domain.moment import moment_text
from domain.teams.track import Fix
from tests.acceptance.process import run, served
from tests.benchmarks._fan_out_clearance import station
from tests.benchmarks.clearance_to_phone import PASSWORD

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
SEARCH = UUID(int=7)
EVERY_S = 10
NEEDED = 90.0
"""Fixes a second of 900 phones that send one every ten seconds."""
HTTP_S = 15.0
HTTP_PHONES = 50


def resident_mb() -> float:
    """Memory of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def stored_mb(data: Path) -> float:
    """Size of the store of tracks."""
    return sum(file.stat().st_size for file in data.glob("tracks.sqlite*")) / 1e6


def play(tracks: Tracks, phones: int, hours: float, batch_s: int, data: Path) -> None:
    """Send everything in the order of time, then close; prints as it goes."""
    place = random.Random(1)
    at_once = max(1, batch_s // EVERY_S)
    rounds = max(1, round(hours * 3_600 / (at_once * EVERY_S)))
    lon = [11.5 + place.random() / 10 for _ in range(phones)]
    begun = time.perf_counter()
    sent, shown = 0, 0.0
    for number in range(rounds):
        first = BEGIN + timedelta(seconds=number * at_once * EVERY_S)
        for phone in range(phones):
            fixes = []
            for k in range(at_once):
                lon[phone] += place.uniform(-1e-4, 1e-4)
                at = first + timedelta(seconds=k * EVERY_S, milliseconds=phone)
                fixes.append(Fix(round(lon[phone], 6), 48.1, at, 8.0))
            command = str(UUID(int=place.getrandbits(128)))
            digest = f"{place.getrandbits(256):064x}"
            tracks.extend(SEARCH, f"team {phone}", fixes, command, fixes[-1].at, digest)
            sent += at_once
        done = (number + 1) / rounds
        if done - shown >= 0.2 or number == 0:
            shown = done
            lasted = time.perf_counter() - begun
            print(
                f"  {done:4.0%}: {sent:9,} fixes, {sent / lasted:7,.0f} a second, "
                f"{sent / at_once / lasted:6,.0f} batches a second, memory {resident_mb():.0f} MB, "
                f"stored {stored_mb(data):.1f} MB",
                flush=True,
            )
    tracks.close()
    each = stored_mb(data) * 1e6 / sent
    print(f"  {each:.0f} bytes a fix stored; 7.8 million would be {each * 7_776_000 / 1e9:.1f} GB")


def look(data: Path, phones: int) -> None:
    """What a service that has just started does about tracks, printed as JSON."""
    begun, before = time.perf_counter(), resident_mb()
    tracks = Tracks(Settings(data_dir=data))
    opened = time.perf_counter() - begun
    begun = time.perf_counter()
    found = [tracks.newest(SEARCH, f"team {phone}") for phone in range(phones)]
    assert all(found)
    lasted = time.perf_counter() - begun
    tracks.close()
    print(json.dumps([opened, lasted, resident_mb() - before]))


def start_up(data: Path, phones: int) -> None:
    """Have a fresh process look."""
    arguments = [sys.executable, "-m", "tests.benchmarks.positions", "--look", str(data)]
    shown = subprocess.run(
        [*arguments, "--phones", str(phones)], stdout=subprocess.PIPE, text=True, check=True
    )
    opened, lasted, memory = json.loads(shown.stdout)
    print(
        f"  a fresh process: opened in {opened:.2f} s; the newest position of all {phones} teams "
        f"{lasted:.2f} s, {lasted / phones * 1e3:.1f} ms each; {memory:.0f} MB more",
        flush=True,
    )


async def by_http(address: str, search_id: str, phones: list[tuple[str, str]]) -> tuple[int, float]:
    """Every phone sends its next fix when the one before was accepted; how many in how long."""
    end = time.perf_counter() + HTTP_S
    accepted = 0

    async def phone(http: httpx.AsyncClient, token: str, team: str) -> None:
        nonlocal accepted
        while time.perf_counter() < end:
            fix = {"lon": 11.5, "lat": 48.1, "at": moment_text(datetime.now(UTC)), "accuracy_m": 8}
            answer = await http.post(
                f"/api/v1/searches/{search_id}/positions",
                json={"team_id": team, "fixes": [fix]},
                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())},
            )
            answer.raise_for_status()
            accepted += 1

    begun = time.perf_counter()
    async with (
        httpx.AsyncClient(base_url=address, timeout=60) as http,
        asyncio.TaskGroup() as group,
    ):
        for token, team in phones:
            group.create_task(phone(http, token, team))
    return accepted, time.perf_counter() - begun


def over_http(folder: Path) -> None:
    """A whole service, one fix a request."""
    data = folder / "served"
    shared = Path(__file__).resolve().parents[3] / "shared" / "areas"
    areas = Path(os.environ.get("COORDINATOR_AREAS", shared))
    at = ("--data-dir", str(data))
    run("area", "import", str(areas / "munich_centre.osm.pbf"), "--name", "city", *at)
    run("user", "add", "desk", "--role", "commander", "--password-stdin", *at, stdin=PASSWORD)
    with ExitStack() as closing:
        address = closing.enter_context(served(data))
        http = closing.enter_context(httpx.Client(base_url=f"{address}/api/v1", timeout=60))
        here = station(http, data, HTTP_PHONES, HTTP_PHONES)
        teams = [one["team_id"] for one in http.get(f"/searches/{here.search_id}").json()["teams"]]
        phones = list(zip(here.phones, teams, strict=True))
        accepted, lasted = asyncio.run(by_http(address, here.search_id, phones))
    print(
        f"  {accepted:,} requests with one fix each in {lasted:.1f} s: {accepted / lasted:,.0f} a "
        f"second (900 phones need {NEEDED:.0f}); sender on the same cores",
        flush=True,
    )


def main() -> None:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=0.1)
    parser.add_argument("--phones", type=int, default=900)
    parser.add_argument("--batch", type=int, default=EVERY_S)
    parser.add_argument("--days-of", type=int, default=2)
    parser.add_argument("--look", type=Path)
    asked = parser.parse_args()
    if asked.look:
        look(asked.look, asked.phones)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, phones, hours, batch in (
            ("all", asked.phones, asked.hours, asked.batch),
            ("days", asked.days_of, 24.0, EVERY_S),
        ):
            if not phones:
                continue
            print(f"{phones} phones, {hours:g} h, a batch every {batch} s", flush=True)
            data = folder / name
            play(Tracks(Settings(data_dir=data)), phones, hours, batch, data)
            start_up(data, phones)
        print("by HTTP", flush=True)
        over_http(folder)


if __name__ == "__main__":
    main()
