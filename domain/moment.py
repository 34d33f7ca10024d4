"""Moments in the world: timezone-aware UTC inside, RFC 3339 text in events and answers."""

from datetime import UTC, datetime


def moment_text(moment: datetime) -> str:
    """The RFC 3339 text of an aware datetime, in UTC with a trailing Z.

    Microseconds appear only where there are any, so that equal moments have equal text.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat().replace("+00:00", "Z")


def moment_of(text: str) -> datetime:
    """The aware UTC datetime of an RFC 3339 text with offset; ValueError without one."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone: expected an offset such as +08:00 or Z")
    return moment.astimezone(UTC)
