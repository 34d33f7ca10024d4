"""Fill the ground between the main roads with streets that obey the hillside.

Terrace streets follow the contours, as on any hill that was built before the bulldozer; cross
streets run straight up and down between them. Both are streamlines of the slope, laid one after
the other at a distance that is small in the old town by the river and large on the heights.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coordinator.demo.district.climb import along_hillside, uphill
from coordinator.demo.district.height import height
from coordinator.demo.district.occupancy import Occupancy, Spot
from coordinator.demo.district.place import Point, distance, inside, onto_edge
from coordinator.demo.district.polyline import Line, length, rounded, spaced

_STEP = 10.0
_LONGEST = 200
_JOIN_REACH = 75.0
_PARALLEL = 0.80
"""Cosine above which two streets run side by side rather than cross."""
_TOO_CLOSE = 0.55
"""A street ends where it comes nearer than this share of the spacing to one beside it."""

Buildable = Callable[[Point], bool]


@dataclass(frozen=True)
class Course:
    """How one family of streets is laid."""

    spacing: Callable[[Point], float]
    """Metres to the next street of the family, by place."""
    rise: tuple[float, float]
    """Least and greatest share of the full slope that a street takes on; 1 is straight up."""
    stop_at_crossing: float
    """Chance that a street ends in a T-junction where it meets another."""
    shortest: float
    """Metres below which a street is not worth laying."""
    steepest_join: float
    """Rise above which the end of a street is not led on to the next one."""


def old_town_share(point: Point) -> float:
    """Return how much a place belongs to the old town by the river: 1 in it, 0 far away."""
    off = max(abs(point[0] - 930.0) / 520.0, abs(point[1] - 500.0) / 190.0)
    return max(0.0, min(1.0, 2.2 - 1.6 * off))


TERRACES = Course(
    spacing=lambda point: 108.0 - 30.0 * old_town_share(point),
    rise=(-0.10, 0.10),
    stop_at_crossing=0.10,
    shortest=150.0,
    steepest_join=0.11,
)
CROSS_STREETS = Course(
    spacing=lambda point: 140.0 - 50.0 * old_town_share(point),
    rise=(1.0, 1.0),
    stop_at_crossing=0.28,
    shortest=70.0,
    steepest_join=1.0,
)


def grow(
    course: Course,
    ground: Occupancy,
    seeds: Sequence[Spot],
    buildable: Buildable,
    rng: random.Random,
) -> list[Line]:
    """Lay every street of a course that still finds room; return them in order of laying."""
    layer = _Layer(course, ground, buildable, rng)
    queue = list(seeds)
    rng.shuffle(queue)
    lines: list[Line] = []
    for spot in queue:
        for start in layer.beside(spot):
            line = layer.street(start)
            if line is not None:
                lines.append(line)
                queue.extend(ground.lay(line)[::4])
    return lines


@dataclass(frozen=True)
class _Layer:
    course: Course
    ground: Occupancy
    buildable: Buildable
    rng: random.Random

    def beside(self, spot: Spot) -> list[Point]:
        """Return the two points one spacing away from a laid street, to either side."""
        x, y = spot.point
        east, north = spot.heading
        gap = self.course.spacing(spot.point)
        return [(x - north * gap, y + east * gap), (x + north * gap, y - east * gap)]

    def street(self, start: Point) -> Line | None:
        """Return the street through a point, or nothing where there is no room for one."""
        share = self.rng.uniform(*self.course.rise)
        if not (inside(start, 40.0) and self.buildable(start)):
            return None
        first = along_hillside(start, uphill(start), share)
        if self._crowded(start, first, 0.95):
            return None
        forward = self._half(start, first, share)
        back = [start]
        if forward[-1] != start:
            back = self._half(start, (-first[0], -first[1]), -share)
        line = [*reversed(back), *forward[1:]]
        if length(line) < self.course.shortest:
            return None
        return spaced(rounded(line), 15.0)

    def _half(self, start: Point, heading: Point, share: float) -> Line:
        """Trace from a start until the street must end, and join it to one ahead if it can."""
        line = [start]
        last_crossed = -1
        while len(line) < _LONGEST:
            heading, share = self._on(line[-1], heading, share)
            ahead = line[-1][0] + heading[0] * _STEP, line[-1][1] + heading[1] * _STEP
            if not inside(ahead):
                return [*line, onto_edge(ahead)]
            around = self._own_tail(line, ahead)
            if around is not None:
                return [*line, around]
            crossed = self._crossing(ahead, heading)
            if crossed is not None and crossed.street != last_crossed:
                last_crossed = crossed.street
                if self.rng.random() < self.course.stop_at_crossing:
                    return [*line, crossed.point]
            if not self.buildable(ahead) or self._crowded(ahead, heading, _TOO_CLOSE):
                return self._joined(line, heading)
            line.append(ahead)
        return line

    def _on(self, point: Point, heading: Point, share: float) -> tuple[Point, float]:
        """Return how to go on; over a crest or through a valley, up turns into down."""
        going = along_hillside(point, heading, share)
        if going[0] * heading[0] + going[1] * heading[1] < 0:
            return along_hillside(point, heading, -share), -share
        return going, share

    def _own_tail(self, line: Line, ahead: Point) -> Point | None:
        """Return where a street that went round the hill meets its own beginning."""
        near = 0.4 * self.course.spacing(ahead)
        beginning = line[: max(0, len(line) - 30) : 3]
        close = min(beginning, key=lambda point: distance(point, ahead), default=None)
        return close if close is not None and distance(close, ahead) < near else None

    def _crowded(self, point: Point, going: Point, share: float) -> bool:
        """Tell whether a street of this course would run too close beside a laid one here."""
        return any(
            abs(going[0] * spot.heading[0] + going[1] * spot.heading[1]) > _PARALLEL
            for spot in self.ground.near(point, self.course.spacing(point) * share)
        )

    def _crossing(self, point: Point, heading: Point) -> Spot | None:
        spot = self.ground.nearest(point, 0.75 * _STEP)
        if spot is None:
            return None
        along = abs(spot.heading[0] * heading[0] + spot.heading[1] * heading[1])
        return spot if along < _PARALLEL else None

    def _joined(self, line: Line, heading: Point) -> Line:
        """Lead the end of a street to one that lies ahead of it, within reach."""
        end = line[-1]

        def detour(spot: Spot) -> float:
            east, north = spot.point[0] - end[0], spot.point[1] - end[1]
            far = max(distance(spot.point, end), 1.0)
            forward = (east * heading[0] + north * heading[1]) / far
            rise = abs(height(spot.point) - height(end)) / far
            fits = forward > 0.3 and rise < self.course.steepest_join
            return far * (1.7 - forward) if fits else math.inf

        found = min(self.ground.near(end, _JOIN_REACH), key=detour, default=None)
        if found is None or detour(found) == math.inf:
            return line
        return [*line, found.point]
