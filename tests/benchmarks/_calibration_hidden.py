"""Hidden subjects who do not move as the belief thinks, from two other models of motion."""

from coordinator.simulation.hidden_subject import hidden_subject
from coordinator.simulation.missing_report import MissingReport
from domain.area import Area
from domain.evidence import Evidence
from projections.belief.life import Life
from tests.benchmarks._calibration_reliability import Draw
from tests.benchmarks._calibration_town import Town
from tests.benchmarks._calibration_truth import Strangers


def simulated(area: Area) -> Draw:
    """The subjects of `coordinator simulate`."""

    def draw(search: Evidence, horizon_s: float, count: int) -> list[Life]:
        report = MissingReport(
            search.last_known_point, search.mobility[0].mobility, search.familiar_places
        )
        return [hidden_subject(area, report, 1000 * search.seed + n) for n in range(count)]

    return draw


def shortest_ways(town: Town, seed: int) -> Draw:
    """The subjects of `_calibration_truth`."""
    strangers = Strangers(town, seed)

    def draw(search: Evidence, horizon_s: float, count: int) -> list[Life]:
        nearest = town.streets.nearest
        begin, _ = nearest(search.last_known_point.place)
        known = [nearest(familiar.place)[0] for familiar in search.familiar_places]
        mobility = search.mobility[0].mobility
        return [strangers.life(begin, mobility, known, horizon_s) for _ in range(count)]

    return draw
