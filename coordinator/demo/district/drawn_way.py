"""One line on the drawing board: a street, path, wall or outline with its OSM tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator.demo.district.place import Point

Tags = Mapping[str, str]


@dataclass(frozen=True)
class DrawnWay:
    """A way as drawn, before it shares nodes with the ways it crosses."""

    line: tuple[Point, ...]
    tags: Tags
    marks: tuple[tuple[Point, Tags], ...] = field(default=())
    """Points of the line that carry tags of their own, such as a gate or a kerb."""
    layer: int = 0
    """0 on the ground; ways of different layers pass over each other without meeting."""

    @property
    def kind(self) -> str:
        """The value of its highway tag, empty when it is no street."""
        return self.tags.get("highway", "")
