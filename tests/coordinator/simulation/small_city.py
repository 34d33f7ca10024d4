"""A small city of straight streets to play searches in."""

from functools import cache

from coordinator.simulation.case import BEGIN, Case
from coordinator.simulation.city import City, city_of_area
from coordinator.simulation.known_facts import Given, KnownFacts, Order, TeamView, Watch
from coordinator.simulation.missing_report import MissingReport
from coordinator.simulation.roads import roads_of
from coordinator.simulation.scenario import Scenario
from domain.area import Area
from domain.subject import LastKnownPoint, Mobility
from projections.belief.life import Life, Stay
from tests.projections.belief.town import area, grid

SIDE = 15
SMALL = Scenario(cameras=12, cameras_within_m=900.0, teams_within_m=500.0, hours=2.0)
HOURS_12 = 12 * 3600.0


@cache
def city() -> City:
    return city_of_area(area(grid(SIDE, SIDE), {}))


def sitting(segment: int, at_m: float = 50.0, *, indoors: bool = False) -> Life:
    """He stays on one spot."""
    return Life((Stay(0.0, HOURS_12, segment, at_m, at_m, indoors),))


def given(where: Area | None = None, centre: int = SIDE * 7 + 7) -> Given:
    where = where or city().area
    point = LastKnownPoint(where.network.junction_place(centre), BEGIN)
    return Given(MissingReport(point, Mobility.MANUAL), 3600.0, where, 2.2, 1)


def case(
    life: Life, teams: tuple[int, ...] = (0,), where: Area | None = None, seed: int = 1
) -> Case:
    known = given(where)
    return Case(known, teams, life, seed, roads_of(known.area.network))


def facts(known: Given, teams: tuple[int, ...] = (0, 0, 0, 0), now: float = 3600.0) -> KnownFacts:
    return KnownFacts(known, now, [TeamView(junction) for junction in teams])


class Idle:
    """Nobody does anything."""

    def watch(self, known: KnownFacts) -> Watch | None:
        return None

    def send(self, known: KnownFacts, team: int) -> Order | None:
        return None

    def redirect(self, known: KnownFacts) -> dict[int, Order]:
        return {}
