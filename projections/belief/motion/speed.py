"""How fast each directed segment can be travelled, as a share of the speed on the flat."""

from collections.abc import Mapping
from math import log

import numpy as np
from numpy.typing import NDArray

from domain.network import KINDS, Network
from domain.subject import Mobility

ROUGH = frozenset({
    "sett", "cobblestone", "unhewn_cobblestone", "bricks", "metal_grid", "grass_paver", "wood",
    "bad", "very_bad",
})  # fmt: skip
LOOSE = frozenset({
    "unpaved", "gravel", "fine_gravel", "pebblestone", "ground", "earth", "dirt", "soil", "grass",
    "woodchips", "mud", "sand", "snow", "ice", "salt", "rock", "stepping_stones", "horrible",
    "very_horrible", "impassable",
})  # fmt: skip
SLOWEST = 0.05


def speed_share(
    network: Network, mobility: Mobility, parameters: Mapping[str, float]
) -> NDArray[np.float64]:
    """For each directed segment the share of the flat speed, in [0.05, 1].

    Slopes follow AccessMap: speed falls as exp(-k |g - best|), k such that a fifth is left at
    the bound; relative to the flat. Unknown slopes count as flat, unknown surfaces as smooth.
    """
    best = parameters["slope_best"]
    k = log(5.0) / (parameters[f"slope_bound_{mobility}"] - best)
    slope = np.empty(2 * network.segments)
    slope[0::2] = np.nan_to_num(network.incline)
    slope[1::2] = -np.nan_to_num(network.incline)
    share = np.minimum(1.0, np.exp(-k * (np.abs(slope - best) - abs(best))))
    ground = np.array([_ground(text, parameters) for text in network.texts])
    under = np.minimum(ground[network.surface], ground[network.smoothness])
    steps = (network.kind == KINDS.index("steps")) | (network.step_count != 0)
    under = np.where(steps, parameters["speed_steps"], under)
    result: NDArray[np.float64] = np.maximum(SLOWEST, share * np.repeat(under, 2))
    return result


def _ground(text: str, parameters: Mapping[str, float]) -> float:
    if text in LOOSE:
        return parameters["speed_loose"]
    return parameters["speed_rough"] if text in ROUGH else 1.0
