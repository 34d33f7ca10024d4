"""Cells as often as there are things that windows can have seen of the present pass.

A window takes its POD once for each pass: whoever is in a zone is in one of two copies of his cell,
not yet seen in this pass or seen already; with a camera and a sweep on the same street there are
four. Whoever leaves the zone, or goes indoors, is in no pass any more.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from domain.area import Area
from domain.evidence import Evidence
from tests.benchmarks._exact_city_cells import Cells, Rows

CAMERA, SWEEP = 1, 2
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Watched:
    """Streets that a camera sees, or a team sweeps, and when, in steps; one POD."""

    kind: int
    segments: frozenset[int]
    windows: tuple[tuple[int, int], ...]
    pod: float

    def watching(self, step: int) -> bool:
        """Whether a window lies on a step."""
        return any(begin <= step <= end for begin, end in self.windows)


def watched(area: Area, evidence: Evidence, step_s: float) -> list[Watched]:
    """The evidence; no street may be seen by two cameras or be swept twice."""
    since = evidence.last_known_point.at
    found = []
    for zone in area.zones:
        seen = [each for each in evidence.clearances if each.camera_id == zone.camera_id]
        if not seen:
            continue
        (pod,) = {each.pod for each in seen}
        windows = tuple(_steps(each.since - since, each.until - since, step_s) for each in seen)
        segments = frozenset(stretch.segment for stretch in zone.stretches)
        found.append(Watched(CAMERA, segments, windows, pod))
    for sweep in evidence.sweeps:
        span = _steps(sweep.since - since, sweep.until - since, step_s)
        found.append(Watched(SWEEP, frozenset(sweep.segments), (span,), sweep.pod))
    return found


def _steps(begin: timedelta, end: timedelta, step_s: float) -> tuple[int, int]:
    return round(begin.total_seconds() / step_s), round(end.total_seconds() / step_s)


@dataclass(frozen=True, eq=False)
class Copies:
    """All copies of the items of one speed: of cells (the plain ones first), then of sites (the
    plain ones first), then goals and outside, which have none."""

    cells: Cells
    zones: list[Watched] = field(default_factory=list)

    def _zone_of(self, kind: int) -> Ints:
        """For each street its zone of a kind, -1 for none."""
        zone = np.full(self.cells.law.area.network.segments, -1)
        for number, each in enumerate(self.zones):
            if each.kind == kind:
                assert (zone[list(each.segments)] < 0).all()
                zone[list(each.segments)] = number
        return zone

    @cached_property
    def zone(self) -> dict[int, Ints]:
        """For each item its zone of each kind, -1 for none."""
        street = np.concatenate((self.cells.segment, self.cells.site_segment)) >> 1
        others = np.full(self.cells.outside + 1 - len(street), -1)
        return {
            kind: np.concatenate((self._zone_of(kind)[street], others)) for kind in (CAMERA, SWEEP)
        }

    @cached_property
    def number(self) -> Ints:
        """(4, items): where each copy of an item stands (bits: seen by camera, by sweep), or -1."""
        n, s, items = self.cells.count, self.cells.sites, self.cells.outside + 1
        found = np.full((4, items), -1)
        has = np.zeros((4, items), bool)
        for bits in (1, 2, 3):
            has[bits] = True
            for kind in (CAMERA, SWEEP):
                has[bits] &= (self.zone[kind] >= 0) | (bits & kind == 0)
        next_ = 0
        for part in (slice(0, n), slice(n, n + s), slice(n + s, items)):
            has[0, part] = True
            for bits in range(4):
                which = np.flatnonzero(has[bits, part]) + part.start
                found[bits, which] = next_ + np.arange(len(which))
                next_ += len(which)
        return found

    @property
    def cell_copies(self) -> int:
        """Copies of cells."""
        return int((self.number[:, : self.cells.count] >= 0).sum())

    @property
    def site_copies(self) -> int:
        """Copies of sites."""
        n, s = self.cells.count, self.cells.sites
        return int((self.number[:, n : n + s] >= 0).sum())

    @cached_property
    def plain(self) -> Ints:
        """The item that each copy is of."""
        bits, item = np.nonzero(self.number >= 0)
        found = np.empty(len(item), np.int64)
        found[self.number[bits, item]] = item
        return found

    def matrix(self, layer: int) -> csr_array:
        """(to, from): one step of everybody on the way, then of those released from sites."""
        cells = self.cells
        targets, n = int(self.number.max()) + 1, self.cell_copies
        moves = self._copied(cells.moves(layer))
        freed = cells.releases(layer)
        freed = self._copied(Rows(freed.source + cells.count, freed.target, freed.share))
        return hstack(
            [
                csr_array((moves.share, (moves.target, moves.source)), shape=(targets, n)),
                csr_array(
                    (freed.share, (freed.target, freed.source - n)),
                    shape=(targets, self.site_copies),
                ),
            ],
            format="csr",
        )

    def _copied(self, rows: Rows) -> Rows:
        """The rows for all copies: what was seen counts on while he stays in the same zone."""
        parts = []
        for bits in range(4):
            of = np.flatnonzero(self.number[bits, rows.source] >= 0)
            kept = np.zeros(len(of), np.int64)
            for kind in (CAMERA, SWEEP):
                if bits & kind:
                    zone = self.zone[kind]
                    kept |= kind * (zone[rows.source[of]] == zone[rows.target[of]])
            target = self.number[kept, rows.target[of]]
            parts.append(Rows(self.number[bits, rows.source[of]], target, rows.share[of]))
        return Rows(
            np.concatenate([part.source for part in parts]),
            np.concatenate([part.target for part in parts]),
            np.concatenate([part.share for part in parts]),
        )

    def seen(self, step: int) -> list[tuple[Ints, Ints, float]]:
        """What is seen at a step: (from copies, to copies, share that is left); cameras first."""
        found = []
        for kind in (CAMERA, SWEEP):
            for number, each in enumerate(self.zones):
                if each.kind != kind or not each.watching(step):
                    continue
                items = self._items[number]
                for bits in range(4):
                    if bits & kind == 0:
                        source = self.number[bits, items]
                        target = self.number[bits | kind, items]
                        both = (source >= 0) & (target >= 0)
                        found.append((source[both], target[both], 1 - each.pod))
        return found

    @cached_property
    def _items(self) -> list[Ints]:
        return [np.flatnonzero(self.zone[z.kind] == k) for k, z in enumerate(self.zones)]
