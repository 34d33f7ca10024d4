"""The law of one speed as one-step moves between cells.

Every directed segment is cut into cells that take one step to cross, the last one less; somebody in
a cell is anywhere in it with equal probability, and one step moves him by exactly one step's way:
on within his segment, or over as many junctions as that way holds. What is lost is where in the
first cell of a segment he is; its mean is kept.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from tests.benchmarks._exact_city_law import CityLaw

LEAST = 3e-4
"""Less than this share of a cell's people is not followed over further junctions within a step."""
RARE = 1e-5
HOPS = 60
NOWHERE = -1e9

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Rows:
    """Entries (from, to, probability) of a matrix."""

    source: Ints
    target: Ints
    share: Floats


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of one speed. Items are cells, then sites where he stays long (ends of directed
    segments, cells of bad ways), then both directions at each goal, then outside."""

    law: CityLaw
    speed: float
    """Metres per second on the flat."""
    step_s: float

    @cached_property
    def crossing(self) -> Floats:
        """Steps to cross each directed segment."""
        return self.law.length / (self.speed * self.law.speed_share * self.step_s)

    @cached_property
    def first(self) -> Ints:
        """The first cell of each directed segment, and the number of cells."""
        count = np.maximum(1, np.ceil(self.crossing - 1e-9)).astype(np.int64)
        return np.concatenate(([0], np.cumsum(count)))

    @property
    def count(self) -> int:
        """How many cells."""
        return int(self.first[-1])

    @cached_property
    def segment(self) -> Ints:
        """The directed segment of every cell."""
        return np.repeat(np.arange(len(self.crossing)), np.diff(self.first))

    @cached_property
    def begin(self) -> Floats:
        """Where each cell begins, in steps after the beginning of its directed segment."""
        return (np.arange(self.count) - self.first[self.segment]).astype(np.float64)

    @cached_property
    def end(self) -> Floats:
        """Where each cell ends."""
        return np.minimum(self.begin + 1, self.crossing[self.segment])

    @cached_property
    def end_site(self) -> Ints:
        """The site at the end of each directed segment, -1 for none."""
        holds = self.law.stay > RARE
        return np.where(holds, np.cumsum(holds) - 1, -1)

    @cached_property
    def trap_site(self) -> Ints:
        """The site of each cell of a bad way, -1 for none."""
        holds = self.law.stuck[self.segment] > RARE
        return np.where(holds, np.cumsum(holds) - 1 + self.end_site.max() + 1, -1)

    @cached_property
    def site_segment(self) -> Ints:
        """The directed segment of every site."""
        ends = np.flatnonzero(self.end_site >= 0)
        return np.concatenate((ends, self.segment[self.trap_site >= 0]))

    @property
    def sites(self) -> int:
        """How many sites."""
        return len(self.site_segment)

    def goal_item(self, layer: int, direction: int) -> int:
        """The item of somebody at the goal of a layer, having come in a direction."""
        return self.count + self.sites + 2 * (layer - 1) + direction

    @property
    def outside(self) -> int:
        """The item of those who left."""
        return self.goal_item(self.law.layers, 0)

    def stops(self, layer: int) -> Floats:
        """For each directed segment where a goal is on it, in steps; infinite where it is not."""
        return self.law.stops(layer) / self.law.length * self.crossing

    def moves(self, layer: int) -> Rows:
        """One step of everybody on the way with something in mind (layer 0: nothing)."""
        every = np.arange(self.count)
        went = np.minimum(1.0, self.crossing[self.segment] - (self.begin + self.end) / 2)
        stuck = self.law.stuck[self.segment]
        crossing = self.crossing[self.segment]
        caught = np.where(self.trap_site >= 0, stuck * went / (crossing - stuck * self.begin), 0.0)
        trapped = np.flatnonzero(caught > 0)
        held = Rows(trapped, self.count + self.trap_site[trapped], caught[trapped])
        flow = _Flow(every, self.segment, self.begin + 1, self.end + 1, 1.0 - caught)
        return _together([held, *self._spread(flow, layer)])

    def releases(self, layer: int) -> Rows:
        """Where those go who have stayed long enough at a site."""
        ends = np.flatnonzero(self.end_site >= 0)
        flow = _Flow(
            self.end_site[ends], ends, self.crossing[ends], self.crossing[ends] + 1,
            np.ones(len(ends)), anew=True,
        )  # fmt: skip
        cells = np.flatnonzero(self.trap_site >= 0)
        back = self.segment[cells] ^ 1
        part = 1 - (self.begin + self.end)[cells] / 2 / self.crossing[self.segment[cells]]
        onto = self.first[back] + np.floor(part * self.crossing[back]).astype(np.int64)
        turned = Rows(self.trap_site[cells], onto, np.ones(len(cells)))
        return _together([turned, *self._spread(flow, layer)])

    def _spread(self, flow: "_Flow", layer: int) -> list[Rows]:
        """Everything that a flow becomes at the end of the step."""
        stop, found = self.stops(layer), []
        ways, chance = self.law.onward, self.law.chances(layer)
        rows = np.diff(ways.offset)
        for _ in range(HOPS):
            if len(flow.source) == 0:
                break
            d, low, high, share = flow.segment, flow.low, flow.high, flow.share
            if layer > 0:
                here = np.where(np.isfinite(stop[d]), stop[d], NOWHERE)
                there = np.clip(high, here, here + 1) - np.clip(low, here, here + 1)
                there = there / (high - low)
                at = np.flatnonzero(there > 0)
                item = self.goal_item(layer, 0) + (d[at] & 1)
                found.append(Rows(flow.source[at], item, share[at] * there[at]))
                share = share * (1 - there)
            passing = np.clip((high - self.crossing[d]) / (high - low), 0.0, 1.0)
            cell = self.first[d] + np.minimum(low + 1e-9, np.diff(self.first)[d] - 1).astype(int)
            found.append(Rows(flow.source, cell, share * (1 - passing)))
            on = np.flatnonzero(share * passing > 0)
            d, source, share = d[on], flow.source[on], (share * passing)[on]
            low, high = np.maximum(low[on] - self.crossing[d], 0.0), high[on] - self.crossing[d]
            if not flow.anew:
                leaves = self.law.leave[d]
                site = self.end_site[d]
                stays = np.where(site >= 0, self.law.stay[d], 0.0) * (1 - leaves)
                found.append(Rows(source, np.full(len(d), self.outside), share * leaves))
                found.append(Rows(source, self.count + np.maximum(site, 0), share * stays))
                share = share * (1 - leaves - stays)
            times = rows[d]
            way = np.repeat(ways.offset[d] - (np.cumsum(times) - times), times)
            way = way + np.arange(len(way))
            each = np.repeat(np.arange(len(d)), times)
            flow = _Flow(
                source[each], ways.onto[way].astype(np.int64), low[each], high[each],
                share[each] * chance[way],
            )  # fmt: skip
            flow, caught = self._caught(flow)
            found.append(caught)
            few = flow.share < LEAST
            found.append(Rows(flow.source[few], self.first[flow.segment[few]], flow.share[few]))
            flow = flow.only(~few)
        else:
            found.append(Rows(flow.source, self.first[flow.segment], flow.share))
        return found

    def _caught(self, flow: "_Flow") -> tuple["_Flow", Rows]:
        """Those who just entered a bad way and get stuck on it within the step."""
        crossing = self.crossing[flow.segment]
        went = (np.minimum(flow.low, crossing) + np.minimum(flow.high, crossing)) / 2
        site = self.trap_site[self.first[flow.segment]]
        stuck = self.law.stuck[flow.segment] * went / crossing
        caught = np.where(site >= 0, stuck, 0.0) * flow.share
        rows = Rows(flow.source, self.count + np.maximum(site, 0), caught)
        left = _Flow(flow.source, flow.segment, flow.low, flow.high, flow.share - caught)
        return left, rows


@dataclass(frozen=True, eq=False)
class _Flow:
    """People from a source, evenly between two places (in steps) of a directed segment, or past
    its end."""

    source: Ints
    segment: Ints
    low: Floats
    high: Floats
    share: Floats
    anew: bool = False
    """Whether they begin at the end of the segment after a stay there."""

    def only(self, which: NDArray[np.bool_]) -> "_Flow":
        """A part of them."""
        return _Flow(
            self.source[which], self.segment[which], self.low[which], self.high[which],
            self.share[which],
        )  # fmt: skip


def _together(parts: list[Rows]) -> Rows:
    """All entries, equal places summed up."""
    source = np.concatenate([part.source for part in parts])
    target = np.concatenate([part.target for part in parts])
    share = np.concatenate([part.share for part in parts])
    matrix = csr_array((share, (source, target)))
    matrix.eliminate_zeros()
    found = matrix.tocoo()
    return Rows(found.row.astype(np.int64), found.col.astype(np.int64), found.data)
