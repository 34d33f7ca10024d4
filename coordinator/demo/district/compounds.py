"""Lay out what lies inside a block: lanes along the slope, a spine across them, and gates."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from shapely import Polygon, prepare

from coordinator.demo.district.drawn_way import DrawnWay, Tags
from coordinator.demo.district.gates import gate_tags
from coordinator.demo.district.lanes import lanes_beside, largest, second_links, spine_and_lanes
from coordinator.demo.district.openings import Street, grade, openings
from coordinator.demo.district.place import Point, distance
from coordinator.demo.district.polyline import Line, between

_SMALLEST_YARD = 900.0
"""Square metres."""
_STEEPEST_RAMP = 0.13
"""Rise above which an opening has steps."""


@dataclass(frozen=True)
class Layout:
    """How densely and with what kinds of ways a block is laid out."""

    setback: float
    """Metres from the axis of the streets around to the first lane."""
    spacing: float
    """Metres between lanes."""
    lane: Tags
    link: Tags
    gated: bool
    """False when the quarter is open to everybody."""
    openings: int


@dataclass(frozen=True)
class Compound:
    """The inside of a block."""

    yard: Polygon
    lanes: tuple[Line, ...]
    ways: tuple[DrawnWay, ...]
    gates: tuple[tuple[Point, Point], ...]
    """Each gate with the point on the street that it opens to."""


def laid_out(
    outline: Polygon,
    streets: Sequence[Street],
    layout: Layout,
    rng: random.Random,
) -> Compound | None:
    """Return the lanes and gates for a block, or nothing where there is no room.

    `streets` are the lines it may open to, each with a handicap in metres: an opening to a flight
    of steps is worth less than one to a road.
    """
    yard = largest(outline.buffer(-layout.setback))
    if yard is None or yard.area < _SMALLEST_YARD:
        return None
    prepare(yard)
    spine, lanes = spine_and_lanes(yard, layout.spacing)
    if not lanes:
        return None
    links = [*([spine] if spine else []), *second_links(lanes, rng)]
    for lane, link in lanes_beside(yard, lanes, layout.spacing):
        lanes.append(lane)
        links.append(link)
    ways = [DrawnWay(tuple(lane), layout.lane) for lane in lanes]
    ways += [DrawnWay(tuple(link), layout.link) for link in links]
    gates: list[tuple[Point, Point]] = []
    for inside, outside in openings(outline, lanes, streets, layout.openings):
        gate = between(outside, inside, min(0.6, 8.0 / distance(inside, outside)))
        tags = layout.lane if grade(inside, outside) < _STEEPEST_RAMP else layout.link
        marks = ((gate, gate_tags(not gates, rng)),) if layout.gated else ()
        ways.append(DrawnWay((inside, gate, outside), tags, marks))
        gates.append((gate, outside))
    return Compound(yard, tuple(lanes), tuple(ways), tuple(gates))
