"""Houses: slabs along the lanes of a compound, shop houses along the edge of a small block."""

from __future__ import annotations

import random
from collections.abc import Sequence

from shapely import MultiLineString, Polygon, STRtree

from coordinator.demo.district.compounds import Compound
from coordinator.demo.district.place import Point
from coordinator.demo.district.polyline import Line, at, direction, length

_CLEAR_OF_WAYS = 4.0


def along_lanes(compound: Compound, rng: random.Random) -> list[Polygon]:
    """Return the buildings of a compound, on the uphill and downhill side of its lanes."""
    ways = MultiLineString([way.line for way in compound.ways]).buffer(_CLEAR_OF_WAYS)
    ground = compound.yard.buffer(9.0).difference(ways)
    towers = rng.random() < 0.35
    placed: list[Polygon] = []
    for lane in compound.lanes:
        for side in (-1.0, 1.0):
            placed += _row(lane, side, towers, rng)
    return _fitting(placed, ground)


def along_edge(outline: Polygon, rng: random.Random) -> list[Polygon]:
    """Return narrow houses that face the streets around a block."""
    inner = outline.buffer(-9.5)
    ring = max(getattr(inner, "geoms", [inner]), key=lambda part: part.area)
    if not isinstance(ring, Polygon) or ring.is_empty:
        return []
    edge = [(float(x), float(y)) for x, y in ring.exterior.coords]
    houses = []
    metres = 4.0
    while metres < length(edge) - 8.0:
        front = rng.uniform(10.0, 22.0)
        houses.append(_house(edge, metres + front / 2, front - 1.5, 10.0, 0.0))
        metres += front
    return _fitting(houses, outline.buffer(-4.0))


def _row(lane: Line, side: float, towers: bool, rng: random.Random) -> list[Polygon]:
    houses = []
    metres = rng.uniform(2.0, 14.0)
    while metres < length(lane) - 10.0:
        front = rng.uniform(20.0, 25.0) if towers else rng.uniform(26.0, 48.0)
        depth = front * 0.9 if towers else rng.uniform(11.0, 13.5)
        offset = side * (depth / 2 + rng.uniform(5.0, 6.5))
        houses.append(_house(lane, metres + front / 2, front, depth, offset))
        metres += front + rng.uniform(8.0, 22.0 if towers else 13.0)
    return houses


def _house(line: Sequence[Point], metres: float, front: float, depth: float, off: float) -> Polygon:
    """Return a rectangle beside a line, parallel to it."""
    x, y = at(line, metres)
    along = direction(at(line, metres - front / 3), at(line, metres + front / 3))
    x, y = x - along[1] * off, y + along[0] * off
    corners = ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))
    return Polygon(
        [
            (
                x + along[0] * u * front - along[1] * v * depth,
                y + along[1] * u * front + along[0] * v * depth,
            )
            for u, v in corners
        ]
    )


def _fitting(houses: Sequence[Polygon], ground: object) -> list[Polygon]:
    """Return the houses that stand on the ground and not in one another."""
    kept: list[Polygon] = []
    assert hasattr(ground, "contains")
    tree = STRtree(houses)
    taken: set[int] = set()
    for number, house in enumerate(houses):
        if not ground.contains(house):
            continue
        near = tree.query(house, predicate="dwithin", distance=3.0).tolist()
        if not any(other in taken for other in near):
            taken.add(number)
            kept.append(house)
    return kept
