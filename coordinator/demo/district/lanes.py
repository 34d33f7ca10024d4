"""Lanes inside a block: along the slope, joined by a spine that runs straight up across them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

from shapely import LineString, MultiLineString, Polygon
from shapely import Point as Spot
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from coordinator.demo.district.climb import along_hillside, uphill
from coordinator.demo.district.height import steepness
from coordinator.demo.district.place import Point, distance
from coordinator.demo.district.polyline import Line, at, direction, length

_STEP = 9.0
_SHORTEST_LANE = 34.0
_FIRST_LANE = 7.0
"""Metres from the edge of the yard to the outer lanes."""
_LONGEST_SECOND_LINK = 75.0
_FURTHER_LANES = 3
_SMALLEST_CORNER = 1200.0
"""Square metres of a yard that deserve a lane of their own."""
_FLAT = 0.025
"""Rise below which lanes follow the shape of the block rather than the ground."""


def spine_and_lanes(yard: Polygon, spacing: float) -> tuple[Line, list[Line]]:
    """Return the line up through the yard, cut to the lanes that it joins, and the lanes."""
    spot = yard.representative_point()
    middle = (spot.x, spot.y)
    flat = _long_axis(yard) if steepness(middle) < _FLAT else None
    up = uphill(middle) if flat is None else (-flat[1], flat[0])
    upper = _trace(middle, up, 1.0, yard, flat)
    lower = _trace(middle, (-up[0], -up[1]), -1.0, yard, flat)
    whole = [*reversed(lower), *upper[1:]]
    total = length(whole)
    count = max(1, round(total / spacing))
    lanes = []
    joints = []
    for metres in _stations(total, count):
        start = at(whole, metres)
        along = along_hillside(start, (up[1], -up[0]), 0.0) if flat is None else flat
        right = _trace(start, along, 0.0, yard, flat)
        left = _trace(start, (-along[0], -along[1]), 0.0, yard, flat)
        lane = [*reversed(left), *right[1:]]
        if length(lane) >= _SHORTEST_LANE:
            lanes.append(lane)
            joints.append(metres)
    if len(joints) < 2:
        return [], lanes
    steps = max(1, round((joints[-1] - joints[0]) / _STEP))
    rise = (joints[-1] - joints[0]) / steps
    # Every joint is a point of the spine, so that lane and spine share it exactly.
    stations = sorted({*joints, *(joints[0] + rise * i for i in range(steps))})
    return [at(whole, metres) for metres in stations], lanes


def _stations(total: float, count: int) -> list[float]:
    """Return where lanes leave a spine: the outer ones near the streets, to climb little."""
    if count == 1:
        return [total / 2]
    return [_FIRST_LANE + (total - 2 * _FIRST_LANE) * i / (count - 1) for i in range(count)]


def lanes_beside(
    yard: Polygon, lanes: Sequence[Line], spacing: float
) -> Iterator[tuple[Line, Line]]:
    """Give further lanes, each with its link, for corners that the spine did not reach."""
    laid = list(lanes)
    for _ in range(_FURTHER_LANES):
        rest = largest(yard.difference(MultiLineString(laid).buffer(0.75 * spacing)))
        if rest is None or rest.area < _SMALLEST_CORNER:
            return
        spot = rest.representative_point()
        start = (spot.x, spot.y)
        along = along_hillside(start, (1.0, 0.2), 0.0)
        right = _trace(start, along, 0.0, yard, None)
        left = _trace(start, (-along[0], -along[1]), 0.0, yard, None)
        lane = [*reversed(left), *right[1:]]
        near, met = nearest_points(LineString(lane), MultiLineString(laid))
        if length(lane) < _SHORTEST_LANE or not 3.0 < near.distance(met) < 2 * spacing:
            return
        laid.append(lane)
        yield lane, [(near.x, near.y), (met.x, met.y)]


def second_links(lanes: Sequence[Line], rng: random.Random) -> list[Line]:
    """Join neighbouring long lanes once more near an end, so that they form a round."""
    links = []
    for lower, upper in itertools.pairwise(lanes):
        if min(length(lower), length(upper)) < 90.0 or rng.random() < 0.2:
            continue
        start = at(lower, length(lower) * rng.choice((0.08, 0.92)))
        end, _ = nearest_points(LineString(upper), Spot(start))
        if distance(start, (end.x, end.y)) < _LONGEST_SECOND_LINK:
            links.append([start, (end.x, end.y)])
    return links


def largest(shape: BaseGeometry) -> Polygon | None:
    """Return the largest polygon of a shape, nothing when it has none."""
    parts = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]
    filled = [part for part in parts if not part.is_empty]
    return max(filled, key=lambda part: part.area, default=None)


def _trace(start: Point, heading: Point, share: float, yard: Polygon, flat: Point | None) -> Line:
    line = [start]
    while len(line) < 60:
        if flat is None:
            going = along_hillside(line[-1], heading, share)
            if going[0] * heading[0] + going[1] * heading[1] < 0.2:
                break
            heading = going
        ahead = line[-1][0] + heading[0] * _STEP, line[-1][1] + heading[1] * _STEP
        if not yard.contains(Spot(ahead)):
            break
        line.append(ahead)
    return line


def _long_axis(yard: Polygon) -> Point:
    frame = yard.minimum_rotated_rectangle
    if not isinstance(frame, Polygon):
        return 1.0, 0.0
    corners = [(float(x), float(y)) for x, y in frame.exterior.coords]
    sides = sorted(itertools.pairwise(corners), key=lambda side: distance(*side))
    return direction(*sides[-1])
