"""Recording a command, from the bytes of its body to a durable event, against a bare append.

`python -m tests.benchmarks.append [--rounds N] [--commands N] [--database sqlite|postgresql]`. In
each round, on the same kind of database on the same disk, one after the other:

- bare: an application and an aggregate of the event library and nothing else, `app.save`;
- body: body bytes -> parsed, digest, found, decided, stored: everything but HTTP;
- ASGI: a request handed to the application of this process, with session, guards and audit;
- HTTP: a request over a kept connection to a service in a process of its own;
- nothing: the smallest question that this service answers, `/livez`, on such a connection: what the
  web framework costs before anything is recorded.

The command is a clearance; a note, whose text is sealed in the vault first and so waits for the
disk twice, is shown apart. Idempotency is included in all. Microseconds for each command: minimum /
median / maximum of the rounds, and the ratio to the bare append of the same round. `processor` is
the median time of all threads of the recording process, background work (feed, audit, policies)
included. The search has no team: the policies would compute in the same process whom to send.
"""

import argparse
import asyncio
import os
import socket
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import orjson
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from fastapi import FastAPI
from starlette.requests import Request

from coordinator.settings import Settings
from coordinator.storage.environment import library_environment
from domain.moment import moment_text
from tests.reliability.installed import People, installed, open_without_team
from tests.reliability.postgresql import own_postgresql
from tests.reliability.service import Service
from web.app import create_app
from web.routes.commands.camera_zones import clear_camera_zone
from web.routes.commands.given import Given, issued
from web.search_services import SearchServices, opened_services
from web.wire.camera_zones import ClearanceBody

TARGET = 2.0
WARM = 50


class Bare(Aggregate):
    """As little as the library allows, with an event about as large as a clearance."""

    class Cleared(Aggregate.Event):
        """A clearance."""

        TOPIC: ClassVar[str] = "bare.cleared"
        fields: dict[str, Any]

    def clear(self, fields: dict[str, Any]) -> None:
        """Record it."""
        self.trigger_event(self.Cleared, fields=fields)


FIELDS = {
    "occurred_at": "2026-03-02T09:13:00.123456Z", "command_id": str(uuid.UUID(int=1)),
    "command_digest": "0" * 64, "actor": str(uuid.UUID(int=2)), "late": False,
    "clearance_id": str(uuid.UUID(int=3)), "camera_id": "C5", "since": "2026-03-02T09:13:00Z",
    "until": "2026-03-02T09:13:00Z", "grade": "fair", "pod": 0.75, "playback_speed": 1.0,
    "reviewer_kind": "officer",
}  # fmt: skip


def body_of(number: int) -> bytes:
    """A clearance, each of another window."""
    since = datetime.now(UTC) - timedelta(minutes=50, milliseconds=-number)
    until = since + timedelta(minutes=5)
    return orjson.dumps(
        {
            "camera_id": "C5", "grade": "fair", "playback_speed": 2,
            "from": moment_text(since), "until": moment_text(until),
        }
    )  # fmt: skip


def note_of(number: int) -> bytes:
    """A note."""
    return orjson.dumps({"text": f"The daughter was called for the {number}th time."})


@dataclass
class Way:
    """One way to record a command, and what it took in each round."""

    name: str
    once: Callable[[int], None]
    pid: int = field(default_factory=os.getpid)
    """The process that does the work."""
    took_us: list[float] = field(default_factory=list)
    cpu_us: list[float] = field(default_factory=list)
    """Processor time of all its threads, which other work on the machine does not stretch."""

    def all(self, first: int, count: int) -> None:
        """Record so many commands."""
        for number in range(first, first + count):
            self.once(number)

    def round(self, commands: int, start: int) -> None:
        """Record so many commands and note what each took, on average."""
        spent, begun = processor_s(self.pid), time.perf_counter()
        self.all(start, commands)
        self.took_us.append((time.perf_counter() - begun) / commands * 1e6)
        self.cpu_us.append((processor_s(self.pid) - spent) / commands * 1e6)


