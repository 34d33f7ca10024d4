"""Beats: areas with boundary=police and a name, and which of them a street lies in."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from coordinator.areas.occlusion import outline_area
from coordinator.areas.osm_file import OsmContent
from domain.area import Beat
from domain.network import Network


def beats_of(content: OsmContent) -> tuple[list[Beat], list[BaseGeometry], list[str]]:
    """The beats in order of name, the whole ground of each, and what was odd.

    A beat in several parts shows the largest as its outline and still owns streets in all.
    Of two beats with one name, the second gets its number in brackets.
    """
    found: list[tuple[str, BaseGeometry]] = []
    notes = []
    for outline in content.beats:
        name = outline.tags.get("name", "").strip()
        ground = outline_area(content, outline)
        if not name or ground.is_empty:
            what = "a closed outline" if name else "a name"
            notes.append(f"beat {outline.id}: left out, expected {what}")
        else:
            found.append((name, ground))
    found.sort(key=lambda beat: beat[0])
    beats: list[Beat] = []
    used: dict[str, int] = {}
    for name, ground in found:
        used[name] = used.get(name, 0) + 1
        parts = shapely.get_parts(ground)
        largest = shapely.Polygon(parts[int(np.argmax(shapely.area(parts)))].exterior)
        beats.append(Beat(name if used[name] == 1 else f"{name} ({used[name]})", largest))
    return beats, [ground for _, ground in found], notes


def beat_of_segments(network: Network, grounds: list[BaseGeometry]) -> NDArray[np.int32]:
    """The beat in which the middle of each segment lies, -1 for none; of several the first."""
    beat = np.full(network.segments, -1, np.int32)
    if not grounds or not network.segments:
        return beat
    counts = np.diff(network.shape_offset)
    owner = np.repeat(np.arange(network.segments), counts)
    spots = np.stack([network.shape_lon, network.shape_lat], axis=-1)
    lines = shapely.linestrings(spots, indices=owner)
    middles = np.asarray(shapely.line_interpolate_point(lines, 0.5, normalized=True))
    tree = shapely.STRtree(middles)
    for index in reversed(range(len(grounds))):
        beat[tree.query(grounds[index], predicate="intersects")] = index
    return beat
