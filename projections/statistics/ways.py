"""How far a find lay from where he was last seen."""

from functools import lru_cache
from math import isfinite

from domain.area import Area
from domain.network import Network
from domain.place import Place
from projections.statistics.columns import BESIDE_STREETS_M
from projections.streets.nearest_segments import lines_of
from projections.streets.street_graph import StreetGraph

ON_WHEELS = "bicycle"
"""The mode that leaves out stairs, as he did."""


def along_streets_m(area: Area, origin: Place, target: Place) -> float | None:
    """Metres of the shortest way along the streets; None where the target lies beside none of
    them, or no way leads there."""
    if not beside_streets(area, target):
        return None
    lines = lines_of(area)
    legs = _graph(area.network).way(lines.nearest(origin), lines.nearest(target))
    if legs is None:
        return None
    metres = sum(leg.length_m for leg in legs)
    return metres if isfinite(metres) else None


def beside_streets(area: Area, place: Place) -> bool:
    """Whether a place lies in the area, beside one of its streets."""
    return lines_of(area).nearest(place).distance_m <= BESIDE_STREETS_M


@lru_cache(maxsize=4)
def _graph(network: Network) -> StreetGraph:
    return StreetGraph(network, ON_WHEELS)
