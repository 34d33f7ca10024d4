"""The hand-drawn skeleton: the roads a planner draws first, before the quarters are filled in.

The riverside road follows the bank, the ring roads keep to the hillsides, the avenue comes over
the river and runs up the valley, and the viaduct joins the two hills high above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from coordinator.demo.district.climb import graded, ring, uphill
from coordinator.demo.district.drawn_way import DrawnWay
from coordinator.demo.district.hand_drawn import hand_drawn
from coordinator.demo.district.height import bank
from coordinator.demo.district.place import Point, inside, onto_edge
from coordinator.demo.district.polyline import Line, curve, rounded, spaced
from coordinator.demo.district.riverside import ROAD_OFFSET, along_bank

VIADUCT_WEST: Point = (735.0, 1140.0)
VIADUCT_EAST: Point = (1187.0, 1225.0)
BRIDGE_LANDING: Point = (1232.0, bank(1232.0) + ROAD_OFFSET)


def skeleton() -> list[DrawnWay]:
    """Return the main roads of the district."""
    drawn = {street.name: street for street in hand_drawn("main")}
    return [
        _road("滨江路", "primary", along_bank(ROAD_OFFSET)),
        _road("云岭大道", "primary", curve([BRIDGE_LANDING, *drawn["云岭大道"].points])),
        DrawnWay(
            tuple(curve([(1262.0, 0.0), (1252.0, 120.0), BRIDGE_LANDING])),
            {
                "highway": "primary",
                "name": "云岭大桥",
                "bridge": "yes",
                "layer": "1",
                "sidewalk": "both",
                "incline": "0%",
            },
            layer=1,
        ),
        _road("翠屏路", "secondary", curve(drawn["翠屏路"].points)),
        DrawnWay(
            tuple(curve([VIADUCT_WEST, (850.0, 1192.0), (1040.0, 1218.0), VIADUCT_EAST])),
            {
                "highway": "secondary",
                "name": "双桥路",
                "bridge": "viaduct",
                "layer": "2",
                "sidewalk": "both",
            },
            layer=2,
        ),
        _road("环山路", "secondary", _clip(graded(VIADUCT_EAST, (0.0, -1.0), 0.006, 2300.0))),
        _road("环山路", "secondary", _clip(graded(VIADUCT_EAST, (0.0, 1.0), -0.006, 1900.0))),
        _road("西岭路", "secondary", ring(VIADUCT_WEST, (0.2, -1.0))),
        *(_road(name, drawn[name].kind, curve(drawn[name].points)) for name in _VALLEY_ROADS),
        *(_road(name, "tertiary", _climb(start, legs)) for name, start, legs in _CLIMBS),
    ]


_VALLEY_ROADS = ("溪边路", "北门路", "北苑街")
_CLIMBS: Sequence[tuple[str, Point, Sequence[tuple[Point, float, float]]]] = (
    # name, foot, and legs of heading, grade and metres; a change of heading is a hairpin
    ("东岭路", (1545.0, 575.0), [((1.0, 0.3), 0.058, 640.0)]),
    (
        "盘山路",
        (1480.0, 790.0),
        [
            ((1.0, 0.2), 0.072, 330.0),
            ((-1.0, 0.2), 0.072, 330.0),
            ((1.0, 0.3), 0.072, 420.0),
        ],
    ),
    ("西坡路", (560.0, 533.0), [((-1.0, 0.2), 0.060, 330.0), ((1.0, 0.3), 0.065, 360.0)]),
    ("磨盘坡路", (968.0, 1220.0), [((-0.3, 1.0), 0.062, 520.0)]),
    ("东门路", (2330.0, 835.0), [((-1.0, 0.8), 0.060, 150.0), ((1.0, 0.6), 0.065, 460.0)]),
)


def _climb(start: Point, legs: Sequence[tuple[Point, float, float]]) -> Line:
    line = [start]
    for number, (heading, grade, metres) in enumerate(legs):
        if number > 0:
            line += graded(line[-1], uphill(line[-1]), 1.0, 24.0)[1:]
        line += graded(line[-1], heading, grade, metres)[1:]
    return spaced(rounded(line), 12.0)


def _clip(line: Line) -> Line:
    """Cut a line where it leaves the box."""
    for i, point in enumerate(line):
        if not inside(point):
            return [*line[:i], onto_edge(point)]
    return line


def _road(name: str, kind: str, line: Line) -> DrawnWay:
    return DrawnWay(tuple(line), {"highway": kind, "name": name, "sidewalk": "both"})
