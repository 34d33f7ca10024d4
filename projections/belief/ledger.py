"""The ledger of a batch: fixed-point log weights, and which pieces of evidence are in them.

Integers add up exactly, so adding a piece and taking it out again restores every bit, and the
order of pieces cannot matter.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.batch import Batch
from projections.belief.compiled import compiled
from projections.belief.passes import Passes
from projections.belief.pieces import CAMERA, SCALE, OutsidePiece, Piece, ZonePiece
from projections.belief.zones import Zones


class Weights(NamedTuple):
    """Weights relative to the heaviest trajectory of a batch."""

    log_peak: float
    relative: NDArray[np.float64]
    total: float
    total_of_squares: float


class Ledger:
    """Log weights of one batch in units of 2^-32."""

    def __init__(self, batch: Batch, zones: Zones, gap_s: float) -> None:
        self.batch = batch
        self.log_weight: NDArray[np.int64] = np.zeros(batch.trajectories, np.int64)
        self._zones = zones
        self._gap_s = gap_s
        self._pieces: frozenset[Piece] = frozenset()
        self._weights: Weights | None = None

    def hold(self, pieces: frozenset[Piece]) -> None:
        """Make exactly these pieces the ones in force."""
        if pieces is self._pieces:
            return
        for piece in self._pieces - pieces:
            self._book(piece, -1)
        for piece in pieces - self._pieces:
            self._book(piece, 1)
        self._pieces = pieces
        self._weights = None

    def changes(self, pieces: frozenset[Piece]) -> int:
        """How many pieces would have to be booked to hold exactly these."""
        return 0 if pieces is self._pieces else len(self._pieces ^ pieces)

    @property
    def weights(self) -> "Weights":
        """The weights that the pieces in force leave."""
        if self._weights is None:
            peak = int(self.log_weight.max())
            relative = np.exp((self.log_weight - peak) * (1.0 / SCALE))
            self._weights = Weights(
                peak / SCALE, relative, float(relative.sum()), float((relative * relative).sum())
            )
        return self._weights

    def _book(self, piece: Piece, sign: int) -> None:
        if isinstance(piece, OutsidePiece):
            _since, until, strength = piece.window
            book_outside(self.log_weight, self.batch.left, until, sign * strength)
            return
        self._book_zone(piece, sign)

    def _book_zone(self, piece: ZonePiece, sign: int) -> None:
        ground = self._zones.ground(piece.zone)
        passes = self.batch.passes(piece.zone, ground, self._gap_s)
        windows = Windows(
            np.array([window[0] for window in piece.windows]),
            np.array([window[1] for window in piece.windows]),
            np.array([window[2] for window in piece.windows], np.int64),
        )
        book_passes(self.log_weight, passes, windows, sign)
        if sign < 0 and not piece.zone.startswith(CAMERA):
            self.batch.forget(piece.zone)


class Windows(NamedTuple):
    """Begin and end in seconds after the last known point, and fixed-point log(1 - POD)."""

    begin: NDArray[np.float64]
    end: NDArray[np.float64]
    strength: NDArray[np.int64]


@compiled
def book_passes(log_weight: NDArray[np.int64], passes: Passes, windows: Windows, sign: int) -> None:
    """Add to each trajectory, for each of its passes, the strongest window that touches it."""
    for p in range(len(passes.trajectory)):
        enter, leave = passes.enter[p], passes.leave[p]
        most = np.int64(0)
        for w in range(len(windows.begin)):
            if windows.strength[w] < most and enter < windows.end[w] and leave > windows.begin[w]:
                most = windows.strength[w]
        log_weight[passes.trajectory[p]] += sign * most


@compiled
def book_outside(
    log_weight: NDArray[np.int64], left: NDArray[np.float32], until: float, amount: int
) -> None:
    """Add an amount to each trajectory that was outside at some time before `until`."""
    for i in range(len(log_weight)):
        if left[i] < until:
            log_weight[i] += amount
