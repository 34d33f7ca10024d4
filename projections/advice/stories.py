"""Stories of what those who are watching may see: nothing, or him first on one of the windows."""

import numpy as np

from projections.advice.information import Crowd
from projections.advice.outcomes import Outcomes
from projections.advice.windows import Floats, Numbers


class Stories:
    """Weights of trajectories split by which of the windows being watched shows him first.

    Story 0 is "none of them"; the split ignores the time at which he is seen.
    """

    def __init__(self, weights: Floats, cells: int, most: int) -> None:
        """`most` is how many windows will be assumed at most."""
        self._weights = np.zeros((most + 1, len(weights)))
        self._weights[0] = weights
        self._cells = cells
        self._count = 1
        self._crowds: dict[float, Crowd] = {}
        self._known: dict[float, int] = {}

    def assume(self, watching: Outcomes) -> None:
        """One more window is being watched."""
        whose, missed = watching.trajectory, watching.missed
        unseen = self._weights[0, whose]
        self._weights[self._count, whose] = unseen * (1.0 - missed)
        self._weights[0, whose] = unseen * missed
        self._count += 1

    def crowd(self, key: float, cell: Numbers) -> Crowd:
        """The trajectories of every story in their cells at the moment that the key names."""
        known = self._known.get(key, 0)
        if known == 0:
            empty = np.zeros((len(self._weights), self._cells))
            self._crowds[key] = Crowd(cell, self._weights, empty, empty.copy())
        full = self._crowds[key]
        if known < self._count:
            for story in {0, *range(known, self._count)}:
                row = self._weights[story]
                full.by_cell[story] = np.bincount(cell, row, self._cells)
                full.squares[story] = np.bincount(cell, row * row, self._cells)
            self._known[key] = self._count
        now = slice(0, self._count)
        return Crowd(cell, self._weights[now], full.by_cell[now], full.squares[now])
