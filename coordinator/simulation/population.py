"""The belief's numbers in a simulation: fewer trajectories than shipped, so that hundreds of
searches can be played; everything else is as shipped."""

from math import ceil

from coordinator.simulation.scenario import Scenario
from domain.parameters import default_parameters


def simulated_parameters(scenario: Scenario) -> dict[str, float]:
    """Parameters of the belief; the horizon is simulated once, to the end of the search."""
    hours = ceil(scenario.report_until_min / 60 + scenario.hours + 0.5)
    return {
        **default_parameters(),
        "population_batch": 3000.0,
        "population_error": 0.0,
        "population_error_after": 0.0,
        "population_ess": 6000.0,
        "population_ess_branch": 200.0,
        "population_most_batches": 4.0,
        "branches_kept": 4.0,
        "horizon_block": float(hours),
        "horizon_most": float(hours),
    }
