"""Several coordinators on one PostgreSQL, each a process of its own, with people and a search."""

import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx

from coordinator.settings import Settings
from tests.reliability.installed import People, SearchHere, installed, opening, phone_of
from tests.reliability.service import Service
from tests.web.house import lon_lat

Record = dict[str, Any]


@dataclass
class Fleet:
    """Services that serve the same searches. `settings` reach the database directly."""

    settings: Settings
    services: list[Service]
    people: People
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60))

    def ask(
        self, at: int, token: str, path: str, body: Record | None = None, key: str | None = None
    ) -> httpx.Response:
        """Give a command to one of the services, or read there if there is no body."""
        url = f"{self.services[at].address}/api/v1{path}"
        headers = {"Authorization": f"Bearer {token}"}
        if body is None:
            return self.http.get(url, headers=headers)
        headers["Idempotency-Key"] = key or str(uuid.uuid4())
        return self.http.post(url, json=body, headers=headers)

    def did(self, at: int, path: str, body: Record) -> Record:
        """Give a command that is accepted."""
        answer = self.ask(at, self.people.commanders[0], path, body)
        assert answer.status_code == 201, answer.text
        record: Record = answer.json()
        return record

    def read(self, at: int, path: str) -> Any:
        """Read something that is there."""
        answer = self.ask(at, self.people.commanders[0], path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def search(self, at: int = 0, **parameters: float) -> SearchHere:
        """A new search with one team and its phone."""
        body = opening()
        body["parameters"] = {**body["parameters"], **parameters}
        search_id = self.did(at, "/searches", body)["search_id"]
        team = {"name": "Team 1", "mode": "foot", **lon_lat(0, 0)}
        team_id = self.did(at, f"/searches/{search_id}/teams", team)["id"]
        return SearchHere(search_id, team_id, phone_of(self.settings, search_id, team_id))

    def counted(self, at: int) -> dict[str, float]:
        """What a service counts, by name and labels as they are written."""
        text = self.http.get(f"{self.services[at].address}/metrics").text
        rows = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, _, value in rows}


@contextmanager
def fleet(settings: Settings, logs: Path, urls: list[str], commanders: int = 2) -> Generator[Fleet]:
    """A service for each database URL (ways to the same database), until the block ends."""
    people = installed(settings, commanders)
    services = [
        Service(replace(settings, database_url=url), logs / f"serve-{i}.log")
        for i, url in enumerate(urls)
    ]
    try:
        for service in services:
            service.spawn()
        for service in services:
            service.wait_until_ready()
        whole = Fleet(settings, services, people)
        with whole.http:
            yield whole
    finally:
        for service in services:
            service.stop()
