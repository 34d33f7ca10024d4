"""Personal data in an archive: each text or photo sealed on its own, under a key made of a
passphrase.

Lines of `personal.jsonl` are canonical JSON {ref, sealed}, `sealed` in base64 what `seal` makes of
what the vault keeps: the canonical JSON of a text, or a JPEG. Each is bound to the search and its
reference, so that none passes for another.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Iterable, Iterator

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from coordinator.archive.manifest import SealedTexts
from coordinator.archive.refused import ArchiveRefused, altered
from coordinator.canonical import canonical, parsed
from coordinator.vault.seal import BrokenSeal, seal, unseal

LEAST_PASSPHRASE = 12
"""Characters."""
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**17, 8, 1
"""128 MB and some tenths of a second for each guess."""
MOST_MEMORY = 2**30
"""Bytes that an archive may make us use to open it."""
AT_ONCE = 50

Item = tuple[str, bytes]
"""Reference, and what the vault keeps under it."""


class PassphraseBox:
    """Seals and opens the texts of one search; making it takes a moment on purpose."""

    def __init__(self, search_id: str, passphrase: str, how: SealedTexts) -> None:
        """ArchiveRefused for numbers that no archive of ours has."""
        self._search_id = search_id
        usual = how.n >= 2 and how.r >= 1 and 1 <= how.p <= 16
        if not usual or how.n * how.r * 128 > MOST_MEMORY or how.n & (how.n - 1):
            raise altered("the numbers of its seal cannot be")
        try:
            salt = base64.b64decode(how.salt, validate=True)
        except binascii.Error as problem:
            raise altered("the salt of its seal cannot be read") from problem
        key = Scrypt(salt=salt, length=32, n=how.n, r=how.r, p=how.p)
        self._key = key.derive(passphrase.encode())

    def line(self, ref: str, plain: bytes) -> bytes:
        """An item as a line of the archive."""
        sealed = seal(self._key, plain, self._bound_to(ref))
        return canonical({"ref": ref, "sealed": base64.b64encode(sealed).decode()}) + b"\n"

    def item(self, line: bytes) -> Item:
        """The item of a line; ArchiveRefused when the passphrase is another."""
        try:
            record = parsed(line)
            ref, sealed = str(record["ref"]), base64.b64decode(record["sealed"], validate=True)
        except (ValueError, KeyError, TypeError) as problem:
            raise altered("a text in it cannot be read") from problem
        try:
            return ref, unseal(self._key, sealed, self._bound_to(ref))
        except BrokenSeal as problem:
            detail = "this passphrase does not open the personal data of the archive"
            raise ArchiveRefused("wrong_passphrase", detail) from problem

    def _bound_to(self, ref: str) -> str:
        return json.dumps(["archive", self._search_id, ref])


def fresh_seal(items: int) -> SealedTexts:
    """How a new archive seals so many texts."""
    salt = base64.b64encode(secrets.token_bytes(16)).decode()
    return SealedTexts(items, salt, SCRYPT_N, SCRYPT_R, SCRYPT_P)


def in_batches(items: Iterable[Item]) -> Iterator[dict[str, bytes]]:
    """The items by reference, some at a time."""
    batch: dict[str, bytes] = {}
    for ref, plain in items:
        batch[ref] = plain
        if len(batch) >= AT_ONCE:
            yield batch
            batch = {}
    if batch:
        yield batch
