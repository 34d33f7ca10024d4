"""Parts of the law that happen between cells, each alone on one long straight street, against
formulas. He never turns back, so how far he is says all."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from math import exp, log
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import norm

from domain.evidence import Evidence
from domain.network import Network
from domain.parameters import default_parameters
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility, MobilityPhase
from projections.belief import BeliefEngine
from projections.belief.visits import GOAL_SHIFT, INDOORS, OUTSIDE
from projections.belief.weighted import WeightedTrajectories
from tests.projections.belief import town
from tests.projections.belief.exact.sampling_bound import LOST
from tests.projections.belief.exact.small_towns import PLAIN, place
from tests.projections.belief.quarter import minute

COUNT, LENGTH_M, RADIUS_M = 61, 100.0, 5.0
MIDDLE = COUNT // 2
BY_EASE = {"factor_power_manual": 1.0}
"""The wheelchair factor is the ease, so that the laws below are easy to read."""
V = 1.0
Floats = NDArray[np.float64]
NODES, SHARES = np.polynomial.legendre.leggauss(32)


def street(factors: dict[int, tuple[float, float]] | None = None) -> Network:
    """61 segments of 100 m in a row."""
    points = [(LENGTH_M * k, 0.0) for k in range(COUNT + 1)]
    plain = town.network(points, [(k, k + 1) for k in range(COUNT)], factors=factors)
    lon = np.array([place(*point).lon for point in points])
    ends = np.column_stack((plain.start, plain.end)).ravel()
    zero = np.zeros(COUNT + 1)
    return replace(
        plain, junction_lon=lon, junction_lat=zero, shape_lon=lon[ends], shape_lat=zero[ends],
        length_m=np.full(COUNT, LENGTH_M),
    )  # fmt: skip


@dataclass(frozen=True)
class Rolled:
    """Trajectories from the middle of the street at some minutes after the last known point."""

    sample: WeightedTrajectories
    at_s: float

    @property
    def blocks(self) -> NDArray[np.int64]:
        """How many junctions each has passed; -1 outside."""
        where = self.sample.positions(self.at_s)
        return np.where(where < 0, -1, np.abs(where - MIDDLE))

    def beyond(self, junctions: int) -> float:
        """The share that has passed so many junctions."""
        return float((self.blocks >= junctions).mean())

    @property
    def codes(self) -> NDArray[np.int32]:
        """The code of each one's visit."""
        parts = [part.batch for part in self.sample.parts]
        return np.concatenate([b.visits.where[b.visit_at(self.at_s)] for b in parts])


def rolled(minutes: float, net: Network | None = None, **changes: Any) -> Rolled:
    fields = {k: v for k, v in changes.items() if k in ("mobility", "familiar_places")}
    numbers = {k: v for k, v in changes.items() if k not in fields}
    values = {
        **default_parameters(), **PLAIN, **BY_EASE, "turn_back": 0.0, "speed_manual": V, **numbers,
    }  # fmt: skip
    search = Evidence(
        LastKnownPoint(place(LENGTH_M * (MIDDLE + 0.5), 0), town.NOON, RADIUS_M),
        (MobilityPhase(town.NOON, Mobility.MANUAL),), 3, values,
    )  # fmt: skip
    search = replace(search, **fields)
    engine = BeliefEngine(town.area(net or street(), {}))
    return Rolled(engine.weighted(search, minute(minutes)), minutes * 60)


def close(found: float, exact: float, count: int) -> bool:
    """Within Bernstein's bound at the risk of sampling_bound.py, for equal weights."""
    return bool(
        abs(found - exact) <= (2 * LOST * exact * (1 - exact) / count) ** 0.5 + LOST / count
    )


def mean_over_start(junctions: int, of: Callable[[float], float]) -> float:
    """The mean over where he began, within 5 m of the middle, of a function of the metres to the
    last of so many junctions."""
    metres = LENGTH_M * (junctions - 0.5) - RADIUS_M * NODES
    return float(sum(s * of(float(m)) for s, m in zip(SHARES, metres, strict=True)) / 2)


@pytest.mark.parametrize("junctions", [2, 4, 6])
def test_a_spread_of_speeds(junctions: int) -> None:
    found = rolled(7, speed_spread_manual=0.5)
    exact = mean_over_start(junctions, lambda m: passed(m, V, 420))
    assert close(found.beyond(junctions), exact, found.sample.count)


