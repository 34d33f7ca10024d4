"""The blocks that the streets enclose, and what each is used for."""

from __future__ import annotations

from dataclasses import dataclass

from shapely import LineString, Polygon, STRtree, box, union_all
from shapely import Point as Spot
from shapely.ops import polygonize

from coordinator.demo.district.drawn_way import Tags
from coordinator.demo.district.height import bank, brook, steepness
from coordinator.demo.district.landmarks import GROUNDS
from coordinator.demo.district.network import Network, Piece
from coordinator.demo.district.old_town import OLD_TOWN
from coordinator.demo.district.place import HEIGHT, WIDTH, Point
from coordinator.demo.district.quiet_corner import KEPT_FREE
from coordinator.demo.district.riverside import ROAD_OFFSET

_TOO_STEEP = 0.21
_BROOK_MOUTH = 660.0
_BROOK_SIDE = 38.0
"""Metres from the brook within which blocks are kept green."""
_SMALLEST = 700.0
"""Square metres; less is a traffic island."""


@dataclass(frozen=True)
class Block:
    """Ground between streets."""

    outline: Polygon
    use: str
    """estate, alleys, wood, brook, quiet corner, or what kind of grounds a landmark has."""
    name: str
    tags: Tags
    around: tuple[Piece, ...]
    """The pieces of street that bound it."""

    @property
    def middle(self) -> Point:
        """A point well inside the block."""
        spot = self.outline.representative_point()
        return spot.x, spot.y


def blocks(network: Network) -> list[Block]:
    """Return the blocks of a street network, in a fixed order."""
    pieces = [piece for piece in network.pieces if piece.layer == 0]
    lines = [LineString(network.line(piece)) for piece in pieces]
    tree = STRtree(lines)
    border = box(0.0, 0.0, WIDTH, HEIGHT).exterior
    outlines = [
        outline
        for outline in polygonize([union_all([*lines, border])])
        if outline.area >= _SMALLEST and _is_landward(outline)
    ]
    outlines.sort(key=lambda outline: (round(outline.centroid.x), round(outline.centroid.y)))
    found = []
    for outline in outlines:
        near = sorted(tree.query(outline, predicate="dwithin", distance=0.5).tolist())
        around = tuple(pieces[i] for i in near if lines[i].intersection(outline).length > 5.0)
        found.append(Block(outline, *_use(outline), around))
    return found


def _is_landward(outline: Polygon) -> bool:
    spot = outline.representative_point()
    return bool(spot.y > bank(spot.x) + ROAD_OFFSET)


def _use(outline: Polygon) -> tuple[str, str, Tags]:
    for landmark in GROUNDS:
        if outline.contains(Spot(landmark.point)):
            return next(iter(landmark.tags.values())), landmark.name, landmark.tags
    if outline.intersection(Polygon(KEPT_FREE)).area > 0.3 * outline.area:
        return "quiet corner", "", {"landuse": "forest"}
    spot = outline.representative_point()
    if Polygon(OLD_TOWN).contains(spot):
        return "alleys", "", {}
    if spot.y > _BROOK_MOUTH and abs(spot.x - brook(spot.y)) < _BROOK_SIDE:
        return "brook", "", {"leisure": "park"}
    if steepness((spot.x, spot.y)) > _TOO_STEEP:
        return "wood", "", {"landuse": "forest"}
    return "estate", "", {}
