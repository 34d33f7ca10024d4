"""From the officer's request to a thousand phones: the whole service, with one that stops reading.

Part of `fan_out`: `python -m tests.benchmarks._fan_out_clearance [PHONES [TEAMS [CLEARANCES]]]`.
`coordinator serve` in a process of its own with Munich from the city extracts, an officer's desk
connected, and the phones of street teams in one more process, all on this machine's cores. A
clearance is given every half second or so. Phones do not see the clearance itself; what reaches
them is that the search is at its version, and what follows for them.
"""

import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from bisect import bisect_left
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import orjson

from coordinator.accounts import Accounts, Role
from coordinator.database import open_database
from coordinator.settings import Settings
from tests.acceptance.process import run, served
from tests.benchmarks._lean_client import LeanClient, request
from tests.benchmarks.clearance_to_phone import PASSWORD, ago

TARGET_MS = 50.0
SETTLE_S = 8.0
Record = dict[str, Any]


@dataclass
class Station:
    """A search with teams, an officer's session and the sessions of its phones."""

    http: httpx.Client
    search_id: str
    cameras: list[Record]
    desk: str
    phones: list[str]

    def did(self, path: str, body: Record) -> Record:
        """Give a command."""
        key = {"Idempotency-Key": str(uuid.uuid4())}
        answer = self.http.post(f"/searches/{self.search_id}{path}", json=body, headers=key)
        answer.raise_for_status()
        record: Record = answer.json()
        return record


def station(http: httpx.Client, data: Path, phones: int, teams: int) -> Station:
    """Open a search, deploy teams and give their phones sessions."""
    token = http.post("/session", json={"name": "desk", "password": PASSWORD}).json()["token"]
    http.headers["Authorization"] = f"Bearer {token}"
    http.cookies.clear()
    cameras = [
        c for c in http.get("/areas/city/cameras").json()["features"] if c["properties"]["segments"]
    ]
    lon, lat = cameras[0]["geometry"]["coordinates"]
    body = {
        "area": "city", "subject": {"mobility": "manual"}, "seed": 1,
        "last_known_point": {"lon": lon, "lat": lat, "at": ago(90)},
    }  # fmt: skip
    key = {"Idempotency-Key": str(uuid.uuid4())}
    search_id = http.post("/searches", json=body, headers=key).json()["id"]
    here = Station(http, search_id, cameras, token, [])
    of_team = []
    for number in range(teams):
        lon, lat = cameras[number % len(cameras)]["geometry"]["coordinates"]
        body = {"name": f"Team {number}", "mode": "foot", "lon": lon, "lat": lat}
        of_team.append(here.did("/teams", body)["id"])
    # The same rows as an invitation leads to, without two requests for each phone.
    database = open_database(Settings(data_dir=data))
    accounts = Accounts(database)
    for number in range(phones):
        made = accounts.add(f"phone {number} {uuid.uuid4()}", Role.STREET, None)
        accounts.memberships.add(made.account_id, search_id, of_team[number % teams])
        here.phones.append(accounts.sign_in(made.account_id).token)
    accounts.close()
    database.close()
    return here


def clearances(here: Station, address: str, many: int) -> dict[int, int]:
    """Give them; when each was asked for, by version."""
    asked = {}
    gaps = random.Random(1)
    # A client library would take longer to make the request than the service to answer it.
    officer = HTTPConnection(address.removeprefix("http://"), timeout=60)
    path = f"/api/v1/searches/{here.search_id}/clearances"
    for number in range(many):
        time.sleep(gaps.uniform(0.2, 0.8))
        camera = here.cameras[number % len(here.cameras)]["properties"]["camera_id"]
        since = 85 - 0.5 * (number % 80)
        body = {"camera_id": camera, "from": ago(since), "until": ago(since - 30), "grade": "good"}
        headers = {
            "Authorization": f"Bearer {here.desk}", "Content-Type": "application/json",
            "Idempotency-Key": str(uuid.uuid4()),
        }  # fmt: skip
        sent = orjson.dumps(body)
        begun = time.monotonic_ns()
        officer.request("POST", path, sent, headers)
        answer = officer.getresponse()
        assert answer.status == 201, answer.read()
        asked[orjson.loads(answer.read())["version"]] = begun
    officer.close()
    return asked


