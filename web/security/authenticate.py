"""Authentication and authorisation of requests, as dependencies of routes."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from coordinator.accounts import Action, Principal, is_command
from web.problem import Problem
from web.security.credentials import COOKIE, Carrier, credentials_of
from web.security.deed import Deed, sets_out
from web.security.origin import require_same_origin
from web.services import Services, services_here

_SAFE = ("GET", "HEAD", "OPTIONS")
# These two describe the ways in for OpenAPI; the token itself is read in one place for both
# requests and WebSockets.
_BEARER = HTTPBearer(auto_error=False, description="the token that POST /session answers")
_COOKIE = APIKeyCookie(name=COOKIE, auto_error=False, description="set by POST /session")


async def authenticate(
    request: Request,
    services: Annotated[Services, Depends(services_here)],
    _bearer: Annotated[object, Security(_BEARER)],
    _cookie: Annotated[object, Security(_COOKIE)],
) -> Principal:
    """Who is asking. Problem 401 without a valid session, 403 for another site's page."""
    principal = await principal_of(request, services)
    if principal is None:
        raise Problem(401, "not_signed_in", "sign in first: the session is missing or has ended")
    return principal


async def principal_of(connection: HTTPConnection, services: Services) -> Principal | None:
    """Who is behind a request or WebSocket, None without a valid session.

    Problem 403 when a page of another site uses somebody's cookie to change something.
    """
    given = credentials_of(connection)
    if given is None:
        return None
    unsafe = connection.scope["type"] == "http" and connection.scope["method"] not in _SAFE
    # A client that is no browser sends neither Origin nor Sec-Fetch-Site, and no cookie unasked.
    if given.carrier is Carrier.COOKIE and unsafe:
        require_same_origin(connection.headers)
    sessions = services.accounts.sessions
    return sessions.remembered(given.token) or await run_in_threadpool(
        sessions.principal, given.token
    )


def permitted(action: Action) -> Callable[..., Awaitable[Principal]]:
    """A dependency: the principal, if it may do this in the search of the path.

    Looks at the path parameters `search_id` and `team_id`, where the route has them; a route
    that learns the team only from its body or the search calls `require` as well. Commands are
    noted in the audit log with how they ended, and so is every denial.
    """

    async def check(
        request: Request, principal: Annotated[Principal, Depends(authenticate)]
    ) -> Principal:
        search_id = request.path_params.get("search_id")
        if is_command(action) or not principal.may(action, search_id):
            sets_out(request, Deed(principal.account_id, action, search_id))
        require(principal, action, search_id, request.path_params.get("team_id"))
        return principal

    return check


def require(
    principal: Principal, action: Action, search_id: str | None, team_id: str | None = None
) -> None:
    """Problem 403 unless the principal may do this, in this search, for this team.

    Somebody who does not belong to a search is not told whether it exists.
    """
    if search_id is not None and not principal.may_see(search_id):
        raise Problem(403, "not_a_member", "you do not belong to this search")
    if not principal.may(action):
        raise Problem(403, "not_allowed", f"the role {principal.role} may not {_words(action)}")
    if not principal.may(action, search_id, team_id):
        raise Problem(403, "not_your_team", f"you may {_words(action)} only for your own team")


def _words(action: Action) -> str:
    return action.replace("_", " ")
