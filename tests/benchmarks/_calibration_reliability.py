"""Hidden subjects against the belief of a search that looks for them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.evidence import Evidence
from domain.parameters import default_parameters
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility, MobilityPhase
from projections.belief import BeliefEngine
from projections.belief.life import Life, life_of
from tests.benchmarks._calibration_bins import Reliability, Sets
from tests.benchmarks._calibration_search import Seeing, overlooked, place_at, plan
from tests.benchmarks._calibration_town import Town

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOURS = (1.0, 2.0, 3.0, 6.0)
STARTS_WITHIN_M = 700.0
FAMILIAR_M = (400.0, 1500.0)
POPULATION = {
    "population_batch": 10000.0, "population_error": 0.0, "population_ess": 20000.0,
    "population_most_batches": 4.0,
}  # fmt: skip
"""Fewer than are shipped: per cell the sampling error is small beside what is looked for."""
SETS = (0.5, 0.8, 0.95)
CELLS, SEGMENTS, OUTSIDE = "cells of 400 m", "segments", "rest of the world"

Floats = NDArray[np.float64]
Draw = Callable[[Evidence, float, int], list[Life]]
"""Lives of so many subjects of a search, told until a time in seconds after its beginning."""


@dataclass
class Reading:
    """What was stated and what came true at one state of the searches."""

    by: dict[str, Reliability] = field(
        default_factory=lambda: {name: Reliability() for name in (CELLS, SEGMENTS, OUTSIDE)}
    )
    sets: tuple[Sets, ...] = field(default_factory=lambda: tuple(Sets(share) for share in SETS))

    def add(self, cell: NDArray[np.int64], stated: Floats, truths: Sequence[int]) -> None:
        """A belief (the rest of the world first, then every segment), the cell of each of these
        places, and the place where each subject was."""
        cells: Floats = np.bincount(cell, stated).astype(np.float64)
        where = cell[np.asarray(truths, np.int64)].tolist()
        self.by[CELLS].add(cells, where)
        self.by[SEGMENTS].add(stated, truths)
        self.by[OUTSIDE].add(stated[:1], [0 if truth == 0 else -1 for truth in truths])
        for each in self.sets:
            each.add(cells, where)


@dataclass
class World:
    """What was found of the subjects of one motion model, before and after a search looked for
    them in vain."""

    name: str
    before: Reading = field(default_factory=Reading)
    after: Reading = field(default_factory=Reading)
    detected: int = 0
    """Subjects who were noticed, and are no longer in `after`."""


@dataclass(frozen=True)
class Sample:
    """Subjects to be drawn for every search, and all worlds that they are to be counted in."""

    draw: Draw
    count: int
    glance_s: float
    """How long a pass must be seen to be noticed with 63 % of the stated POD; 0: as stated."""
    worlds: tuple[World, ...]


class Case(NamedTuple):
    """A search without evidence, the same with what was reviewed and swept in vain, and the hours
    after which the map is read."""

    search: Evidence
    searched: Evidence
    hours: float


def searches(town: Town, count: int, seed: int) -> Iterator[Case]:
    """Searches that begin around the core of a city: all mobilities and hours in turn, every
    second one with one or two familiar places."""
    random = np.random.default_rng(seed)
    parameters = {**default_parameters(), **POPULATION}
    for number, segment in enumerate(town.starts(count, STARTS_WITHIN_M, random).tolist()):
        x, y = float(town.middle_x[segment]), float(town.middle_y[segment])
        known = [town.nearby(x, y, FAMILIAR_M, 10 * number + k) for k in range(number % 4 - 1)]
        search = Evidence(
            last_known_point=LastKnownPoint(town.place(x, y), NOON),
            mobility=(MobilityPhase(NOON, tuple(Mobility)[number % 3]),),
            seed=seed + number,
            parameters=parameters,
            familiar_places=tuple(FamiliarPlace(place) for place in known if place),
        )
        hours = HOURS[(number // 3) % len(HOURS)]
        searched = plan(town, search, hours, np.random.default_rng(search.seed))
        yield Case(search, searched, hours)


def own_lives(engine: BeliefEngine) -> Draw:
    """Subjects of the belief's own motion, from a population of another seed."""

    def draw(search: Evidence, horizon_s: float, count: int) -> list[Life]:
        other = replace(search, seed=search.seed + 1_000_003)
        told = engine.weighted(other, NOON + timedelta(seconds=horizon_s))
        return [life_of(told, number) for number in range(count)]

    return draw


def look(
    town: Town,
    cases: Sequence[Case],
    samples: Sequence[Sample],
    engine: BeliefEngine,
    progress: Callable[[], None],
) -> None:
    """Search for hidden subjects of all samples and count them in their worlds."""
    seeing = Seeing(town.area, default_parameters()["pass_gap"])
    cell = np.concatenate(([0], town.cells))
    for search, searched, hours in cases:
        random = np.random.default_rng(search.seed + 1)
        at, at_s = NOON + timedelta(hours=hours), hours * 3600.0
        before, after = _stated(engine, search, at), _stated(engine, searched, at)
        for sample in samples:
            lives = sample.draw(search, at_s, sample.count)
            missed = [
                place_at(life, at_s)
                for life in lives
                if overlooked(seeing, life, searched, random, sample.glance_s)
            ]
            everybody = [place_at(life, at_s) for life in lives]
            for world in sample.worlds:
                world.before.add(cell, before, everybody)
                world.after.add(cell, after, missed)
                world.detected += len(lives) - len(missed)
        progress()


def _stated(engine: BeliefEngine, evidence: Evidence, at: datetime) -> Floats:
    belief = engine.believe(evidence, at)
    return np.concatenate(([belief.rest_of_world], belief.poa))
