"""Exact enough: the shipped belief against the exact filter of the discretised model, in cities.

`python -m tests.benchmarks.belief_exactness [FOLDER] [--step S] [--speeds N] [--city NAME]`:
Heidelberg and Porto cut to 20,000 directed segments around their middle, the whole of Munich's
centre (11,512), shipped defaults, 3 h after the last known point, before evidence and after 60
clearances of 40 cameras and two hours of sweeps; total variation distance per segment and per cell
of 400 m (the rest of the world is a place in both), minimum / median / maximum over the seeds.

Three distances tell apart what is wrong: of one seed to the exact filter (the claim), of one seed
to the mean of many other seeds of the engine (its sampling noise), and of that mean to the exact
filter (the discretisation, the phases and the numbers of speeds, with the noise that the mean still
has). The exact filter takes cells of one step's way, speeds as Gauss-Hermite nodes, lognormal stays
as three memoryless phases, the lognormal way until exhausted as five; all probabilities of ways,
pulls and stops are those of the model. What differs from the shipped defaults on both sides: passes
join only without a gap (`pass_gap` 0.01 s; what the shipped 30 s would change is printed), cameras
see whole streets and no street is seen by two cameras or swept twice.

In Munich steps of 10 s instead of 20 moved the exact map by 0.0010 per segment and 0.0003 per cell,
six speeds instead of four by 0.0004 and 0.0002: `--step` and `--speeds` (a step must divide five
minutes). Not held by the cells: where in the first cell of a street he is, that nobody gets stuck
on the street where he begins, and a zone crossed within one step.
"""

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.area import Area
from domain.evidence import Evidence
from domain.parameters import default_parameters
from projections.belief import BeliefEngine
from tests.benchmarks._belief_city import NOON
from tests.benchmarks._exact_city_cut import city_case
from tests.benchmarks._exact_city_filter import exact_places
from tests.benchmarks._exact_distance import Ruler

CITIES = ("heidelberg", "munich_centre", "porto_metro")
AFTER_S = 3 * 3600.0
AT = NOON + timedelta(seconds=AFTER_S)
SEEDS = range(5)
REFERENCE = range(1000, 1024)
STEP_S, SPEEDS = 20.0, 4
TARGETS = {"before evidence": (0.05, 0.02), "after the search": (0.10, 0.04)}

Floats = NDArray[np.float64]
Found = TypeVar("Found")


def timed(work: Callable[[], Found]) -> tuple[Found, float]:
    """What something finds, and the seconds that it takes."""
    begun = time.perf_counter()
    found = work()
    return found, time.perf_counter() - begun


def shown(area: Area, search: Evidence, seed: int) -> tuple[Floats, float]:
    """The map of a new engine: outside, then every segment; and its effective sample size."""
    belief = BeliefEngine(area).believe(replace(search, seed=seed), AT)
    return np.concatenate(([belief.rest_of_world], belief.poa)), belief.effective_sample_size


def spread(values: list[float]) -> str:
    """Minimum / median / maximum."""
    return f"{min(values):.4f} / {float(np.median(values)):.4f} / {max(values):.4f}"


def compare(area: Area, name: str, search: Evidence, step_s: float, speeds: int) -> None:
    """Print the figures of one search."""
    ruler = Ruler(area)
    print(f"  {name}: the exact filter runs ...", flush=True)
    exact, slow_s = timed(lambda: exact_places(area, search, AFTER_S, step_s, speeds))
    maps, quick_s, sizes = [], [], []
    for seed in SEEDS:
        (places, size), seconds = timed(lambda seed=seed: shown(area, search, seed))  # type: ignore[misc]
        maps.append(places)
        sizes.append(size)
        quick_s.append(seconds)
    reference = np.array([shown(area, search, seed)[0] for seed in REFERENCE])
    mean = reference.mean(axis=0)
    print(
        f"  {name}: {len(search.clearances)} clearances, {len(search.sweeps)} sweeps; outside "
        f"{exact[0]:.4f} exactly, {mean[0]:.4f} in the mean of {len(reference)} other seeds"
    )
    print(
        f"    exact filter {slow_s:.0f} s, engine {float(np.median(quick_s)):.2f} s from nothing: "
        f"ratio {slow_s / float(np.median(quick_s)):.0f}; effective sample {np.median(sizes):.0f}"
    )
    to_exact = np.array([ruler.between(each, exact) for each in maps])
    to_mean = np.array([ruler.between(each, mean) for each in maps])
    bias = ruler.between(mean, exact)
    halves = ruler.between(reference[::2].mean(axis=0), reference[1::2].mean(axis=0))
    floor = ruler.floor(exact, float(np.median(sizes)))
    for k, what in enumerate(("segment", "cell")):
        target, middle = TARGETS[name][k], float(np.median(to_exact[:, k]))
        print(f"    per {what}: to the exact filter {spread(to_exact[:, k].tolist())}")
        print(
            f"      to the mean of other seeds {spread(to_mean[:, k].tolist())}; as many equal "
            f"draws from the exact map {floor[k]:.4f}; that mean to the exact filter "
            f"{bias[k]:.4f} (its own noise about {halves[k] / 2:.4f})"
        )
        if middle > target:
            print(f"      WARNING: {middle:.4f} misses the target {target}")
    if search.clearances:
        pass_gap = default_parameters()["pass_gap"]
        joined = replace(search, parameters={**search.parameters, "pass_gap": pass_gap})
        moved = ruler.between(shown(area, joined, SEEDS[0])[0], maps[0])
        print(
            f"    the shipped pass_gap of {pass_gap:g} s instead of none moves, at the same seed, "
            f"{moved[0]:.4f} per segment and {moved[1]:.4f} per cell"
        )


def measure(file: Path, step_s: float, speeds: int) -> None:
    """Print the figures of one city."""
    case = city_case(file)
    shown(case.area, case.before, 0)
    print(
        f"\n{case.name}: {2 * case.area.network.segments} directed segments, steps of {step_s:g} "
        f"s, {speeds} speeds",
        flush=True,
    )
    for name, search in (("before evidence", case.before), ("after the search", case.after)):
        compare(case.area, name, search, step_s, speeds)


def main() -> None:
    """Measure every city."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "areas"
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", default=os.environ.get("COORDINATOR_AREAS") or beside)
    parser.add_argument("--step", type=float, default=STEP_S)
    parser.add_argument("--speeds", type=int, default=SPEEDS)
    parser.add_argument("--city", choices=CITIES, action="append")
    asked = parser.parse_args()
    for name in asked.city or CITIES:
        measure(Path(asked.folder) / f"{name}.osm.pbf", asked.step, asked.speeds)


if __name__ == "__main__":
    main()
