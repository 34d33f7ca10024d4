"""Passwords: argon2id hashes, and how many may be computed at once."""

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from coordinator.accounts.refused import AccountRefused

SHORTEST = 8
LONGEST = 200
# Each one takes 64 MiB: without a limit a burst of logins would exhaust the memory.
AT_ONCE = 2


class Passwords:
    """Makes and checks password hashes (argon2id, RFC 9106 second recommended option)."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._turn = threading.BoundedSemaphore(AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """The hash to store; AccountRefused when the password is too short or too long."""
        form = _form(password)
        if not SHORTEST <= len(form) <= LONGEST:
            raise AccountRefused(
                "weak_password", f"expected a password of {SHORTEST} to {LONGEST} characters"
            )
        with self._turn:
            return self._hasher.hash(form)

    def right(self, stored: str | None, password: str) -> bool:
        """Whether the password fits; takes as long when nothing is stored to compare with."""
        form = _form(password)
        if len(form) > LONGEST:
            return False
        with self._turn:
            try:
                fits = self._hasher.verify(stored or self._nobody, form)
            except (VerificationError, InvalidHashError):
                return False
        return fits and stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether a hash was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(stored)


def _form(password: str) -> str:
    # Keyboards write the same letter in several ways; lone surrogates have no bytes at all.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode()
