"""A small application behind the real guards, for the tests of people's way in."""

import warnings
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

from argon2 import PasswordHasher
from fastapi import APIRouter, Depends, FastAPI, Request, WebSocket
from starlette.exceptions import StarletteDeprecationWarning

from coordinator.accounts import Accounts, Action, Passwords, Principal, Role
from coordinator.audit import AuditLog
from coordinator.clock import Clock
from coordinator.database import Database, StorageUnavailableError
from coordinator.settings import Settings
from coordinator.vault import Vault
from domain.refusal import Conflict, Unknown, invalid
from web.body import Body, Line
from web.routes import invitations, session
from web.security.authenticate import permitted, require
from web.security.install import install_security
from web.security.personal import reveal
from web.security.socket import admit_socket
from web.services import Services, services_of

with warnings.catch_warnings():
    # It would rather have another HTTP client than the one that we ship with.
    warnings.simplefilter("ignore", StarletteDeprecationWarning)
    from fastapi.testclient import TestClient

Client = TestClient
PASSWORD = "correct horse 电池"
TEAMS = {"s1": {"t1", "t2"}, "s2": {"t1"}}


class Directory:
    """Two searches with their teams."""

    def exists(self, search_id: str) -> bool:
        return search_id in TEAMS

    def has_team(self, search_id: str, team_id: str) -> bool:
        return team_id in TEAMS[search_id]


class Place(Body):
    lon: float
    name: Line | None = None


router = APIRouter()


@router.post("/searches/{search_id}/clearances")
def clear(
    search_id: str,
    body: Place,
    principal: Annotated[Principal, Depends(permitted(Action.CLEAR_CAMERA_ZONE))],
) -> dict[str, Any]:
    if body.name == "storage":
        raise StorageUnavailableError("busy")
    if body.name == "bug":
        raise RuntimeError(f"secret {PASSWORD}")
    if body.name == "unknown":
        raise Unknown("camera", "c9", "camera_id")
    if body.name == "conflict":
        raise Conflict("redirect_replaced", "another redirect came first")
    if body.name == "invalid":
        raise invalid("until", "expected a time after from", "ends_before_begin")
    return {"lon": body.lon, "by": principal.account_id}


@router.post("/searches/{search_id}/teams/{team_id}/fixes")
def fix(
    principal: Annotated[Principal, Depends(permitted(Action.REPORT_POSITIONS))],
) -> dict[str, str]:
    return {"by": principal.account_id}


@router.post("/searches/{search_id}/replies/{team}")
def answer(
    search_id: str,
    team: str,
    principal: Annotated[Principal, Depends(permitted(Action.REPLY_TO_REDIRECT))],
) -> None:
    require(principal, Action.REPLY_TO_REDIRECT, search_id, team)


@router.get("/searches/{search_id}/texts/{ref}")
def text(
    search_id: str,
    ref: str,
    principal: Annotated[Principal, Depends(permitted(Action.READ_SEARCH))],
    services: Annotated[Services, Depends(services_of)],
) -> dict[str, Any]:
    return reveal(services, principal, search_id, [ref])


@router.post("/length")
async def length(request: Request) -> int:
    return len(await request.body())


@router.websocket("/searches/{search_id}/live")
async def live(websocket: WebSocket, search_id: str) -> None:
    principal = await admit_socket(websocket, search_id)
    if principal is not None:
        await websocket.send_text(principal.account_id)
        await websocket.close()


def guarded_app(services: Services) -> FastAPI:
    app = FastAPI()
    app.state.services = services
    for part in (router, session.router, invitations.router):
        app.include_router(part, prefix="/api/v1")
    install_security(app)
    return app


@dataclass(frozen=True)
class House:
    """The application and a way to come to it as anybody."""

    app: FastAPI
    services: Services

    def client(self, token: str | None = None) -> TestClient:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        return TestClient(
            self.app,
            base_url="http://coordinator.test/api/v1",
            headers=headers,
            raise_server_exceptions=False,
        )

    def token(self, role: Role) -> str:
        """The token of a new account in this role."""
        made = self.services.accounts.add(f"{role} 1", role, PASSWORD)
        return self.services.accounts.sign_in(made.account_id).token

    def phone(self, search_id: str, team_id: str) -> str:
        """The token of a street phone that was invited."""
        invitations = self.services.accounts.invitations
        _, offer = invitations.issue(search_id, Role.STREET, "chief", team_id=team_id)
        return self.services.accounts.accept_invitation(offer).token

    def trail(self) -> list[tuple[str, str | None, str]]:
        """What the audit log holds: action, search, outcome."""
        self.services.audit.record(None, "look", None)
        entries = self.services.audit.entries()
        return [(one.action, one.search_id, one.outcome) for _, one in entries[:-1]]


@contextmanager
def guarded_house(settings: Settings, database: Database) -> Generator[House]:
    audit = AuditLog(database)
    quick = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    services = Services(
        settings=settings,
        clock=Clock(),
        accounts=Accounts(database, passwords=quick),
        vault=Vault(database, settings),
        audit=audit,
        directory=Directory(),
    )
    yield House(guarded_app(services), services)
    audit.close()
