"""What watchers wait for when hundreds come at once: their page, their report, news.

`python -m tests.benchmarks.many_watchers [AREA.osm.pbf [WATCHERS]]`, by default Munich from the
city extracts and 300. One service in its own process, all watchers in another, on loopback; every
one opens its socket, reads description and photo, and sends a report with all the others. Ends
after three minutes at the latest, and says how far it came.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import httpx

from coordinator.accounts import Accounts, Role
from coordinator.database import open_database
from coordinator.settings import Settings
from tests.acceptance.process import run, served
from tests.benchmarks.clearance_to_phone import PASSWORD, ago
from tests.coordinator.photos.pictures import encoded
from tests.web.crowd import Crowd

LONGEST_S = 180.0
Record = dict[str, Any]


def photo() -> bytes:
    """A picture with as much in it as a phone's."""
    from PIL import Image

    noise = Image.effect_noise((1600, 1200), 40).convert("RGB")
    return encoded(noise, "JPEG", quality=80)


def crowd_of(http: httpx.Client, address: str, data: Path, many: int) -> Crowd:
    """A search with a photo, and watchers who belong to it."""

    def did(path: str, **sent: Any) -> Record:
        answer = http.post(path, headers={"Idempotency-Key": str(uuid.uuid4())}, **sent)
        answer.raise_for_status()
        record: Record = answer.json()
        return record

    token = http.post("/session", json={"name": "desk", "password": PASSWORD}).json()["token"]
    http.headers["Authorization"] = f"Bearer {token}"
    camera = http.get("/areas/city/cameras").json()["features"][0]
    lon, lat = camera["geometry"]["coordinates"]
    place = {"lon": lon, "lat": lat}
    body = {
        "area": "city", "subject": {"mobility": "manual", "clothing": "not known"}, "seed": 1,
        "last_known_point": {**place, "at": ago(60)},
    }  # fmt: skip
    search_id = did("/searches", json=body)["id"]
    did(f"/searches/{search_id}/subject/photo", content=photo())
    # The same rows as an invitation leads to, without two requests for each watcher.
    database = open_database(Settings(data_dir=data))
    accounts = Accounts(database)
    tokens = []
    for number in range(many):
        made = accounts.add(f"watcher {number}", Role.WATCHER, None)
        accounts.memberships.add(made.account_id, search_id)
        tokens.append(accounts.sign_in(made.account_id).token)
    accounts.close()
    database.close()
    http.cookies.clear()
    return Crowd(address, search_id, tokens, place)


def main() -> None:
    """Set up, measure, print."""
    shared = Path(__file__).resolve().parents[3] / "shared" / "areas"
    folder = Path(os.environ.get("COORDINATOR_AREAS", shared))
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "munich_centre.osm.pbf"
    many = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data"
        at = ("--data-dir", str(data))
        run("area", "import", str(file), "--name", "city", *at)
        run("user", "add", "desk", "--role", "commander", "--password-stdin", *at, stdin=PASSWORD)
        with (
            served(data) as address,
            httpx.Client(base_url=f"{address}/api/v1", timeout=60) as http,
        ):
            crowd = crowd_of(http, address, data, many)

            async def change() -> None:
                body = {"mobility": "manual", "clothing": "green coat"}
                headers = {"Idempotency-Key": str(uuid.uuid4())}
                path = f"/searches/{crowd.search_id}/subject"
                answer = await asyncio.to_thread(http.post, path, json=body, headers=headers)
                answer.raise_for_status()

            async def bounded() -> bool:
                try:
                    async with asyncio.timeout(LONGEST_S):
                        await crowd.come(change)
                except TimeoutError:
                    return False
                return True

            begun = time.perf_counter()
            served_all = asyncio.run(bounded())
            lasted_s = time.perf_counter() - begun
    came = f"all served in {lasted_s:.1f} s" if served_all else f"NOT all within {LONGEST_S:g} s"
    print(f"{file.name}: {many} watchers at once, {came}")
    print(f"  photo on a page      {max(crowd.photo_bytes, default=0) / 1e3:7.1f} kB")
    for name, waits in (
        ("description and photo", crowd.looked),
        ("report answered", crowd.reported),
        ("new description", crowd.told),
    ):
        if len(waits) < 2:
            print(f"  {name:21} of {len(waits)}")
            continue
        p99 = statistics.quantiles(waits, n=100, method="inclusive")[98]
        middle = statistics.median(waits)
        print(f"  {name:21} median {middle:6.2f} s   p99 {p99:6.2f} s   of {len(waits)}")


if __name__ == "__main__":
    main()
