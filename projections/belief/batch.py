"""One seeded batch of trajectories with what is asked of it again and again."""

import threading
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from projections.belief.ground import Ground
from projections.belief.lineage import Lineage, Origin
from projections.belief.motion.model import Motion
from projections.belief.passes import Passes, passes_of
from projections.belief.visits import Visits, by_segment, cursor, left_at, move_to
from projections.belief.walk import Run, walk

FIRST_ROOM = 128
"""Rows of visits per trajectory that are tried first."""
POSITIONS_KEPT = 4
NOBODY = Visits(
    np.zeros(1, np.int64),
    np.zeros(0, np.int32),
    np.zeros(0, np.float32),
    np.zeros(0, np.uint16),
    np.zeros(0, np.uint16),
    np.zeros(0, np.float64),
)


Rows = tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.uint16], NDArray[np.uint16]]


class _Scratch(threading.local):
    """Room for the visits of a batch, one for each thread and used again and again: how many
    visits there will be is known only afterwards."""

    rows: Rows | None = None


_scratch = _Scratch()


def simulated(
    motion: Motion, origin: Origin, lineage: Lineage, seed: int, horizon_s: float
) -> Visits:
    """The visits of as many trajectories as the lineage names, until the horizon."""
    count = len(lineage.ancestor)
    offset, pace = np.zeros(count + 1, np.int64), np.empty(count)
    rows = _scratch.rows
    if rows is None or len(rows[0]) < FIRST_ROOM * count:
        rows = _room(FIRST_ROOM * count)
    done = 0
    while True:
        out = Visits(offset, *rows, pace)
        done = walk(motion, origin, lineage, Run(np.uint64(seed), done, horizon_s), out)
        used = int(offset[done])
        if done == count:
            _scratch.rows = rows
            where, until, from_part, to_part = rows
            return Visits(
                offset, where[:used].copy(), until[:used].copy(),
                from_part[:used].copy(), to_part[:used].copy(), pace,
            )  # fmt: skip
        wider = _room(2 * len(rows[0]))
        wider[0][:used], wider[1][:used] = rows[0][:used], rows[1][:used]
        wider[2][:used], wider[3][:used] = rows[2][:used], rows[3][:used]
        rows = wider


def _room(rows: int) -> Rows:
    from_part, to_part = np.empty(rows, np.uint16), np.empty(rows, np.uint16)
    return np.empty(rows, np.int32), np.empty(rows, np.float32), from_part, to_part


class Batch:
    """Trajectories, indexed by segment, with their passes through zones seen so far."""

    def __init__(self, visits: Visits, length_m: NDArray[np.float64], horizon_s: float) -> None:
        self.visits = visits
        self.horizon_s = horizon_s
        self.length_m = length_m
        """Of every segment of the network."""
        self._cursor = cursor(visits)
        self._lock = threading.Lock()
        self._rows: dict[float, NDArray[np.int64]] = {}
        self._passes: dict[str, Passes] = {}
        self.nbytes = visits.nbytes + visits.where.nbytes
        """Memory of the arrays, about."""

    @property
    def trajectories(self) -> int:
        """How many trajectories."""
        return self.visits.trajectories

    @property
    def segments(self) -> int:
        """How many segments the network has."""
        return len(self.length_m)

    @cached_property
    def index(self) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """The visits in the open by segment."""
        return by_segment(self.visits.where, len(self.length_m))

    @cached_property
    def left(self) -> NDArray[np.float32]:
        """When each trajectory left the area, in seconds; infinite for those that stay."""
        return left_at(self.visits.offset, self.visits.where, self.visits.until)

    def visit_at(self, at: float) -> NDArray[np.int64]:
        """The visit of each trajectory at a time in seconds after the last known point."""
        with self._lock:
            move_to(self.visits, at, self._cursor)
            return self._cursor.visit.copy()

    def rows_at(self, at: float) -> NDArray[np.int64]:
        """For each trajectory 0 for the rest of the world, else its segment plus one."""
        with self._lock:
            rows = self._rows.get(at)
            if rows is None:
                move_to(self.visits, at, self._cursor)
                rows = self._cursor.row.copy()
                if len(self._rows) >= POSITIONS_KEPT:
                    del self._rows[next(iter(self._rows))]
                self._rows[at] = rows
            return rows

    def passes(self, zone: str, ground: Ground, gap_s: float) -> Passes:
        """The passes through a zone, remembered under its name."""
        found = self._passes.get(zone)
        if found is None:
            found = passes_of(self.visits, self.index, ground, gap_s)
            self._passes[zone] = found
            self.nbytes += found.nbytes
        return found

    def remembered(self, zone: str) -> Passes | None:
        """The passes through a zone, if anybody asked for them."""
        return self._passes.get(zone)
