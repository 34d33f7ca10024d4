"""What the outcome of a window tells about the cell in which he will be."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.advice.outcomes import Outcomes
from projections.advice.windows import Floats, Numbers
from projections.belief.compiled import compiled, inlined

LEAST_SHARE = 1e-12
"""Less than this of everything is a rounding error."""


class Crowd(NamedTuple):
    """Weighted trajectories and the cell that each of them is in at a later time, in one or
    several stories about what was seen before: story b has the row `weights[b]`, and what all
    stories weigh adds up to 1."""

    cell: Numbers
    weights: Floats
    by_cell: Floats
    """Weight by story and cell."""
    squares: Floats
    """Sum of squared weights by story and cell."""


def crowd(cell: Numbers, weights: Floats, cells: int) -> Crowd:
    """The trajectories in these cells with these weights, one row for each story."""
    squares = np.square(weights)
    return Crowd(
        cell,
        weights,
        np.array([np.bincount(cell, row, cells) for row in weights]),
        np.array([np.bincount(cell, row, cells) for row in squares]),
    )


def information_bits(watching: Outcomes, whom: Crowd) -> float:
    """The mutual information in bits between the outcome and the cell, given the story, with the
    bias of a finite sample taken off; never negative.

    With the weight A of trajectories in a cell with an outcome, and B the sum of squares of what
    each adds to it, the plug-in entropy of a table is too small by about sum(B / A) - sum(w^2),
    halved and in nats (the variance of each entry over twice its size). For equal weights and
    outcomes that are certain this is the correction of Miller and Madow, (entries - 1) / 2n; it
    counts trajectories by their weights and outcomes by their probabilities.
    """
    return max(0.0, float(_information(watching, whom)))


@compiled
def _information(watching: Outcomes, whom: Crowd) -> float:
    return information_of(watching, whom)


@inlined
def information_of(watching: Outcomes, whom: Crowd) -> float:
    """`information_bits` inside a kernel; may be a little below 0."""
    touched, row_cell = _touched(whom.cell, watching.trajectory, whom.by_cell.shape[1])
    bits = 0.0
    for story in range(len(whom.weights)):
        mass, square = whom.by_cell[story].sum(), whom.squares[story].sum()
        if mass < LEAST_SHARE:
            continue
        # A row for each cell that somebody seen here gets to, the last one for all cells
        # together; column 0 is "nothing", the others are the bins of time.
        share = np.zeros((len(touched) + 1, watching.seen.shape[1] + 1))
        spread = np.zeros_like(share)
        for u in range(len(touched)):
            share[u, 0] = whom.by_cell[story, touched[u]]
            spread[u, 0] = whom.squares[story, touched[u]]
        share[-1, 0], spread[-1, 0] = mass, square
        bits += _cell_bias(share, spread) / (2.0 * np.log(2.0))
        _book(share, spread, watching, whom.weights[story], row_cell)
        bits += _bits(share, spread, LEAST_SHARE * mass)
    return bits


@inlined
def _touched(
    cell: Numbers, trajectory: NDArray[np.int64], cells: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The cells that these trajectories get to, and for each of them its place in that list."""
    place = np.full(cells, -1, np.int64)
    touched, row_cell = np.empty(cells, np.int64), np.empty(len(trajectory), np.int64)
    count = 0
    for r in range(len(trajectory)):
        z = cell[trajectory[r]]
        if place[z] < 0:
            place[z] = count
            touched[count] = z
            count += 1
        row_cell[r] = place[z]
    return touched[:count], row_cell


@inlined
def _cell_bias(share: Floats, spread: Floats) -> float:
    """The part of the bias that comes from the cells alone, twice and in nats; before booking."""
    bias: float = -spread[-1, 0] / share[-1, 0]
    for u in range(len(share) - 1):
        if share[u, 0] > 0.0:
            bias += spread[u, 0] / share[u, 0]
    return bias


@inlined
def _book(
    share: Floats, spread: Floats, watching: Outcomes, weights: Floats, row_cell: NDArray[np.int64]
) -> None:
    """Move the weight of those who may be seen from "nothing" to the bins of time."""
    trajectory, seen, missed = watching
    every, columns = len(share) - 1, share.shape[1]
    gone = gone_squared = 0.0
    for r in range(len(row_cell)):
        w, u = weights[trajectory[r]], row_cell[r]
        if w == 0.0:
            continue
        booked, squared = w * (1.0 - missed[r]), w * w * (1.0 - missed[r] * missed[r])
        share[u, 0] -= booked
        spread[u, 0] -= squared
        gone += booked
        gone_squared += squared
        for k in range(1, columns):
            if seen[r, k - 1] != 0.0:
                here = w * seen[r, k - 1]
                share[u, k] += here
                spread[u, k] += here * here
    share[every, 0] -= gone
    spread[every, 0] -= gone_squared
    for u in range(every):
        for k in range(1, columns):
            share[every, k] += share[u, k]
            spread[every, k] += spread[u, k]


@inlined
def _bits(share: Floats, spread: Floats, least: float) -> float:
    """Information from a table of shares times what the table weighs, the other part of the bias
    taken off."""
    cells = len(share) - 1
    mass = share[cells].sum()
    plain, bias, elsewhere = 0.0, 0.0, mass
    for u in range(cells):
        here = share[u].sum()
        if here <= least:
            continue
        elsewhere -= here
        for k in range(share.shape[1]):
            if share[u, k] > least:
                plain += share[u, k] * np.log2(share[u, k] * mass / (here * share[cells, k]))
                bias += max(spread[u, k], 0.0) / share[u, k]
    # In cells that nobody seen here gets to, the outcome is always "nothing".
    if elsewhere > least and share[cells, 0] > least:
        plain += elsewhere * np.log2(mass / share[cells, 0])
    for k in range(share.shape[1]):
        if share[cells, k] > least:
            bias -= max(spread[cells, k], 0.0) / share[cells, k]
    return float(plain - bias / (2.0 * np.log(2.0)))
