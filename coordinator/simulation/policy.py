"""A policy: who decides what to watch and where to search."""

from typing import Protocol

from coordinator.simulation.known_facts import KnownFacts, Order, Watch


class Policy(Protocol):
    """Sees what people know, never the truth."""

    def watch(self, facts: KnownFacts) -> Watch | None:
        """What an officer who has just become free shall watch; None: nothing worth it now."""

    def send(self, facts: KnownFacts, team: int) -> Order | None:
        """What a team that has nothing to do shall search; None: wait."""

    def redirect(self, facts: KnownFacts) -> dict[int, Order]:
        """Teams to be turned round after new evidence; asked after every piece."""
