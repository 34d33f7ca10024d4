"""Deeds: what a request sets out to do, noted in the audit log with how it ended."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.services import Services

_KEY = "search_coordinator_deed"


@dataclass(frozen=True, slots=True)
class Deed:
    """Who wants to do what in which search; `account_id` is None before signing in."""

    account_id: str | None
    action: str
    search_id: str | None = None


def sets_out(connection: HTTPConnection, deed: Deed) -> None:
    """Have this request's end noted in the audit log; a later call replaces an earlier one."""
    connection.scope[_KEY] = deed


class AuditTrail:
    """Notes each deed when its answer begins: done, denied, refused or failed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def noting(message: Message) -> None:
            deed: Deed | None = scope.get(_KEY)
            if deed is not None and message["type"] == "http.response.start":
                services: Services = scope["app"].state.services
                await note(services, deed, _outcome(message["status"]))
            await send(message)

        await self._app(scope, receive, noting)


async def note(services: Services, deed: Deed, outcome: str) -> None:
    """Hand a deed to the audit log without ever holding up other requests."""
    entry = deed.account_id, deed.action, deed.search_id, outcome
    if services.audit.crowded:
        await run_in_threadpool(services.audit.note, *entry)
    else:
        services.audit.note(*entry)


def _outcome(status: int) -> str:
    if status < 400:
        return "done"
    if status in (401, 403):
        return "denied"
    return "refused" if status < 500 else "failed"