def processor_s(pid: int) -> float:
    """Processor time that a process has used, in seconds, to a hundredth."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def bare(settings: Settings) -> Generator[Way]:
    """The library alone, with the settings that it ships."""
    environment = library_environment(settings, "bare")
    usual = {k: v for k, v in environment.items() if k != "APPLICATION_RECORDER_TOPIC"}
    if settings.database_url is None:
        usual["PERSISTENCE_MODULE"] = "eventsourcing.sqlite"
        del usual["SQLITE_LOCK_TIMEOUT"]
    application: Application[uuid.UUID] = Application(env=usual)
    aggregate = Bare()
    application.save(aggregate)

    def once(_number: int) -> None:
        aggregate.clear(FIELDS)
        application.save(aggregate)

    try:
        yield Way("bare", once)
    finally:
        application.close()


def body_way(services: SearchServices, search: str, token: str) -> Way:
    """What a command's route does, without HTTP, session and audit."""
    principal = services.accounts.sessions.principal(token)
    assert principal is not None
    search_id = uuid.UUID(search)
    path = f"/api/v1/searches/{search}/clearances"

    def once(number: int) -> None:
        body = ClearanceBody.model_validate_json(body_of(number))
        headers = [(b"idempotency-key", str(uuid.uuid4()).encode())]
        request = Request(
            {"type": "http", "method": "POST", "path": path, "headers": headers,
             "query_string": b"", "server": ("127.0.0.1", 80), "scheme": "http"}
        )  # fmt: skip
        by = issued(request, body, principal.account_id, services.clock.now())
        given = Given(services, principal, search_id, {}, by, timedelta())
        assert given.earlier() is None
        command = clear_camera_zone(body, given)
        given.texts.seal(services.vault)
        given.obey(command)

    return Way("body", once)