def compound_poisson(rate: float, median: float, spread: float, seconds: float) -> list[float]:
    """Bounds of P(the sum of a Poisson number of lognormal stays is at most so many seconds): stays
    rounded up to half seconds, and down."""
    step, size = 0.5, 1 << 16
    edges = norm.cdf(np.log(np.maximum(step * np.arange(size + 1), 1e-300) / median) / spread)
    found = []
    for moved in (1, 0):
        chance = np.zeros(2 * size)
        chance[moved : moved + size] = np.diff(edges)
        total = np.fft.ifft(np.exp(rate * (np.fft.fft(chance) - chance.sum()))).real
        found.append(float(total[: int(seconds / step) + 1].sum() * exp(rate * (chance.sum() - 1))))
    return found


def in_time(m: float, gap: float, median: float, spread: float, t: float, k: int) -> float:
    """The lower (k = 0) or upper bound of P(he has come m metres far within t seconds)."""
    return compound_poisson(m / gap, median, spread, t - m / V)[k]


def passed(metres: float, speed: float, seconds: float) -> float:
    """P(he has come so far), with a spread of speeds of 0.5."""
    return float(norm.cdf(log(speed * seconds / metres) / 0.5))


@pytest.mark.parametrize(
    "names",
    [("rest_gap_manual", "rest_median", "rest_spread"),
     ("indoors_gap", "indoors_median", "indoors_spread")],
)  # fmt: skip
@pytest.mark.parametrize("junctions", [1, 3, 5])
def test_stays_on_the_way(names: tuple[str, str, str], junctions: int) -> None:
    """He has passed a junction if the way and all stays on it have taken less than the time."""
    gap, median, spread, t = 150.0, 90.0, 1.2, 600.0
    unit = 1.0 if names[0].startswith("rest") else 60.0
    changes: dict[str, Any] = {names[0]: gap, names[1]: median / unit, names[2]: spread}
    found = rolled(t / 60, **changes)
    low, high = (
        mean_over_start(
            junctions, partial(in_time, gap=gap, median=median, spread=spread, t=t, k=k)
        )
        for k in (0, 1)
    )
    assert low <= high < low + 0.01
    measured = found.beyond(junctions)
    assert close(measured, min(max(measured, low), high), found.sample.count)
    inside = (found.codes & INDOORS) == INDOORS
    assert inside.any() == (unit == 60.0)


def test_a_vehicle_takes_him_at_a_constant_rate_per_metre() -> None:
    found = rolled(10, transport_gap=900.0)
    out = float((found.codes == OUTSIDE).mean())
    assert close(out, 1 - exp(-V * 600 / 900), found.sample.count)


@pytest.mark.parametrize("junctions", [2, 4, 7])
def test_exhaustion_ends_the_way(junctions: int) -> None:
    found = rolled(20, range_manual=400.0, range_spread=0.8, exhausted_median=1e6)
    exact = mean_over_start(junctions, lambda m: float(norm.sf(log(m / 400) / 0.8)))
    assert close(found.beyond(junctions), exact, found.sample.count)


def test_some_stay_where_they_were_seen_last_as_long_as_the_exhausted_do() -> None:
    """With stays that halve in an hour, two hours later a lognormal share of them is still there;
    all others have long gone."""
    numbers: dict[str, Any] = {"stays_put": 0.3, "exhausted_median": 1.0, "stuck_spread": 0.5}
    for hours in (0.25, 1.0, 2.0):
        found = rolled(60 * hours, **numbers)
        exact = 0.3 * float(norm.sf(log(hours) / 0.5))
        # Whoever has set out needs ten minutes to be sure to have passed three junctions.
        most = 0.3 * float(norm.sf(log(max(hours - 1 / 6, 1e-9)) / 0.5))
        there = float((found.blocks <= 3).mean())
        measured = min(max(there, exact), most)
        assert close(there, measured, found.sample.count)


def test_a_bad_way_holds_some_for_good() -> None:
    factors = {MIDDLE + 2: (0.3, 0.3), MIDDLE - 2: (0.3, 0.3)}
    on = {"turn_back_blocked": 0.0, "stay_at_dead_end": 0.0, "stuck_median": 1e6}
    found = rolled(15, street(factors), stuck_on_bad_way=0.8, **on)
    exact = 0.8 * (1 - 0.3) ** 4
    assert close(float((found.blocks == 2).mean()), exact, found.sample.count)


