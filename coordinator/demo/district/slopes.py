"""Give every way its incline, and join pieces again that differ in nothing."""

from __future__ import annotations

from coordinator.demo.district.height import height
from coordinator.demo.district.network import Network, Piece
from coordinator.demo.district.place import distance

_LONGEST = 90.0
"""Metres after which the slope of a piece without junctions is looked at anew."""
_ALIKE = 1.5
"""Percent by which the inclines of two pieces may differ within one way."""


def with_inclines(network: Network) -> list[Piece]:
    """Return the ways of the finished map, each with one incline in percent along its course."""
    ways: list[Piece] = []
    slopes: list[float] = []
    for piece in network.pieces:
        # A bridge carries its slope from end to end, whatever the ground below it does.
        parts = [piece] if piece.layer or piece.kind == "steps" else _parts(network, piece)
        for part in parts:
            slope = _slope(network, part)
            if ways and _continues(ways[-1], part) and abs(slope - slopes[-1]) <= _ALIKE:
                ways[-1].nodes += part.nodes[1:]
                slopes[-1] = _slope(network, ways[-1])
            else:
                ways.append(Piece(list(part.nodes), dict(part.tags), part.drawn, part.layer))
                slopes.append(slope)
    for way, slope in zip(ways, slopes, strict=True):
        way.tags.setdefault("incline", f"{round(slope, 1) + 0.0:g}%")
    return ways


def _parts(network: Network, piece: Piece) -> list[Piece]:
    parts: list[Piece] = []
    run = piece.nodes[:1]
    metres = 0.0
    for a, b in zip(piece.nodes, piece.nodes[1:], strict=False):
        metres += distance(network.points[a], network.points[b])
        run.append(b)
        if metres >= _LONGEST or b == piece.nodes[-1]:
            parts.append(Piece(run, piece.tags, piece.drawn, piece.layer))
            run, metres = [b], 0.0
    return parts


def _slope(network: Network, piece: Piece) -> float:
    """Return the rise from the first to the last node in percent of the length."""
    first, last = network.points[piece.nodes[0]], network.points[piece.nodes[-1]]
    return 100.0 * (height(last) - height(first)) / network.metres(piece)


def _continues(before: Piece, piece: Piece) -> bool:
    return (
        before.nodes[-1] == piece.nodes[0]
        and before.nodes[0] != piece.nodes[-1]
        and before.layer == piece.layer
        and before.kind != "steps"
        and before.tags == piece.tags
    )
