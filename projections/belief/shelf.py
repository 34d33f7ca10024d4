"""The shelf: what is kept of every search asked about lately, within a budget of memory."""

import threading
from collections.abc import Hashable
from dataclasses import dataclass, field

from projections.belief.branches import Branch, Setting
from projections.belief.pieces import Piece

INTERNED = 100_000


@dataclass(eq=False)
class Kept:
    """What is kept of one search. Whoever works on it holds its lock; searches do not wait for
    one another."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    story: tuple[Setting, Branch] | None = None
    """Its first story, from which all others descend."""
    coming: tuple[Setting, Branch] | None = None
    """The same with a later horizon, being simulated ahead of need."""
    asked_s: float = 0.0
    """The moment asked about last, in seconds after the last known point."""
    _pieces: frozenset[Piece] = frozenset()
    _interned: dict[Piece, Piece] = field(default_factory=dict)

    @property
    def nbytes(self) -> int:
        """Memory of its arrays, about."""
        return sum(story[1].nbytes_below for story in (self.story, self.coming) if story)

    def same(self, pieces: frozenset[Piece]) -> frozenset[Piece]:
        """Equal pieces, and equal sets of them, as one object each: ledgers then see at a glance
        what changed."""
        if len(self._interned) > INTERNED:
            self._interned.clear()
        pieces = frozenset(self._interned.setdefault(piece, piece) for piece in pieces)
        if pieces != self._pieces:
            self._pieces = pieces
        return self._pieces


class Shelf:
    """Kept by content, the one used longest ago forgotten first; forgetting costs only time.
    Several engines may share one."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        """Bytes that all that is kept may take; the search asked about last is never dropped."""
        self._known: dict[Hashable, Kept] = {}
        self._lock = threading.Lock()

    def take(self, key: Hashable) -> Kept:
        """What is kept of a search, from now on the one used last."""
        with self._lock:
            found = self._known.pop(key, None) or Kept()
            self._known[key] = found
            return found

    def make_room(self) -> None:
        """Forget what was used longest ago until the rest fits."""
        with self._lock:
            sizes = {key: kept.nbytes for key, kept in self._known.items()}
            total = sum(sizes.values())
            for key in list(self._known)[:-1]:
                if total <= self.memory:
                    return
                total -= sizes[key]
                del self._known[key]

    @property
    def nbytes(self) -> int:
        """Memory of all arrays, about."""
        with self._lock:
            return sum(kept.nbytes for kept in self._known.values())