def test_a_change_of_mind_comes_at_a_constant_rate_per_metre() -> None:
    far = (FamiliarPlace(place(10.0, 0)),)
    found = rolled(10, change_of_mind=500.0, goal_share=0.4, familiar_places=far)
    visits = [part.batch.visits for part in found.sample.parts]
    first = np.concatenate([v.where[v.offset[:-1]] for v in visits]) >> GOAL_SHIFT
    now = found.codes >> GOAL_SHIFT
    kept = exp(-V * 600 / 500)
    for goal, chance in ((0, 0.6), (1, 0.4)):
        began = first == goal
        assert close(float(began.mean()), chance, len(began))
        still = float((now[began] == goal).mean())
        assert close(still, kept + (1 - kept) * chance, int(began.sum()))


def test_a_change_of_mobility_changes_the_speed_from_then_on() -> None:
    phases = (
        MobilityPhase(town.NOON, Mobility.MANUAL), MobilityPhase(minute(5), Mobility.PUSHED),
    )  # fmt: skip
    off: dict[str, Any] = {"rest_gap_pushed": 0.0, "range_pushed": 1e9, "speed_spread_pushed": 0.5}
    found = rolled(9, mobility=phases, speed_pushed=2.0, **off)
    for junctions in (5, 8, 12):
        exact = mean_over_start(junctions, lambda m: passed(m - 300, 2.0, 240))
        assert close(found.beyond(junctions), exact, found.sample.count)


@pytest.mark.parametrize("incline", [0.03, -0.06])
def test_a_slope_slows_him_as_access_map_says(incline: float) -> None:
    steep = replace(street(), incline=np.full(COUNT, incline))
    found = rolled(7, steep, speed_spread_manual=0.5)
    k = log(5) / (0.08 + 0.0087)
    for junctions in (2, 4):
        exact = 0.0
        for grade in (incline, -incline):
            v = V * min(1.0, exp(-k * abs(grade + 0.0087)) / exp(-k * 0.0087))
            exact += 0.5 * mean_over_start(junctions, partial(passed, speed=v, seconds=420))
        assert close(found.beyond(junctions), exact, found.sample.count)


def test_he_begins_evenly_along_the_streets_in_the_circle_by_their_ease() -> None:
    points = [(0.0, 0.0), (100.0, 0.0), (0.0, 100.0), (-100.0, 0.0)]
    net = town.network(points, [(0, 1), (0, 2), (0, 3)], factors={1: (0.2, 0.5), 2: (0.25, 0.1)})
    known = LastKnownPoint(town.place(10, 0), town.NOON, 30)
    values = {**default_parameters(), **PLAIN, **BY_EASE}
    search = Evidence(known, (MobilityPhase(town.NOON, Mobility.MANUAL),), 3, values)
    sample = BeliefEngine(town.area(net, {})).weighted(search, town.NOON)
    part = np.array([40.0, 0.5 * (30**2 - 10**2) ** 0.5, 0.25 * 20])
    share = np.bincount(sample.positions(0.0), minlength=3) / sample.count
    for found, exact in zip(share.tolist(), (part / part.sum()).tolist(), strict=True):
        assert close(found, exact, sample.count)


@pytest.mark.parametrize("segment", [MIDDLE + 2, MIDDLE - 2])
@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("length", [LENGTH_M, 100.1])
def test_a_familiar_place_at_a_junction_is_reached_along_either_street(
    segment: int, end: int, length: float
) -> None:
    """The nearest point of the network is often the very end of a street, and that may be longer
    than in single precision."""
    x = LENGTH_M * (segment + end)
    on: dict[str, Any] = {"goal_share": 1.0, "goal_indoors": 0.0, "goal_stay_median": 1e6}
    net = replace(street(), length_m=np.full(COUNT, length))
    found = rolled(20, net, familiar_places=(FamiliarPlace(place(x, 0)),), **on)
    where = found.sample.positions(found.at_s)
    at = np.isin(where, [segment + end - 1, segment + end])
    # Who begins the wrong way, a detour of two streets, never turns back.
    exact = 1 / (1 + exp(-2 * length / default_parameters()["goal_detour"]))
    assert close(float(at.mean()), exact, found.sample.count)
