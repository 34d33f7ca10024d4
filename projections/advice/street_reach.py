"""The streets that a team can use, and how soon it is where."""

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.network import Network
from domain.open_streets import open_streets
from projections.belief.compiled import compiled, inlined
from projections.streets.street_graph import SPEED_OF_MODE
from projections.streets.street_lines import Spot

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Streets(NamedTuple):
    """What a team in one mode of travel can use: from junction j lead the rows
    `first[j] : first[j + 1]`."""

    first: Ints
    to: Ints
    segment: Ints
    seconds: Floats


class Reach(NamedTuple):
    """From where a team is: the seconds to every junction (infinite beyond the horizon), and
    the row of `Streets` by which it is entered, -1 for those it starts from."""

    seconds: Floats
    entered: Ints


def streets_of(network: Network, mode: str) -> tuple[Streets, NDArray[np.bool_]]:
    """The streets of a mode, and which segments they are."""
    open_to = open_streets(network, mode)
    segments = np.flatnonzero(open_to)
    begin = np.concatenate((network.start[segments], network.end[segments])).astype(np.int64)
    to = np.concatenate((network.end[segments], network.start[segments])).astype(np.int64)
    both = np.concatenate((segments, segments))
    order = np.lexsort((both, begin))
    first = np.searchsorted(begin[order], np.arange(network.junctions + 1))
    seconds = np.maximum(network.length_m[both], 0.1) / SPEED_OF_MODE[mode]
    return Streets(first.astype(np.int64), to[order], both[order], seconds[order]), open_to


def exits(network: Network, mode: str, spot: Spot, open_to: bool) -> list[tuple[int, float]]:
    """The junctions at the ends of the street a team is on, and the seconds to each; of a street
    that the mode cannot use, the nearer one."""
    along_m, length_m = spot.along_m, float(network.length_m[spot.segment])
    speed = SPEED_OF_MODE[mode]
    found = [
        (int(network.start[spot.segment]), along_m / speed),
        (int(network.end[spot.segment]), max(0.0, length_m - along_m) / speed),
    ]
    return found if open_to else [min(found, key=lambda out: out[1])]


def reach(streets: Streets, begins: list[tuple[int, float]], horizon_s: float) -> Reach:
    """How soon a team is at every junction (Dijkstra)."""
    junctions = np.array([junction for junction, _ in begins], np.int64)
    return Reach(*_reach(streets, junctions, np.array([s for _, s in begins]), horizon_s))


@compiled
def _reach(
    streets: Streets, begins: Ints, after_s: Floats, horizon_s: float
) -> tuple[Floats, Ints]:
    first, to, _, takes = streets
    seconds = np.full(len(first) - 1, np.inf)
    entered = np.full(len(first) - 1, -1, np.int64)
    heap = [(0.0, np.int64(0))]
    heap.clear()
    for b in range(len(begins)):
        if after_s[b] < seconds[begins[b]] and after_s[b] <= horizon_s:
            seconds[begins[b]] = after_s[b]
            heappush(heap, (after_s[b], begins[b]))
    while heap:
        at, junction = heappop(heap)
        if at > seconds[junction]:
            continue
        for row in range(first[junction], first[junction + 1]):
            then = at + takes[row]
            if then < seconds[to[row]] and then <= horizon_s:
                seconds[to[row]] = then
                entered[to[row]] = row
                heappush(heap, (then, to[row]))
    return seconds, entered


@inlined
def other_end(streets: Streets, row: int, junction: int) -> int:
    """The junction from which a row leads to this one."""
    for back in range(streets.first[junction], streets.first[junction + 1]):
        if streets.segment[back] == streets.segment[row]:
            return int(streets.to[back])
    return junction
