"""Small geometry of drawn lines: smooth curves through points, lengths, even spacing."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from coordinator.demo.district.place import Point, distance

Line = list[Point]
"""A drawn line, point by point."""


def length(line: Sequence[Point]) -> float:
    """Return the metres along a line."""
    return sum(distance(a, b) for a, b in itertools.pairwise(line))


def between(a: Point, b: Point, share: float) -> Point:
    """Return the point that lies `share` (0 to 1) of the way from `a` to `b`."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def at(line: Sequence[Point], metres: float) -> Point:
    """Return the point `metres` along a line; its last point when the line is shorter."""
    for a, b in itertools.pairwise(line):
        piece = distance(a, b)
        if metres <= piece and piece > 0:
            return between(a, b, max(metres, 0.0) / piece)
        metres -= piece
    return line[-1]


def spaced(line: Sequence[Point], metres: float) -> Line:
    """Return the line drawn anew with points about `metres` apart, ends kept."""
    total = length(line)
    count = max(1, round(total / metres))
    result = [line[0]]
    passed = 0.0
    for a, b in itertools.pairwise(line):
        piece = distance(a, b)
        while len(result) < count and (due := total * len(result) / count) <= passed + piece:
            result.append(between(a, b, (due - passed) / piece))
        passed += piece
    return [*result, line[-1]]


def curve(points: Sequence[Point], metres: float = 16.0) -> Line:
    """Return a smooth (Catmull-Rom) line through hand-drawn points."""
    padded = [points[0], *points, points[-1]]
    dense: Line = [points[0]]
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        steps = max(2, round(distance(p1, p2) / 6.0))
        dense += [_spline(p0, p1, p2, p3, i / steps) for i in range(1, steps + 1)]
    return spaced(dense, metres)


def rounded(line: Sequence[Point], times: int = 2) -> Line:
    """Return the line with its corners cut (Chaikin), ends kept."""
    for _ in range(times):
        cut: Line = [line[0]]
        for a, b in itertools.pairwise(line):
            cut += [between(a, b, 0.25), between(a, b, 0.75)]
        line = [*cut, line[-1]]
    return list(line)


def direction(a: Point, b: Point) -> tuple[float, float]:
    """Return the unit vector from `a` to `b`."""
    span = distance(a, b) or 1.0
    return (b[0] - a[0]) / span, (b[1] - a[1]) / span


def bearing(a: Point, b: Point) -> float:
    """Return the direction from `a` to `b` in degrees clockwise from north."""
    return math.degrees(math.atan2(b[0] - a[0], b[1] - a[1])) % 360.0


def _spline(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    def along(a: float, b: float, c: float, d: float) -> float:
        bend = 2 * a - 5 * b + 4 * c - d
        return 0.5 * (2 * b + (c - a) * t + bend * t * t + (3 * b - a - 3 * c + d) * t**3)

    return along(p0[0], p1[0], p2[0], p3[0]), along(p0[1], p1[1], p2[1], p3[1])
