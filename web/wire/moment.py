"""Moments on the wire: RFC 3339 with an offset, and nothing that merely looks like a time."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from domain.moment import moment_of

_RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)
_EXPECTED = "expected a time with its offset such as 2026-03-01T08:30:00+08:00"


def wire_moment(text: Any) -> datetime:
    """The aware UTC datetime of a text from outside; ValueError says what was expected."""
    if isinstance(text, datetime) and text.tzinfo is not None:
        return text
    if not isinstance(text, str) or not _RFC_3339.fullmatch(text):
        raise PydanticCustomError("not_a_time", _EXPECTED)
    try:
        moment = moment_of(text.upper())
    except (ValueError, OverflowError) as problem:
        raise PydanticCustomError("not_a_time", _EXPECTED) from problem
    if not _EARLIEST <= moment < _LATEST:
        raise PydanticCustomError(
            "time_out_of_range", "expected a time between the years 1900 and 2200"
        )
    return moment


def query_moment(text: Any) -> datetime:
    """The same from a query, where an unescaped `+` of the offset arrives as a space."""
    if isinstance(text, str):
        text = re.sub(r" (\d\d:\d\d)$", r"+\1", text)
    return wire_moment(text)


_SCHEMA = WithJsonSchema(
    {"type": "string", "format": "date-time", "examples": ["2026-03-01T08:30:00+08:00"]}
)

Moment = Annotated[datetime, BeforeValidator(wire_moment), _SCHEMA]
"""A time in a body."""

QueryMoment = Annotated[datetime, BeforeValidator(query_moment), _SCHEMA]
"""A time in a query."""
