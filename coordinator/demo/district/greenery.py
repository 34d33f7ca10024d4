"""Water, the green strip along the bank, and the wooded slope above the quiet road."""

from __future__ import annotations

from coordinator.demo.district.drawn_way import DrawnWay
from coordinator.demo.district.riverside import along_bank, stream, water


def greenery() -> list[DrawnWay]:
    """Return the outlines of water and greens that belong to no block."""
    bank_park = [*along_bank(2.0), *reversed(along_bank(76.0))]
    river = water()
    river_tags = {"natural": "water", "water": "river", "name": "澜江（虚构）"}
    return [
        DrawnWay((*river, river[0]), river_tags),
        DrawnWay(tuple(stream()), {"waterway": "stream", "name": "老磨溪"}),
        DrawnWay((*bank_park, bank_park[0]), {"leisure": "park", "name": "滨江公园"}),
    ]
