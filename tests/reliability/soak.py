"""A busy search for an hour, and whether the service grows.

`python -m tests.reliability.soak --minutes 60 [--area AREA.osm.pbf]`, by default Munich from the
city extracts. One service in a process of its own on SQLite, shipped defaults. Every fifteen
minutes a search is closed and another one opened: clearances and what else officers do every few
seconds, phones of six teams with positions every ten, desks and watchers, of whom one comes anew
every few seconds. Memory, threads and open files of the service are read every five seconds.

The beliefs of searches are kept within a budget and are counted apart; what is left must be flat:
the lowest of each three minutes, after a third of the time, grows by less than 5 % an hour, and
threads and files by less than two.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from coordinator.accounts import Role
from coordinator.areas.import_area import import_area
from coordinator.settings import Settings
from domain.area import Area
from tests.coordinator.areas.small_city import small_city
from tests.reliability.flatness import Series
from tests.reliability.phones import Phone
from tests.reliability.service import Service
from tests.web.house import ago
from web.search_services import opened_services

Record = dict[str, Any]
SAMPLE_S = 5.0
SEARCH_S = 900.0
LOWS_S = 180.0
WARM = 1 / 3
MOST_GROWTH = 0.05
"""Of memory beside beliefs, in an hour."""
MOST_MORE = 2.0
"""Threads or files, in an hour."""
TEAMS, DESKS, WATCHERS = 6, 3, 10


@dataclass
class Outcome:
    """What was sampled and what was done."""

    memory: Series = field(default_factory=Series)
    """MB, all of it."""
    beside: Series = field(default_factory=Series)
    """MB without the arrays of beliefs."""
    threads: Series = field(default_factory=Series)
    files: Series = field(default_factory=Series)
    seconds: float = 0.0
    searches: int = 0
    commands: int = 0
    refused: int = 0
    repeated: int = 0
    """Commands whose connection broke, and that were sent once more."""
    positions: int = 0
    came: int = 0
    """Sockets that were opened."""
    faults: list[str] = field(default_factory=list)

    def judged(self, lows_s: float = LOWS_S) -> "Outcome":
        """With a fault for each figure that grows."""
        warm_s = self.seconds * WARM
        beside = self.beside.after(warm_s).lows(lows_s).slope
        if beside.an_hour > MOST_GROWTH * beside.level + 2 * beside.error:
            self.faults.append(f"memory beside beliefs grows by {beside.an_hour:.1f} MB an hour")
        for name, series in (("threads", self.threads), ("files", self.files)):
            slope = series.after(warm_s).lows(lows_s).slope
            if slope.an_hour > MOST_MORE + 2 * slope.error:
                self.faults.append(f"{name} grow by {slope.an_hour:.1f} an hour")
        return self

    def __str__(self) -> str:
        verdict = "flat" if not self.faults else f"{len(self.faults)} FAULTS"
        warm_s = self.seconds * WARM
        done = (
            f"{self.seconds / 60:.0f} min: {self.searches} searches, {self.commands} commands "
            f"({self.refused} refused, {self.repeated} sent twice), {self.positions} batches of "
            f"positions, {self.came} sockets"
        )
        lines = [done]
        for name, series in (
            ("memory MB", self.memory),
            ("memory beside beliefs MB", self.beside),
            ("threads", self.threads),
            ("open files", self.files),
        ):
            slope = series.after(warm_s).lows(LOWS_S).slope
            lines.append(
                f"  {name:25} first {series.values[0]:7.1f}  most {max(series.values):7.1f}  "
                f"last {series.values[-1]:7.1f}  an hour {slope.an_hour:+7.2f} +- {slope.error:.2f}"
            )
        return "\n".join([*lines, f"  verdict: {verdict}"])


class Soak:
    """The people of a station, for as long as it takes."""

    def __init__(self, service: Service, area: Area, tokens: list[str], hurry: float) -> None:
        self.outcome = Outcome()
        self._service = service
        self._cameras = [camera.camera_id for camera in area.cameras]
        self._tokens = tokens
        """Of a commander first, then of desks."""
        self._area = area
        self._chance = random.Random(5)
        self._hurry = hurry
        self._http = httpx.AsyncClient(base_url=f"{service.address}/api/v1", timeout=60)

    async def run(self, seconds: float) -> None:
        """One search after the other, sampled all the time."""
        begun = time.monotonic()
        sampling = asyncio.create_task(self._sample(begun))
        async with self._http:
            while (left := seconds - (time.monotonic() - begun)) > 0:
                await self._search(min(left, SEARCH_S / self._hurry))
        sampling.cancel()
        await asyncio.gather(sampling, return_exceptions=True)
        self.outcome.seconds = time.monotonic() - begun

    async def _search(self, seconds: float) -> None:
        place = self._area.cameras[0].place
        here = {"lon": place.lon, "lat": place.lat}
        body = {
            "area": self._area.name, "subject": {"mobility": "manual", "name": "Li"}, "seed": 3,
            "last_known_point": {**here, "at": ago(90)},
        }  # fmt: skip
        opened = await self._did("/searches", body)
        path = f"/searches/{opened['search_id']}"
        teams = [
            (await self._did(f"{path}/teams", {"name": f"Team {n}", "mode": "foot", **here}))["id"]
            for n in range(TEAMS)
        ]
        phones = [await self._invited(path, role="street", team_id=team) for team in teams]
        watchers = [await self._invited(path, role="watcher") for _ in range(WATCHERS)]
        self.outcome.searches += 1
        end = time.monotonic() + seconds
        async with self._followed(opened["search_id"], [*self._tokens[:DESKS], *phones, *watchers]):
            work = [self._officers(path, teams, end)]
            work += [
                self._positions(path, team, phone, here, end)
                for team, phone in zip(teams, phones, strict=True)
            ]
            await asyncio.gather(*work)
        await self._did(f"{path}/closure", {"outcome": "suspended_unfound"}, refusable=True)

    async def _officers(self, path: str, teams: list[str], end: float) -> None:
        chance = self._chance
        calls: list[tuple[str, Record]]
        while time.monotonic() < end:
            since = chance.uniform(15, 80)
            window = {"from": ago(since), "until": ago(since - 10)}
            camera = chance.choice(self._cameras)
            calls = [
                ("clearances", {"camera_id": camera, "grade": "fair", **window}),
                ("clearances", {"camera_id": camera, "grade": "good", **window}),
                ("claims", {"camera_id": camera, **window}),
                ("notes", {"text": "asked at the kiosk"}),
                ("sweeps", {"team_id": chance.choice(teams), "segments": [1, 2, 3], **window}),
            ]
            call, body = chance.choice(calls)
            await self._did(f"{path}/{call}", body, refusable=True)
            if chance.random() < 0.1:
                await self._http.get(f"{path}/map", headers=self._session(self._tokens[0]))
            await asyncio.sleep(chance.uniform(2, 8) / self._hurry)

    async def _positions(self, path: str, team: str, phone: str, here: Record, end: float) -> None:
        chance = self._chance
        while time.monotonic() < end:
            at = {"lon": here["lon"] + chance.uniform(0, 0.01), "lat": here["lat"]}
            fixes = [{**at, "at": ago(0.05)}]
            await self._did(f"{path}/positions", {"team_id": team, "fixes": fixes}, phone)
            self.outcome.positions += 1
            await asyncio.sleep(10 / self._hurry)

    @asynccontextmanager
    async def _followed(self, search_id: str, tokens: list[str]) -> AsyncGenerator[None]:
        """All screens follow; one after the other goes and comes anew."""
        screens = [Phone(self._service.address, search_id, token) for token in tokens]
        following = {n: asyncio.create_task(one.follow()) for n, one in enumerate(screens)}

        async def come_and_go() -> None:
            while True:
                for number, screen in enumerate(screens):
                    await asyncio.sleep(4 / self._hurry)
                    following[number].cancel()
                    await asyncio.gather(following[number], return_exceptions=True)
                    following[number] = asyncio.create_task(screen.follow())

        coming = asyncio.create_task(come_and_go())
        try:
            yield
        finally:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)
            for task in following.values():
                task.cancel()
            await asyncio.gather(*following.values(), return_exceptions=True)
            self.outcome.came += sum(screen.connections for screen in screens)

    async def _invited(self, path: str, **body: str) -> str:
        answer = await self._http.post(
            f"{path}/invitations", json=body, headers=self._session(self._tokens[0])
        )
        joining = {"token": answer.raise_for_status().json()["url"].rpartition("#")[2]}
        joined = await self._http.post("/session/invitation", json=joining)
        self._http.cookies.clear()
        token: str = joined.raise_for_status().json()["token"]
        return token

    async def _did(
        self, path: str, body: Record, token: str | None = None, *, refusable: bool = False
    ) -> Record:
        headers = self._session(token or self._tokens[0])
        headers["Idempotency-Key"] = str(uuid.uuid4())
        try:
            answer = await self._http.post(path, json=body, headers=headers)
        except httpx.TransportError:
            self.outcome.repeated += 1
            answer = await self._http.post(path, json=body, headers=headers)
        self.outcome.commands += 1
        if refusable and answer.status_code in (409, 422):
            self.outcome.refused += 1
            return {}
        record: Record = answer.raise_for_status().json()
        return record

    @staticmethod
    def _session(token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}

    async def _sample(self, begun: float) -> None:
        process = Path(f"/proc/{self._service.pid}")
        async with httpx.AsyncClient(base_url=self._service.address, timeout=60) as http:
            while True:
                text = (await http.get("/metrics")).text
                beliefs = next(
                    float(line.split()[1])
                    for line in text.splitlines()
                    if line.startswith('coordinator_memory_bytes{what="beliefs"}')
                )
                status = dict(
                    line.split(":", 1) for line in (process / "status").read_text().splitlines()
                )
                at_s = time.monotonic() - begun
                memory = float(status["VmRSS"].split()[0]) / 1e3
                self.outcome.memory.add(at_s, memory)
                self.outcome.beside.add(at_s, memory - beliefs / 1e6)
                self.outcome.threads.add(at_s, float(status["Threads"]))
                self.outcome.files.add(at_s, float(len(list((process / "fd").iterdir()))))
                await asyncio.sleep(SAMPLE_S / self._hurry)


def soaked(
    settings: Settings, log: Path, area: Area, seconds: float, hurry: float = 1.0
) -> Outcome:
    """Run a service for so long, everything `hurry` times as fast, and say what came of it."""
    service = Service(settings, log)
    with opened_services(settings) as services:
        services.areas.keep(area, datetime.now(UTC))
        accounts = services.accounts
        made = [accounts.add("commander", Role.COMMANDER, None)]
        made += [accounts.add(f"video {n}", Role.VIDEO, None) for n in range(DESKS)]
        tokens = [accounts.sign_in(one.account_id).token for one in made]
    service.start()
    try:
        soak = Soak(service, area, tokens, hurry)
        asyncio.run(soak.run(seconds))
    finally:
        service.stop()
    if "Traceback" in log.read_text(errors="replace"):
        soak.outcome.faults.append("the service's log has an error")
    return soak.outcome


def main() -> int:
    """Run it; 0 if the service is flat."""
    shared = Path(__file__).resolve().parents[3] / "shared" / "areas"
    folder = Path(os.environ.get("COORDINATOR_AREAS", shared))
    parser = argparse.ArgumentParser(prog="python -m tests.reliability.soak")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--area", type=Path, default=folder / "munich_centre.osm.pbf")
    parser.add_argument("--samples", type=Path, help="a file for the samples, as CSV")
    options = parser.parse_args()
    area = small_city() if str(options.area) == "small" else import_area(options.area, "city")[0]
    with tempfile.TemporaryDirectory(prefix="soak-") as temporary:
        settings = Settings(data_dir=Path(temporary) / "data")
        outcome = soaked(settings, Path(temporary) / "log", area, options.minutes * 60)
    outcome.judged()
    if options.samples:
        rows = zip(
            outcome.memory.seconds, outcome.memory.values, outcome.beside.values,
            outcome.threads.values, outcome.files.values, strict=True,
        )  # fmt: skip
        lines = ["seconds,memory_mb,beside_beliefs_mb,threads,files"]
        lines += [",".join(f"{value:.1f}" for value in row) for row in rows]
        options.samples.write_text("\n".join(lines) + "\n")
    print(outcome)
    for fault in outcome.faults:
        print("  ", fault)
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
