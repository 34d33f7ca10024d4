"""Log lines: one JSON object each, with the search and command that the work was for.

Nothing that people typed belongs into a log. Texts of exceptions may quote it (a value that a
database refused, the body that could not be read), so of an exception only its kind and the
places in the code are written.
"""

import asyncio
import concurrent.futures
import logging
import sys
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

import orjson

FORMATS = ("json", "text")
MOST_FRAMES = 30
_FIELDS = "fields"
_subject: ContextVar[dict[str, str] | None] = ContextVar("log_subject", default=None)


@contextmanager
def about(**ids: str) -> Generator[None]:
    """Lines logged in the block, and in threads that copy this context, name these ids.

    `also_about` in a copy of the context names more of them for the whole block.
    """
    token = _subject.set({**(_subject.get() or {}), **ids})
    try:
        yield
    finally:
        _subject.reset(token)


def also_about(**ids: str) -> None:
    """Name these ids too, in all lines of the innermost `about` block from now on."""
    subject = _subject.get()
    if subject is not None:
        subject.update(ids)


def say(log: logging.Logger, message: str, **fields: Any) -> None:
    """Log a line for the record with fields of its own: ids, numbers and codes, never texts."""
    log.info(message, extra={_FIELDS: fields})


def log_to(stream: TextIO, form: str, level: int = logging.INFO) -> None:
    """Write what this process logs to a stream, as json or text, and no longer where an earlier
    call said. A log that somebody else collects already stays his."""
    root = logging.getLogger()
    for earlier in list(root.handlers):
        if isinstance(earlier.formatter, JsonLines | PlainLines):
            root.removeHandler(earlier)
    if root.handlers:
        return
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines() if form == "json" else PlainLines())
    handler.addFilter(is_a_fault)
    root.addHandler(handler)
    root.setLevel(level)
    # It would log every request of simulated people, with its address.
    logging.getLogger("httpx").setLevel(logging.WARNING)


CUT_OFF = (asyncio.CancelledError, concurrent.futures.CancelledError)


def is_a_fault(record: logging.LogRecord) -> bool:
    """Whether a line is worth writing: work that the end of the service cut off is no fault."""
    return not (record.exc_info and isinstance(record.exc_info[1], CUT_OFF))


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, ids, fields, error."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_named(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = told(record.exc_info[1])
        return orjson.dumps(line, default=str).decode()


class PlainLines(logging.Formatter):
    """The same for a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and under it where an error came from."""
        named = " ".join(f"{name}={value}" for name, value in _named(record).items())
        line = f"{record.levelname} {record.name} {record.getMessage()} {named}".rstrip()
        if record.exc_info and record.exc_info[1] is not None:
            line += "".join(f"\n    {part}" for part in told(record.exc_info[1]))
        return line


def told(problem: BaseException) -> list[str]:
    """Of an exception and its causes: kind, then the places in the code, innermost last."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = problem
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        frames = traceback.extract_tb(current.__traceback__)[-MOST_FRAMES:]
        lines += [
            ("because of " if len(seen) > 1 else "Traceback of ")
            + f"{kind.__module__}.{kind.__qualname__}",
            *(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames),
        ]
        current = current.__cause__ or current.__context__
    return lines


def _named(record: logging.LogRecord) -> dict[str, Any]:
    return {**(_subject.get() or {}), **getattr(record, _FIELDS, {})}


def usual_format() -> str:
    """Text where somebody watches, else JSON."""
    return "text" if sys.stderr.isatty() else "json"
