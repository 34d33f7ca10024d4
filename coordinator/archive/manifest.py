"""The manifest of an archive: what is in it, and what it has to add up to."""

from typing import Annotated

import msgspec
from msgspec import Meta

FORMAT = "search-coordinator archive"
FORMAT_VERSION = 1
"""Changes with every change of what an archive holds; every earlier version is read for ever."""

Hash = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Base64 = Annotated[str, Meta(max_length=200)]


class Chained(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A chain of records: how many, and the hash of the last one."""

    count: Count
    head: Hash


class AreaNamed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The area that the search was opened in."""

    name: str
    content_hash: Hash


class SealedTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How personal data are sealed: AES-256-GCM under a key that scrypt makes of a passphrase."""

    items: Count
    salt: Base64
    n: Count
    r: Count
    p: Count


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file in the archive, before compression."""

    name: str
    bytes: Annotated[int, Meta(ge=0)]
    sha256: Hash


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in `manifest.json`; times RFC 3339 in UTC."""

    format: str
    format_version: Count
    written_at: str
    written_by: str
    """Version of the program."""
    search_id: str
    opened_at: str
    area: AreaNamed
    model_version: str
    parameters: dict[str, float]
    seed: int
    events: Chained
    positions: Chained
    personal_data: SealedTexts | None
    """None: the archive has none, and the search replays without them."""
    parts: list[Part]
