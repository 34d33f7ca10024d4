"""The first look: what every window that passed the filter is worth by itself."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projections.advice.information import Crowd, information_of
from projections.advice.outcomes import Outcomes, outcomes_of
from projections.advice.passing import Passing
from projections.advice.windows import Floats, ZonePasses
from projections.belief.compiled import compiled


class Looks(NamedTuple):
    """Windows of cameras whose passes are gathered, in seconds after the last known point."""

    camera: NDArray[np.int64]
    since: Floats
    until: Floats
    first_known: NDArray[np.int64]
    """What is known of row r's camera: rows `first_known[r] : first_known[r + 1]` of `known`."""
    known: Floats


def first_look(
    looks: Looks, passing: Passing, pods: Floats, weights: Floats, whom: Crowd
) -> tuple[Floats, Floats]:
    """For every window `information_bits` and the share of the sample, which has these weights,
    that can be seen in it."""
    gains, shares = np.empty((2, len(looks.camera)))
    _first_look(looks, passing, pods, weights, whom, gains, shares)
    return gains, shares


@compiled
def _first_look(
    looks: Looks,
    passing: Passing,
    pods: Floats,
    weights: Floats,
    whom: Crowd,
    gains: Floats,
    shares: Floats,
) -> None:
    first, trajectory, enter, leave, level = passing
    for r in range(len(gains)):
        a, b = first[looks.camera[r]], first[looks.camera[r] + 1]
        passes = ZonePasses(trajectory[a:b], enter[a:b], leave[a:b], level[a:b])
        known = looks.known[looks.first_known[r] : looks.first_known[r + 1]]
        span = looks.since[r], looks.until[r]
        watching = Outcomes(*outcomes_of(passes, span, pods, known))
        gains[r] = max(0.0, information_of(watching, whom))
        share = 0.0
        for i in watching.trajectory:
            share += weights[i]
        shares[r] = share
