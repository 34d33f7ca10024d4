"""Signing in and out, and who one is."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from coordinator.accounts import Principal, Role, SignedIn
from domain.moment import moment_text
from web.body import Body
from web.problem import problem_responses
from web.security.authenticate import authenticate
from web.security.cookie import delete_session_cookie, set_session_cookie
from web.security.deed import Deed, sets_out
from web.security.login_queue import LoginQueue
from web.security.origin import require_same_origin
from web.services import Services, services_here

router = APIRouter(tags=["session"])
_queue = LoginQueue()

ServicesHere = Annotated[Services, Depends(services_here)]
SignedInAs = Annotated[Principal, Depends(authenticate)]


class LogIn(Body):
    """A name and its password."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "desk 1", "password": "a long sentence"}]}
    )

    name: Annotated[str, StringConstraints(max_length=200)]
    password: Annotated[str, StringConstraints(max_length=1000)]


class Join(Body):
    """The token of an invitation, as it stands behind the # of its link."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"token": "kZ0p3c1nYqk1m6t3cZ0p3c1nYqk1m6t3cZ0p3c1nYqk"}]}
    )

    token: Annotated[str, StringConstraints(max_length=200)]


class Session(BaseModel):
    """A session: the token for `Authorization: Bearer`, also set as a cookie."""

    token: str = Field(examples=["kZ0p3c1nYqk1m6t3cZ0p3c1nYqk1m6t3cZ0p3c1nYqk"])
    account_id: str = Field(examples=["0b6c1f0e-3f0a-4d4e-9d53-6a2b6f7a1c11"])
    role: Role
    expires_at: str = Field(description="real time", examples=["2026-03-01T22:30:00Z"])
    search_id: str | None = Field(description="the search joined by an invitation")
    team_id: str | None = Field(description="the team joined by an invitation")


class Me(BaseModel):
    """Who is signed in."""

    account_id: str
    name: str
    role: Role
    searches: list[str] = Field(description="searches this account was expressly made a member of")
    every_search: bool = Field(description="whether it belongs to all other searches as well")
    team_id: str | None = Field(description="the team of an account in exactly one search")
    expires_at: str = Field(description="end of the session, real time")


@router.post("/session", summary="Sign in", responses=problem_responses(401, 403, 422, 429, 503))
async def log_in(
    body: LogIn, request: Request, response: Response, services: ServicesHere
) -> Session:
    """Answers a token for `Authorization: Bearer` and sets the same as a cookie.

    After five wrong passwords for a name from one address within a quarter of an hour: 429.
    """
    require_same_origin(request.headers)
    sets_out(request, Deed(None, "log_in"))
    address = request.client.host if request.client else ""
    signed_in = await _queue.run(
        partial(services.accounts.log_in, body.name, body.password, address)
    )
    return _welcome(signed_in, "log_in", request, response)


@router.post(
    "/session/invitation",
    summary="Join a search by invitation",
    responses=problem_responses(403, 422, 503),
)
def accept_invitation(
    body: Join, request: Request, response: Response, services: ServicesHere
) -> Session:
    """Each invitation works once; the session belongs to its search and team only."""
    require_same_origin(request.headers)
    sets_out(request, Deed(None, "accept_invitation"))
    signed_in = services.accounts.accept_invitation(body.token)
    return _welcome(signed_in, "accept_invitation", request, response)


@router.delete(
    "/session", status_code=204, summary="Sign out", responses=problem_responses(401, 403)
)
def log_out(
    request: Request, response: Response, services: ServicesHere, principal: SignedInAs
) -> None:
    """The session ends at once, also on open WebSockets."""
    sets_out(request, Deed(principal.account_id, "log_out"))
    services.accounts.sessions.revoke(principal.session_id)
    delete_session_cookie(response, request)


@router.get("/me", summary="Who is signed in", responses=problem_responses(401))
async def me(principal: SignedInAs) -> Me:
    """The account behind the session."""
    return Me(
        account_id=principal.account_id,
        name=principal.name,
        role=principal.role,
        searches=list(principal.search_ids),
        every_search=principal.every_search,
        team_id=principal.team_id,
        expires_at=moment_text(principal.expires_at),
    )


def _welcome(signed_in: SignedIn, action: str, request: Request, response: Response) -> Session:
    principal = signed_in.principal
    joined = principal.search_ids[0] if action == "accept_invitation" else None
    sets_out(request, Deed(principal.account_id, action, joined))
    left = principal.expires_at - datetime.now(UTC)
    set_session_cookie(response, request, signed_in.token, int(left.total_seconds()))
    return Session(
        token=signed_in.token,
        account_id=principal.account_id,
        role=principal.role,
        expires_at=moment_text(principal.expires_at),
        search_id=joined,
        team_id=None if joined is None else principal.team_in(joined),
    )
