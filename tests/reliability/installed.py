"""An installation with the small city, people and searches in it, before its service runs."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from coordinator.accounts import Role
from coordinator.settings import Settings
from tests.coordinator.areas.small_city import small_city
from tests.web.house import ago, lon_lat
from web.search_services import opened_services

Record = dict[str, Any]
FEW = {"population_batch": 1000.0, "population_most_batches": 2.0, "redirect_least_pos": 2.0}
"""Few trajectories, and no order of the policy: what is counted are people's commands."""


@dataclass(frozen=True)
class People:
    """Tokens of those who give commands, and of those who only follow."""

    commanders: list[str]
    desk: str


@dataclass(frozen=True)
class SearchHere:
    """A search with one team, whose phone has a token."""

    search_id: str
    team_id: str
    phone: str


def installed(settings: Settings, commanders: int) -> People:
    """Put the city and the people in; the service must not run yet."""
    with opened_services(settings) as services:
        services.areas.keep(small_city(), datetime.now(UTC))
        accounts = services.accounts

        def token(role: Role) -> str:
            made = accounts.add(f"{role} {uuid.uuid4().hex[:8]}", role, None)
            return accounts.sign_in(made.account_id).token

        return People([token(Role.COMMANDER) for _ in range(commanders)], token(Role.VIDEO))


def phone_of(settings: Settings, search_id: str, team_id: str) -> str:
    """The token of a new phone of this team."""
    with opened_services(settings) as services:
        accounts = services.accounts
        made = accounts.add(f"street {uuid.uuid4().hex[:8]}", Role.STREET, None)
        accounts.memberships.add(made.account_id, search_id, team_id)
        return accounts.sign_in(made.account_id).token


def opening() -> Record:
    """The body that opens a search an hour after the subject was last seen."""
    return {
        "area": "small",
        "subject": {"mobility": "manual", "name": "Li"},
        "last_known_point": {**lon_lat(2, 2), "at": ago(60)},
        "seed": 7,
        "parameters": FEW,
    }


def given(address: str, token: str, path: str, body: Record) -> Record:
    """Give a command that is accepted."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
    answer = httpx.post(f"{address}/api/v1{path}", json=body, headers=headers, timeout=60)
    assert answer.status_code == 201, answer.text
    record: Record = answer.json()
    return record


def open_without_team(address: str, token: str) -> str:
    """The id of a new search."""
    return str(given(address, token, "/searches", opening())["search_id"])


def open_search(settings: Settings, address: str, token: str) -> SearchHere:
    """A new search with one team."""
    search_id = open_without_team(address, token)
    team = {"name": "Team 1", "mode": "foot", **lon_lat(0, 0)}
    team_id = given(address, token, f"/searches/{search_id}/teams", team)["id"]
    return SearchHere(search_id, team_id, phone_of(settings, search_id, team_id))
