"""The belief: where the missing person can be now, given all evidence."""

from projections.belief.belief import BeforeLastKnownPoint, Belief, Scenario
from projections.belief.engine import BeliefEngine
from projections.belief.explanation import Effect, Feed, Kind, Moved, PlaceExplanation, Source
from projections.belief.warm_up import warm_up
from projections.belief.weighted import WeightedTrajectories

__all__ = [
    "BeforeLastKnownPoint",
    "Belief",
    "BeliefEngine",
    "Effect",
    "Feed",
    "Kind",
    "Moved",
    "PlaceExplanation",
    "Scenario",
    "Source",
    "WeightedTrajectories",
    "warm_up",
]
