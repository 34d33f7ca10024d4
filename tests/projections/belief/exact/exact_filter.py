"""The exact filter: cells times what every window has seen of the present pass.

For each zone a pass is None (he is not in one) or (level, pending, gap): the highest POD of a
window that touched it so far; the highest that touched it while he was in a gap, which counts only
if he comes back before the gap is too long; the steps of that gap. A window from step a to step b
touches a pass if and only if one of the steps a to b lies in it, since passes and windows last at
least one step and zones end where cells end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from tests.projections.belief.exact.chain import OUT, Chain, visible_cells

Floats = NDArray[np.float64]
Pass = tuple[float, float, int] | None


@dataclass(frozen=True)
class Zone:
    """Cells (segment, number along the drawn direction), and windows (step, step, POD): those of
    one camera together, or one sweep."""

    cells: frozenset[tuple[int, int]]
    windows: tuple[tuple[int, int, float], ...]

    def watching(self, step: int) -> float:
        """The highest POD among the windows at a step, 0 for none."""
        return max((pod for a, b, pod in self.windows if a <= step <= b), default=0.0)

    def follows(self, before: Pass, inside: bool, pod: float, most_gap: int) -> tuple[Pass, float]:
        """The pass after another step, and what the weight is multiplied by."""
        if before is None:
            return ((pod, 0.0, 0), 1 - pod) if inside else (None, 1.0)
        level, pending, gap = before
        if inside:
            now = max(level, pending, pod)
            return (now, 0.0, 0), (1 - now) / (1 - level)
        return ((level, max(pending, pod), gap + 1) if gap < most_gap else None), 1.0

    def passes(self, most_gap: int) -> list[Pass]:
        """All passes that can occur."""
        pods = sorted({0.0, *(pod for _, _, pod in self.windows)})
        gaps = [(a, b, g) for a in pods for b in pods for g in range(1, most_gap + 1)]
        return [None, *((a, 0.0, 0) for a in pods), *gaps]


@dataclass(frozen=True, eq=False)
class ExactFilter:
    """Probabilities given zones, and checks of the outside (step until which, POD)."""

    chain: Chain
    cells: Sequence[int]
    zones: tuple[Zone, ...] = ()
    checks: tuple[tuple[int, float], ...] = ()
    most_gap: int = 0
    """A gap of at most so many steps does not end a pass."""

    @cached_property
    def _passes(self) -> list[list[Pass]]:
        return [zone.passes(self.most_gap) for zone in self.zones]

    @cached_property
    def _inside(self) -> list[NDArray[np.bool_]]:
        seen = [visible_cells(state, self.cells) for state in self.chain.states]
        return [
            np.array([any(cell in zone.cells for cell in each) for each in seen])
            for zone in self.zones
        ]

    @cached_property
    def _known(self) -> dict[tuple[float, ...], csr_array]:
        return {}

    def _look(self, step: int) -> csr_array:
        """(state, state) factors of what is seen at a step; states are passes, then cells."""
        pods = tuple(zone.watching(step) for zone in self.zones)
        if pods not in self._known:
            size = len(self.chain.states)
            number = {each: k for k, each in enumerate(product(*self._passes))}
            of_state = list(zip(*(x.tolist() for x in self._inside), strict=True)) or [()] * size
            fro, to, factor = [], [], []
            for inside in sorted(set(of_state)):
                where = np.flatnonzero([each == inside for each in of_state])
                for before, row in number.items():
                    after = [
                        zone.follows(p, i, pod, self.most_gap)
                        for zone, p, i, pod in zip(self.zones, before, inside, pods, strict=True)
                    ]
                    target = number[tuple(p for p, _ in after)]
                    fro.append(row * size + where)
                    to.append(target * size + where)
                    factor.append(np.full(len(where), np.prod([f for _, f in after])))
            whole = size * len(number)
            rows = np.concatenate(fro), np.concatenate(to)
            self._known[pods] = csr_array((np.concatenate(factor), rows), shape=(whole, whole))
        return self._known[pods]

    def _outside(self, step: int) -> Floats:
        size = len(self.chain.states)
        factor = np.ones(size)
        found = [pod for until, pod in self.checks if until == step]
        factor[self.chain.states.index(OUT)] = np.prod([1 - pod for pod in found])
        return np.tile(factor, self._rows)

    @cached_property
    def _rows(self) -> int:
        return int(np.prod([len(each) for each in self._passes]))

    def forward(self, steps: int) -> list[Floats]:
        """Unnormalised weights of all states after each step, the beginning included."""
        first = np.zeros((self._rows, len(self.chain.states)))
        first[0] = self.chain.start
        found = [first.ravel() @ self._look(0) * self._outside(0)]
        for step in range(steps):
            found.append(self.onward(found[-1], step, step + 1))
        return found

    def onward(self, weights: Floats, since: int, until: int) -> Floats:
        """The weights of all states some steps later."""
        size = len(self.chain.states)
        for step in range(since + 1, until + 1):
            moved = (weights.reshape(-1, size) @ self.chain.step).ravel()
            weights = moved @ self._look(step) * self._outside(step)
        return weights

    def look_again(self, weights: Floats, step: int) -> Floats:
        """The weights after looking once more at the same step, at somebody who was moved."""
        return np.asarray(weights @ self._look(step), np.float64)

    def backward(self, at: int, until: int) -> Floats:
        """What the evidence after a step leaves of each state at it, in the mean."""
        size = len(self.chain.states)
        left = np.ones(self._rows * size)
        for step in range(until, at, -1):
            seen = self._look(step) @ (left * self._outside(step))
            left = (self.chain.step @ seen.reshape(-1, size).T).T.ravel()
        return left

    def places(self, at: int, until: int, segments: int) -> Floats:
        """Probability outside, then of every segment, at a step, given all evidence until another
        one that lies after the last window and any gap."""
        weights = self.forward(at)[at] * self.backward(at, until)
        by_state = weights.reshape(self._rows, -1).sum(axis=0)
        found = np.bincount(self.chain.places(segments), by_state, segments + 1)
        return np.asarray(found / found.sum(), np.float64)
