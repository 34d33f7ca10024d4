"""The belief's numbers in a simulation: fewer trajectories than shipped, so that hundreds of
searches can be played, and how long its own officers take, which a force knows. Everything else is
as shipped."""

from math import ceil

from coordinator.simulation.scenario import Scenario
from domain.parameters import default_parameters

TRAJECTORIES = 4000.0
BATCH_SHARE = 0.5
SIMULATED_AT_ONCE_H = 2.0
"""A chain of sightings is told anew at every one: what nobody asks for is not simulated."""
AHEAD_H = 1.0
"""The advice looks so far beyond the end of the search at most."""


def simulated_parameters(
    scenario: Scenario, trajectories: float = TRAJECTORIES
) -> dict[str, float]:
    """Parameters of the belief for an effective sample size of so many trajectories.

    The horizon is simulated once, to the end of the search.
    """
    hours = float(ceil(scenario.report_until_min / 60 + scenario.hours + AHEAD_H))
    return {
        **default_parameters(),
        "population_batch": trajectories * BATCH_SHARE,
        "population_error": 0.0,
        "population_error_after": 0.0,
        "population_ess": trajectories,
        "population_ess_branch": 200.0,
        "population_most_batches": 4.0,
        "branches_kept": 4.0,
        "horizon_block": SIMULATED_AT_ONCE_H,
        "horizon_most": hours,
        "review_playback": scenario.playback,
        "review_overhead": scenario.review_s / 60.0,
    }
