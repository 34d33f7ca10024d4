"""Familiar places as goals: ways that lead there by a detour are less likely."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from domain.subject import FamiliarPlace
from projections.belief.streets import Streets

LEAST_EASE = 0.05
"""A way costs at most 20 times its length: nobody plans a longer detour around a step."""
LEAST_PULL = 0.01
MOST_GOALS = 500


class Goals(NamedTuple):
    """Familiar places on the network."""

    segment: NDArray[np.int32]
    at_m: NDArray[np.float64]
    share: NDArray[np.float64]
    """Cumulative share of each among the goals."""
    pull: NDArray[np.float32]
    """(goals, directed segments): factor on the weight of a way, in [0.01, 1]."""


def goals(
    streets: Streets,
    places: tuple[FamiliarPlace, ...],
    eases: NDArray[np.float64],
    parameters: Mapping[str, float],
) -> Goals:
    """Distances to every familiar place by shortest path on wheelchair cost, as pulls.

    At most 500 places count, the heaviest first.
    """
    known = sorted(
        (place for place in places if place.weight > 0),
        key=lambda place: (-place.weight, place.place.lon, place.place.lat),
    )[:MOST_GOALS]
    network = streets.network
    cost = np.repeat(streets.length_m, 2) / np.maximum(eases, LEAST_EASE)
    begin, end = np.empty(len(cost), np.int64), np.empty(len(cost), np.int64)
    begin[0::2], begin[1::2] = network.start, network.end
    end[0::2], end[1::2] = network.end, network.start
    pull = np.ones((len(known), len(cost)), np.float32)
    on = [streets.nearest(place.place) for place in known]
    graph = _reversed(begin, end, cost, network.junctions)
    for row, (segment, at) in enumerate(on):
        ends = np.array([network.start[segment], network.end[segment]])
        towards = dijkstra(graph, indices=ends)
        part = at / streets.length_m[segment]
        to_start = towards[0] + part * cost[2 * segment]
        to_end = towards[1] + (1 - part) * cost[2 * segment + 1]
        distance = np.minimum(to_start, to_end)
        with np.errstate(invalid="ignore"):
            detour = cost + distance[end] - distance[begin]
        detour = np.nan_to_num(detour, nan=0.0, posinf=0.0, neginf=0.0)
        on_it = np.array([2 * segment, 2 * segment + 1])
        detour[on_it] = np.minimum(detour[on_it], 0.0)
        bend = np.exp(-np.maximum(detour, 0.0) / parameters["goal_detour"])
        pull[row] = np.maximum(LEAST_PULL, bend)
    weights = np.array([place.weight for place in known], np.float64)
    return Goals(
        np.array([segment for segment, _ in on], np.int32),
        np.array([at for _, at in on], np.float64),
        np.cumsum(weights) / weights.sum() if known else np.zeros(0),
        pull,
    )


def _reversed(
    begin: NDArray[np.int64], end: NDArray[np.int64], cost: NDArray[np.float64], junctions: int
) -> csr_array:
    """The network against its directions, the cheapest of parallel ways each."""
    order = np.lexsort((cost, begin, end))
    pair = end[order] * junctions + begin[order]
    first = np.concatenate(([True], pair[1:] != pair[:-1]))
    keep = order[first]
    return csr_array((cost[keep], (end[keep], begin[keep])), shape=(junctions, junctions))
