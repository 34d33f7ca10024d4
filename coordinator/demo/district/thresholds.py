"""What lies at the mouth of a way: kerbs where a path meets a road, bollards against cars."""

from __future__ import annotations

import random

from coordinator.demo.district.network import Network, Piece
from coordinator.demo.district.place import distance
from coordinator.demo.district.polyline import between

ROADS = ("primary", "secondary", "tertiary", "residential")
_PATHS = ("footway", "service", "pedestrian", "steps")
_KERB_AT = 4.0
"""Metres from the axis of the road to its kerb."""
_BOLLARD_AT = 7.5

_KERBS: tuple[tuple[float, dict[str, str]], ...] = (
    # share of the mouths, and the tags of the kerb there; the rest is not mapped
    (0.34, {"kerb": "lowered", "kerb:height": "0.03"}),
    (0.12, {"kerb": "lowered"}),
    (0.14, {"kerb": "flush", "kerb:height": "0"}),
    (0.12, {"kerb": "raised", "kerb:height": "0.15"}),
    (0.08, {"kerb": "raised"}),
)


def set_thresholds(network: Network, rng: random.Random) -> None:
    """Put kerbs and bollards into the network."""
    ending = network.at_node()
    for piece in network.pieces:
        if piece.kind not in _PATHS or piece.layer != 0:
            continue
        for last in (False, True):
            node = piece.nodes[-1 if last else 0]
            others = [other for other in ending[node] if other.kind != piece.kind]
            if piece.kind == "pedestrian" and others:
                _put(network, piece, last, _BOLLARD_AT, {"barrier": "bollard"})
            if any(other.kind in ROADS for other in others):
                tags = _kerb(rng)
                if tags:
                    _put(network, piece, last, _KERB_AT, tags)


def _kerb(rng: random.Random) -> dict[str, str]:
    drawn = rng.random()
    for share, tags in _KERBS:
        if drawn < share:
            return dict(tags)
        drawn -= share
    return {}


def _put(network: Network, piece: Piece, last: bool, metres: float, tags: dict[str, str]) -> None:
    """Add a tagged node some metres into a piece, if its first stretch is long enough."""
    end, towards = (piece.nodes[-1], piece.nodes[-2]) if last else (piece.nodes[0], piece.nodes[1])
    a, b = network.points[end], network.points[towards]
    if distance(a, b) < metres + 2.0:
        return
    node = network.add_node(between(a, b, metres / distance(a, b)))
    network.node_tags[node] = tags
    piece.nodes.insert(len(piece.nodes) - 1 if last else 1, node)
