"""Random small networks and searches that the exact filter can hold, made from one seed each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import degrees

import numpy as np
from shapely import LineString

from domain.area import Area
from domain.evidence import ClearanceEvidence, Evidence, OutsideCheck, SweepEvidence
from domain.network import KINDS, Network
from domain.parameters import default_parameters
from domain.place import EARTH_RADIUS_M, Place
from domain.subject import FamiliarPlace, LastKnownPoint, Mobility, MobilityPhase
from tests.projections.belief import town
from tests.projections.belief.exact.chain import FOR_EVER, Chain, Stays, chain
from tests.projections.belief.exact.exact_filter import ExactFilter, Zone
from tests.projections.belief.exact.law import Law

STEP_S = 20.0
CELL_M = 20.0
"""One step at 1 m/s."""
ROUGH = 0.75
BLOCK_M = 120.0
PLAIN = {
    "speed_manual": CELL_M / STEP_S, "speed_spread_manual": 0.0, "speed_rough": ROUGH,
    "rest_gap_manual": 0.0, "indoors_gap": 0.0, "transport_gap": 0.0, "change_of_mind": 0.0,
    "range_manual": 1e9, "range_spread": 0.0, "stuck_on_bad_way": 0.0, "stuck_spread": 0.0,
    "stays_put": 0.0,
    "population_batch": 20000.0, "population_ess": 20000.0, "population_error": 0.0,
    "population_most_batches": 3.0,
    "horizon_block": 0.25,
}  # fmt: skip
"""What the exact filter cannot hold is switched off."""


def place(x: float, y: float) -> Place:
    """The place x metres east and y metres north of a point on the equator, where degrees of
    longitude and of latitude are equally long."""
    return Place(degrees(x / EARTH_RADIUS_M), degrees(y / EARTH_RADIUS_M))


def minute_of(step: int) -> datetime:
    """When a step is over."""
    return town.NOON + timedelta(seconds=STEP_S * step)


@dataclass(frozen=True, eq=False)
class SmallTown:
    """A network with a search in it, and the same as a chain."""

    network: Network
    cells: list[int]
    search: Evidence
    chain: Chain
    law: Law
    begin: tuple[int, int, int]
    """The segment on which he begins, and the first cell and the one after the last."""
    free: list[int]
    """Segments without a familiar place: only these are seen in part, since whether the border of
    a zone is inside it would matter for somebody who stands exactly there."""


def _streets(random: np.random.Generator) -> tuple[Network, list[int]]:
    columns, rows = 4, 3
    grid = [(x * BLOCK_M, y * BLOCK_M) for y in range(rows) for x in range(columns)]
    points = [(x + a, y + b) for (x, y), (a, b) in zip(grid, random.uniform(-15, 15, (12, 2)),
                                                      strict=True)]  # fmt: skip
    pairs = [(k, k + 1) for k in range(12) if k % columns < columns - 1]
    pairs += [(k, k + columns) for k in range(12 - columns)]
    kept, group = [], list(range(12))
    for number in random.permutation(len(pairs)).tolist():
        a, b = pairs[number]
        if group[a] != group[b] or random.random() < 0.4:
            kept.append((a, b))
            old, new = group[a], group[b]
            group = [new if g == old else g for g in group]
    plain = town.network(points, kept)
    count = len(kept)
    cells = random.integers(2, 6, count).tolist()
    rough = random.random(count) < 0.25
    factor = np.where(random.random((2, count)) < 0.3, random.uniform(0.05, 0.9, (2, count)), 1.0)
    kinds = ("residential", "residential", "footway", "primary", "path")
    lon, lat = np.array([(p.lon, p.lat) for p in (place(*xy) for xy in points)]).T
    ends = np.array(kept).ravel()
    length = np.array(cells) * CELL_M * np.where(rough, ROUGH, 1.0)
    network = replace(
        plain, junction_lon=lon, junction_lat=lat, shape_lon=lon[ends], shape_lat=lat[ends],
        length_m=length, texts=("", "sett"), surface=rough.astype(np.int32),
        factor_along=factor[0], factor_against=factor[1],
        kind=np.array([KINDS.index(str(k)) for k in random.choice(kinds, count)], np.uint8),
    )  # fmt: skip
    return network, cells


def _on(law: Law, segment: int, part: float) -> Place:
    a, b = (law.junctions[j] for j in law.ends(2 * segment))
    return place(a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1]))


def small_town(
    seed: int, familiar: int = 0, changes: Mapping[str, float] | None = None, ever: bool = False
) -> SmallTown:
    """Twelve junctions, some dead ends, rough streets, kerbs one way, streets longer than drawn,
    a last known point in the middle of a street, and so many familiar places; `ever` makes all
    stays last for ever."""
    random = np.random.default_rng(seed)
    network, cells = _streets(random)
    values = {
        **default_parameters(), **PLAIN,
        "persistence": float(random.uniform(0, 3)), "turn_back": float(random.uniform(0, 0.3)),
        "stay_at_dead_end": float(random.uniform(0, 0.8)),
        "edge_leave": float(random.uniform(0, 0.9)),
        "edge_band": float(random.choice([1, 40])), "goal_indoors": float(random.uniform(0.2, 0.8)),
        "goal_share": float(random.uniform(0.3, 1)), **(changes or {}),
    }  # fmt: skip
    stays = Stays(int(random.integers(1, 12)), int(random.integers(1, 12)))
    stays = Stays(FOR_EVER, FOR_EVER) if ever else stays
    values["stuck_median"] = 1e6 if ever else stays.dead_end * STEP_S / 3600
    values["goal_stay_median"] = 1e6 if ever else stays.goal * STEP_S / 60
    long = [s for s, n in enumerate(cells) if n >= 4]
    if not long:
        return small_town(seed + 1_000_003, familiar, changes, ever)
    s = int(random.choice(long))
    on = random.choice(len(cells), familiar, replace=False).tolist()
    goals = [(g, int(random.integers(1, cells[g]))) for g in on]
    plane = Law(network, values)
    weights = random.uniform(0.5, 2, familiar).tolist()
    # The engine puts the heaviest first.
    order = sorted(range(familiar), key=lambda k: -weights[k])
    goals, weights = [goals[k] for k in order], [weights[k] for k in order]
    at = [(g, float(network.length_m[g]) * cell / cells[g]) for g, cell in goals]
    law = Law(network, values, tuple(at))
    a, b = (plane.junctions[j] for j in plane.ends(2 * s))
    drawn = LineString((a, b))
    middle = cells[s] // 2
    radius = drawn.length / cells[s]
    spot = drawn.interpolate(middle / cells[s], normalized=True)
    for other in range(network.segments):
        ends = LineString([plane.junctions[j] for j in plane.ends(2 * other)])
        assert other == s or ends.distance(spot) > radius
    known = LastKnownPoint(_on(plane, s, middle / cells[s]), town.NOON, radius)
    search = Evidence(
        last_known_point=known,
        mobility=(MobilityPhase(town.NOON, Mobility.MANUAL),),
        seed=seed,
        parameters=values,
        familiar_places=tuple(
            FamiliarPlace(_on(plane, g, cell / cells[g]), weight)
            for (g, cell), weight in zip(goals, weights, strict=True)
        ),
    )
    begin = (s, middle - 1, middle + 1)
    made = chain(law, cells, begin, weights, stays)
    free = [k for k in range(network.segments) if k not in on]
    return SmallTown(network, cells, search, made, law, begin, free)


@dataclass(frozen=True)
class Facts:
    """Evidence in steps: cameras (each a tuple of windows), sweeps, checks of the outside."""

    cameras: tuple[tuple[tuple[int, int, float], ...], ...] = ()
    sweeps: tuple[tuple[int, int, float], ...] = ()
    checks: tuple[tuple[int, float], ...] = ()
    most_gap: int = 0


def told(small: SmallTown, facts: Facts) -> tuple[Area, Evidence, ExactFilter]:
    """The same evidence for the engine and for the exact filter. Cameras see a few streets, the
    first of them in part; sweeps go along whole streets."""
    random = np.random.default_rng([small.search.seed, 2])
    network, zones, seen = small.network, [], {}
    clearances, sweeps = [], []

    def cells_of(segments: list[int]) -> set[tuple[int, int]]:
        return {(s, cell) for s in segments for cell in range(small.cells[s])}

    for number, windows in enumerate(facts.cameras):
        first = int(random.choice(small.free))
        whole = [int(s) for s in random.choice(network.segments, 2, False) if int(s) != first]
        low = int(random.integers(0, small.cells[first]))
        high = int(random.integers(low + 1, small.cells[first] + 1))
        cell_m = float(network.length_m[first]) / small.cells[first]
        name = f"C{number}"
        seen[name] = [(first, low * cell_m, high * cell_m)]
        seen[name] += [(s, 0.0, float(network.length_m[s])) for s in whole]
        inside = cells_of(whole) | {(first, cell) for cell in range(low, high)}
        zones.append(Zone(frozenset(inside), windows))
        for k, (a, b, pod) in enumerate(windows):
            clearances.append(
                ClearanceEvidence(f"{name}.{k}", name, minute_of(a), minute_of(b), pod)
            )
    for number, (a, b, pod) in enumerate(facts.sweeps):
        along = [int(s) for s in random.choice(network.segments, 3, False)]
        zones.append(Zone(frozenset(cells_of(along)), ((a, b, pod),)))
        sweeps.append(SweepEvidence(f"S{number}", tuple(along), minute_of(a), minute_of(b), pod))
    checks = frozenset(
        OutsideCheck(f"O{k}", town.NOON, minute_of(until), pod)
        for k, (until, pod) in enumerate(facts.checks)
    )
    values = {**small.search.parameters, "pass_gap": (facts.most_gap + 0.5) * STEP_S}
    evidence = replace(
        small.search, parameters=values, clearances=frozenset(clearances),
        sweeps=frozenset(sweeps), outside_checks=checks,
    )  # fmt: skip
    exact = ExactFilter(small.chain, small.cells, tuple(zones), facts.checks, facts.most_gap)
    return town.area(network, seen), evidence, exact
