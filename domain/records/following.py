"""A command given on advice: what it does, and the advice that it answers, in one breath."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.area import Area
from domain.checks import checked_numbers
from domain.command import Command, Decision, Issued, Order
from domain.records.advice import FollowAdvice
from domain.search import Search


@dataclass(frozen=True, slots=True)
class Following:
    """What was done comes first, so that the answer names it; refused, it was not followed."""

    deed: Command
    kind: str
    numbers: Mapping[str, float]

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """The events of the deed, then that it followed advice."""
        checked_numbers(self.numbers, "followed")
        yield from self.deed.decide(search, by, area)
        yield from FollowAdvice(self.kind, self.numbers).decide(search, by, area)


@dataclass(frozen=True, slots=True)
class FollowingOrder(Following, Order):
    """The same of an order, which makes no sense once the search is over."""


def following(deed: Command, kind: str, numbers: Mapping[str, float] | None) -> Command:
    """The command itself where no advice was followed (None)."""
    if numbers is None:
        return deed
    if isinstance(deed, Order):
        return FollowingOrder(deed, kind, numbers)
    return Following(deed, kind, numbers)
