"""From exceptions to problems: the one place where errors of all layers become answers."""

import logging
import uuid

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coordinator.accounts import AccountRefused, TooManyAttempts
from coordinator.database import StorageUnavailableError
from coordinator.vault import Forgotten, VaultConflict
from domain.refusal import Conflict, Refusal, TooMany, Unknown
from web.field_errors import field_error, refused_field
from web.problem import Problem

_log = logging.getLogger(__name__)

_USUAL_CODES = {
    400: "bad_request",
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "unsupported_media_type",
    503: "not_available",
}
_ACCOUNT_STATUS = {"wrong_login": 401, "account_disabled": 401, "name_taken": 409}


def problem_of(raised: Exception) -> Problem:
    """The problem that an exception of any layer means to the person who asked."""
    match raised:
        case Problem():
            return raised
        case RequestValidationError():
            return _invalid(raised)
        case HTTPException(status_code=status):
            return _of_framework(raised, status)
        case TooMany():
            return Problem(429, raised.code, raised.detail, retry_after_s=raised.wait_s)
        case Refusal():
            return _refused(raised)
        case TooManyAttempts():
            return Problem(429, raised.code, raised.detail, retry_after_s=raised.wait_s)
        case AccountRefused():
            return Problem(_ACCOUNT_STATUS.get(raised.code, 422), raised.code, raised.detail)
        case VaultConflict():
            detail = "this Idempotency-Key was used before with another body"
            return Problem(422, "idempotency_key_reused", detail)
        case Forgotten():
            return Problem(410, "search_forgotten", "this search has been forgotten")
        case StorageUnavailableError():
            _log.warning("storage unavailable: %s", raised)
            detail = "the database does not answer; nothing was changed, please repeat"
            return Problem(503, "storage_unavailable", detail, retry_after_s=2)
        case _:
            reference = uuid.uuid4().hex[:12]
            _log.error("unexpected error %s", reference, exc_info=raised)
            detail = f"something went wrong here; the log has more under {reference}"
            return Problem(500, "unexpected", detail)


def install_problems(app: FastAPI) -> None:
    """Answer every expected error of this application with problem details."""

    async def answer(_request: Request, raised: Exception) -> Response:
        return problem_of(raised).response()

    for kind in (
        HTTPException,
        RequestValidationError,
        Refusal,
        AccountRefused,
        VaultConflict,
        Forgotten,
        StorageUnavailableError,
    ):
        app.add_exception_handler(kind, answer)


class UnexpectedErrors:
    """Turns what nobody caught into a problem without details, and logs it under an id."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def watching(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watching)
        except Exception as raised:
            problem = problem_of(raised)
            if begun:
                # Half an answer cannot be taken back: the server closes the connection.
                raise
            await problem.response()(scope, receive, send)


def _invalid(raised: RequestValidationError) -> Problem:
    found = raised.errors()
    if any(error["type"] == "json_invalid" for error in found):
        at = found[0]["loc"][-1]
        return Problem(400, "broken_json", f"the body is not JSON: error at character {at}")
    errors = [field_error(error) for error in found[:50]]
    named = "; ".join(f"{error['field']}: {error['message']}" for error in errors[:3])
    return Problem(422, "invalid_fields", named, errors=errors)


def _of_framework(raised: HTTPException, status: int) -> Problem:
    details = {
        400: "the request could not be read: expected a JSON body in UTF-8",
        404: "there is nothing at this address",
        405: "this address does not know this method",
    }
    return Problem(
        status,
        _USUAL_CODES.get(status, f"http_{status}"),
        details.get(status, str(raised.detail)),
        headers=raised.headers,
    )


def _refused(raised: Refusal) -> Problem:
    status = 404 if isinstance(raised, Unknown) else 409 if isinstance(raised, Conflict) else 422
    errors = [refused_field(raised)] if raised.field else None
    return Problem(status, raised.code, raised.detail, errors=errors)
