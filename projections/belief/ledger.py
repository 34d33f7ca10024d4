"""The ledger of a batch: fixed-point log weights, and which pieces of evidence are in them.

Integers add up exactly, so adding a piece and taking it out again restores every bit, and the
order of pieces cannot matter.
"""

from functools import lru_cache
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.batch import Batch
from projections.belief.compiled import compiled, inlined
from projections.belief.passes import Passes, passes_of
from projections.belief.pieces import CAMERA, SCALE, OutsidePiece, Piece, Window, ZonePiece, blunted
from projections.belief.zones import Zones

FAR = 24
"""Changes of so many pieces at once are a look back, and further looks will come near it."""
MOST_MARKS = 24
FEW = 4
"""Changes of so many zones at once are somebody's reports, of more a story told anew."""


class Weights(NamedTuple):
    """Weights relative to the heaviest trajectory of a batch."""

    log_peak: float
    relative: NDArray[np.float64]
    total: float
    total_of_squares: float


class Ledger:
    """Log weights of one batch in units of 2^-32."""

    def __init__(self, batch: Batch, zones: Zones, gap_s: float, sharp: tuple[float, ...]) -> None:
        """Gaps under `gap_s` join passes; `sharp` is what is left of a POD at each level."""
        self.batch = batch
        self.log_weight: NDArray[np.int64] = np.zeros(batch.trajectories, np.int64)
        self._zones = zones
        self._gap_s = gap_s
        self._sharp = sharp
        self._pieces: frozenset[Piece] = frozenset()
        self._changed: list[NDArray[np.int32]] = []
        self._weights: Weights | None = None
        self._stale = False
        self._booked: set[str] = set()
        self._marks: dict[frozenset[Piece], NDArray[np.int64]] = {}
        """Log weights with other pieces in force, where looks back led, the oldest first."""

    @property
    def nbytes(self) -> int:
        """Memory of what is kept for looks back."""
        return len(self._marks) * self.log_weight.nbytes

    def hold(self, pieces: frozenset[Piece]) -> None:
        """Make exactly these pieces the ones in force."""
        if pieces is self._pieces:
            return
        far = len(self._pieces ^ pieces) > FAR
        if far:
            self._go_to_mark(pieces)
        before, after = by_zone(self._pieces - pieces), by_zone(pieces - self._pieces)
        zones = before.keys() | after.keys()
        for zone in zones:
            # What somebody reports on he will soon report on again.
            keep = len(zones) <= FEW and zone.startswith(CAMERA)
            self._book_zone(zone, before.get(zone, ()), after.get(zone, ()), keep)
        for piece in self._pieces ^ pieces:
            if isinstance(piece, OutsidePiece):
                self._book_outside(piece, 1 if piece in pieces else -1)
        self._pieces = pieces
        self._stale = True
        if far:
            self._mark()

    def _go_to_mark(self, pieces: frozenset[Piece]) -> None:
        """Begin from where an earlier look back led, if that is nearer."""
        nearest = min(self._marks, key=lambda mark: len(mark ^ pieces), default=self._pieces)
        if len(nearest ^ pieces) < len(self._pieces ^ pieces):
            self.log_weight[:] = self._marks[nearest]
            self._pieces = nearest
            self._changed = [everyone(len(self.log_weight))]

    def _mark(self) -> None:
        near = any(len(mark ^ self._pieces) <= FAR // 2 for mark in self._marks)
        if not near:
            self._marks[self._pieces] = self.log_weight.copy()
            if len(self._marks) > MOST_MARKS:
                del self._marks[next(iter(self._marks))]

    def changes(self, pieces: frozenset[Piece]) -> int:
        """How many pieces would have to be booked to hold exactly these."""
        return 0 if pieces is self._pieces else len(self._pieces ^ pieces)

    @property
    def weights(self) -> "Weights":
        """The weights that the pieces in force leave. The array changes with the next pieces."""
        if self._weights is None or self._stale:
            self._weights = self._weighed(self._weights)
            self._changed.clear()
            self._stale = False
        return self._weights

    def _weighed(self, before: "Weights | None") -> "Weights":
        peak = int(self.log_weight.max())
        if before is not None and before.log_peak == peak / SCALE:
            relative, changed = before.relative, self._changed
        else:
            relative, changed = np.empty(len(self.log_weight)), [everyone(len(self.log_weight))]
        for which in changed:
            weigh(self.log_weight, peak, which, relative)
        return Weights(
            peak / SCALE, relative, float(relative.sum()), float((relative * relative).sum())
        )

    def _book_outside(self, piece: OutsidePiece, sign: int) -> None:
        _since, until, strength = piece.window
        left = np.flatnonzero(self.batch.left < until)
        self.log_weight[left] += sign * strength
        self._changed.append(left.astype(np.int32))

    def _book_zone(
        self, zone: str, before: tuple[Window, ...], after: tuple[Window, ...], keep: bool
    ) -> None:
        ground, sharp = self._zones.ground(zone), self._sharp
        passes = self.batch.remembered(zone)
        blunt = not ground.level.any()
        if blunt:
            sharp = sharp[:1]
        if passes is None and (keep or not blunt or zone in self._booked):
            # How sharp a pass was may show outside of the windows. What was booked before is
            # booked again by who looks back and forth.
            passes = self.batch.passes(zone, ground, self._gap_s)
        self._booked.add(zone)
        if passes is None:
            rows = (*before, *after)
            span = min(row[0] for row in rows), max(row[1] for row in rows)
            passes = passes_of(self.batch.visits, self.batch.index, ground, self._gap_s, span)
        touched = np.empty(len(passes.trajectory), np.int32)
        count = book_passes(
            self.log_weight, passes, windows(before, sharp), windows(after, sharp), touched
        )
        self._changed.append(touched[:count])


def by_zone(pieces: frozenset[Piece]) -> dict[str, tuple[Window, ...]]:
    """The windows of each zone; a zone has one piece at most."""
    return {piece.zone: piece.windows for piece in pieces if isinstance(piece, ZonePiece)}


@lru_cache(maxsize=8)
def everyone(count: int) -> NDArray[np.int32]:
    """All trajectories."""
    return np.arange(count, dtype=np.int32)


class Windows(NamedTuple):
    """Begin and end in seconds after the last known point; fixed-point log(1 - POD) by level."""

    begin: NDArray[np.float64]
    end: NDArray[np.float64]
    strength: NDArray[np.int64]
    """(windows, levels)"""


@lru_cache(maxsize=4096)
def windows(rows: tuple[Window, ...], sharp: tuple[float, ...]) -> Windows:
    """Windows side by side, the strongest first."""
    table = sorted(rows, key=lambda row: row[2])
    return Windows(
        np.array([row[0] for row in table], np.float64),
        np.array([row[1] for row in table], np.float64),
        np.array([[blunted(row[2], each) for each in sharp] for row in table], np.int64).reshape(
            -1, len(sharp)
        ),
    )


@inlined
def strongest(windows: Windows, enter: float, leave: float, level: int) -> int:
    """What the strongest window that touches a pass takes, 0 where none does."""
    for w in range(len(windows.begin)):
        if enter < windows.end[w] and leave > windows.begin[w]:
            return int(windows.strength[w, level])
    return 0


@compiled
def book_passes(
    log_weight: NDArray[np.int64],
    passes: Passes,
    before: Windows,
    after: Windows,
    touched: NDArray[np.int32],
) -> int:
    """Give each trajectory, for each of its passes, what the windows now take instead of what
    those before took; returns how many of `touched` were filled with those it changed."""
    count = 0
    for p in range(len(passes.trajectory)):
        enter, leave, level = passes.enter[p], passes.leave[p], passes.level[p]
        more = strongest(after, enter, leave, level) - strongest(before, enter, leave, level)
        if more != 0:
            log_weight[passes.trajectory[p]] += more
            touched[count] = passes.trajectory[p]
            count += 1
    return count


@compiled
def weigh(
    log_weight: NDArray[np.int64],
    peak: int,
    which: NDArray[np.int32],
    relative: NDArray[np.float64],
) -> None:
    """Write the weights of some trajectories relative to the heaviest. One kernel for few and for
    all, so that the same log weight always gives the same bits."""
    for i in which:
        relative[i] = exp((log_weight[i] - peak) * (1.0 / SCALE))
