"""How long the machine takes for the same case, by its own advice and by the usual practice."""

from collections.abc import Iterator
from dataclasses import dataclass

from coordinator.demo.scenery import Scenery
from coordinator.exercise.subject import report_of, subject_of
from coordinator.exercise.terms import Terms
from coordinator.simulation.case import Case
from coordinator.simulation.known_facts import Given
from coordinator.simulation.policies.catalogue import policy_named
from coordinator.simulation.population import simulated_parameters
from coordinator.simulation.roads import roads_of
from coordinator.simulation.scenario import Scenario
from coordinator.simulation.world import play
from projections.streets.street_graph import SPEED_OF_MODE

COMPARED = ("advice", "practice")


@dataclass(frozen=True, slots=True)
class Machine:
    """One policy's search for the subject of the exercise."""

    policy: str
    found_min: float | None
    """After the report; None if it did not find him in the exercise's time."""
    reviews: int


def machines(scenery: Scenery, terms: Terms) -> Iterator[Machine]:
    """The same subject, cameras, officers and teams as in the exercise, by each policy.

    The simulation's teams all go at one pace: the mean of the exercise's.
    """
    teams = scenery.story.teams
    pace = sum(SPEED_OF_MODE[team.mode] for team in teams) / len(teams)
    minutes = terms.report_after_min
    scenario = Scenario(
        cameras=len(scenery.area.cameras),
        officers=terms.officers,
        teams=len(teams),
        team_speed=pace,
        report_from_min=minutes,
        report_until_min=minutes,
        hours=terms.hours,
    )
    roads = roads_of(scenery.area.network)
    life, seed = subject_of(scenery, terms)
    given = Given(report_of(scenery), minutes * 60.0, scenery.area, pace, seed)
    junctions = tuple(roads.nearest_junction(team.place) for team in teams)
    case = Case(given, junctions, life, seed, roads)
    parameters = simulated_parameters(scenario)
    for name in COMPARED:
        outcome = play(case, name, policy_named(name, parameters), scenario)
        yield Machine(name, outcome.found_min, outcome.reviews)
