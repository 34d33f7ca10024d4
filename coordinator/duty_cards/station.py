"""The duty cards of this station, as its file says now."""

import logging
from pathlib import Path
from threading import Lock

from coordinator.duty_cards.card import ROLES, DutyCard
from coordinator.duty_cards.reading import Cards, DutyCardsError, cards_in, shipped_cards

FILE_NAME = "duty-cards.toml"

log = logging.getLogger(__name__)


class StationCards:
    """Reads the file again whenever it has changed, so that nobody has to restart anything.

    A change that cannot be read leaves the cards as they were, and says why in `trouble`.
    """

    def __init__(self, path: Path) -> None:
        """DutyCardsError if there is a file and it is wrong; without one the shipped cards hold."""
        self._path = path
        self._lock = Lock()
        self._seen = self._signature()
        self._cards: Cards = shipped_cards() if self._seen is None else cards_in(path)
        self.trouble: str | None = None

    def cards(self) -> list[DutyCard]:
        """The card of each role."""
        with self._lock:
            now = self._signature()
            if now != self._seen:
                self._seen = now
                self._read_again()
            return [self._cards[role] for role in ROLES]

    def _read_again(self) -> None:
        try:
            self._cards = shipped_cards() if self._seen is None else cards_in(self._path)
            self.trouble = None
        except DutyCardsError as problem:
            self.trouble = str(problem)
            log.warning("duty cards stay as they were: %s", problem)

    def _signature(self) -> tuple[int, int] | None:
        try:
            told = self._path.stat()
        except OSError:
            return None
        return told.st_mtime_ns, told.st_size
