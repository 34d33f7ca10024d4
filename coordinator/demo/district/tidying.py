"""Take away what nobody would have built: stubs, and scraps that hang on nothing."""

from __future__ import annotations

from collections import defaultdict

from coordinator.demo.district.network import Network, Piece
from coordinator.demo.district.place import inside
from coordinator.demo.district.stairs import CROSS, LINK

_SHORTEST_DEAD_END = 32.0
_EDGE = 1.0


def without_stubs(network: Network) -> None:
    """Drop short dead ends, and steps and links that lead nowhere."""
    for _ in range(4):
        ending = network.at_node()

        def leads_nowhere(piece: Piece, ending: dict[int, list[Piece]] = ending) -> bool:
            if "noexit" in piece.tags:
                return False
            loose = any(
                len(ending[node]) == 1 and inside(network.points[node], _EDGE)
                for node in (piece.nodes[0], piece.nodes[-1])
            )
            short = network.metres(piece) < _SHORTEST_DEAD_END
            return loose and (short or piece.kind in (CROSS, LINK))

        network.pieces = [piece for piece in network.pieces if not leads_nowhere(piece)]


def only_connected(network: Network) -> None:
    """Keep the largest connected part of the network."""
    touching: dict[int, list[int]] = defaultdict(list)
    for number, piece in enumerate(network.pieces):
        for node in piece.nodes:
            touching[node].append(number)
    part: dict[int, int] = {}
    for first in range(len(network.pieces)):
        waiting = [first] if first not in part else []
        while waiting:
            number = waiting.pop()
            if number in part:
                continue
            part[number] = first
            for node in network.pieces[number].nodes:
                waiting += touching[node]
    sizes: dict[int, int] = defaultdict(int)
    for root in part.values():
        sizes[root] += 1
    largest = max(sizes, key=lambda root: sizes[root])
    network.pieces = [p for number, p in enumerate(network.pieces) if part[number] == largest]
