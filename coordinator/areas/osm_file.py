"""Reading an OpenStreetMap file once into what an area is made of.

Coordinates stay the integers of the file format, in 1e-7 degrees, so that every machine gets the
same numbers from the same file.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import osmium
from numpy.typing import NDArray

from coordinator.areas.area_error import AreaError
from coordinator.areas.kerb import has_kerb
from coordinator.areas.streets import street_kind

SUFFIXES = (".osm.pbf", ".osm", ".osm.gz")
BYTES_PER_OBJECT = {".osm.pbf": 10, ".osm": 150, ".osm.gz": 15}
"""Rough size of one object in a file, only to tell how far the reading is."""
REPORT_EVERY = 50_000

Tags = Mapping[str, str]
Refs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class OsmNode:
    """A node that means something by itself: a camera, a barrier, a kerb."""

    id: int
    lon_e7: int
    lat_e7: int
    tags: Tags


@dataclass(frozen=True, slots=True)
class OsmWay:
    """A way with the ids of its nodes."""

    id: int
    tags: Tags
    refs: Refs


@dataclass(frozen=True, slots=True)
class OsmOutline:
    """A closed way or a multipolygon: its lines, of which even-odd makes the area."""

    id: int
    tags: Tags
    lines: tuple[Refs, ...]


@dataclass
class OsmContent:
    """What one file holds for an area; everything in order of id, node ids ascending."""

    node_id: Refs
    lon_e7: NDArray[np.int32]
    lat_e7: NDArray[np.int32]
    streets: list[OsmWay] = field(default_factory=list)
    obstacles: list[OsmNode] = field(default_factory=list)
    cameras: list[OsmNode] = field(default_factory=list)
    buildings: list[OsmOutline] = field(default_factory=list)
    beats: list[OsmOutline] = field(default_factory=list)

    def positions(self, refs: Refs) -> NDArray[np.int64]:
        """Where these node ids stand in `node_id`; -1 for nodes the file does not hold."""
        if not len(self.node_id):
            return np.full(len(refs), -1, np.int64)
        found = np.minimum(np.searchsorted(self.node_id, refs), len(self.node_id) - 1)
        return np.where(self.node_id[found] == refs, found, -1)


@dataclass
class _Relations:
    """Which ways are needed as parts of multipolygons: (relation, purpose) by way id."""

    tags: dict[int, dict[str, str]] = field(default_factory=dict)
    purpose: dict[int, str] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    wanted: dict[int, list[int]] = field(default_factory=dict)


def read_osm(file: Path, progress: Callable[[float], None] | None = None) -> OsmContent:
    """Read a `.osm.pbf`, `.osm` or `.osm.gz` file; AreaError says what is wrong with it."""
    suffix = next((end for end in SUFFIXES if file.name.lower().endswith(end)), None)
    if suffix is None:
        raise AreaError(f"{file.name}: expected a file named *.osm.pbf, *.osm or *.osm.gz")
    if not file.is_file():
        raise AreaError(f"{file.name}: no such file; expected an OpenStreetMap extract")
    if not file.stat().st_size:
        raise AreaError(f"{file.name}: the file is empty; expected an OpenStreetMap extract")
    expected = file.stat().st_size / BYTES_PER_OBJECT[suffix]
    try:
        relations = _relations(file)
        content = _read(file, relations, expected, progress or (lambda _share: None))
    except (RuntimeError, ValueError, OSError, osmium.InvalidLocationError) as error:
        if isinstance(error, AreaError):
            raise
        said = " ".join(str(error).split())
        raise AreaError(
            f"{file.name}: not a readable OpenStreetMap extract ({said}); "
            "expected a complete .osm.pbf, .osm or .osm.gz file"
        ) from error
    if not len(content.node_id):
        raise AreaError(f"{file.name}: holds no nodes; expected an OpenStreetMap extract")
    return content


def _purpose(tags: Tags) -> str | None:
    """What a closed way or multipolygon is good for, None where for nothing here."""
    if tags.get("building", "no") not in {"no", "roof", "carport"}:
        raised = tags.get("building:min_level", "0"), tags.get("min_height", "0")
        return "building" if raised == ("0", "0") else None
    if tags.get("boundary") == "police":
        return "beat"
    return None


def _relations(file: Path) -> _Relations:
    found = _Relations()
    for relation in osmium.FileProcessor(str(file), osmium.osm.RELATION):
        if not isinstance(relation, osmium.osm.Relation) or relation.deleted:
            continue
        tags = dict(relation.tags)
        purpose = _purpose(tags)
        if purpose is None and tags.get("type") == "multipolygon" and street_kind(tags):
            purpose = "street"
        if purpose is None or tags.get("type") not in {"multipolygon", "boundary"}:
            continue
        found.tags[relation.id], found.purpose[relation.id] = tags, purpose
        for member in relation.members:
            if member.type == "w":
                found.wanted.setdefault(member.ref, []).append(relation.id)
                found.members.setdefault(relation.id, []).append(member.ref)
    return found


def _objects(
    file: Path, expected: float, progress: Callable[[float], None]
) -> Iterator[osmium.osm.Node | osmium.osm.Way]:
    entities = osmium.osm.NODE | osmium.osm.WAY
    for count, thing in enumerate(osmium.FileProcessor(str(file), entities)):
        if count % REPORT_EVERY == 0:
            progress(min(0.99, count / expected))
        if isinstance(thing, osmium.osm.Node | osmium.osm.Way) and not thing.deleted:
            yield thing


def _read(
    file: Path, relations: _Relations, expected: float, progress: Callable[[float], None]
) -> OsmContent:
    ids, lons, lats = array("q"), array("i"), array("i")
    nodes: dict[int, OsmNode] = {}
    ways: dict[int, OsmWay] = {}
    for thing in _objects(file, expected, progress):
        if isinstance(thing, osmium.osm.Node):
            place = thing.location
            if not place.valid():
                continue
            ids.append(thing.id)
            lons.append(place.x)
            lats.append(place.y)
            if thing.tags:
                tags = dict(thing.tags)
                if tags.get("man_made") == "surveillance" or "barrier" in tags or has_kerb(tags):
                    nodes[thing.id] = OsmNode(thing.id, place.x, place.y, tags)
        else:
            tags = dict(thing.tags)
            if thing.id in relations.wanted or "highway" in tags or _purpose(tags):
                refs = np.array([node.ref for node in thing.nodes], np.int64)
                ways[thing.id] = OsmWay(thing.id, tags, refs)
    order = np.argsort(np.frombuffer(ids, np.int64), kind="stable")
    node_id = np.frombuffer(ids, np.int64)[order]
    last = np.ones(len(node_id), bool)
    last[:-1] = node_id[1:] != node_id[:-1]
    kept = order[last]
    content = OsmContent(
        node_id[last],
        np.frombuffer(lons, np.int32)[kept],
        np.frombuffer(lats, np.int32)[kept],
    )
    _sort_out(content, nodes, ways, relations)
    return content


def _sort_out(
    content: OsmContent, nodes: dict[int, OsmNode], ways: dict[int, OsmWay], relations: _Relations
) -> None:
    for node_id in sorted(nodes):
        node = nodes[node_id]
        camera = node.tags.get("man_made") == "surveillance"
        (content.cameras if camera else content.obstacles).append(node)
    for way_id in sorted(ways):
        way = ways[way_id]
        purpose = _purpose(way.tags)
        if street_kind(way.tags):
            content.streets.append(way)
        elif inherited := _street_tags(way_id, relations):
            content.streets.append(OsmWay(way_id, inherited | dict(way.tags), way.refs))
        if purpose and len(way.refs) > 3 and way.refs[0] == way.refs[-1]:
            target = content.buildings if purpose == "building" else content.beats
            target.append(OsmOutline(way_id, way.tags, (way.refs,)))
    for relation_id in sorted(relations.tags):
        purpose = relations.purpose[relation_id]
        lines = tuple(
            ways[ref].refs
            for ref in sorted(set(relations.members.get(relation_id, ())) & set(ways))
        )
        if purpose != "street" and lines:
            target = content.buildings if purpose == "building" else content.beats
            target.append(OsmOutline(relation_id, relations.tags[relation_id], lines))


def _street_tags(way_id: int, relations: _Relations) -> dict[str, str] | None:
    """The tags that a way without any of its own has from a pedestrian area it outlines."""
    for relation_id in relations.wanted.get(way_id, ()):
        if relations.purpose[relation_id] == "street":
            return relations.tags[relation_id]
    return None
