"""An account: somebody who may sign in."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from coordinator.accounts.refused import AccountRefused
from coordinator.accounts.role import Role

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in. Events and logs carry `account_id` and never the name."""

    account_id: str
    name: str
    role: Role
    every_search: bool
    created_at: datetime
    disabled_at: datetime | None


def account_name(text: str) -> str:
    """The name as it is shown; AccountRefused when it is empty, too long or not printable."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise AccountRefused(
            "bad_name", f"expected a name of 1 to {LONGEST_NAME} printable characters"
        )
    return name


def name_key(text: str) -> str | None:
    """What two names must not share: letter case, width and spaces do not count.

    None for a text that cannot be a name.
    """
    try:
        name = account_name(text)
    except AccountRefused:
        return None
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())[:400]
