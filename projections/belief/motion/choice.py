"""Which way he takes at a junction."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.network import KINDS, Network
from domain.subject import Mobility
from projections.belief.streets import Streets


class Ways(NamedTuple):
    """From the end of directed segment d lead the rows `offset[d] : offset[d + 1]`; turning back
    is among them."""

    offset: NDArray[np.int32]
    onto: NDArray[np.int32]
    """The directed segment of each row."""


def ways(network: Network) -> Ways:
    """What leads on from every directed segment, turning back included."""
    count = network.segments
    begin, end = np.empty(2 * count, np.int32), np.empty(2 * count, np.int32)
    begin[0::2], begin[1::2] = network.start, network.end
    end[0::2], end[1::2] = network.end, network.start
    by_begin = np.argsort(begin, kind="stable")
    leaving = np.bincount(begin, minlength=network.junctions)
    first = np.cumsum(leaving) - leaving
    rows = leaving[end]
    offset = np.concatenate(([0], np.cumsum(rows)))
    within = np.arange(offset[-1]) - np.repeat(offset[:-1], rows)
    onto = by_begin[np.repeat(first[end], rows) + within]
    return Ways(offset.astype(np.int32), onto.astype(np.int32))


def ease(
    network: Network, mobility: Mobility, parameters: Mapping[str, float]
) -> NDArray[np.float64]:
    """For each directed segment how passable it is, in (0, 1]: factor to a power, never zero."""
    factor = np.empty(2 * network.segments)
    factor[0::2], factor[1::2] = network.factor_along, network.factor_against
    power = parameters[f"factor_power_{mobility}"]
    result: NDArray[np.float64] = np.maximum(parameters["factor_least"], factor**power)
    return result


def way_weights(
    streets: Streets, onward: Ways, eases: NDArray[np.float64], parameters: Mapping[str, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The weight of every row of the ways, and for each directed segment how blocked the way on
    is at its end, in [0, 1]: (1 - ease of the easiest way that is not turning back) to the fourth
    power, so that a dead end is 1 and a mere hindrance next to nothing.

    A blocked way shorter than `dead_end_length` (a doorstep, a lift, the head of a stair) attracts
    in proportion to its length. He inclines to a way, succeeds with the probability of its ease,
    and otherwise takes one of the others; without that, stairs straight ahead would win against
    easy ways to the side.
    """
    network = streets.network
    preference = np.array([parameters[f"way_{kind}"] for kind in KINDS])
    rows = np.diff(onward.offset)
    came = np.repeat(np.arange(2 * network.segments), rows)
    back = onward.onto == (came ^ 1)
    easy = eases[onward.onto]
    best = np.zeros(2 * network.segments)
    np.maximum.at(best, came[~back], easy[~back])
    blocked = (1.0 - best) ** 4
    begin, end = streets.bearings
    turn = np.cos(begin[onward.onto] - end[came])
    inclined = np.where(
        back,
        parameters["turn_back"] + parameters["turn_back_blocked"] * blocked[came],
        preference[network.kind[onward.onto >> 1]]
        * np.exp(parameters["persistence"] * (turn - 1))
        * (1.0 - blocked * (1.0 - reach(streets, parameters)))[onward.onto],
    )
    # With both weights of turning back set to 0 nothing is left at a dead end.
    inclined /= np.maximum(np.add.reduceat(inclined, onward.offset[:-1]), 1e-300)[came]
    return _after_one_try(inclined, easy, came, onward), blocked


def cumulative(onward: Ways, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """(phases, rows): weights as cumulative shares among the ways on from one directed segment."""
    counts, first = np.diff(onward.offset), onward.offset[:-1]
    running = np.cumsum(weights, axis=1)
    before = (running - weights)[:, first]
    total = np.maximum(np.add.reduceat(weights, first, axis=1), 1e-300)
    result: NDArray[np.float64] = (running - np.repeat(before, counts, axis=1)) / np.repeat(
        total, counts, axis=1
    )
    return result


def reach(streets: Streets, parameters: Mapping[str, float]) -> NDArray[np.float64]:
    """For each directed segment its length as a share of `dead_end_length`, at most 1."""
    share = np.minimum(1.0, streets.length_m / max(1.0, parameters["dead_end_length"]))
    return np.repeat(share, 2)


def _after_one_try(
    inclined: NDArray[np.float64],
    easy: NDArray[np.float64],
    came: NDArray[np.int64],
    onward: Ways,
) -> NDArray[np.float64]:
    """P_j = i_j e_j (1 + sum over k != j of i_k (1 - e_k) / sum over l != k of i_l e_l)."""
    taken = inclined * easy
    others = np.add.reduceat(taken, onward.offset[:-1])[came] - taken
    alone = np.diff(onward.offset)[came] == 1
    failed = np.where(alone, 0.0, inclined * (1 - easy) / np.maximum(others, 1e-12))
    second = np.add.reduceat(failed, onward.offset[:-1])[came] - failed
    result: NDArray[np.float64] = taken * (1.0 + np.maximum(second, 0.0))
    return result
