"""Problems: every answer that is not what was asked for, as RFC 9457 problem details."""

import math
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"

_TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    408: "Too slow",
    409: "Conflict",
    410: "Gone",
    413: "Body too large",
    415: "Unsupported media type",
    422: "Cannot be accepted",
    429: "Too many attempts",
    500: "Unexpected error",
    503: "Not available now",
}


class Problem(HTTPException):
    """Raise it anywhere in a request to answer with problem details.

    `code` is stable for programs, `detail` one sentence for people, `errors` names fields as
    [{"field", "message", "code", "expected"?}]. With `retry_after_s` the header Retry-After is
    sent.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: list[dict[str, Any]] | None = None,
        retry_after_s: float | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        sent = dict(headers or {})
        if retry_after_s is not None:
            sent["Retry-After"] = str(max(1, math.ceil(retry_after_s)))
        if status == 401:
            sent.setdefault("WWW-Authenticate", 'Bearer realm="search-coordinator"')
        super().__init__(status, detail, sent)
        self.code = code
        self.errors = errors

    def content(self) -> dict[str, Any]:
        """The members of the problem details object."""
        title = _TITLES.get(self.status_code, "Problem")
        members: dict[str, Any] = {
            "type": f"urn:search-coordinator:problem:{self.code}",
            "title": title,
            "status": self.status_code,
            "code": self.code,
            "detail": self.detail,
        }
        if self.errors is not None:
            members["errors"] = self.errors
        return members

    def response(self) -> Response:
        """The answer to send."""
        return Response(
            orjson.dumps(self.content(), default=str),
            self.status_code,
            headers=dict(self.headers or {}),
            media_type=MEDIA_TYPE,
        )


_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "stable, for programs"},
        "detail": {"type": "string", "description": "one sentence, for people"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {
                    "field": {"type": "string"},
                    "message": {"type": "string"},
                    "code": {"type": "string", "description": "stable, for programs"},
                    "expected": {
                        "type": "object",
                        "description": "at_least, above, at_most, below, one_of: as far as known",
                    },
                },
            },
        },
    },
}


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route says in the OpenAPI description about the problems it may answer with."""
    return {
        status: {"description": _TITLES[status], "content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
        for status in statuses
    }
