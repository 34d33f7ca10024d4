"""Played on: where the truth is known, the search from a moment on with other teams, the advice
followed to the letter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from coordinator.past import Past
from coordinator.progress import Progress
from coordinator.simulation.case import Case
from coordinator.simulation.known_facts import Given, KnownFacts, Order, Watch
from coordinator.simulation.policies.catalogue import policy_named
from coordinator.simulation.policy import Policy
from coordinator.simulation.population import simulated_parameters
from coordinator.simulation.roads import roads_of
from coordinator.simulation.scenario import Scenario
from coordinator.simulation.world import World
from coordinator.what_if.facts_of_past import facts_at, report_in
from domain.place import Place
from projections.belief.life import Life, Stay
from projections.place_curve import Look
from projections.streets.street_graph import SPEED_OF_MODE

LONGEST_H = 6.0
MOST_TEAMS = 20
MOST_OFFICERS = 10
MOST_CHANCES = 5


@dataclass(frozen=True, slots=True)
class Hidden:
    """Where he really was."""

    life: Life
    begin: datetime
    """Its time 0, UTC."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Who plays on."""

    teams: int
    officers: int
    chances: int = 3
    """So many times, each with other luck."""
    hours: float = 2.0


@dataclass(frozen=True, slots=True)
class PlayedOn:
    """What came of it once."""

    found_at: datetime | None
    """UTC; None if he was not found within the hours."""
    reviews: int
    orders: int


def played_on(
    past: Past, look: Look, hidden: Hidden, places: list[Place], terms: Terms, progress: Progress
) -> Iterator[PlayedOn]:
    """The search from a look on. `places` are where its teams were; more teams than that begin
    where the first one was, at the last known point where there was none."""
    evidence = look.evidence
    begin = evidence.last_known_point.at
    roads = roads_of(past.area.network)
    usual = places[0] if places else evidence.last_known_point.place
    stand = [*places, *[usual] * terms.teams][: terms.teams]
    junctions = tuple(roads.nearest_junction(place) for place in stand)
    minutes = (look.at - begin).total_seconds() / 60.0
    scenario = Scenario(
        cameras=len(past.area.cameras),
        officers=terms.officers,
        teams=terms.teams,
        team_speed=_pace(past),
        report_from_min=minutes,
        report_until_min=minutes,
        hours=terms.hours,
    )
    policy = policy_named("advice", simulated_parameters(scenario))
    life = _counted_from(hidden, begin)
    for number in range(terms.chances):
        seed = evidence.seed + number
        given = Given(
            report_in(evidence), minutes * 60.0, past.area, scenario.team_speed, evidence.seed
        )
        case = Case(given, junctions, life, seed, roads)
        world = World(case, scenario, facts_at(past, look, given, junctions))
        hours = ceil(terms.hours * 60)

        def tell(now: float, number: int = number, hours: int = hours) -> None:
            done = min(hours, int(now / 60.0 - minutes))
            progress(number * hours + done, terms.chances * hours)

        outcome = world.played("advice", _Told(policy(given), tell))
        found = outcome.found_min
        yield PlayedOn(
            None if found is None else look.at + timedelta(minutes=found),
            outcome.reviews,
            outcome.orders,
        )


class _Told:
    """A policy that says how far the search has come whenever it is asked."""

    def __init__(self, policy: Policy, tell: Callable[[float], None]) -> None:
        self._policy = policy
        self._tell = tell

    def watch(self, facts: KnownFacts) -> Watch | None:
        self._tell(facts.now)
        return self._policy.watch(facts)

    def send(self, facts: KnownFacts, team: int) -> Order | None:
        self._tell(facts.now)
        return self._policy.send(facts, team)

    def redirect(self, facts: KnownFacts) -> dict[int, Order]:
        self._tell(facts.now)
        return self._policy.redirect(facts)


def _pace(past: Past) -> float:
    """The mean pace of the recorded teams, a patrol's without any."""
    paces = [SPEED_OF_MODE[team.mode] for team in past.last.teams.values()]
    return sum(paces) / len(paces) if paces else SPEED_OF_MODE["patrol"]


def _counted_from(hidden: Hidden, begin: datetime) -> Life:
    """His life with its times counted from another moment."""
    earlier_s = (begin - hidden.begin).total_seconds()
    if earlier_s == 0:
        return hidden.life
    return Life(tuple(_shifted(stay, earlier_s) for stay in hidden.life.stays))


def _shifted(stay: Stay, earlier_s: float) -> Stay:
    return replace(stay, since=stay.since - earlier_s, until=stay.until - earlier_s)
