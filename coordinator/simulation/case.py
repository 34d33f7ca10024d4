"""One simulated case: what is known from the beginning, and, kept apart, the truth."""

import random
from dataclasses import dataclass, replace

import numpy as np

from coordinator.simulation.city import City
from coordinator.simulation.hidden_subject import hidden_subject
from coordinator.simulation.known_facts import Given
from coordinator.simulation.missing_report import MissingReport
from coordinator.simulation.roads import Roads, roads_of
from coordinator.simulation.scenario import Scenario
from coordinator.simulation.truth import Truth
from domain.camera import Camera
from domain.moment import moment_of
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility
from projections.belief.life import Life

BEGIN = moment_of("2026-03-02T09:00:00Z")
EASY = 0.8
"""Wheelchair factor of streets on which he is seen last."""
INSIDE_M = 300.0
"""So far inside the box around the streets he is seen last, where any street is."""
FAMILIAR_WITHIN_M = 2500.0
MOBILITIES = {Mobility.MANUAL: 0.6, Mobility.PUSHED: 0.15, Mobility.POWERED: 0.25}
RADIUS_M = 30.0


@dataclass(frozen=True)
class Case:
    """A case to be searched; `truth()` is new, and the same, for every search of it."""

    given: Given
    team_junctions: tuple[int, ...]
    life: Life
    seed: int
    roads: Roads

    def truth(self) -> Truth:
        """What the world knows."""
        return Truth(self.roads, self.given.area.zones, self.life, self.seed)


def drawn(city: City, scenario: Scenario, seed: int) -> Case:
    """The case of a seed: equal city, scenario and seed give an equal case."""
    roads = roads_of(city.area.network)
    chance = random.Random(seed)
    start = chance.choice(_starts(roads))
    metres = roads.metres_from(start, max(scenario.cameras_within_m, FAMILIAR_WITHIN_M))
    familiar = [
        FamiliarPlace(city.area.network.junction_place(junction), chance.choice((1.0, 2.0, 3.0)))
        for junction in _sample(chance, metres, FAMILIAR_WITHIN_M, chance.randint(1, 3))
    ]
    mobility = chance.choices(list(MOBILITIES), list(MOBILITIES.values()))[0]
    point = LastKnownPoint(city.area.network.junction_place(start), BEGIN, RADIUS_M)
    report = MissingReport(point, mobility, tuple(familiar))
    reported_min = chance.uniform(scenario.report_from_min, scenario.report_until_min)
    watched = _sample(chance, metres, scenario.cameras_within_m, scenario.cameras)
    cameras = tuple(
        Camera(
            f"SIM-{number:03d}",
            "",
            city.area.network.junction_place(junction),
            range_m=scenario.camera_range_m,
        )
        for number, junction in enumerate(watched, 1)
    )
    zones = tuple(city.zone(camera) for camera in cameras)
    area = replace(city.area, cameras=cameras, zones=zones)
    teams = [_sample(chance, metres, scenario.teams_within_m, 1)[0] for _ in range(scenario.teams)]
    life = hidden_subject(city.area, report, seed)
    given = Given(report, reported_min * 60.0, area, scenario.team_speed, seed)
    return Case(given, tuple(teams), life, seed, roads)


def _starts(roads: Roads) -> list[int]:
    network = roads.network
    easy = np.minimum(network.factor_along, network.factor_against) >= EASY
    junctions = np.unique(network.start[easy] if easy.any() else network.start)
    low, high = roads.xy.min(axis=0) + INSIDE_M, roads.xy.max(axis=0) - INSIDE_M
    inside = ((roads.xy[junctions] >= low) & (roads.xy[junctions] <= high)).all(axis=1)
    return [int(j) for j in (junctions[inside] if inside.any() else junctions)]


def _sample(
    chance: random.Random, metres: np.ndarray[tuple[int], np.dtype[np.float64]], most_m: float,
    count: int,
) -> list[int]:  # fmt: skip
    near = np.flatnonzero(metres <= most_m).tolist()
    return chance.sample(near, min(count, len(near)))
