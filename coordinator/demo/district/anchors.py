"""Lead loose ends of drawn ways to the street they nearly reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shapely import LineString, Point, STRtree, shortest_line

from coordinator.demo.district.drawn_way import DrawnWay
from coordinator.demo.district.place import Point as Metres

_REACH = 20.0
"""Metres; a hand-drawn end nearer than this was meant to meet the street."""
_MEETS = 0.5
"""Metres; an end nearer than this meets it already."""


def anchored(ways: Sequence[DrawnWay]) -> list[DrawnWay]:
    """Return the ways with the loose ends led on; ends marked as dead ends stay where they are."""
    lines = [LineString(way.line) for way in ways]
    tree = STRtree(lines)

    def led(number: int, end: Metres) -> tuple[Metres, ...]:
        near = tree.query(Point(end), predicate="dwithin", distance=_REACH)
        others = [lines[i] for i in sorted(near.tolist()) if i != number and ways[i].layer == 0]
        closest = min(others, key=lambda line: line.distance(Point(end)), default=None)
        if closest is None or closest.distance(Point(end)) < _MEETS:
            return ()
        touched = shortest_line(Point(end), closest).coords[-1]
        return ((float(touched[0]), float(touched[1])),)

    def whole(number: int, way: DrawnWay) -> DrawnWay:
        if way.layer != 0 or way.line[0] == way.line[-1]:
            return way
        last = () if "noexit" in way.tags else led(number, way.line[-1])
        return replace(way, line=(*led(number, way.line[0]), *way.line, *last))

    return [whole(number, way) for number, way in enumerate(ways)]
