"""How long from a clearance to the screens: its event on a desk, the redirect on a phone.

`python -m tests.benchmarks.clearance_to_phone [AREA.osm.pbf]`, by default Munich from the city
extracts. One service in its own process with the policy sending redirects at once, a desk, a video
officer and two phones on loopback. Times are from the officer's request and from its answer.
"""

import json
import os
import statistics
import sys
import tempfile
import threading
import time
import uuid
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.acceptance.process import run, served

ROUNDS = 100
REDIRECT_WAIT_S = 0.7
PASSWORD = "seven bridges over the Isar"
EAGER = {
    "redirect_at_once": 1.0,
    "redirect_hold": 0.0,
    "redirect_least_pos": 0.0,
    "redirect_gain_ratio": 1.0,
}
Record = dict[str, Any]


@dataclass
class Screen:
    """A socket that notes when each event came."""

    socket: ClientConnection
    came: dict[str, float] = field(default_factory=dict)
    """Seconds of the clock of this process, by command or by redirect."""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def listen(self) -> None:
        """Until the socket is closed."""
        try:
            while True:
                message = self.socket.recv()
                now = time.perf_counter()
                if isinstance(message, str):
                    self.note(json.loads(message), now)
        except ConnectionClosed:
            return

    def note(self, message: Record, now: float) -> None:
        """Remember what came, and answer heartbeats."""
        if message["type"] == "ping":
            self.socket.send('{"type": "pong"}')
        with self.changed:
            for event in message.get("events", ()):
                self.came[str(event["version"])] = now
                if event["topic"] == "street_team.redirected":
                    for version in event["data"]["because"]:
                        self.came.setdefault(f"redirect:{version}", now)
            self.changed.notify()

    def when(self, what: str, wait_s: float) -> float | None:
        """When it came, None if it did not."""
        with self.changed:
            self.changed.wait_for(lambda: what in self.came, wait_s)
            return self.came.get(what)


def ago(minutes: float) -> str:
    """The time so many minutes ago."""
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()


def measured(http: httpx.Client, address: str, closing: ExitStack) -> dict[str, list[float]]:
    """The times of all rounds, in milliseconds."""

    def did(path: str, body: Record) -> Record:
        answer = http.post(path, json=body, headers={"Idempotency-Key": str(uuid.uuid4())})
        answer.raise_for_status()
        record: Record = answer.json()
        return record

    token = http.post("/session", json={"name": "desk", "password": PASSWORD}).json()["token"]
    http.headers["Authorization"] = f"Bearer {token}"
    cameras = [
        c for c in http.get("/areas/city/cameras").json()["features"] if c["properties"]["segments"]
    ]
    lon, lat = cameras[0]["geometry"]["coordinates"]
    opened = did(
        "/searches",
        {
            "area": "city", "subject": {"mobility": "manual"}, "seed": 1, "parameters": EAGER,
            "last_known_point": {"lon": lon, "lat": lat, "at": ago(90)},
        },
    )  # fmt: skip
    path = f"/searches/{opened['id']}"
    sockets = [closing.enter_context(follow(address, opened["id"], token))]
    for number in range(2):
        body = {"name": f"Team {number}", "mode": "foot", "lon": lon, "lat": lat}
        team = did(f"{path}/teams", body)["id"]
        invited = did(f"{path}/invitations", {"role": "street", "team_id": team})
        joining = {"token": invited["url"].rpartition("#")[2]}
        phone = httpx.post(f"{address}/api/v1/session/invitation", json=joining)
        followed = follow(address, opened["id"], phone.json()["token"])
        sockets.append(closing.enter_context(followed))
    screens = [Screen(socket) for socket in sockets]
    threads = [threading.Thread(target=screen.listen) for screen in screens]
    for thread in threads:
        thread.start()
    near = sorted(cameras, key=lambda c: (c["geometry"]["coordinates"][0] - lon) ** 2
                  + (c["geometry"]["coordinates"][1] - lat) ** 2)  # fmt: skip
    times: dict[str, list[float]] = {"answer": [], "desk": [], "desk after answer": [],
                                     "phone": [], "phone after answer": []}  # fmt: skip
    time.sleep(3)  # the first belief and the first orders
    for number in range(ROUNDS):
        camera = near[number % len(near)]["properties"]["camera_id"]
        since = 80 - 0.5 * number
        begun = time.perf_counter()
        answer = did(
            f"{path}/clearances",
            {"camera_id": camera, "from": ago(since), "until": ago(since - 30), "grade": "good"},
        )
        answered = time.perf_counter()
        times["answer"].append((answered - begun) * 1e3)
        version = answer["version"]
        on_desk = screens[0].when(str(version), 5)
        assert on_desk is not None, "the clearance never reached the desk"
        times["desk"].append((on_desk - begun) * 1e3)
        times["desk after answer"].append((on_desk - answered) * 1e3)
        on_phone = None
        end = time.perf_counter() + REDIRECT_WAIT_S
        while on_phone is None and time.perf_counter() < end:
            for screen in screens[1:]:
                on_phone = on_phone or screen.when(f"redirect:{version}", 0.02)
        if on_phone is not None:
            times["phone"].append((on_phone - begun) * 1e3)
            times["phone after answer"].append((on_phone - answered) * 1e3)
    for screen in screens:
        screen.socket.close()
    for thread in threads:
        thread.join()
    return times


def follow(address: str, search_id: str, token: str) -> AbstractContextManager[ClientConnection]:
    """A socket of this search."""
    url = f"{address.replace('http', 'ws')}/api/v1/searches/{search_id}/live"
    return connect(url, additional_headers={"Authorization": f"Bearer {token}"}, max_size=None)


def main() -> None:
    """Set up, measure, print."""
    shared = Path(__file__).resolve().parents[3] / "shared" / "areas"
    folder = Path(os.environ.get("COORDINATOR_AREAS", shared))
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "munich_centre.osm.pbf"
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data"
        at = ("--data-dir", str(data))
        run("area", "import", str(file), "--name", "city", *at)
        run("user", "add", "desk", "--role", "commander", "--password-stdin", *at, stdin=PASSWORD)
        with served(data) as address, ExitStack() as closing:
            http = closing.enter_context(httpx.Client(base_url=f"{address}/api/v1", timeout=60))
            times = measured(http, address, closing)
    print(f"{file.name}: {ROUNDS} clearances, {len(times['phone'])} of them caused a redirect")
    for name, ms in times.items():
        if len(ms) > 1:
            p99 = statistics.quantiles(ms, n=100, method="inclusive")[98]
            print(f"  {name:20} median {statistics.median(ms):7.1f} ms   p99 {p99:7.1f} ms")


if __name__ == "__main__":
    main()
