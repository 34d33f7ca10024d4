"""A whole service on a free port, and people who use it over HTTP and WebSocket only."""

import json
import socket
import threading
import time
import uuid
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import httpx
import uvicorn
from websockets.sync.client import ClientConnection, connect

from coordinator.accounts import Role
from coordinator.settings import Settings
from domain.area import Area
from domain.moment import moment_text
from tests.coordinator.areas.small_city import place
from web.app import create_app
from web.live.messages import SERVER
from web.search_services import SearchServices, opened_services
from web.serving import server_of

WAIT_S = 20.0
Record = dict[str, Any]


def lon_lat(column: float, row: float) -> Record:
    """A spot of the small city's grid."""
    lon, lat = place(column, row)
    return {"lon": lon, "lat": lat}


def small_socket(address: str, buffer: int) -> socket.socket:
    """A connection that takes little ahead of being read."""
    own = socket.socket()
    own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    own.connect(("127.0.0.1", int(address.rpartition(":")[2])))
    return own


def until(condition: Callable[[], Any], what: str, seconds: float = WAIT_S) -> Any:
    """Wait for a condition and give what it gave."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.01)
    return found


@dataclass
class Person:
    """Somebody with a session, who gives commands and reads."""

    house: "House"
    token: str
    account_id: str
    client: httpx.Client

    def headers(self, key: str | None = None, **more: str) -> dict[str, str]:
        """Session and a key of its own for each command."""
        return {
            "Authorization": f"Bearer {self.token}",
            "Idempotency-Key": key or str(uuid.uuid4()),
            **more,
        }

    def post(self, path: str, body: Any, key: str | None = None, **headers: str) -> httpx.Response:
        """Give a command under /api/v1."""
        # The usual encoder would not send what no text may hold.
        sent = {**self.headers(key, **headers), "Content-Type": "application/json"}
        return self.client.post(f"/api/v1{path}", content=json.dumps(body), headers=sent)

    def did(self, path: str, body: Any) -> str:
        """Give a command that is accepted; the id it answers."""
        answer = self.post(path, body)
        assert answer.status_code == 201, answer.text
        return cast(str, answer.json()["id"])

    def upload(self, path: str, sent: bytes, key: str | None = None) -> httpx.Response:
        """Send a picture under /api/v1."""
        headers = {**self.headers(key), "Content-Type": "image/jpeg"}
        return self.client.post(f"/api/v1{path}", content=sent, headers=headers)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Read something under /api/v1."""
        return self.client.get(f"/api/v1{path}", headers={**self.headers(), **headers})

    def read(self, path: str) -> Any:
        """Read JSON that is there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    @contextmanager
    def live(
        self,
        search_id: str,
        after: int | None = None,
        buffer: int | None = None,
        *,
        packed: bool = False,
    ) -> Generator["Screen"]:
        """Follow a search; `buffer` bytes is what the system may receive ahead of reading."""
        asked = [
            *([] if after is None else [f"after={after}"]),
            *(["packed=yes"] if packed else []),
        ]
        query = "?" + "&".join(asked) if asked else ""
        url = f"{self.house.address.replace('http', 'ws')}/api/v1/searches/{search_id}/live{query}"
        header = {"Authorization": f"Bearer {self.token}"}
        own = None if buffer is None else small_socket(self.house.address, buffer)
        ahead = 16 if buffer is None else 1
        with connect(
            url, sock=own, additional_headers=header, max_size=None, max_queue=ahead
        ) as followed:
            yield Screen(followed)


@dataclass
class Screen:
    """What one WebSocket has heard; every message must be one of the protocol."""

    socket: ClientConnection
    heard: list[Record] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)

    def next(self, seconds: float = WAIT_S) -> Record | bytes:
        """The next message."""
        message = self.socket.recv(timeout=seconds)
        if isinstance(message, bytes):
            self.frames.append(message)
            return message
        SERVER.validate_json(message)
        record: Record = httpx.Response(200, text=message).json()
        self.heard.append(record)
        return record

    def wait(self, kind: str, wanted: Callable[[Record], bool] = lambda _: True) -> Record:
        """The next message of a type that is as wanted."""
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            message = self.next(max(0.01, end - time.monotonic()))
            if isinstance(message, dict) and message["type"] == kind and wanted(message):
                return message
        raise AssertionError(f"no such {kind}: {self.heard}")

    def reaches(self, version: int) -> list[Record]:
        """All events heard until the screen has been brought to a version."""
        while not any(int(m.get("up_to") or m["version"]) >= version for m in self._told()):
            self.next()
        return [event for m in self.heard if m["type"] == "events" for event in m["events"]]

    def frame(self) -> bytes:
        """The next belief frame."""
        while not isinstance(message := self.next(), bytes):
            pass
        return message

    def _told(self) -> list[Record]:
        return [m for m in self.heard if m["type"] in ("events", "snapshot")]


@dataclass
class House:
    """A running service with the small city in it."""

    services: SearchServices
    address: str
    area: Area
    closing: ExitStack

    def person(
        self, role: Role, search_id: str | None = None, team_id: str | None = None
    ) -> Person:
        """Somebody in a role; street teams and watchers belong to one search."""
        accounts = self.services.accounts
        made = accounts.add(f"{role} {uuid.uuid4().hex[:8]}", role, None)
        if search_id is not None:
            accounts.memberships.add(made.account_id, search_id, team_id)
        token = accounts.sign_in(made.account_id).token
        client = httpx.Client(base_url=self.address, timeout=60)
        self.closing.enter_context(client)
        return Person(self, token, made.account_id, client)

    def opening(self, **more: Any) -> Record:
        """The body that opens a search an hour after the subject was last seen."""
        return {
            "area": self.area.name,
            "subject": {"mobility": "manual", "name": "Li", "clothing": "dark green coat"},
            "last_known_point": {**lon_lat(2, 2), "at": ago(60)},
            "familiar_places": [{**lon_lat(0, 0), "label": "former home", "weight": 2}],
            "seed": 7,
            "parameters": {
                "population_batch": 2000.0,
                "population_most_batches": 2.0,
                # No order ever promises so much: in these tests only people give orders.
                "redirect_least_pos": 2.0,
            },
            **more,
        }

    def search(self, commander: Person) -> str:
        """The id of a new search."""
        return commander.did("/searches", self.opening())


def ago(minutes: float, now: datetime | None = None) -> str:
    """The time so many minutes ago."""
    return moment_text((now or datetime.now(UTC)) - timedelta(minutes=minutes))


@contextmanager
def house(settings: Settings, area: Area) -> Generator[House]:
    """A service on a free port, until the block ends."""
    with opened_services(settings) as services:
        services.areas.keep(area, services.clock.now())
        with serving(services) as address, ExitStack() as closing:
            yield House(services, address, area, closing)


@contextmanager
def serving(services: SearchServices) -> Generator[str]:
    """The address of a server for these services, in a thread of its own."""
    server: uvicorn.Server = server_of(create_app(services), _anywhere(services.settings))
    server.config.timeout_graceful_shutdown = 1
    thread = threading.Thread(target=server.run, name="server")
    thread.start()
    try:
        until(lambda: server.started or not thread.is_alive(), "the server")
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=30)


def _anywhere(settings: Settings) -> Settings:
    return Settings(settings.data_dir, settings.database_url, port=0)
