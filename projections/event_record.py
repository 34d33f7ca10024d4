"""An event as people outside read it."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

from domain.event import SearchEvent
from domain.moment import moment_text

Reveal = Callable[[str], Any]
"""The text or object behind a reference into the vault, None where it may not be read."""

ENVELOPE = frozenset(
    {"originator_id", "originator_version", "timestamp", "occurred_at", "command_id",
     "command_digest", "actor"}
)  # fmt: skip


def event_record(event: SearchEvent, reveal: Reveal | None = None) -> dict[str, Any]:
    """{version, topic, occurred_at, recorded_at, actor, data}; times RFC 3339 in UTC.

    Where `reveal` is given, every `<name>_ref` in the data is followed by `<name>`.
    """
    data = {f.name: getattr(event, f.name) for f in fields(event) if f.name not in ENVELOPE}
    if "until" in data:
        data["from"] = data.pop("since")
    if "target_lon" in data:
        lon, lat = data.pop("target_lon"), data.pop("target_lat")
        data["target"] = None if lon is None else {"lon": lon, "lat": lat}
    if "outcome_ref" in data:
        # Its text must not take the place of the outcome itself, which is a code.
        data["outcome_text_ref"] = data.pop("outcome_ref")
    if reveal is not None:
        revealed(data, reveal, [name for name in data if name.endswith("_ref")])
    return {
        "version": event.originator_version,
        "topic": event.TOPIC,
        "occurred_at": event.occurred_at,
        "recorded_at": moment_text(event.timestamp),
        "actor": event.actor,
        "data": data,
    }


def revealed(data: dict[str, Any], reveal: Reveal, refs: Iterable[str]) -> dict[str, Any]:
    """Add `<name>` beside each of these `<name>_ref` that leads somewhere."""
    for name in refs:
        ref = data[name]
        if isinstance(ref, str):
            data[name.removesuffix("_ref")] = reveal(ref)
    return data
