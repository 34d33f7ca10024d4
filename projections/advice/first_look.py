"""The first look: what every window that passed the filter is worth by itself."""

import numpy as np
from numpy.typing import NDArray

from projections.advice.information import Crowd, information_of
from projections.advice.outcomes import Outcomes, outcomes_of
from projections.advice.passing import Passing
from projections.advice.path_filter import Filtered, Known
from projections.advice.windows import Floats, ZonePasses
from projections.belief.compiled import compiled


@compiled
def first_look(
    found: Filtered,
    which: NDArray[np.int64],
    camera: NDArray[np.int64],
    already: Known,
    passing: Passing,
    pods: Floats,
    weights: Floats,
    whom: Crowd,
    gains: Floats,
    shares: Floats,
) -> None:
    """Fill for these of the windows `information_bits`, and the share of the sample, which has
    these weights, that passes in it. `camera` is by place the number among those whose passes are
    gathered."""
    first, trajectory, enter, leave, level = passing
    for r in which:
        place = found.place[r]
        a, b = first[camera[place]], first[camera[place] + 1]
        passes = ZonePasses(trajectory[a:b], enter[a:b], leave[a:b], level[a:b])
        known = already.span[already.first[place] : already.first[place + 1]]
        span = found.since[r], found.until[r]
        watching = Outcomes(*outcomes_of(passes, span, pods, known))
        gains[r] = max(0.0, information_of(watching, whom))
        share = 0.0
        for i in watching.trajectory:
            share += weights[i]
        shares[r] = share