class Loop:
    """The application of this process on an event loop, asked without sockets."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._runner = asyncio.Runner()
        self._lifespan = app.router.lifespan_context(app)
        self.run(self._lifespan.__aenter__())

    def run(self, what: Any) -> Any:
        """Wait for something that is done on the loop."""

        async def done() -> Any:
            return await what

        return self._runner.run(done())

    def close(self) -> None:
        """End the application."""
        self.run(self._lifespan.__aexit__(None, None, None))
        self._runner.close()

    def way(self, name: str, path: str, token: str, make: Callable[[int], bytes]) -> Way:
        """Commands to this path."""

        async def asked(body: bytes) -> int:
            sent: list[dict[str, Any]] = []
            pending = [{"type": "http.request", "body": body, "more_body": False}]

            async def receive() -> dict[str, Any]:
                return pending.pop() if pending else {"type": "http.disconnect"}

            async def send(message: Any) -> None:
                sent.append(message)

            headers = [
                (b"host", b"127.0.0.1"), (b"content-type", b"application/json"),
                (b"content-length", str(len(body)).encode()),
                (b"authorization", f"Bearer {token}".encode()),
                (b"idempotency-key", str(uuid.uuid4()).encode()),
            ]  # fmt: skip
            scope = {
                "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1",
                "method": "POST", "path": path, "raw_path": path.encode(), "root_path": "",
                "scheme": "http", "query_string": b"", "headers": headers,
                "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "state": {},
            }  # fmt: skip
            call: Callable[..., Awaitable[None]] = self._app
            await call(scope, receive, send)
            return int(sent[0]["status"])

        async def many(first: int, count: int) -> None:
            for number in range(first, first + count):
                assert await asked(make(number)) == 201

        way = Way(name, lambda _: None)
        # One wait on the loop, not many.
        way.all = lambda first, count: self.run(many(first, count))  # type: ignore[method-assign]
        return way


class Kept:
    """A connection that is kept, spoken on with as little effort as can be."""

    def __init__(self, service: Service) -> None:
        self._pid = service.pid
        self._socket = socket.create_connection(("127.0.0.1", service.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def way(self, name: str, path: str, token: str, make: Callable[[int], bytes]) -> Way:
        """Commands to this path."""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {token}\r\n"
        )

        def once(number: int) -> None:
            body = make(number)
            asked = f"{head}Idempotency-Key: {uuid.uuid4()}\r\nContent-Length: {len(body)}\r\n\r\n"
            self._socket.sendall(asked.encode() + body)
            answer = b""
            while b"\r\n\r\n" not in answer:
                answer += self._socket.recv(65536)
            first, _, rest = answer.partition(b"\r\n\r\n")
            assert b" 201 " in first.partition(b"\r\n")[0], answer
            length = int(first.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
            while len(rest) < length:
                rest += self._socket.recv(65536)

        return Way(name, once, self._pid)

    def nothing(self) -> Way:
        """A question that is answered on the event loop, without a thread, session or database."""
        asked = b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

        def once(_number: int) -> None:
            self._socket.sendall(asked)
            answer = b""
            while not answer.endswith(b"}"):
                answer += self._socket.recv(65536)

        return Way("HTTP, nothing", once, self._pid)


def measured(
    kind: str, inside: Settings, outside: Settings, rounds: int, commands: int
) -> list[Way]:
    """All ways on one kind of database, in turn."""
    with ExitStack() as closing:
        people = installed(inside, 1)
        service = Service(outside, outside.data_dir.parent / f"{kind}.log")
        there = installed(outside, 1)
        service.start()
        closing.callback(service.stop)
        search_id = _search_in(inside, people)
        services = closing.enter_context(opened_services(inside))
        loop = Loop(create_app(services))
        closing.callback(loop.close)
        kept = Kept(service)
        closing.callback(kept.close)
        far = open_without_team(service.address, there.commanders[0])
        ours, theirs = people.commanders[0], there.commanders[0]
        near_path = f"/api/v1/searches/{search_id}"
        far_path = f"/api/v1/searches/{far}"
        ways = [
            closing.enter_context(bare(inside)),
            body_way(services, search_id, ours),
            loop.way("ASGI", f"{near_path}/clearances", ours, body_of),
            kept.way("HTTP", f"{far_path}/clearances", theirs, body_of),
            kept.nothing(),
            loop.way("ASGI, a note", f"{near_path}/notes", ours, note_of),
            kept.way("HTTP, a note", f"{far_path}/notes", theirs, note_of),
        ]
        for way in ways:
            way.round(WARM, 0)
            way.took_us.clear()
            way.cpu_us.clear()
        for number in range(rounds):
            for way in ways:
                way.round(commands, WARM + number * commands)
        return ways


def _search_in(settings: Settings, people: People) -> str:
    """A search opened by a service that ends at once, so that its process disturbs nobody."""
    service = Service(settings, settings.data_dir.parent / "opening.log")
    service.start()
    try:
        return open_without_team(service.address, people.commanders[0])
    finally:
        service.stop()


def spread(values: list[float], digits: int = 0) -> str:
    """Minimum / median / maximum."""
    found = (min(values), statistics.median(values), max(values))
    return " / ".join(f"{value:.{digits}f}" for value in found)


def main() -> int:
    """Measure and print; 1 if the target is missed over HTTP."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.append")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--commands", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    options = parser.parse_args()
    missed = False
    for kind in options.database or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="append-") as folder, ExitStack() as closing:
            inside, outside = Path(folder) / "inside", Path(folder) / "outside"
            urls: list[str | None] = [None, None]
            if kind == "postgresql":
                urls = [closing.enter_context(own_postgresql()).url for _ in urls]
            ways = measured(
                kind, Settings(inside, urls[0]), Settings(outside, urls[1]),
                options.rounds, options.commands,
            )  # fmt: skip
        print(f"{kind}: {options.rounds} rounds of {options.commands} commands")
        floor = ways[0].took_us
        for way in ways:
            ratios = [took / least for took, least in zip(way.took_us, floor, strict=True)]
            told = "" if way is ways[0] else f"   x bare {spread(ratios, 2)}"
            cpu = f"processor {statistics.median(way.cpu_us):.0f} us"
            print(f"  {way.name:14s} {spread(way.took_us)} us, {cpu}{told}", flush=True)
            missed |= way.name == "HTTP" and statistics.median(ratios) > TARGET
    print(f"target: HTTP at most {TARGET:g} x bare: {'missed' if missed else 'met'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
