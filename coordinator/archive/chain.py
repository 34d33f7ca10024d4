"""The hash chain: each event's hash covers the event and the hash of the one before."""

import hashlib
from typing import Any
from uuid import UUID

from coordinator.canonical import canonical

EVENTS = "events"
POSITIONS = "positions"


class Chain:
    """Hashes of records in their order, as hex SHA-256.

    The first covers the name of the chain and the search, so that no event passes for another
    search's. A record's hash is taken of the hash before it, a line feed and its canonical JSON.
    """

    def __init__(self, name: str, search_id: UUID) -> None:
        self.head = hashlib.sha256(f"search-coordinator {name} {search_id}".encode()).hexdigest()

    def add(self, record: dict[str, Any]) -> str:
        """The hash of the next record, the chain's new head."""
        content = self.head.encode() + b"\n" + canonical(record)
        self.head = hashlib.sha256(content).hexdigest()
        return self.head


def line_of(record: dict[str, Any], hashed: str) -> bytes:
    """A record as a line of an archive, its hash in it."""
    return canonical({**record, "hash": hashed}) + b"\n"
