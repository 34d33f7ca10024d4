"""The belief: where the missing person can be now, given all evidence."""

from projections.belief.belief import BeforeLastKnownPoint, Belief, Scenario
from projections.belief.engine import BeliefEngine
from projections.belief.warm_up import warm_up
from projections.belief.weighted import WeightedTrajectories

__all__ = [
    "BeforeLastKnownPoint",
    "Belief",
    "BeliefEngine",
    "Scenario",
    "WeightedTrajectories",
    "warm_up",
]
