"""Invitations: bringing phones into one search."""

from datetime import timedelta
from typing import Annotated, Literal

import segno
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from coordinator.accounts import Action, Invitation, Principal, Role
from domain.moment import moment_text
from web.body import Body, Line, OpaqueId
from web.problem import Problem, problem_responses
from web.security.authenticate import permitted
from web.security.deed import Deed, sets_out
from web.services import Services, services_here

router = APIRouter(prefix="/searches/{search_id}/invitations", tags=["invitations"])

ServicesHere = Annotated[Services, Depends(services_here)]
Inviter = Annotated[Principal, Depends(permitted(Action.INVITE))]


class Invite(Body):
    """Whom to invite; a street invitation names the team that the phone walks with."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"role": "street", "team_id": "5f0c7a52-9a4c-5a53-8f7e-2b1d2c3e4f50"},
                {"role": "watcher", "name": "south gate", "valid_min": 60},
            ]
        }
    )

    role: Literal["street", "watcher", "video"]
    team_id: OpaqueId | None = None
    name: Line | None = Field(default=None, max_length=80, description="what to call the account")
    valid_min: int = Field(default=720, ge=1, le=10080, description="minutes of real time")


class Issued(BaseModel):
    """A new invitation. Its token is shown only here, and never sent to a server in a URL."""

    invitation_id: str
    url: str = Field(examples=["https://coordinator.station.example/join#kZ0p3c1nYqk1m6t3c"])
    qr_svg: str = Field(description="the url as a QR code, an svg element")
    expires_at: str = Field(examples=["2026-03-01T20:30:00Z"])


class Known(BaseModel):
    """An invitation as it stands."""

    invitation_id: str
    role: Role
    team_id: str | None
    name: str | None
    state: Literal["open", "accepted", "revoked"]
    account_id: str | None = Field(description="the account that was made when it was accepted")
    issued_by: str
    issued_at: str
    expires_at: str


@router.post(
    "", status_code=201, summary="Invite a phone", responses=problem_responses(401, 403, 404, 422)
)
def invite(
    search_id: str, body: Invite, request: Request, services: ServicesHere, principal: Inviter
) -> Issued:
    """One invitation lets one phone in, once, in one role and for the street in one team."""
    sets_out(request, Deed(principal.account_id, Action.INVITE, search_id))
    _must_exist(services, search_id)
    if body.team_id is not None and not services.directory.has_team(search_id, body.team_id):
        detail = "there is no such team in this search"
        error = {"field": "team_id", "message": detail, "code": "unknown_team"}
        raise Problem(404, "unknown_team", detail, errors=[error])
    made, token = services.accounts.invitations.issue(
        search_id,
        Role(body.role),
        principal.account_id,
        team_id=body.team_id,
        name=body.name,
        valid_for=timedelta(minutes=body.valid_min),
    )
    url = f"{str(request.base_url).rstrip('/')}/join#{token}"
    return Issued(
        invitation_id=made.invitation_id,
        url=url,
        qr_svg=segno.make_qr(url, error="m").svg_inline(scale=4, border=4, omitsize=True),
        expires_at=moment_text(made.expires_at),
    )


@router.get("", summary="Invitations of a search", responses=problem_responses(401, 403, 404))
def invitations(search_id: str, services: ServicesHere, principal: Inviter) -> list[Known]:  # noqa: ARG001 -- the dependency is the check
    """All invitations, in the order they were issued, without their tokens."""
    _must_exist(services, search_id)
    return [_known(one) for one in services.accounts.invitations.of_search(search_id)]


@router.delete(
    "/{invitation_id}",
    status_code=204,
    summary="Take an invitation back",
    responses=problem_responses(401, 403, 404),
)
def revoke(
    search_id: str,
    invitation_id: str,
    request: Request,
    services: ServicesHere,
    principal: Inviter,
) -> None:
    """The phone that used it, if any, is out at once, also on an open WebSocket."""
    sets_out(request, Deed(principal.account_id, "revoke_invitation", search_id))
    known = "\x00" not in search_id + invitation_id
    if not known or not services.accounts.invitations.revoke(search_id, invitation_id):
        raise Problem(404, "unknown_invitation", "there is no such invitation in this search")


def _must_exist(services: Services, search_id: str) -> None:
    if not services.directory.exists(search_id):
        raise Problem(404, "unknown_search", "there is no such search")


def _known(one: Invitation) -> Known:
    state: Literal["open", "accepted", "revoked"] = "open"
    if one.revoked_at is not None:
        state = "revoked"
    elif one.accepted_at is not None:
        state = "accepted"
    return Known(
        invitation_id=one.invitation_id,
        role=one.role,
        team_id=one.team_id,
        name=one.name,
        state=state,
        account_id=one.account_id,
        issued_by=one.issued_by,
        issued_at=moment_text(one.issued_at),
        expires_at=moment_text(one.expires_at),
    )
