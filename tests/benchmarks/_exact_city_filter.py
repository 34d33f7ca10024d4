"""The exact forward filter of the discretised motion model in a city.

Speeds are Gauss-Hermite nodes of their normal number, each a chain of its own; the weights that the
evidence leaves of each chain mix them. Stays are three memoryless phases each, the way until
exhausted is five (_exact_city_phases.py). Passes join only without a gap.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import exp, pi

import numpy as np
from numpy.typing import NDArray

from domain.area import Area
from domain.evidence import Evidence
from tests.benchmarks._exact_city_cells import Cells
from tests.benchmarks._exact_city_copies import Copies, watched
from tests.benchmarks._exact_city_kernel import PHASES, STAGES, Rates, Weights, exchange
from tests.benchmarks._exact_city_law import CityLaw
from tests.benchmarks._exact_city_phases import Phases, phases

RARE_SPEED = 2e-4
"""Nodes that weigh less are left out."""
MOST_M = 12000.0
Floats = NDArray[np.float64]


def exact_places(
    area: Area, evidence: Evidence, until_s: float, step_s: float, speeds: int
) -> Floats:
    """Probability outside, then of every segment, so many seconds after the last known point; all
    evidence must lie before."""
    law = CityLaw(area, evidence)
    total: Floats = np.zeros(area.network.segments + 1)
    for share, flat in speed_nodes(law, speeds):
        total += share * OneSpeed(law, evidence, flat, step_s, until_s).places()
    total /= total.sum()
    return total


def speed_nodes(law: CityLaw, count: int) -> Iterator[tuple[float, float]]:
    """Shares and speeds on the flat."""
    nodes, weights = np.polynomial.hermite.hermgauss(count)
    for node, weight in zip(nodes.tolist(), weights.tolist(), strict=True):
        share = weight / pi**0.5
        if share > RARE_SPEED:
            yield share, law.number("speed") * exp(law.number("speed_spread") * node * 2**0.5)


@dataclass(frozen=True, eq=False)
class OneSpeed:
    """The chain of one speed."""

    law: CityLaw
    evidence: Evidence
    speed: float
    step_s: float
    until_s: float

    @cached_property
    def copies(self) -> Copies:
        """Its cells, as often as needed."""
        zones = watched(self.law.area, self.evidence, self.step_s)
        return Copies(Cells(self.law, self.speed, self.step_s), zones)

    def places(self) -> Floats:
        """Unnormalised probability outside and of every segment."""
        w, goals = self._beginning()
        copies, rates = self.copies, self.rates
        matrices = [copies.matrix(layer).astype(np.float32) for layer in range(self.law.layers)]
        n, s = copies.cell_copies, copies.site_copies
        plain, segment = copies.plain[:n], copies.cells.segment
        alive = np.zeros(n, np.bool_)
        self._see(w, 0)
        for step in range(1, round(self.until_s / self.step_s) + 1):
            exchange(w, rates, plain, segment, alive)
            freed = goals.step()
            for layer, matrix in enumerate(matrices):
                gone = matrix @ w.moving[layer]
                w.moving[layer, :n] = gone[:n]
                w.staying[layer, :, :, 0] += gone[n : n + s]
                goals.arrive(layer, gone[n + s : -1])
                w.outside[0] += gone[-1].sum()
            for layer, cell, stages in freed:
                w.moving[layer, cell] += stages
            self._see(w, step)
        return self._read(w, goals)

    def _beginning(self) -> tuple[Weights, "GoalStays"]:
        copies, layers = self.copies, self.law.layers
        n, s = copies.cell_copies, copies.site_copies
        cells = copies.cells
        w = Weights(
            np.zeros((layers, n + s, STAGES), np.float32),
            np.zeros((layers, n, STAGES, PHASES), np.float32),
            np.zeros((layers, cells.count, STAGES, PHASES), np.float32),
            np.zeros((layers, n, PHASES), np.float32),
            np.zeros((layers, s, STAGES, PHASES), np.float32),
            np.zeros(1),
        )
        for layer, d, low, high, chance in self.law.beginnings():
            scale = cells.crossing[d] / self.law.length[d]
            inside = slice(int(cells.first[d]), int(cells.first[d + 1]))
            part = np.clip(cells.end[inside], low * scale, high * scale)
            part = part - np.clip(cells.begin[inside], low * scale, high * scale)
            here, put = chance * part / part.sum(), self.law.number("stays_put")
            w.moving[layer, inside, 0] += (1 - put) * here
            w.exhausted[layer, inside, 0] += put * here
        return w, GoalStays(self)

    def _see(self, w: Weights, step: int) -> None:
        n = self.copies.cell_copies
        for source, target, left in self.copies.seen(step):
            at_site = source >= n
            fro, to = source[~at_site], target[~at_site]
            for each in (w.moving, w.resting, w.exhausted):
                each[:, to] += left * each[:, fro]
                each[:, fro] = 0.0
            fro, to = source[at_site] - n, target[at_site] - n
            w.staying[:, to] += left * w.staying[:, fro]
            w.staying[:, fro] = 0.0

    def _read(self, w: Weights, goals: "GoalStays") -> Floats:
        copies, cells = self.copies, self.copies.cells
        n, s = copies.cell_copies, copies.site_copies
        street = cells.segment[copies.plain[:n]] >> 1
        site = cells.site_segment[copies.plain[n : n + s] - cells.count] >> 1
        count = len(self.law.length) // 2
        open_ = w.moving[:, :n].sum(axis=(0, 2)) + w.resting.sum(axis=(0, 2, 3))
        found = np.bincount(street, open_ + w.exhausted.sum(axis=(0, 2)), count)
        found += np.bincount(cells.segment >> 1, w.indoors.sum(axis=(0, 2, 3), dtype=float), count)
        found += np.bincount(site, w.staying.sum(axis=(0, 2, 3)), count)
        for layer, stay in enumerate(goals.staying, start=1):
            found[self.law.goals.segment[layer - 1]] += stay.sum()
        return np.concatenate(([w.outside[0]], found))

    def fit(self, name: str, unit: float = 1.0) -> Phases:
        """The phases of a kind of stay."""
        spread = {"rest": "rest_spread", "indoors": "indoors_spread"}.get(name, "stuck_spread")
        median = self.law.number(f"{name}_median") * unit
        return phases(median, self.law.number(spread), self.until_s)

    @cached_property
    def rates(self) -> Rates:
        """The tables of the kernel."""
        law, step = self.law, self.step_s
        way = phases(law.number("range"), law.number("range_spread"), MOST_M, STAGES)
        kinds = ("rest_gap", "change_of_mind", "indoors_gap", "transport_gap")
        rest, think, enter, drive = (law.per_metre(gap) for gap in kinds)
        think = think if law.layers > 1 else 0.0
        happens = rest + think + enter + drive + way.rate
        metres = self.speed * law.speed_share * step / 2
        return Rates(
            -np.expm1(-metres[:, None] * happens), rest / happens, enter / happens,
            drive / happens, think / happens, way.rate * way.onward / happens,
            way.rate * (1 - way.onward) / happens, law.mind, *self.fit("rest").after(step),
            *self.fit("indoors", 60.0).after(step), *self.fit("exhausted", 3600.0).after(step),
            *self.fit("stuck", 3600.0).after(step),
        )  # fmt: skip


class GoalStays:
    """Those who are at a familiar place, in the open or indoors; no zone may lie there."""

    def __init__(self, chain: OneSpeed) -> None:
        law, self._cells = chain.law, chain.copies.cells
        self._law = law
        self._move, self._end = chain.fit("goal_stay", 60.0).after(chain.step_s)
        self.staying = np.zeros((law.layers - 1, 2, STAGES, PHASES))
        """(goal, direction, stage, phase)."""

    def arrive(self, layer: int, stages: Floats) -> None:
        """Those of a layer that came to goals (goal and direction, stage)."""
        if layer > 0:
            self.staying[layer - 1, :, :, 0] += stages[2 * layer - 2 : 2 * layer]

    def step(self) -> list[tuple[int, int, Floats]]:
        """One step of all stays; those that end as (layer, cell, stages)."""
        ended = self.staying @ self._end
        self.staying = self.staying @ self._move
        found = []
        for goal in range(len(self.staying)):
            stops = self._cells.stops(goal + 1)
            for direction in (0, 1):
                d = 2 * int(self._law.goals.segment[goal]) + direction
                last = self._cells.first[d + 1] - 1
                cell = min(int(self._cells.first[d] + stops[d]), int(last))
                for layer, chance in enumerate(self._law.mind_after(goal + 1).tolist()):
                    if chance > 0:
                        found.append((layer, cell, chance * ended[goal, direction]))
        return found
