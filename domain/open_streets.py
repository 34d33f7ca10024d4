"""Which streets a team may use in its mode of travel: the one table, which phones read as well."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from domain.network import KINDS, Network

CLOSED_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "foot": (),
        "bicycle": ("steps",),
        "vehicle": (
            "steps", "footway", "path", "cycleway", "crossing", "corridor", "pedestrian",
        ),
    }
)  # fmt: skip
"""By mode, the kinds of street that are too narrow for it or closed to it. A bicycle can be pushed
along a footway. Modes that are not listed go wherever one can walk."""


def open_streets(network: Network, mode: str) -> NDArray[np.bool_]:
    """The segments that a mode can use; where some are closed, so is everything with steps."""
    closed = CLOSED_KINDS.get(mode, ())
    if not closed:
        return np.ones(network.segments, bool)
    kinds = np.array([KINDS.index(kind) for kind in closed])
    return np.asarray((network.step_count == 0) & ~np.isin(network.kind, kinds))
