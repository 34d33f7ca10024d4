"""How sharply a camera sees each piece of a street: pixels per metre, in levels.

Across its view a camera of W pixels has W / (2 d tan(angle / 2)) pixels per metre at distance d
(IEC 62676-4); lenses wider than 120 degrees are taken to spread their pixels evenly over the arc.
"""

from collections.abc import Iterator, Mapping
from math import log, log2, pi, radians, tan

import numpy as np

from domain.camera import Camera
from projections.belief.streets import Floats, Streets, Stretches

LEVELS = 18
"""Level 0 stands for a camera of which no pixels are known, level k for DENSITY[k]."""
LEAST_DENSITY = 8.0
STEPS_PER_OCTAVE = 4
DENSITY = [LEAST_DENSITY * 2 ** ((k - 1) / STEPS_PER_OCTAVE) for k in range(LEVELS)]
"""Pixels per metre that a level means; level 1 and the last one also what lies beyond."""
PIECE_M = 4.0
"""A stretch is looked at in pieces of about this length."""
WIDEST_FLAT_DEG = 120.0


def factors(parameters: Mapping[str, float]) -> tuple[float, ...]:
    """By level the share of a POD that is left: all of it from `pixels_full` on, nothing up to
    `pixels_none`, in proportion to the logarithm in between."""
    none = max(parameters["pixels_none"], 1e-3)
    full = max(parameters["pixels_full"], none * (1 + 1e-9))
    span = log(full / none)
    return (1.0, *(min(1.0, max(0.0, log(each / none) / span)) for each in DENSITY[1:]))


def banded(streets: Streets, camera: Camera, seen: Stretches) -> tuple[Stretches, list[int]]:
    """Disjoint stretches cut where the level changes, and the level of each part."""
    if camera.pixels is None or (camera.angle is None and camera.direction is not None):
        return seen, [0] * len(seen.segment)
    rows = [
        (segment, *part)
        for segment, low, high in zip(seen.segment, seen.from_m, seen.to_m, strict=True)
        for part in _bands(streets, camera, int(segment), float(low), float(high))
    ]
    cut = Stretches(
        np.array([row[0] for row in rows], np.int32),
        np.array([row[1] for row in rows], np.float64),
        np.array([row[2] for row in rows], np.float64),
    )
    return cut, [row[3] for row in rows]


def pixels_per_metre(camera: Camera, distance_m: Floats) -> Floats:
    """Across its view, at distances from the camera; needs its pixels."""
    angle = camera.angle if camera.direction is not None and camera.angle else 360.0
    flat = angle <= WIDEST_FLAT_DEG
    wide = 2 * tan(radians(angle) / 2) if flat else angle / 180 * pi
    result: Floats = (camera.pixels or 0) / (wide * np.maximum(distance_m, 1.0))
    return result


def _bands(
    streets: Streets, camera: Camera, segment: int, low: float, high: float
) -> Iterator[tuple[float, float, int]]:
    cuts = np.linspace(low, high, max(2, round((high - low) / PIECE_M) + 1))
    x, y = streets.points_along(segment, (cuts[:-1] + cuts[1:]) / 2)
    here_x, here_y = streets.point(camera.place)
    density = pixels_per_metre(camera, np.hypot(x - here_x, y - here_y))
    level = [_level(each) for each in density.tolist()]
    begun = 0
    for k in range(1, len(level) + 1):
        if k == len(level) or level[k] != level[begun]:
            yield float(cuts[begun]), float(cuts[k]), level[begun]
            begun = k


def _level(density: float) -> int:
    steps = round(log2(max(density, LEAST_DENSITY) / LEAST_DENSITY) * STEPS_PER_OCTAVE)
    return min(1 + steps, LEVELS - 1)
