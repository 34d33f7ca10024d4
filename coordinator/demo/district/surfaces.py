"""What the ground is made of, as far as mappers would have noted it down.

About a quarter of the ways say nothing about it, as in any real map: unknown is a value that the
rest of the program must bear.
"""

from __future__ import annotations

import random

from coordinator.demo.district.network import Network

_UNKNOWN = 0.26

_SURFACES: dict[str, tuple[tuple[str, str], ...]] = {
    # kind: pairs of surface and smoothness, the usual ones more than once
    "primary": (("asphalt", "excellent"),),
    "secondary": (("asphalt", "good"), ("asphalt", "excellent")),
    "tertiary": (("asphalt", "good"), ("asphalt", "intermediate")),
    "residential": (("asphalt", "good"), ("concrete", "good"), ("concrete", "intermediate")),
    "living_street": (
        ("paving_stones", "intermediate"),
        ("sett", "intermediate"),
        ("concrete", "good"),
        ("sett", "bad"),
    ),
    "service": (("concrete", "good"), ("asphalt", "good"), ("paving_stones", "intermediate")),
    "footway": (
        ("paving_stones", "good"),
        ("paving_stones", "intermediate"),
        ("concrete", "good"),
        ("sett", "bad"),
        ("gravel", "bad"),
    ),
    "pedestrian": (("paving_stones", "good"),),
}


def surface_ways(network: Network, rng: random.Random) -> None:
    """Give most ways of the network a surface and a smoothness.

    One choice holds for all pieces of a named street, as streets are paved in one go.
    """
    chosen: dict[str, tuple[str, str] | None] = {}
    for number, piece in enumerate(network.pieces):
        usual = _SURFACES.get(piece.kind)
        if usual is None or "surface" in piece.tags:
            continue
        street = f"{piece.tags.get('name', piece.drawn)} {piece.kind}"
        if street not in chosen:
            chosen[street] = None if rng.random() < _UNKNOWN else rng.choice(usual)
        made_of = chosen[street]
        if made_of is not None:
            network.pieces[number].tags |= {"surface": made_of[0], "smoothness": made_of[1]}
