"""Envelopes: messages as the text that goes over the wire, encoded once for all who get it."""

from typing import Any

import orjson

from web.live.views import Record


def envelope(kind: str, **fields: Any) -> str:
    """A message of this type."""
    text = orjson.dumps({"type": kind, **fields}, option=orjson.OPT_SERIALIZE_NUMPY)
    return text.decode()


def events_envelope(events: list[Record], up_to: int) -> str:
    """What happened; `up_to` is the newest version of the stream, seen or not."""
    return envelope("events", up_to=up_to, events=events)
