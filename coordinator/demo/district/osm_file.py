"""Write the plan as an OSM XML file: the same bytes for the same plan, without a date."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from coordinator.demo.district.drawn_way import DrawnWay, Tags
from coordinator.demo.district.names import DISTRICT_NAME
from coordinator.demo.district.place import HEIGHT, WIDTH, Point, to_lon_lat
from coordinator.demo.district.plan import Plan

_GENERATOR = f"Search Coordinator: fictional district {DISTRICT_NAME}, not a map of any real place"
_NOTE = (
    "Everything in this file is invented: streets, names, heights, cameras and boundaries. "
    "The coordinates lie in the open ocean."
)


def write_plan(plan: Plan, path: Path) -> None:
    """Write a plan to a file; gzipped when its name ends in .gz."""
    data = "\n".join(_document(plan)).encode() + b"\n"
    # A gzip header holds a time and a name: both are left out, so that bytes depend on the plan.
    path.write_bytes(gzip.compress(data, 6, mtime=0) if path.suffix == ".gz" else data)


def _document(plan: Plan) -> Iterator[str]:
    numbering = _Numbering(plan)
    west, south = to_lon_lat((0.0, 0.0))
    east, north = to_lon_lat((WIDTH, HEIGHT))
    yield "<?xml version='1.0' encoding='UTF-8'?>"
    yield f'<osm version="0.6" generator={quoteattr(_GENERATOR)}>'
    yield f"<!-- {_NOTE} -->"
    yield f'<bounds minlat="{south}" minlon="{west}" maxlat="{north}" maxlon="{east}"/>'
    for number, (point, tags) in enumerate(numbering.nodes, start=1):
        yield from _node(number, point, tags)
    for number, (nodes, tags) in enumerate(numbering.ways, start=1):
        yield f'<way id="{number}" version="1">'
        yield from (f'<nd ref="{node}"/>' for node in nodes)
        yield from _tag_lines(tags)
        yield "</way>"
    yield "</osm>"


class _Numbering:
    """Gives every node and way of the plan its number, streets first."""

    def __init__(self, plan: Plan) -> None:
        self.nodes: list[tuple[Point, Tags]] = []
        self.ways: list[tuple[list[int], Tags]] = []
        street_nodes: dict[int, int] = {}
        for way in plan.ways:
            for node in way.nodes:
                if node not in street_nodes:
                    marked = plan.network.node_tags.get(node, {})
                    street_nodes[node] = self._add(plan.network.points[node], marked)
            self.ways.append(([street_nodes[node] for node in way.nodes], way.tags))
        for point, tags in plan.spots:
            self._add(point, tags)
        self._outlines(plan.outlines)

    def _add(self, point: Point, tags: Tags) -> int:
        self.nodes.append((point, tags))
        return len(self.nodes)

    def _outlines(self, outlines: Sequence[DrawnWay]) -> None:
        """Add areas and borders; they share nodes with each other, not with the streets."""
        corners: dict[tuple[float, float], int] = {}
        for outline in outlines:
            nodes = []
            for point in outline.line:
                place = to_lon_lat(point)
                if place not in corners:
                    corners[place] = self._add(point, {})
                nodes.append(corners[place])
            self.ways.append((nodes, outline.tags))


def _node(number: int, point: Point, tags: Mapping[str, str]) -> Iterator[str]:
    lon, lat = to_lon_lat(point)
    opening = f'<node id="{number}" version="1" lat="{lat:.7f}" lon="{lon:.7f}"'
    if not tags:
        yield opening + "/>"
        return
    yield opening + ">"
    yield from _tag_lines(tags)
    yield "</node>"


def _tag_lines(tags: Mapping[str, str]) -> Iterator[str]:
    for key, value in tags.items():
        yield f"<tag k={quoteattr(key)} v={quoteattr(value)}/>"
