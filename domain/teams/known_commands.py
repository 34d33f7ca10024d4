"""Known commands: by which commands something was done before, in little memory for very many."""

from binascii import crc32
from typing import Any

import numpy as np

RECENT = 64
"""Commands kept whole: at one in ten seconds those of the last ten minutes."""
_PRINT_BYTES = 4


class KnownCommands:
    """The newest commands with their digests; of older ones a fingerprint of four bytes.

    Which digest an older one had, and whether it was that one at all, only its event can tell: one
    in half a million of those that are new looks like one of a day's.
    """

    def __init__(self) -> None:
        self._recent: dict[str, str] = {}
        self._older = bytearray()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KnownCommands) and self.state() == other.state()

    __hash__ = None  # type: ignore[assignment]  # it changes

    def add(self, command_id: str, digest: str) -> None:
        """A command was carried out."""
        self._recent[command_id] = digest
        if len(self._recent) > RECENT:
            oldest = next(iter(self._recent))
            del self._recent[oldest]
            self._older += _print_of(oldest)

    def digest_of(self, command_id: str) -> str | None:
        """The digest of one of the newest commands, None if it is none of them."""
        return self._recent.get(command_id)

    def perhaps_older(self, command_id: str) -> bool:
        """Whether it may be one of the older commands; never False for one that is."""
        prints = np.frombuffer(self._older, f"V{_PRINT_BYTES}").view("<u4")
        return bool((prints == int.from_bytes(_print_of(command_id), "little")).any())

    def state(self) -> dict[str, Any]:
        """All of it in JSON primitives."""
        return {"recent": dict(self._recent), "older": self._older.hex()}

    @classmethod
    def of(cls, state: dict[str, Any]) -> "KnownCommands":
        """From what `state` gave."""
        known = cls()
        known._recent = dict(state["recent"])
        known._older = bytearray.fromhex(state["older"])
        return known


def _print_of(command_id: str) -> bytes:
    return crc32(command_id.encode()).to_bytes(_PRINT_BYTES, "little")
