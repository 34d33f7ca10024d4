"""Silence: for how long the event store has not answered this process."""

import time


class Silence:
    """What is read meanwhile comes from memory, and whoever reads it is told how old it may be."""

    def __init__(self) -> None:
        self._since: float | None = None

    def heard(self) -> None:
        """The store has answered."""
        self._since = None

    def unheard(self) -> None:
        """The store was asked in vain."""
        if self._since is None:
            self._since = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has lasted; 0 while the store answers."""
        since = self._since
        return 0.0 if since is None else max(1.0, time.monotonic() - since)
