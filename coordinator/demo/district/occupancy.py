"""Which ground is already taken by a street, so that the next one keeps its distance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordinator.demo.district.place import Point, distance
from coordinator.demo.district.polyline import direction, spaced

_CELL = 40.0
_SPACING = 10.0


@dataclass(frozen=True)
class Spot:
    """A point on a laid street."""

    point: Point
    heading: Point
    """Unit vector along the street there."""
    street: int
    """Number of the street in the order of laying."""


class Occupancy:
    """Laid streets as closely spaced spots, found by place."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Spot]] = {}
        self._streets = 0

    def lay(self, line: Sequence[Point]) -> list[Spot]:
        """Take the ground of a street; return its spots."""
        points = spaced(line, _SPACING)
        spots = []
        for i, point in enumerate(points):
            before, after = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
            spots.append(Spot(point, direction(before, after), self._streets))
        for spot in spots:
            self._cells.setdefault(_cell(spot.point), []).append(spot)
        self._streets += 1
        return spots

    def near(self, point: Point, metres: float) -> Iterator[Spot]:
        """Give the spots within some metres of a point."""
        reach = int(metres // _CELL) + 1
        column, row = _cell(point)
        x, y = point
        for i in range(column - reach, column + reach + 1):
            for j in range(row - reach, row + reach + 1):
                for spot in self._cells.get((i, j), ()):
                    if (spot.point[0] - x) ** 2 + (spot.point[1] - y) ** 2 <= metres * metres:
                        yield spot

    def nearest(self, point: Point, metres: float) -> Spot | None:
        """Return the nearest spot within some metres, if there is any."""
        return min(
            self.near(point, metres), key=lambda spot: distance(spot.point, point), default=None
        )


def _cell(point: Point) -> tuple[int, int]:
    return int(point[0] // _CELL), int(point[1] // _CELL)
