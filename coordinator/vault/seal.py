"""Sealing: AES-256-GCM around a few bytes, bound to what they belong to."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = b"\x01"
_NONCE = 12


class BrokenSeal(Exception):
    """The bytes were not sealed with this key for this purpose, or were changed since."""


def seal(key: bytes, plain: bytes, bound_to: str) -> bytes:
    """Format byte, random 96-bit nonce, ciphertext and tag; `bound_to` must be given to open."""
    nonce = secrets.token_bytes(_NONCE)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def unseal(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    """The plain bytes; BrokenSeal when key, bytes or purpose are not those of `seal`."""
    if sealed[:1] != FORMAT:
        raise BrokenSeal("unknown format of sealed data")
    nonce, ciphertext = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, bound_to.encode())
    except (InvalidTag, ValueError) as problem:
        raise BrokenSeal("sealed data does not fit its key") from problem
