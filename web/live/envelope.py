"""Envelopes: messages as they go over the wire, encoded and deflated once for all who get them."""

import zlib
from typing import Any

import orjson

from coordinator.telemetry.telemetry import Change, Presence, Shown
from web.live.views import Record

TEXT, BINARY = 0x1, 0x2
SMALL = 200
"""Bytes; below that deflating saves less than it costs the reader."""
DEFAULT_WINDOW_BITS = 15
_FIN, _DEFLATED = 0x80, 0x40
_TAIL = b"\x00\x00\xff\xff"


class Envelope:
    """One message. The same object is given to every client that gets the same bytes."""

    __slots__ = ("_deflatable", "_frames", "body", "opcode")

    def __init__(self, body: bytes, opcode: int = TEXT, *, deflatable: bool = True) -> None:
        self.body = body
        self.opcode = opcode
        self._deflatable = deflatable and len(body) >= SMALL
        self._frames: dict[int | None, bytes] = {}

    def __len__(self) -> int:
        return len(self.body)

    def frame(self, window_bits: int | None) -> bytes:
        """The WebSocket frame of this message (RFC 6455), made once.

        Deflated by itself (RFC 7692, without context takeover) for a reader with a window of
        2 ** `window_bits` bytes; plain where that is None, or where it would not pay.
        """
        if not self._deflatable:
            window_bits = None
        found = self._frames.get(window_bits)
        if found is None:
            found = self._frames[window_bits] = self._made(window_bits)
        return found

    def made(self) -> "Envelope":
        """Have the usual frame made now: a large one should not be deflated on the event loop."""
        self.frame(DEFAULT_WINDOW_BITS)
        return self

    def _made(self, window_bits: int | None) -> bytes:
        if window_bits is None:
            return framed(self.body, self.opcode)
        deflate = zlib.compressobj(wbits=-window_bits)
        small = deflate.compress(self.body) + deflate.flush(zlib.Z_SYNC_FLUSH)
        return framed(small.removesuffix(_TAIL), self.opcode | _DEFLATED)


def framed(payload: bytes, head: int) -> bytes:
    """A whole message as one unmasked WebSocket frame; `head` is opcode and reserved bits."""
    size = len(payload)
    if size < 126:
        length = bytes((size,))
    elif size < 65_536:
        length = b"\x7e" + size.to_bytes(2, "big")
    else:
        length = b"\x7f" + size.to_bytes(8, "big")
    return bytes((_FIN | head,)) + length + payload


def envelope(kind: str, **fields: Any) -> Envelope:
    """A message of this type."""
    return Envelope(orjson.dumps({"type": kind, **fields}, option=orjson.OPT_SERIALIZE_NUMPY))


def events_envelope(events: list[Record], up_to: int) -> Envelope:
    """What happened; `up_to` is the newest version of the stream, seen or not."""
    return envelope("events", up_to=up_to, events=events)


def belief_envelope(frame: bytes, *, packed: bool) -> Envelope:
    """A belief frame; a packed one is deflated already."""
    return Envelope(frame, BINARY, deflatable=not packed)


def presence_envelope(teams: list[Presence]) -> Envelope:
    """Whether phones of these teams are connected, since when."""
    told = [{"team_id": t.team_id, "connected": t.connected, "since": t.since} for t in teams]
    return envelope("presence", teams=told)


def told_change(change: Change) -> Envelope:
    """What is new about phones, for desks."""
    if isinstance(change, Shown):
        return envelope("delivered", redirect_id=change.redirect_id, at=change.at)
    return presence_envelope([change])
