"""A service in a process of its own with one real city and somebody at its desk."""

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from tests.acceptance.process import run, served

NAME, PASSWORD = "desk", "seven bridges over the Isar"


class Station(NamedTuple):
    """Where it is, the desk's calls below /api/v1, and what it says of its one area."""

    address: str
    http: httpx.Client
    area: dict[str, Any]


@contextmanager
def station(city: Path) -> Generator[Station]:
    """The service with this extract, until the block ends."""
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data"
        at = ("--data-dir", str(data))
        run("area", "import", str(city), "--name", "city", *at)
        run("user", "add", NAME, "--role", "commander", "--password-stdin", *at, stdin=PASSWORD)
        with (
            served(data) as address,
            httpx.Client(base_url=f"{address}/api/v1", timeout=120) as http,
        ):
            login = {"name": NAME, "password": PASSWORD}
            token = http.post("/session", json=login).json()["token"]
            http.headers["Authorization"] = f"Bearer {token}"
            (area,) = http.get("/areas").json()
            yield Station(address, http, area)
