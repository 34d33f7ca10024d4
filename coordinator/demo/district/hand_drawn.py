"""Reads the streets that were drawn by hand, point by point."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coordinator.demo.district.place import Point

_FILE = Path(__file__).with_name("hand_drawn.txt")


@dataclass(frozen=True)
class HandDrawn:
    """A street as a planner sketched it; a smooth curve is laid through its points."""

    part: str
    name: str
    kind: str
    points: tuple[Point, ...]


@cache
def hand_drawn(part: str) -> tuple[HandDrawn, ...]:
    """Return the streets of one part of the town, in the order of the file."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    streets = [_street(line) for line in lines if line and not line.startswith("#")]
    return tuple(street for street in streets if street.part == part)


def _street(line: str) -> HandDrawn:
    part, name, kind, *points = line.split()
    return HandDrawn(part, name, kind, tuple(_point(point) for point in points))


def _point(text: str) -> Point:
    east, north = text.split(",")
    return float(east), float(north)
