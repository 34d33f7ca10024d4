"""Envelopes: messages as the text that goes over the wire, encoded once for all who get it."""

from typing import Any

import orjson

from coordinator.telemetry.telemetry import Change, Presence, Shown
from web.live.views import Record


def envelope(kind: str, **fields: Any) -> str:
    """A message of this type."""
    text = orjson.dumps({"type": kind, **fields}, option=orjson.OPT_SERIALIZE_NUMPY)
    return text.decode()


def events_envelope(events: list[Record], up_to: int) -> str:
    """What happened; `up_to` is the newest version of the stream, seen or not."""
    return envelope("events", up_to=up_to, events=events)


def presence_envelope(teams: list[Presence]) -> str:
    """Whether phones of these teams are connected, since when."""
    told = [{"team_id": t.team_id, "connected": t.connected, "since": t.since} for t in teams]
    return envelope("presence", teams=told)


def told_change(change: Change) -> str:
    """What is new about phones, for desks."""
    if isinstance(change, Shown):
        return envelope("delivered", redirect_id=change.redirect_id, at=change.at)
    return presence_envelope([change])
