"""The services that the routes are built on."""

from dataclasses import dataclass
from typing import Protocol, cast

from starlette.requests import HTTPConnection

from coordinator.accounts import Accounts
from coordinator.audit import AuditLog
from coordinator.clock import Clock
from coordinator.settings import Settings
from coordinator.vault import Vault


class SearchDirectory(Protocol):
    """What people's side of the house needs to know about searches."""

    def exists(self, search_id: str) -> bool:
        """Whether there is such a search."""
        ...

    def has_team(self, search_id: str, team_id: str) -> bool:
        """Whether this team is deployed in this search."""
        ...


@dataclass(frozen=True)
class Services:
    """What one process serves with; lives in `app.state.services`."""

    settings: Settings
    clock: Clock
    accounts: Accounts
    vault: Vault
    audit: AuditLog
    directory: SearchDirectory


def services_of(connection: HTTPConnection) -> Services:
    """The services of the application that a request or WebSocket came to."""
    return cast(Services, connection.app.state.services)


async def services_here(connection: HTTPConnection) -> Services:
    """`services_of` as a dependency: async, so that it is not run in a thread of its own."""
    return services_of(connection)
