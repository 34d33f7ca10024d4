"""Credentials: the token that a request carries, and where it carries it."""

from dataclasses import dataclass
from enum import StrEnum

from starlette.requests import HTTPConnection

COOKIE = "coordinator_session"
SUBPROTOCOL = "search-coordinator"
_TOKEN_PROTOCOL = "bearer."  # noqa: S105 -- a prefix, not a secret


class Carrier(StrEnum):
    """Where a token came from; only a cookie is sent by the browser of its own accord."""

    HEADER = "header"
    SUBPROTOCOL = "subprotocol"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A token, not yet checked."""

    token: str
    carrier: Carrier


def credentials_of(connection: HTTPConnection) -> Credentials | None:
    """The token of a request or WebSocket; an Authorization header goes before the cookie.

    Browsers cannot set that header on a WebSocket, so there the token may also be offered as the
    subprotocol `bearer.TOKEN` beside `search-coordinator`. It is never taken from the URL.
    """
    header = connection.headers.get("authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        return Credentials(token.strip() if scheme.lower() == "bearer" else "", Carrier.HEADER)
    if connection.scope["type"] == "websocket":
        for offered in connection.scope.get("subprotocols", ()):
            if offered.startswith(_TOKEN_PROTOCOL):
                return Credentials(offered.removeprefix(_TOKEN_PROTOCOL), Carrier.SUBPROTOCOL)
    cookie = connection.cookies.get(COOKIE)
    return None if cookie is None else Credentials(cookie, Carrier.COOKIE)
