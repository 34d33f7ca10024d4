"""Fill every block: gated compounds, old-town alleys, school and hospital grounds, parks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from shapely import LineString, MultiLineString, Polygon, line_merge
from shapely import Point as Spot
from shapely.geometry.base import BaseGeometry

from coordinator.demo.district.blocks import Block
from coordinator.demo.district.buildings import along_edge, along_lanes
from coordinator.demo.district.compounds import Compound, Layout, laid_out
from coordinator.demo.district.drawn_way import DrawnWay, Tags
from coordinator.demo.district.lanes import largest
from coordinator.demo.district.names import estate_names
from coordinator.demo.district.network import Network
from coordinator.demo.district.openings import Street
from coordinator.demo.district.parks import park_paths
from coordinator.demo.district.place import Point
from coordinator.demo.district.quiet_corner import ESTATE, ESTATE_GATES, ESTATE_NAME
from coordinator.demo.district.stairs import CROSS, LINK, is_steep

_LINK = {"highway": LINK}
_GATED = Layout(17.0, 47.0, {"highway": "service"}, _LINK, True, 2)
_OPEN = Layout(15.0, 44.0, {"highway": "living_street"}, _LINK, False, 3)
_ALLEYS = Layout(13.0, 34.0, {"highway": "footway"}, _LINK, False, 3)
_CAMPUS = Layout(20.0, 60.0, {"highway": "service"}, _LINK, True, 2)
_GATED_SHARE = 0.72
_NUMERALS = "一二三四五六七八九"
_HANDICAP = {CROSS: 80.0, "primary": 25.0}
"""Metres; gates avoid stairs and the busiest roads."""


@dataclass
class Quarters:
    """What fills the blocks."""

    ways: list[DrawnWay] = field(default_factory=list)
    areas: list[DrawnWay] = field(default_factory=list)
    buildings: list[Polygon] = field(default_factory=list)
    gates: list[tuple[str, Point, Point]] = field(default_factory=list)
    """Name of the compound, place of the gate, and the point on the street outside."""


def quarters(network: Network, blocks: list[Block], rng: random.Random) -> Quarters:
    """Return the inside of all blocks."""
    filled = Quarters()
    names = estate_names(rng)
    _public_housing(filled, rng)
    for block in blocks:
        if block.use == "park":
            filled.ways += park_paths(block.outline)
            filled.areas.append(_area(block.outline, {**block.tags, "name": block.name}))
        elif block.use == "quiet corner":
            wooded = block.outline.difference(Polygon(ESTATE).buffer(6.0)).buffer(-7.0)
            filled.areas.append(_area(wooded, block.tags))
        elif block.use in ("wood", "brook"):
            filled.areas.append(_area(block.outline.buffer(-6.0), block.tags))
        else:
            _fill(filled, network, block, names, rng)
    return filled


def _fill(
    filled: Quarters, network: Network, block: Block, names: Iterator[str], rng: random.Random
) -> None:
    layout = _layout(block, rng)
    compound = laid_out(block.outline, _streets(network, block), layout, rng)
    if compound is None or not compound.gates:
        filled.buildings += along_edge(block.outline, rng)
        return
    if layout is _ALLEYS:
        _add(filled, compound, "", rng)
        return
    name = block.name or next(names)
    if not layout.gated:
        compound = _with_lane_names(compound, name)
    _add(filled, compound, name, rng)
    tags = block.tags or {"landuse": "residential"}
    filled.areas.append(_area(block.outline.buffer(-7.0), {**tags, "name": name}))


def _with_lane_names(compound: Compound, name: str) -> Compound:
    """Number the lanes of an open quarter; a way out belongs to the lane that it starts from."""
    lanes = [LineString(lane) for lane in compound.lanes]

    def named(way: DrawnWay) -> DrawnWay:
        if way.kind == LINK:
            return way
        start = Spot(way.line[0])
        number = min(range(len(lanes)), key=lambda i: lanes[i].distance(start))
        numeral = _NUMERALS[number % len(_NUMERALS)]
        return replace(way, tags={**way.tags, "name": f"{name}{numeral}巷"})

    return replace(compound, ways=tuple(named(way) for way in compound.ways))


def _layout(block: Block, rng: random.Random) -> Layout:
    if block.use == "alleys":
        return _ALLEYS
    if block.tags:
        return _CAMPUS
    layout = _GATED if rng.random() < _GATED_SHARE else _OPEN
    return replace(layout, openings=1 + (block.outline.area > 9000) + (block.outline.area > 24000))


def _streets(network: Network, block: Block) -> list[Street]:
    """Return the streets around a block, joined to long lines, each with its handicap."""
    lines: dict[float, list[LineString]] = {}
    for piece in block.around:
        handicap = _HANDICAP.get(piece.kind, 0.0)
        if piece.kind == CROSS and not is_steep(network, piece):
            handicap = 0.0
        lines.setdefault(handicap, []).append(LineString(network.line(piece)))
    found: list[Street] = []
    for handicap, pieces in lines.items():
        merged = line_merge(MultiLineString(pieces))
        parts = getattr(merged, "geoms", [merged])
        found += [(line, handicap) for line in parts if isinstance(line, LineString)]
    return found


def _public_housing(filled: Quarters, rng: random.Random) -> None:
    gates = [(LineString([(x - 0.5, y), (x + 0.5, y)]), 0.0) for x, y in ESTATE_GATES]
    outline = Polygon(ESTATE)
    compound = laid_out(outline, gates, replace(_GATED, openings=3, setback=12.0), rng)
    if compound is None:
        raise ValueError("the public housing estate has no room for a lane")
    _add(filled, compound, ESTATE_NAME, rng)
    filled.areas.append(_area(outline, {"landuse": "residential", "name": ESTATE_NAME}))


def _add(filled: Quarters, compound: Compound, name: str, rng: random.Random) -> None:
    filled.ways += compound.ways
    filled.buildings += along_lanes(compound, rng)
    if name:
        filled.gates += [(name, gate, outside) for gate, outside in compound.gates]


def _area(outline: BaseGeometry, tags: Tags) -> DrawnWay:
    polygon = largest(outline.simplify(1.5))
    if polygon is None:
        raise ValueError("an area needs ground")
    return DrawnWay(tuple((float(x), float(y)) for x, y in polygon.exterior.coords), tags)
