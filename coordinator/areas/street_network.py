"""From the ways of a file to the network of an area."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coordinator.areas.connected import largest_part
from coordinator.areas.great_circle import line_lengths
from coordinator.areas.hindrance import combined
from coordinator.areas.obstacles import Obstacles, fold_obstacles
from coordinator.areas.osm_file import OsmContent, OsmWay
from coordinator.areas.split import Lines, split
from coordinator.areas.wheelchair import Street, street
from domain.network import KINDS, Network

DEGREE = 1e7
"""Integer units of a degree in files."""
SHORTEST_M = 0.1
"""Two nodes on the same spot still are this far apart, so that every segment takes time."""


@dataclass(frozen=True, slots=True)
class StreetNetwork:
    """The network with what only the import needs to know about it."""

    network: Network
    out_of_sight: NDArray[np.bool_]
    """Segments indoors or below ground, which no camera in the street sees."""
    dropped_segments: int
    dropped_length_share: float


class Texts:
    """Words, each once, in the order of their first use; the empty one first."""

    def __init__(self) -> None:
        self._code: dict[str, int] = {"": 0}

    def code(self, text: str) -> int:
        """The position of a text."""
        return self._code.setdefault(text, len(self._code))

    def codes(self, texts: Iterable[str]) -> NDArray[np.int32]:
        """The positions of many."""
        return np.array([self.code(text) for text in texts], np.int32)

    def all(self) -> tuple[str, ...]:
        """All texts by position."""
        return tuple(self._code)


def street_network(content: OsmContent) -> StreetNetwork:
    """The largest connected network of the streets in a file, possibly of no segment at all.

    Lengths are rounded to millimetres, the grain in which areas are stored; `beat` is -1 yet.
    """
    known = [(way, street(way.tags)) for way in content.streets]
    ways: list[OsmWay] = [way for way, its in known if its is not None]
    streets: list[Street] = [its for _, its in known if its is not None]
    lines = split(content, ways)
    length = _lengths(content, lines)
    mask = largest_part(lines.first, lines.last, length)
    kept = lines.kept(mask)
    total = float(length.sum())
    obstacles = fold_obstacles(content, kept, ways, streets)
    network = _network(content, kept, length[mask], ways, streets, obstacles=obstacles)
    return StreetNetwork(
        network,
        np.array([streets[way].out_of_sight for way in kept.way.tolist()], bool),
        int(len(mask) - mask.sum()),
        float(length[~mask].sum()) / total if total else 0.0,
    )


def _lengths(content: OsmContent, lines: Lines) -> NDArray[np.float64]:
    if not len(lines):
        return np.zeros(0)
    lon, lat = content.lon_e7[lines.nodes] / DEGREE, content.lat_e7[lines.nodes] / DEGREE
    length = line_lengths(lon, lat, lines.offset)
    return np.maximum(np.rint(length * 1000) / 1000, SHORTEST_M)


def _network(
    content: OsmContent,
    lines: Lines,
    length: NDArray[np.float64],
    ways: list[OsmWay],
    streets: list[Street],
    *,
    obstacles: Obstacles,
) -> Network:
    junctions, ends = np.unique(np.concatenate([lines.first, lines.last]), return_inverse=True)
    texts = Texts()
    of = [streets[way] for way in lines.way.tolist()]
    eases = [
        combined([*its.hindrances, *obstacles.hindrances.get(segment, ())])
        for segment, its in enumerate(of)
    ]
    kerbs = [
        _highest(its.kerb_m, obstacles.kerb_m.get(segment, math.nan))
        for segment, its in enumerate(of)
    ]
    return Network(
        junction_lon=content.lon_e7[junctions] / DEGREE,
        junction_lat=content.lat_e7[junctions] / DEGREE,
        start=ends[: len(lines)].astype(np.int32),
        end=ends[len(lines) :].astype(np.int32),
        length_m=length,
        kind=np.array([KINDS.index(its.kind) for its in of], np.uint8),
        name=texts.codes(its.name for its in of),
        surface=texts.codes(its.surface for its in of),
        smoothness=texts.codes(its.smoothness for its in of),
        sidewalk=texts.codes(its.sidewalk for its in of),
        incline=np.array([its.incline for its in of], np.float64),
        kerb_m=np.array(kerbs, np.float64),
        step_count=np.array([its.step_count for its in of], np.int32),
        factor_along=np.array([ease.along for ease in eases], np.float64),
        factor_against=np.array([ease.against for ease in eases], np.float64),
        reason=texts.codes(ease.reason for ease in eases),
        shape_offset=lines.offset.astype(np.int32),
        shape_lon=content.lon_e7[lines.nodes] / DEGREE,
        shape_lat=content.lat_e7[lines.nodes] / DEGREE,
        beat=np.full(len(lines), -1, np.int32),
        osm_way=np.array([ways[way].id for way in lines.way.tolist()], np.int64),
        texts=texts.all(),
    )


def _highest(a: float, b: float) -> float:
    known = [round(height, 3) for height in (a, b) if not math.isnan(height)]
    return max(known) if known else math.nan
