"""Sampling noise of the belief: the distance between the maps of two independent seeds.

`python -m tests.benchmarks.belief_exactness [FOLDER]`: Munich and Heidelberg, shipped defaults, 3 h
after the last known point, before evidence and after 60 clearances and two hours of sweeps; total
variation distance per segment and per cell of 400 m (the rest of the world is a place in both),
minimum / median / maximum over all pairs of four seeds.

This is the sampling noise alone. It is not yet the distance to the exact filter of the discretised
model at 20,000 directed segments, which DESIGN's claim speaks of. Two equal samples are sqrt(2)
times as far from one another as each is from what infinitely many trajectories would show, so the
last column is that; a bias common to all seeds would not be seen here. Agreement with the exact
filter is tested on small networks in tests/projections/belief/exact.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.area import Area
from domain.evidence import Evidence
from projections.belief import BeliefEngine
from projections.belief.streets import Streets
from tests.benchmarks._belief_city import NOON, city, extracts, searched

CITIES = ("munich_centre.osm.pbf", "heidelberg.osm.pbf")
AT = NOON + timedelta(hours=3)
CELL_M = 400.0
SEEDS = range(4)
TARGETS = {"before evidence": (0.05, 0.02), "after the search": (0.10, 0.04)}

Floats = NDArray[np.float64]


def cells_of(area: Area) -> NDArray[np.int64]:
    """For each segment the cell of 400 m that the middle of its ends lies in, from 1 on."""
    streets = Streets(area.network)
    first, last = area.network.shape_offset[:-1], area.network.shape_offset[1:] - 1
    x = (streets.x[first] + streets.x[last]) / 2 // CELL_M
    y = (streets.y[first] + streets.y[last]) / 2 // CELL_M
    _, number = np.unique(np.column_stack((x, y)), axis=0, return_inverse=True)
    return np.asarray(number.ravel() + 1, np.int64)


def apart(one: Floats, other: Floats) -> float:
    """Total variation distance."""
    return 0.5 * float(np.abs(one - other).sum())


def maps(area: Area, search: Evidence) -> list[Floats]:
    """For each seed the probability outside, then of every segment."""
    found = []
    for seed in SEEDS:
        belief = BeliefEngine(area).believe(replace(search, seed=seed), AT)
        found.append(np.concatenate(([belief.rest_of_world], belief.poa)))
        print(
            f"    seed {seed}: effective {belief.effective_sample_size:.0f}, "
            f"limit reached: {belief.limit_reached}, outside {belief.rest_of_world:.4f}"
        )
    return found


def measure(file: Path) -> None:
    """Print the figures of one city."""
    area, search = city(file)
    print(f"\n{file.name}: {2 * area.network.segments} directed segments")
    cell = np.concatenate(([0], cells_of(area)))
    for name, evidence in (
        ("before evidence", search),
        ("after the search", searched(area, search)),
    ):
        print(f"  {name}: {len(evidence.clearances)} clearances, {len(evidence.sweeps)} sweeps")
        by_segment = maps(area, evidence)
        by_cell = [np.bincount(cell, each).astype(np.float64) for each in by_segment]
        readings = (("segment", by_segment, TARGETS[name][0]), ("cell", by_cell, TARGETS[name][1]))
        for what, found, target in readings:
            distances = [apart(a, b) for a, b in combinations(found, 2)]
            middle = float(np.median(distances))
            print(
                f"    per {what}: {min(distances):.4f} / {middle:.4f} / {max(distances):.4f}, "
                f"by sqrt(2): {middle / 2**0.5:.4f} (the claim's target, against the exact "
                f"filter: {target})"
            )


def main() -> None:
    """Measure both cities."""
    for name in CITIES:
        measure(extracts() / name)


if __name__ == "__main__":
    main()
