"""Networks drawn in metres: straight streets, given lengths, some of them stairs."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from domain.network import Network
from tests.projections.belief.town import network


def drawn(
    junctions: Sequence[tuple[float, float]],
    streets: Sequence[tuple[int, int]],
    lengths: dict[int, float] | None = None,
    stairs: Sequence[int] = (),
    footways: Sequence[int] = (),
) -> Network:
    """Straight streets; those named in `lengths` wind, so that they are longer than they look."""
    plain = network(
        junctions,
        streets,
        kinds={**dict.fromkeys(stairs, "steps"), **dict.fromkeys(footways, "footway")},
    )
    length_m = plain.length_m.copy()
    for segment, metres in (lengths or {}).items():
        length_m[segment] = metres
    return replace(plain, length_m=np.asarray(length_m))
