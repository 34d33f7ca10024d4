"""Secret tokens: shown once to their owner, kept here only as a hash."""

import hashlib
import secrets

_LENGTH = 43


def new_token() -> str:
    """A random 256-bit token as 43 characters that may stand in a URL."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes | None:
    """The SHA-256 by which a token is looked up; None for a text that cannot be a token.

    The tokens are random, so a plain hash cannot be guessed backwards.
    """
    if len(token) != _LENGTH or not token.isascii():
        return None
    return hashlib.sha256(token.encode()).digest()
