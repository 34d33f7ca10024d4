"""How far the belief without evidence spreads: straight-line distances and metres rolled."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from domain.evidence import Evidence
from domain.parameters import default_parameters
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility, MobilityPhase
from projections.belief import BeliefEngine
from projections.belief.life import Life, life_of
from tests.benchmarks._calibration_bins import quantile
from tests.benchmarks._calibration_reliability import Draw
from tests.benchmarks._calibration_town import Town

HOURS = (1, 3, 6, 12, 24)
SHARES = (0.25, 0.5, 0.75, 0.95)
STARTS = 4
STARTS_WITHIN_M = 700.0
LIVES = 600
"""Lives looked at for each start, mobility and knowledge of familiar places."""
FAMILIAR = ((600.0, 1000.0), (1000.0, 1600.0))
"""How far from the last known point the familiar places lie, in metres."""
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ONE_BATCH = {
    "population_batch": 2000.0, "population_error": 0.0, "population_ess": 1000.0,
    "population_most_batches": 1.0,
}  # fmt: skip

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """Of all starts of a city together."""

    mobility: Mobility
    familiar: bool
    kilometres: dict[int, tuple[float, ...]]
    """For each hour the quartiles and the 95 % quantile; infinite where so many have left."""
    inside: dict[int, tuple[float, ...]]
    """The same among those who are still in the area."""
    outside: dict[int, float]
    """For each hour the share that has left."""
    rolled_m: float
    """Median of the metres rolled in 24 h by those still in the area then."""


def spreads(town: Town) -> Iterator[Spread]:
    """One for each mobility, with and without familiar places."""
    engine = BeliefEngine(town.area)
    for mobility in Mobility:
        for familiar in (False, True):
            lives: list[tuple[Life, float, float]] = []
            for number, (x, y) in enumerate(starts(town)):
                search = _search(town, (x, y), mobility, familiar, number)
                told = engine.weighted(search, NOON + timedelta(hours=max(HOURS)))
                lives += [(life_of(told, i), x, y) for i in range(LIVES)]
            yield _spread(town, mobility, familiar, lives)


def starts(town: Town) -> list[tuple[float, float]]:
    """Where the searches begin."""
    random = np.random.default_rng(17)
    segments = town.starts(STARTS, STARTS_WITHIN_M, random).tolist()
    return [(float(town.middle_x[s]), float(town.middle_y[s])) for s in segments]


def over_the_edge(town: Town) -> dict[int, float]:
    """For each hour the share that has left over the edge of the area, with vehicles left out;
    manual, without familiar places."""
    engine = BeliefEngine(town.area)
    left: dict[int, list[float]] = {hour: [] for hour in HOURS}
    for number, start in enumerate(starts(town)):
        search = _search(town, start, Mobility.MANUAL, False, number)
        search = replace(search, parameters={**search.parameters, "transport_gap": 0.0})
        for hour in reversed(HOURS):
            belief = engine.believe(search, NOON + timedelta(hours=hour))
            left[hour].append(belief.rest_of_world)
    return {hour: float(np.mean(shares)) for hour, shares in left.items()}


def distances_of(town: Town, draw: Draw, hours: float, count: int) -> tuple[float, ...]:
    """The quartiles and the 95 % quantile in kilometres of subjects drawn from elsewhere (manual,
    without familiar places), so many for each start; infinite where so many have left."""
    away: list[Floats] = []
    for number, start in enumerate(starts(town)):
        search = _search(town, start, Mobility.MANUAL, False, number)
        lives = [(life, *start) for life in draw(search, hours * 3600.0, count)]
        away.append(_kilometres(town, lives, hours))
    return tuple(quantile(np.concatenate(away), share) for share in SHARES)


def _search(
    town: Town, start: tuple[float, float], mobility: Mobility, familiar: bool, number: int
) -> Evidence:
    rings = enumerate(FAMILIAR if familiar else ())
    known = [town.nearby(*start, ring, 100 * number + which) for which, ring in rings]
    return Evidence(
        last_known_point=LastKnownPoint(town.place(*start), NOON),
        mobility=(MobilityPhase(NOON, mobility),),
        seed=1000 + number,
        parameters={**default_parameters(), **ONE_BATCH},
        familiar_places=tuple(FamiliarPlace(place) for place in known if place),
    )


def _spread(
    town: Town, mobility: Mobility, familiar: bool, lives: list[tuple[Life, float, float]]
) -> Spread:
    kilometres, inside, outside = {}, {}, {}
    for hour in HOURS:
        away = _kilometres(town, lives, hour)
        here = away[np.isfinite(away)]
        outside[hour] = 1 - len(here) / len(away)
        kilometres[hour] = tuple(quantile(away, share) for share in SHARES)
        inside[hour] = tuple(quantile(here, share) for share in SHARES)
    until = max(HOURS) * 3600.0
    stayed = [life for life, _, _ in lives if life.at(until)[0].segment >= 0]
    metres = np.array([rolled(life, until) for life in stayed])
    return Spread(mobility, familiar, kilometres, inside, outside, float(np.median(metres)))


def _kilometres(town: Town, lives: list[tuple[Life, float, float]], hours: float) -> Floats:
    """Straight-line distance from the beginning after so many hours; infinite for who has left."""
    where = [life.at(hours * 3600.0) for life, _, _ in lives]
    segment = np.array([stay.segment for stay, _ in where], np.int64)
    x, y = town.point(segment, np.array([metres for _, metres in where]))
    begun = np.array([(start_x, start_y) for _, start_x, start_y in lives])
    away: Floats = np.hypot(x - begun[:, 0], y - begun[:, 1]) / 1000
    return np.nan_to_num(away, nan=np.inf)


def rolled(life: Life, until: float) -> float:
    """Metres rolled until a time in seconds after the last known point."""
    metres = 0.0
    for stay in life.stays:
        if stay.since >= until:
            break
        way = abs(stay.to_m - stay.from_m)
        metres += way * min(1.0, (until - stay.since) / max(1e-9, stay.until - stay.since))
    return metres
