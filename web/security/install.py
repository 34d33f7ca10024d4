"""Putting the guards around an application, in the order they must stand."""

from collections.abc import Collection

from fastapi import FastAPI

from web.error_answers import UnexpectedErrors, install_problems
from web.security.body_limit import USUAL_BYTES, BodyLimit
from web.security.deed import AuditTrail
from web.security.headers import SecurityHeaders
from web.walks import Walks


def install_security(
    app: FastAPI, *, body_limit: int = USUAL_BYTES, streamed: Collection[str] = ()
) -> None:
    """Add problem answers, audit, body limit and security headers to an application.

    Routes at `streamed` paths read their bodies themselves and limit them themselves.
    """
    install_problems(app)
    # The one added last sees a request first.
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(AuditTrail)
    app.add_middleware(BodyLimit, limit=body_limit, streamed=streamed)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Walks)
