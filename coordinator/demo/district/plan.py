"""The whole district, drawn: streets first, then what lies between them, then what stands on it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from coordinator.demo.district.anchors import anchored
from coordinator.demo.district.beats import beats
from coordinator.demo.district.blocks import blocks
from coordinator.demo.district.bus_stops import bus_stops
from coordinator.demo.district.cameras import cameras
from coordinator.demo.district.drawn_way import DrawnWay, Tags
from coordinator.demo.district.greenery import greenery
from coordinator.demo.district.junctions import joined
from coordinator.demo.district.landmarks import PLACES
from coordinator.demo.district.names import DISTRICT_DESCRIPTION, PLACE_NAME
from coordinator.demo.district.network import Network, Piece
from coordinator.demo.district.place import HEIGHT, WIDTH, Point
from coordinator.demo.district.quarters import Quarters, quarters
from coordinator.demo.district.slopes import with_inclines
from coordinator.demo.district.stairs import with_stairs
from coordinator.demo.district.streets import streets
from coordinator.demo.district.surfaces import surface_ways
from coordinator.demo.district.thresholds import set_thresholds
from coordinator.demo.district.tidying import only_connected, without_stubs


@dataclass(frozen=True)
class Plan:
    """Everything that goes into the file."""

    network: Network
    ways: list[Piece]
    """The streets and paths, each with its incline."""
    spots: list[tuple[Point, Tags]]
    """Cameras, stops and places."""
    outlines: list[DrawnWay]
    """Areas, buildings and beats."""


def plan(seed: int) -> Plan:
    """Draw the district; the same seed gives the same plan."""
    rng = random.Random(seed)
    outer = joined(anchored(streets(rng)))
    without_stubs(outer)
    filled = quarters(outer, blocks(outer), rng)
    drawn = [DrawnWay(tuple(outer.line(p)), p.tags, (), p.layer) for p in outer.pieces]
    network = joined([*drawn, *filled.ways])
    without_stubs(network)
    only_connected(network)
    with_stairs(network)
    surface_ways(network, rng)
    set_thresholds(network, rng)
    spots = [
        _suburb(),
        *((place.point, {**place.tags, "name": place.name}) for place in PLACES),
        *bus_stops(),
        *cameras(network, filled.gates, rng),
    ]
    return Plan(network, with_inclines(network), spots, _outlines(filled))


def _suburb() -> tuple[Point, Tags]:
    tags = {"place": "suburb", "name": PLACE_NAME, "description": DISTRICT_DESCRIPTION}
    return (WIDTH / 2, HEIGHT / 2), tags


def _outlines(filled: Quarters) -> list[DrawnWay]:
    return [
        *greenery(),
        *filled.areas,
        *(
            DrawnWay(
                tuple((float(x), float(y)) for x, y in house.exterior.coords), {"building": "yes"}
            )
            for house in filled.buildings
        ),
        *(DrawnWay(beat.ring, beat.tags) for beat in beats()),
    ]
