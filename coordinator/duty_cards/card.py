"""A duty card, and its duties in both languages."""

from dataclasses import dataclass

ROLES = ("commander", "video", "street")

Words = dict[str, str]
"""The same words as {"zh": ..., "en": ...}."""


@dataclass(frozen=True)
class CardDuty:
    """Something to do; `item` is the code by which it is recorded as done."""

    item: str
    part: Words | None
    """The part of the card that it belongs to."""
    says: Words


@dataclass(frozen=True)
class DutyCard:
    """What a role does in a search of this kind, in order."""

    role: str
    name: Words
    duties: tuple[CardDuty, ...]
