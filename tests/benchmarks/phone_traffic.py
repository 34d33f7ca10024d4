"""What a street team's phone costs of its data plan: the first load, then a minute of a search.

`python -m tests.benchmarks.phone_traffic [AREA.osm.pbf]`, by default Munich from the city extracts.
A real Chromium in the size of a phone opens its invitation through a proxy that counts every byte
of TCP payload, service worker and map library included, and then follows a busy search: a window
reviewed and eight teams moving every ten seconds, a witness every minute.
"""

import itertools
import sys
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, sync_playwright

from tests.benchmarks._belief_city import extracts
from tests.benchmarks._counting_proxy import Counted, counting
from tests.benchmarks._station import station
from tests.browser.chromium import arguments, chromium

MINUTES = 2
TEAMS = 8
CLEARANCE_EVERY_S = 10.0
SIGHTING_EVERY_S = 60.0
FIXES_EVERY_S = 10.0
QUIET_S = 5.0
"""The first load has ended when so long nothing came but heartbeats."""
HEARTBEAT = 2_000
Record = dict[str, Any]


class Busy:
    """Officers and teams who keep a search busy, until told to stop."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        cameras = http.get("/areas/city/cameras").json()["features"]
        self.cameras = [c for c in cameras if c["properties"]["segments"]]
        self.lon, self.lat = self.cameras[len(self.cameras) // 2]["geometry"]["coordinates"]
        seen = {"lon": self.lon, "lat": self.lat, "at": ago(60)}
        opening = {
            "area": "city", "subject": {"mobility": "manual"}, "last_known_point": seen, "seed": 1,
        }  # fmt: skip
        self.path = f"/searches/{self.did('/searches', opening)}"
        self.teams = [
            self.did(f"{self.path}/teams", {"name": f"Team {number}", "mode": "foot",
                                            "lon": self.lon, "lat": self.lat})
            for number in range(TEAMS)
        ]  # fmt: skip
        self.ended = threading.Event()

    def did(self, path: str, body: Record) -> str:
        """The id of what a command made."""
        answer = self.http.post(path, json=body, headers={"Idempotency-Key": str(uuid.uuid4())})
        answer.raise_for_status()
        return str(answer.json()["id"])

    def invited(self, team_id: str) -> str:
        """The path and token by which a phone joins."""
        body = {"role": "street", "team_id": team_id}
        answer = self.http.post(
            f"{self.path}/invitations", json=body, headers={"Idempotency-Key": str(uuid.uuid4())}
        )
        return "/join#" + str(answer.json()["url"]).rpartition("#")[2]

    def work(self) -> None:
        """Clear a window every ten seconds, walk with every team, see him now and then."""
        for second in itertools.count():
            if self.ended.wait(1.0):
                return
            if second % CLEARANCE_EVERY_S == 0:
                camera = self.cameras[second % len(self.cameras)]["properties"]["camera_id"]
                window = {"from": ago(50), "until": ago(20)}
                self.did(
                    f"{self.path}/clearances", {"camera_id": camera, "grade": "fair", **window}
                )
            if second % SIGHTING_EVERY_S == 30:
                place = {"lon": self.lon + 0.002, "lat": self.lat, "at": ago(5)}
                self.did(f"{self.path}/sightings", {**place, "source": "witness"})
            if second % FIXES_EVERY_S == 0:
                for number, team_id in enumerate(self.teams[1:], start=1):
                    fix = {"lon": self.lon + 1e-5 * second, "lat": self.lat + 1e-4 * number,
                           "at": ago(0), "accuracy_m": 8}  # fmt: skip
                    self.did(f"{self.path}/positions", {"team_id": team_id, "fixes": [fix]})


def ago(minutes: float) -> str:
    """The time so many minutes ago."""
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()


def settled(page: Page, counted: Counted, within_s: float = 180.0) -> int:
    """The bytes both ways once no more than heartbeats come."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        before = counted.both
        page.wait_for_timeout(QUIET_S * 1000)
        if counted.both - before < HEARTBEAT:
            break
    return counted.both


def measured(busy: Busy, address: str) -> tuple[int, int, float]:
    """Bytes of the first load, then of the busy time, and how many minutes that was."""
    with sync_playwright() as playwright, counting(address) as counted:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True,
            geolocation={"longitude": busy.lon, "latitude": busy.lat}, permissions=["geolocation"],
        )  # fmt: skip
        page = context.new_page()
        page.goto(counted.address + busy.invited(busy.teams[0]))
        page.locator("body[data-live=live]").wait_for(state="attached", timeout=120_000)
        page.locator("[data-testid=map] canvas").wait_for(timeout=120_000)
        first = settled(page, counted)
        # A first touch lets the phone tell its position.
        page.touchscreen.tap(195, 300)
        working = threading.Thread(target=busy.work, daemon=True)
        working.start()
        before, begun = counted.both, time.monotonic()
        for step in range(int(MINUTES * 60 / 2)):
            context.set_geolocation({"longitude": busy.lon + 2e-5 * step, "latitude": busy.lat})
            page.wait_for_timeout(2000)
        busy.ended.set()
        working.join()
        took = (time.monotonic() - begun) / 60
        after = counted.both - before
        browser.close()
    return first, after, took


def main() -> None:
    """Set up, measure, print."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else extracts() / "munich_centre.osm.pbf"
    if chromium() is None:
        print("no Chromium: not measured")
        return
    with station(file) as (address, http, area):
        first, after, minutes = measured(Busy(http), address)
    print(f"{file.name}, {area['segments']} segments; bytes both ways, headers included")
    print(f"  first load            {first / 1000:8.0f} kB   (target 900)")
    print(f"  a minute, busy search {after / minutes / 1000:8.0f} kB   (target 60)")


if __name__ == "__main__":
    main()
