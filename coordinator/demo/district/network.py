"""The finished street network: shared nodes, and pieces of street between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from coordinator.demo.district.place import Point
from coordinator.demo.district.polyline import Line, length


@dataclass
class Piece:
    """A piece of street between two junctions, or part of one."""

    nodes: list[int]
    tags: dict[str, str]
    drawn: int
    """Number of the drawn way it comes from."""
    layer: int = 0

    @property
    def kind(self) -> str:
        """The value of its highway tag."""
        return self.tags.get("highway", "")


@dataclass
class Network:
    """Nodes in metres, their tags, and the pieces that share them."""

    points: list[Point] = field(default_factory=list)
    node_tags: dict[int, dict[str, str]] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)

    def line(self, piece: Piece) -> Line:
        """Return the points of a piece."""
        return [self.points[node] for node in piece.nodes]

    def metres(self, piece: Piece) -> float:
        """Return the length of a piece."""
        return length(self.line(piece))

    def at_node(self) -> dict[int, list[Piece]]:
        """Return the pieces that end at each node."""
        ending: dict[int, list[Piece]] = defaultdict(list)
        for piece in self.pieces:
            ending[piece.nodes[0]].append(piece)
            ending[piece.nodes[-1]].append(piece)
        return ending

    def add_node(self, point: Point) -> int:
        """Add a node and return its number."""
        self.points.append(point)
        return len(self.points) - 1
