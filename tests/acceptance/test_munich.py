"""A whole search in Munich, from outside: command line, HTTP and WebSocket only."""

import hashlib
import json
import math
import shutil
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import ClientConnection, connect

from tests.acceptance.process import run, served

PASSWORD = "seven bridges over the Isar"
Record = dict[str, Any]

pytestmark = pytest.mark.city


def ago(minutes: float) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()


class Desk:
    """Somebody at the station."""

    def __init__(self, address: str, http: httpx.Client) -> None:
        self.http = http
        self.address = address
        answer = self.http.post("/session", json={"name": "desk", "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["token"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"

    def command(self, path: str, body: Record) -> Record:
        """A command, given twice: 201 and then the same answer with 200."""
        key = {"Idempotency-Key": str(uuid.uuid4())}
        first = self.http.post(path, json=body, headers=key)
        again = self.http.post(path, json=body, headers=key)
        assert (first.status_code, again.status_code) == (201, 200), first.text
        assert first.json() == again.json()
        answer: Record = first.json()
        assert set(answer) == {"search_id", "version", "id"}
        return answer

    def get(self, path: str) -> httpx.Response:
        answer = self.http.get(path)
        assert answer.status_code == 200, answer.text
        return answer

    @contextmanager
    def live(self, search_id: str) -> Generator[ClientConnection]:
        url = f"{self.address.replace('http', 'ws')}/api/v1/searches/{search_id}/live"
        header = {"Authorization": f"Bearer {self.token}"}
        with connect(url, additional_headers=header, max_size=None) as socket:
            yield socket


@contextmanager
def signed_in(address: str) -> Generator[Desk]:
    """Somebody who has just signed in."""
    with httpx.Client(base_url=f"{address}/api/v1", timeout=60) as http:
        yield Desk(address, http)


def heard(socket: ClientConnection, version: int) -> list[Record]:
    """All text messages until the one that brings us to a version."""
    messages = []
    while True:
        message = socket.recv(timeout=30)
        if isinstance(message, str):
            messages.append(json.loads(message))
            if messages[-1].get("up_to", -1) >= version:
                return messages


@pytest.fixture(scope="module")
def data_dir(areas_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with Munich and one commander."""
    folder = tmp_path_factory.mktemp("munich") / "data"
    at = ("--data-dir", str(folder))
    run("area", "import", str(areas_dir / "munich_centre.osm.pbf"), "--name", "munich", *at)
    run("user", "add", "desk", "--role", "commander", "--password-stdin", *at, stdin=PASSWORD)
    return folder


def test_a_search_in_munich_is_played_and_shown_alike_by_another_process(data_dir: Path) -> None:
    with served(data_dir) as address, signed_in(address) as desk:
        search_id, versions = played(desk)
        before = {version: map_of(desk, search_id, version) for version in versions}
        events = desk.get(f"/searches/{search_id}/events").content
        state = desk.get(f"/searches/{search_id}").json()
    copy = data_dir.parent / "copy"
    shutil.copytree(data_dir, copy)
    with served(copy) as address, signed_in(address) as desk:
        assert desk.get(f"/searches/{search_id}/events").content == events
        assert desk.get(f"/searches/{search_id}").json() == state
        # From the last to the first, so that nothing of before can help.
        after = {version: map_of(desk, search_id, version) for version in reversed(versions)}
    assert after == before
    assert len(set(before.values())) > 10, "evidence changes the map"


def played(desk: Desk) -> tuple[str, list[int]]:
    """Open, clear, sight, withdraw, redirect, reply, sweep, find, close; id and versions."""
    (area,) = desk.get("/areas").json()
    assert area["cameras"] == 209
    network = desk.get("/areas/munich/network").json()["features"]
    cameras = desk.get("/areas/munich/cameras").json()["features"]
    assert (len(network), len(cameras)) == (area["segments"], area["cameras"])
    seeing = [c for c in cameras if c["properties"]["segments"]]
    here = dict(zip(("lon", "lat"), seeing[0]["geometry"]["coordinates"], strict=True))

    opened = desk.command(
        "/searches",
        {
            "area": "munich",
            "subject": {"mobility": "manual", "age": 82, "clothing": "grey loden coat"},
            "last_known_point": {**here, "at": ago(60), "radius_m": 50},
            "familiar_places": [{**here, "label": "home", "weight": 1}],
            "seed": 2026,
        },
    )
    search_id, path = opened["id"], f"/searches/{opened['id']}"
    with desk.live(search_id) as socket:
        clearances = []
        for number, camera in enumerate(seeing[:10]):
            window = {"from": ago(55 - number), "until": ago(30 - number)}
            body = {"camera_id": camera["properties"]["camera_id"], **window, "grade": "good"}
            clearances.append(desk.command(f"{path}/clearances", body))
        sighted = desk.command(
            f"{path}/sightings", {**here, "at": ago(25), "source": "witness", "radius_m": 60}
        )
        desk.command(f"{path}/sightings/{sighted['id']}/assessment", {"verdict": "unconfirmed"})
        desk.command(f"{path}/clearances/{clearances[0]['id']}/withdrawal", {"reason": "mistaken"})
        team = desk.command(f"{path}/teams", {"name": "Isar 1", "mode": "foot", **here})["id"]
        desk.command(f"{path}/positions", {"team_id": team, "fixes": [{**here, "at": ago(5)}]})
        order = desk.command(
            f"{path}/teams/{team}/redirects",
            {"target": here, "reason": "nobody seen on C1", "because": [clearances[1]["version"]]},
        )
        for reply in ("received", "wilco"):
            desk.command(f"{path}/redirects/{order['id']}/replies", {"reply": reply})
        streets = [f["properties"]["segment_id"] for f in network[:5]]
        swept = {"team_id": team, "segments": streets, "from": ago(20), "until": ago(10)}
        desk.command(f"{path}/sweeps", swept)
        desk.command(f"{path}/find", {**here, "at": ago(1), "condition": "well"})
        closed = desk.command(f"{path}/closure", {"outcome": "found_well"})
        told = heard(socket, closed["version"])

    assert [m["type"] for m in told[:2]] == ["hello", "snapshot"]
    seen = [e for m in told if m["type"] == "events" for e in m["events"]]
    events = desk.get(f"{path}/events").json()
    assert seen == events[told[1]["version"] :]
    assert [e["version"] for e in events] == list(range(1, closed["version"] + 1))
    state = desk.get(path).json()
    assert (state["status"], state["outcome"]) == ("closed", "found_well")
    assert sum(not c["withdrawn"] for c in state["clearances"]) == 9
    assert state["subject"]["description"]["clothing"] == "grey loden coat"
    assert "Isar 1" in desk.get(f"{path}/report").text
    assert desk.get(f"{path}/advice").json()["reviews"] is not None
    first = next(e["version"] for e in events if e["topic"] == "last_known_point.set")
    checked(desk.get(f"{path}/map?version={closed['version']}").json(), area["segments"])
    return search_id, list(range(first, closed["version"] + 1))


def checked(shown: Record, segments: int) -> None:
    """A map says what the contract wants of it."""
    assert {"version", "at", "rest_of_world", "effective_sample_size"} <= set(shown)
    assert [f["properties"]["segment_id"] for f in shown["features"]] == list(range(segments))
    poas = [f["properties"]["poa"] for f in shown["features"]]
    assert math.isclose(math.fsum(poas) + shown["rest_of_world"], 1, abs_tol=1e-9)


def map_of(desk: Desk, search_id: str, version: int) -> str:
    """The hash of a map's bytes."""
    content = desk.get(f"/searches/{search_id}/map?version={version}").content
    return hashlib.sha256(content).hexdigest()
