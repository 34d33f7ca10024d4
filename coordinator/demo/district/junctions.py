"""Let drawn ways share a node wherever they cross or touch, and cut them into pieces there."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from shapely import LineString, STRtree

from coordinator.demo.district.drawn_way import DrawnWay
from coordinator.demo.district.network import Network, Piece
from coordinator.demo.district.place import Point, distance
from coordinator.demo.district.polyline import between

_TOUCH = 1.5
"""Metres within which the end of a way counts as touching another."""
_MERGE = 3.0
"""Metres within which two points become one node."""

_Segment = tuple[int, int]
"""Number of a way, and of the segment in it."""


def joined(ways: Sequence[DrawnWay]) -> Network:
    """Return the network of the ways, cut into pieces from junction to junction."""
    cuts = _cuts(ways)
    nodes = _Nodes()
    chains: list[list[int]] = []
    for number, way in enumerate(ways):
        chains.append(_chain(number, way, cuts, nodes))
    network = Network(points=nodes.points)
    _cut_into_pieces(network, ways, chains)
    junctions = network.at_node()
    for way in ways:
        for point, tags in way.marks:
            node = nodes.number(point, 0)
            # What would stand on a junction would close all of its streets: it is left away.
            if node not in junctions:
                network.node_tags[node] = dict(tags)
    return network


class _Nodes:
    """Gives equal numbers to points that lie within the merging distance on one layer."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self._cells: dict[tuple[int, int, int], list[int]] = {}

    def number(self, point: Point, layer: int) -> int:
        column, row = int(point[0] // _MERGE), int(point[1] // _MERGE)
        near = [
            node
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for node in self._cells.get((i, j, layer), ())
        ]
        closest = min(near, key=lambda node: distance(self.points[node], point), default=None)
        if closest is not None and distance(self.points[closest], point) < _MERGE:
            return closest
        self.points.append(point)
        self._cells.setdefault((column, row, layer), []).append(len(self.points) - 1)
        return len(self.points) - 1


def _cuts(ways: Sequence[DrawnWay]) -> dict[_Segment, list[float]]:
    """Return where each segment is met by another, as shares of its length."""
    segments = [
        (number, i)
        for number, way in enumerate(ways)
        if way.layer == 0
        for i in range(len(way.line) - 1)
    ]
    ends = [(ways[number].line[i], ways[number].line[i + 1]) for number, i in segments]
    lines = [LineString(end) for end in ends]
    found: dict[_Segment, list[float]] = {}
    pairs = STRtree(lines).query(lines, predicate="dwithin", distance=_TOUCH)
    for first, second in sorted(zip(*pairs.tolist(), strict=True)):
        (way, i), (other, j) = segments[first], segments[second]
        if first == second or (way == other and abs(i - j) == 1):
            continue
        share = _met(*ends[first], *ends[second])
        if share is not None:
            found.setdefault((way, i), []).append(share)
    return found


def _met(a: Point, b: Point, c: Point, d: Point) -> float | None:
    """Return the share of a-b at which c-d crosses it or touches it with an end."""
    rx, ry, sx, sy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    cross = rx * sy - ry * sx
    if abs(cross) > 1e-9:
        t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross
        u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross
        if 0 <= t <= 1 and 0 <= u <= 1:
            return t
    for end in (c, d):
        t = ((end[0] - a[0]) * rx + (end[1] - a[1]) * ry) / (rx * rx + ry * ry)
        if 0 <= t <= 1 and distance(between(a, b, t), end) <= _TOUCH:
            return t
    return None


def _chain(
    number: int, way: DrawnWay, cuts: dict[_Segment, list[float]], nodes: _Nodes
) -> list[int]:
    chain: list[int] = []
    last = len(way.line) - 1
    for i, point in enumerate(way.line):
        # A bridge meets the ground at its two ends only, whatever it passes over.
        layer = way.layer if 0 < i < last else 0
        wanted = [point]
        if i < last:
            shares = sorted(cuts.get((number, i), ()))
            wanted += [between(point, way.line[i + 1], share) for share in shares]
        for place in wanted:
            node = nodes.number(place, layer)
            if not chain or chain[-1] != node:
                chain.append(node)
    return chain


def _cut_into_pieces(
    network: Network, ways: Sequence[DrawnWay], chains: Sequence[list[int]]
) -> None:
    uses = Counter(node for chain in chains for node in chain)
    for chain in chains:
        uses[chain[0]] += 1
        uses[chain[-1]] += 1
    laid: set[tuple[int, int]] = set()
    for number, (way, chain) in enumerate(zip(ways, chains, strict=True)):
        run: list[int] = chain[:1]
        for a, b in itertools.pairwise(chain):
            edge = (min(a, b), max(a, b))
            if edge not in laid:
                laid.add(edge)
                run.append(b)
            if uses[b] > 1 or run[-1] != b:
                _add(network, run, way, number)
                run = [b]
        _add(network, run, way, number)


def _add(network: Network, run: list[int], way: DrawnWay, number: int) -> None:
    if len(run) > 1:
        network.pieces.append(Piece(run, dict(way.tags), number, way.layer))
