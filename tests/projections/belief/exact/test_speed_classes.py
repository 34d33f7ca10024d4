"""A spread of speeds: every speed is the same chain with another length of its steps.

Somebody as fast as exp(spread z) takes so many steps more in the same time, so the belief is a mean
over the number Y of steps, which is lognormal, of the chain's weights after Y steps; between two
whole numbers those are the mixture of both, since his place within his cell is even. The mean of a
piecewise linear function of a lognormal number is a sum of option values (Black, Scholes 1973):
the integral over all speeds is exact. Windows here last from the beginning until the moment asked
about, because at other times a step is not over for everybody at once; stays last for ever.
"""

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from scipy.stats import norm

from projections.belief import BeliefEngine
from tests.projections.belief.exact.sampling_bound import errors
from tests.projections.belief.exact.small_towns import STEP_S, Facts, minute_of, small_town, told

AT, MOST, SPREAD = 22, 190, 0.35
TAIL = float(norm.sf(log(MOST / AT) / SPREAD))
"""Probability of more steps than are counted."""


def call(strike: float) -> float:
    """E[max(0, Y - strike)] for Y = AT exp(SPREAD z)."""
    if strike <= 0:
        return AT * exp(SPREAD**2 / 2) - strike
    d = log(AT / strike) / SPREAD
    return AT * exp(SPREAD**2 / 2) * float(norm.cdf(d + SPREAD)) - strike * float(norm.cdf(d))


@pytest.mark.parametrize("seed", range(6))
def test_the_engine_agrees_over_all_speeds(seed: int) -> None:
    small = small_town(seed + 500, seed % 3, {"speed_spread_manual": SPREAD}, ever=True)
    always = (0, AT, 0.6), (0, AT, 0.85)
    area, evidence, exact = told(
        small, Facts(cameras=((always[1],), (always[0],)), sweeps=(always[0],))
    )
    # Who is slower or faster has other steps; a window from the first to the last is all of them.
    lasting = [
        replace(z, windows=tuple((0, MOST, p) for _, _, p in z.windows)) for z in exact.zones
    ]
    at_steps = replace(exact, zones=tuple(lasting)).forward(MOST)
    share = [call(k - 1) - 2 * call(k) + call(k + 1) for k in range(MOST + 1)]
    assert abs(sum(share) - 1) < 1e-6 + 2 * TAIL
    weights = sum(s * each for s, each in zip(share, at_steps, strict=True))
    by_state = np.asarray(weights).reshape(-1, len(small.chain.states)).sum(axis=0)
    segments = small.network.segments
    truth = np.bincount(small.chain.places(segments), by_state, segments + 1)
    truth = truth / truth.sum()
    evidence = replace(evidence, parameters={**evidence.parameters, "pass_gap": 1e-3})
    sample = BeliefEngine(area).weighted(evidence, minute_of(AT))
    error, _, most = errors(sample, AT * STEP_S, truth)
    assert (np.abs(error) <= most + 10 * TAIL).all()