def waits(asked: dict[int, int], client: LeanClient, phones: int) -> list[float]:
    """Milliseconds from each request to each phone; infinite for what never came."""
    came: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for words in client.end():
        if len(words) == 3:
            version, phone, at = map(int, words)
            came[phone].append((version, at))
    found = []
    for version, begun in asked.items():
        for phone in range(phones):
            place = bisect_left(came[phone], (version, 0))
            late = place == len(came[phone])
            found.append(float("inf") if late else (came[phone][place][1] - begun) / 1e6)
    return found


def resident_mb(address: str) -> float:
    """Memory of the service that was told to listen there."""
    told = f"--port\0{address.rpartition(':')[2]}\0".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if told in (process / "cmdline").read_bytes():
                status = (process / "status").read_text()
                return int(status.partition("VmRSS:")[2].split()[0]) / 1e3
        except OSError:
            continue
    raise AssertionError("nobody listens there")


def report(name: str, waited: list[float]) -> None:
    """What came of it."""
    waited.sort()
    places = statistics.quantiles(waited, n=1000, method="inclusive")
    within = bisect_left(waited, TARGET_MS) / len(waited)
    print(
        f"  {name:34} median {places[499]:6.1f} ms   p95 {places[949]:6.1f}"
        f"   p99 {places[989]:6.1f}   most {waited[-1]:6.1f}"
        f"   within {TARGET_MS:g} ms {within:.2%}",
        flush=True,
    )


def measure(address: str, here: Station, folder: Path, many: int, slow: int) -> None:
    """With some phones that never read."""
    port = int(address.rpartition(":")[2])
    path = f"/api/v1/searches/{here.search_id}/live"
    phones = [request(f"{path}?packed=yes", token) for token in here.phones]
    reading = len(phones) - slow
    begun = time.perf_counter()
    client = LeanClient.start(port, phones, folder, "versions", reading if slow else -1)
    client.line("open")
    desk = LeanClient.start(port, [request(path, here.desk)], folder, "versions")
    desk.line("open")
    print(f"  {len(phones)} phones open after {time.perf_counter() - begun:.1f} s", flush=True)
    time.sleep(SETTLE_S)
    before = resident_mb(address)
    asked = clearances(here, address, many)
    time.sleep(1)
    name = f"{len(phones)} phones, {slow} of them not reading"
    report(name, waits(asked, client, reading))
    print(f"  memory of the service {before:.0f} MB before, {resident_mb(address):.0f} MB after")
    list(desk.end())


def main() -> None:
    """Set up, measure, print."""
    numbers = [int(each) for each in sys.argv[1:]] if "clearance" in sys.argv[0] else []
    phones, teams, many = (*numbers, *(1_000, 50, 60)[len(numbers) :])
    shared = Path(__file__).resolve().parents[3] / "shared" / "areas"
    folder = Path(os.environ.get("COORDINATOR_AREAS", shared))
    city = folder / "munich_centre.osm.pbf"
    print(f"the whole service, {teams} teams, {many} clearances", flush=True)
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as closing:
        folder = Path(temporary)
        data = folder / "data"
        at = ("--data-dir", str(data))
        run("area", "import", str(city), "--name", "city", *at)
        run("user", "add", "desk", "--role", "commander", "--password-stdin", *at, stdin=PASSWORD)
        address = closing.enter_context(served(data))
        http = closing.enter_context(httpx.Client(base_url=f"{address}/api/v1", timeout=60))
        begun = time.perf_counter()
        here = station(http, data, phones, teams)
        print(
            f"  {phones} phones have joined after {time.perf_counter() - begun:.1f} s", flush=True
        )
        for slow in (0, 1):
            measure(address, here, folder, many, slow)


if __name__ == "__main__":
    main()
