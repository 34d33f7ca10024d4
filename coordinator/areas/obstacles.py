"""Kerbs and barriers at nodes, folded into the segments they lie on.

A node inside a segment belongs to it. At a junction, a barrier belongs to what it closes: of the
segments there, those whose way ends at it (else all), of these the least important kind, and of
two equals only the first, so that passing meets it once. A kerb there belongs to the crossings,
else it is treated alike, among ways for people on foot only: on a road it runs along the side.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from coordinator.areas.barrier import barrier_hindrance
from coordinator.areas.hindrance import Hindrance
from coordinator.areas.kerb import has_kerb, kerb_height, kerb_hindrance
from coordinator.areas.osm_file import OsmContent, OsmNode, OsmWay
from coordinator.areas.split import Lines
from coordinator.areas.streets import FOOT_KINDS
from coordinator.areas.wheelchair import Street

MINOR_FIRST = {
    kind: rank
    for rank, kind in enumerate((
        "steps", "corridor", "crossing", "footway", "path", "cycleway", "track", "service",
        "pedestrian", "living_street", "residential", "unclassified", "tertiary", "secondary",
        "primary",
    ))
}  # fmt: skip


@dataclass
class Obstacles:
    """What nodes add to segments, by segment."""

    hindrances: dict[int, list[Hindrance]] = field(default_factory=lambda: defaultdict(list))
    kerb_m: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Visit:
    """A segment that has the node, where along it (0 start, 1 end), and whether its way ends."""

    segment: int
    along: float
    way_ends: bool


def fold_obstacles(
    content: OsmContent, lines: Lines, ways: Sequence[OsmWay], streets: Sequence[Street]
) -> Obstacles:
    """Give every kerb and barrier node to the segments that it hinders."""
    found = Obstacles()
    if not content.obstacles or not len(lines):
        return found
    ids = np.array([node.id for node in content.obstacles], np.int64)
    visits = _visits(content.positions(ids), lines, ways, content)
    for node, position in zip(content.obstacles, content.positions(ids).tolist(), strict=True):
        there = visits.get(position, [])
        if not there:
            continue
        hindrance = barrier_hindrance(node.tags)
        if hindrance:
            for visit in _closed_by(there, lines, streets):
                found.hindrances[visit.segment].append(hindrance)
        if has_kerb(node.tags):
            _fold_kerb(found, node, there, lines, streets)
    return found


def _visits(
    positions: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    lines: Lines,
    ways: Sequence[OsmWay],
    content: OsmContent,
) -> dict[int, list[_Visit]]:
    wanted = np.zeros(len(content.node_id) + 1, bool)
    wanted[positions] = True
    wanted[-1] = False
    visits: dict[int, list[_Visit]] = defaultdict(list)
    segment_of = np.searchsorted(lines.offset, np.arange(len(lines.nodes)), side="right") - 1
    for at in np.flatnonzero(wanted[lines.nodes]).tolist():
        segment = int(segment_of[at])
        begin, end = int(lines.offset[segment]), int(lines.offset[segment + 1]) - 1
        node = int(lines.nodes[at])
        refs = ways[int(lines.way[segment])].refs
        way_ends = int(content.node_id[node]) in (int(refs[0]), int(refs[-1]))
        visits[node].append(_Visit(segment, (at - begin) / (end - begin), way_ends))
    return visits


def _closed_by(
    there: Sequence[_Visit], lines: Lines, streets: Sequence[Street]
) -> Sequence[_Visit]:
    if len(there) < 2:
        return there
    ending = [visit for visit in there if visit.way_ends] or list(there)
    rank = [MINOR_FIRST[_kind(visit, lines, streets)] for visit in ending]
    least = [visit for visit, its in zip(ending, rank, strict=True) if its == min(rank)]
    return least[:1] if len(there) == 2 else least


def _fold_kerb(
    found: Obstacles,
    node: OsmNode,
    there: Sequence[_Visit],
    lines: Lines,
    streets: Sequence[Street],
) -> None:
    on_foot = [visit for visit in there if _kind(visit, lines, streets) in FOOT_KINDS]
    crossings = [visit for visit in on_foot if _kind(visit, lines, streets) == "crossing"]
    height = kerb_height(node.tags)
    for visit in crossings or _closed_by(on_foot, lines, streets):
        if not math.isnan(streets[int(lines.way[visit.segment])].kerb_m):
            continue  # the way itself speaks of its kerbs
        falls = 0.0
        if crossings and visit.along != 0.5:
            falls = 1.0 if visit.along < 0.5 else -1.0
        hindrance = kerb_hindrance(height, falls)
        if min(hindrance.along, hindrance.against) < 1:
            found.hindrances[visit.segment].append(hindrance)
        if not math.isnan(height):
            found.kerb_m[visit.segment] = max(height, found.kerb_m.get(visit.segment, 0.0))


def _kind(visit: _Visit, lines: Lines, streets: Sequence[Street]) -> str:
    return streets[int(lines.way[visit.segment])].kind
