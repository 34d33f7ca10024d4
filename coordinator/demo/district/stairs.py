"""Decide by the slope where a cross street is a lane and where it is a flight of steps."""

from __future__ import annotations

from coordinator.demo.district.height import height
from coordinator.demo.district.network import Network, Piece
from coordinator.demo.district.place import distance
from coordinator.demo.district.polyline import between

CROSS = "cross"
"""Kind of a street up the slope that is not decided yet."""
LINK = "link"
"""Kind of a path inside a block that is not decided yet."""

STEEPEST_LANE = 0.095
"""Rise above which people build steps rather than a lane."""
_APPROACH = 8.0
"""Metres of footway before and after a flight."""
_LONG_FLIGHT = 50.0
"""Metres from which a street of stairs has them; shorter flights begin at the kerb."""
_TREAD_RISE = 0.16
"""Metres that one step rises."""


def with_stairs(network: Network) -> None:
    """Turn every undecided piece of the network into a lane, a path or steps."""
    decided: list[Piece] = []
    for piece in network.pieces:
        if piece.kind not in (CROSS, LINK):
            decided.append(piece)
        elif is_steep(network, piece):
            decided += _flight(network, piece)
        else:
            decided.append(_gentle(piece))
    network.pieces = decided


def is_steep(network: Network, piece: Piece) -> bool:
    """Tell whether a piece rises too steeply for a lane."""
    return abs(_rise(network, piece)) > STEEPEST_LANE * network.metres(piece)


def _rise(network: Network, piece: Piece) -> float:
    first, last = network.points[piece.nodes[0]], network.points[piece.nodes[-1]]
    return height(last) - height(first)


def _gentle(piece: Piece) -> Piece:
    tags = dict(piece.tags)
    if piece.kind == LINK:
        tags["highway"] = "footway"
    else:
        tags["highway"] = "residential"
        tags["name"] = _named(tags, "巷")
    return Piece(piece.nodes, tags, piece.drawn)


def _flight(network: Network, piece: Piece) -> list[Piece]:
    """Return a flight of steps with a short footway below and above it."""
    rise = _rise(network, piece)
    name = {"name": _named(piece.tags, "梯道")} if "name" in piece.tags else {}
    nodes = list(piece.nodes)
    approaches = bool(name) and network.metres(piece) > _LONG_FLIGHT
    if approaches:
        nodes.insert(1, _landing(network, nodes[0], nodes[1]))
        nodes.insert(-1, _landing(network, nodes[-1], nodes[-2]))
    flight = Piece(nodes[1:-1] if approaches else nodes, {"highway": "steps", **name}, piece.drawn)
    flight.tags |= {
        "incline": "up" if rise > 0 else "down",
        "step_count": str(max(3, round(abs(_rise(network, flight)) / _TREAD_RISE))),
        "surface": "paving_stones" if name else "concrete",
    }
    if not approaches:
        return [flight]
    flight.tags["wheelchair"] = "no"
    footway = {"highway": "footway", **name}
    return [
        Piece(nodes[:2], dict(footway), piece.drawn),
        flight,
        Piece(nodes[-2:], dict(footway), piece.drawn),
    ]


def _landing(network: Network, end: int, towards: int) -> int:
    a, b = network.points[end], network.points[towards]
    return network.add_node(between(a, b, min(0.5, _APPROACH / distance(a, b))))


def _named(tags: dict[str, str], ending: str) -> str:
    """Return the name of a cross street with the ending of its kind; 石阶 keeps its own."""
    name = tags["name"]
    return name if name.endswith("石阶") else name + ending
