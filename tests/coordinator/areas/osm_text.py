"""Small OpenStreetMap files written by tests."""

import math
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from domain.place import EARTH_RADIUS_M

WEST, SOUTH = 106.5, 29.5
METRES_PER_DEGREE = EARTH_RADIUS_M * math.pi / 180


def lon_lat(east_m: float, north_m: float) -> tuple[float, float]:
    """A spot in metres from the south-west corner of the test's world."""
    lon = WEST + east_m / (METRES_PER_DEGREE * math.cos(math.radians(SOUTH)))
    return round(lon, 7), round(SOUTH + north_m / METRES_PER_DEGREE, 7)


class OsmText:
    """Collects nodes, ways and relations, and writes them as OSM XML."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._next = 1

    def node(self, east_m: float, north_m: float, **tags: str) -> int:
        """A node at metres east and north; a double underscore in a key stands for a colon."""
        return self.numbered_node(self._number(), east_m, north_m, **tags)

    def numbered_node(self, number: int, east_m: float, north_m: float, **tags: str) -> int:
        """A node whose id matters."""
        lon, lat = lon_lat(east_m, north_m)
        self._add("node", number, f" lat='{lat:.7f}' lon='{lon:.7f}'", "", tags)
        return number

    def way(self, refs: Sequence[int], **tags: str) -> int:
        """A way along nodes."""
        number = self._number()
        body = "".join(f"<nd ref='{ref}'/>" for ref in refs)
        self._add("way", number, "", body, tags)
        return number

    def relation(self, outer: Sequence[int], inner: Sequence[int] = (), **tags: str) -> int:
        """A multipolygon of ways."""
        number = self._number()
        members = [(ref, "outer") for ref in outer] + [(ref, "inner") for ref in inner]
        body = "".join(f"<member type='way' ref='{ref}' role='{role}'/>" for ref, role in members)
        self._add("relation", number, "", body, {"type": "multipolygon"} | tags)
        return number

    def street(self, *spots: tuple[float, float], **tags: str) -> list[int]:
        """A way with nodes of its own; returns their ids."""
        refs = [self.node(*spot) for spot in spots]
        self.way(refs, **({"highway": "residential"} | tags))
        return refs

    def box(self, west: float, south: float, east: float, north: float, **tags: str) -> int:
        """A closed way round a box."""
        corners = [(west, south), (east, south), (east, north), (west, north)]
        refs = [self.node(*corner) for corner in corners]
        return self.way([*refs, refs[0]], **tags)

    def text(self) -> str:
        """The whole file."""
        return "<?xml version='1.0'?><osm version='0.6'>" + "".join(self._lines) + "</osm>"

    def write(self, file: Path) -> Path:
        """Write the file and return its path."""
        file.write_text(self.text(), encoding="utf-8")
        return file

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _add(self, what: str, number: int, more: str, body: str, tags: dict[str, str]) -> None:
        for key, value in tags.items():
            body += f"<tag k={quoteattr(key.replace('__', ':'))} v={quoteattr(value)}/>"
        self._lines.append(f"<{what} id='{number}' version='1'{more}>{body}</{what}>")
