"""All streets of the district: the drawn ones, and those grown between them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from shapely import Point as Spot
from shapely import Polygon, prepare

from coordinator.demo.district.drawn_way import DrawnWay
from coordinator.demo.district.height import bank, on_hilltop
from coordinator.demo.district.names import TERRACE_KINDS, street_stems
from coordinator.demo.district.occupancy import Occupancy
from coordinator.demo.district.old_town import OLD_TOWN, old_town_lanes
from coordinator.demo.district.place import Point
from coordinator.demo.district.polyline import length
from coordinator.demo.district.quiet_corner import KEPT_FREE, dead_end_road
from coordinator.demo.district.riverside import riverside_walks
from coordinator.demo.district.skeleton import skeleton
from coordinator.demo.district.stairs import CROSS
from coordinator.demo.district.terraces import CROSS_STREETS, TERRACES, Buildable, grow

_CLEAR_OF_WATER = 100.0


def streets(rng: random.Random) -> list[DrawnWay]:
    """Return the streets of the district, without what lies inside the blocks."""
    drawn = [*skeleton(), *old_town_lanes()]
    ground = Occupancy()
    spots = [spot for way in drawn if way.layer == 0 for spot in ground.lay(way.line)]
    stems = street_stems(rng)
    buildable = _buildable()
    terraces = grow(TERRACES, ground, spots[::4], buildable, rng)
    spots += [spot for line in terraces for spot in Occupancy().lay(line)]
    crossing = grow(CROSS_STREETS, ground, spots[::3], buildable, rng)
    return [
        *drawn,
        *(_terrace(line, stems, rng) for line in terraces),
        *(DrawnWay(tuple(line), {"highway": CROSS, "name": next(stems)}) for line in crossing),
        dead_end_road(),
        *riverside_walks(),
    ]


def _terrace(line: list[Point], stems: Iterator[str], rng: random.Random) -> DrawnWay:
    kind = "tertiary" if length(line) > 1400.0 else "residential"
    name = next(stems) + (TERRACE_KINDS[0] if kind == "tertiary" else rng.choice(TERRACE_KINDS))
    tags = {"highway": kind, "name": name}
    if rng.random() < 0.7:
        tags["sidewalk"] = rng.choice(("both", "both", "left", "right"))
    return DrawnWay(tuple(line), tags)


def _buildable() -> Buildable:
    taken = [Polygon(OLD_TOWN), Polygon(KEPT_FREE)]
    for polygon in taken:
        prepare(polygon)

    def buildable(point: Point) -> bool:
        x, y = point
        if y < bank(x) + _CLEAR_OF_WATER or on_hilltop(point):
            return False
        spot = Spot(x, y)
        return not any(polygon.contains(spot) for polygon in taken)

    return buildable
