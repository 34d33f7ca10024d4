"""Splitting ways into segments: at nodes that ways share, at their ends, where one meets itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coordinator.areas.osm_file import OsmContent, OsmWay

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lines:
    """Segments as runs of nodes; segment s has `nodes[offset[s] : offset[s + 1]]`."""

    nodes: Positions
    """Positions in the file's sorted nodes."""
    offset: NDArray[np.int64]
    way: Positions
    """Position of the way that the segment is a piece of."""

    def __len__(self) -> int:
        return len(self.way)

    @property
    def first(self) -> Positions:
        """The node at which each segment starts."""
        return self.nodes[self.offset[:-1]]

    @property
    def last(self) -> Positions:
        """The node at which each segment ends."""
        return self.nodes[self.offset[1:] - 1]

    def kept(self, mask: NDArray[np.bool_]) -> "Lines":
        """Only the segments of a mask."""
        count = np.diff(self.offset)
        return Lines(
            self.nodes[np.repeat(mask, count)],
            np.concatenate([[0], np.cumsum(count[mask])]),
            self.way[mask],
        )


def split(content: OsmContent, ways: Sequence[OsmWay]) -> Lines:
    """All segments of these ways, in order of way and along it.

    Nodes that the file does not hold (at the border of an extract) cut a way; a node repeated in a
    row counts once; what is left of fewer than two nodes is nothing. A loop is cut in its middle,
    so that no segment leads back to the junction it started from.
    """
    runs: list[Positions] = []
    run_way: list[int] = []
    for index, way in enumerate(ways):
        for run in _runs(content.positions(way.refs)):
            runs.append(run)
            run_way.append(index)
    uses = np.zeros(len(content.node_id), np.int32)
    for run in runs:
        np.add.at(uses, run, 1)
        uses[run[0]] += 1
        uses[run[-1]] += 1
    nodes: list[Positions] = []
    segment_way: list[int] = []
    for run, index in zip(runs, run_way, strict=True):
        cuts = np.flatnonzero(uses[run] > 1).tolist()
        for begin, end in pairwise(cuts):
            for piece in _without_loop(run[begin : end + 1]):
                nodes.append(piece)
                segment_way.append(index)
    counts = np.array([len(piece) for piece in nodes], np.int64)
    return Lines(
        np.concatenate(nodes) if nodes else np.zeros(0, np.int64),
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        np.array(segment_way, np.int64),
    )


def _runs(positions: Positions) -> list[Positions]:
    """Stretches of nodes that are there, none twice in a row, at least two in each."""
    found = []
    for run in np.split(positions, np.flatnonzero(positions < 0)):
        present = run[run >= 0]
        if len(present) > 1:
            present = present[np.concatenate([[True], present[1:] != present[:-1]])]
        if len(present) > 1:
            found.append(present)
    return found


def _without_loop(piece: Positions) -> list[Positions]:
    if piece[0] != piece[-1]:
        return [piece]
    middle = len(piece) // 2
    return [piece[: middle + 1], piece[middle:]]
