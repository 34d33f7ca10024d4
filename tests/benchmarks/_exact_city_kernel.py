"""Who stops, and who goes on after a stop, within one step: compiled, since it touches every number
of the filter."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.belief.compiled import compiled, inlined

STAGES, PHASES = 5, 3
"""Of the way until exhausted, and of a stay."""
Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
"""Half the memory to go through; rounding is 6e-8 of each number at each step."""


class Weights(NamedTuple):
    """Probabilities by layer (what he has in mind), copy, stage and phase."""

    moving: Singles
    """(layer, copies of cells and then of sites, stage): on the way; at sites, just released."""
    resting: Singles
    """(layer, copies of cells, stage, phase)."""
    indoors: Singles
    """(layer, cells, stage, phase)."""
    exhausted: Singles
    """(layer, copies of cells, phase)."""
    staying: Singles
    """(layer, copies of sites, stage, phase)."""
    outside: Floats
    """One number."""


class Rates(NamedTuple):
    """What happens in half a step on the way, and to stays in a whole one."""

    stops: Floats
    """(directed segments, stage): probability that anything happens in half a step."""
    rest: Floats
    """(stage,) and so on: shares of what happens."""
    enter: Floats
    drive: Floats
    think: Floats
    tire: Floats
    """The next stage."""
    spent: Floats
    mind: Floats
    rest_move: Floats
    rest_end: Floats
    indoors_move: Floats
    indoors_end: Floats
    exhausted_move: Floats
    exhausted_end: Floats
    stuck_move: Floats
    stuck_end: Floats


@inlined
def stop(w: Weights, rates: Rates, d: int, copy: int, cell: int) -> None:
    """Half a step of what happens on the way, in one copy of a cell."""
    for layer in range(w.moving.shape[0]):
        for k in range(STAGES - 1, -1, -1):
            gone = w.moving[layer, copy, k] * rates.stops[d, k]
            w.moving[layer, copy, k] -= gone
            w.resting[layer, copy, k, 0] += gone * rates.rest[k]
            w.indoors[layer, cell, k, 0] += gone * rates.enter[k]
            w.exhausted[layer, copy, 0] += gone * rates.spent[k]
            w.outside[0] += gone * rates.drive[k]
            if k < STAGES - 1:
                w.moving[layer, copy, k + 1] += gone * rates.tire[k]
            for other in range(w.moving.shape[0]):
                w.moving[other, copy, k] += gone * rates.think[k] * rates.mind[other]


@inlined
def waited(stay: Singles, move: Floats, end: Floats) -> float:
    """A whole step of a stay (phases); returns how much of it ends."""
    a, b, c = stay[0], stay[1], stay[2]
    stay[0] = a * move[0, 0]
    stay[1] = a * move[0, 1] + b * move[1, 1]
    stay[2] = a * move[0, 2] + b * move[1, 2] + c * move[2, 2]
    return float(a * end[0] + b * end[1] + c * end[2])


@compiled
def exchange(
    w: Weights,
    rates: Rates,
    plain: NDArray[np.int64],
    segment: NDArray[np.int64],
    alive: NDArray[np.bool_],
) -> None:
    """One step of stopping and going on, everywhere but where nobody has been so far (`alive`)."""
    cells, copies = w.indoors.shape[1], w.resting.shape[1]
    for copy in range(copies):
        if not alive[copy]:
            if w.moving[:, copy].max() <= 0.0 and (
                copy >= cells or w.indoors[:, copy].max() <= 0.0
            ):
                continue
            alive[copy] = True
        cell = plain[copy]
        stop(w, rates, segment[cell], copy, cell)
        for layer in range(w.moving.shape[0]):
            for k in range(STAGES):
                on = waited(w.resting[layer, copy, k], rates.rest_move, rates.rest_end)
                if copy < cells:
                    inside = w.indoors[layer, copy, k]
                    on += waited(inside, rates.indoors_move, rates.indoors_end)
                w.moving[layer, copy, k] += on
            w.moving[layer, copy, 0] += waited(
                w.exhausted[layer, copy], rates.exhausted_move, rates.exhausted_end
            )
        stop(w, rates, segment[cell], copy, cell)
    for site in range(w.staying.shape[1]):
        if w.staying[:, site].max() <= 0.0:
            continue
        for layer in range(w.moving.shape[0]):
            for k in range(STAGES):
                w.moving[layer, copies + site, k] = waited(
                    w.staying[layer, site, k], rates.stuck_move, rates.stuck_end
                )
