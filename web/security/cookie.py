"""The session's cookie."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.security.credentials import COOKIE


def set_session_cookie(response: Response, request: Request, token: str, lasting_s: int) -> None:
    """Give the browser its session; scripts cannot read it and other sites cannot send it."""
    response.set_cookie(COOKIE, token, max_age=lasting_s, **_rules(request))


def delete_session_cookie(response: Response, request: Request) -> None:
    """Take it away again."""
    response.delete_cookie(COOKIE, **_rules(request))


def _rules(request: Request) -> dict[str, Any]:
    # Without TLS a browser would not keep a Secure cookie, and the demo has no TLS.
    secure = request.url.scheme == "https"
    return {"path": "/", "httponly": True, "samesite": "strict", "secure": secure}
