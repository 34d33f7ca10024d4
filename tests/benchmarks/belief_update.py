"""Time from nothing to a belief, and of one more clearance with the map read again.

`python -m tests.benchmarks.belief_update [FOLDER]` on the city extracts of a folder; figures are
minimum / median / maximum, ratios are taken per repetition in the same run.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from domain.area import Area
from domain.evidence import ClearanceEvidence, Evidence
from projections.belief import BeliefEngine
from projections.belief.weighted import WeightedTrajectories
from tests.benchmarks._belief_city import NOON, city, clearances

CITIES = ("munich_centre.osm.pbf", "porto_metro.osm.pbf")
AT = NOON + timedelta(hours=5, minutes=20)
"""All is simulated to 6 h; nearer to that the engine would prepare the next horizon meanwhile."""


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that something takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def spread(values: list[float]) -> str:
    """Minimum / median / maximum."""
    return f"{min(values):.2f} / {float(np.median(values)):.2f} / {max(values):.2f}"


def numpy_clearance(
    area: Area, trajectories: WeightedTrajectories, window: ClearanceEvidence
) -> None:
    """The same window by plain numpy on the same visits, without the join of passes."""
    zone = area.zones[area.camera_index[window.camera_id]]
    inside = np.zeros(area.network.segments, bool)
    inside[[stretch.segment for stretch in zone.stretches]] = True
    begin = (window.since - NOON).total_seconds()
    end = (window.until - NOON).total_seconds()
    for part in trajectories.parts:
        visits = part.batch.visits
        begun = np.concatenate(([0.0], visits.until[:-1]))
        begun[visits.offset[:-1]] = 0.0
        seen = inside[np.clip(visits.segments, 0, None)] & (visits.segments >= 0)
        seen &= (begun < end) & (visits.until > begin)
        whose = np.searchsorted(visits.offset, np.flatnonzero(seen), side="right") - 1
        weights = part.weights.copy()
        weights[np.unique(whose)] *= 1 - window.pod
        np.bincount(part.batch.rows_at(19200.0), weights, area.network.segments + 1)


def measure(file: Path) -> None:
    """Print the figures of one city."""
    area, search = city(file)
    print(f"\n{file.name}: {area.network.segments} segments, {len(area.cameras)} cameras")
    loaded = replace(search, clearances=clearances(500))
    BeliefEngine(area).believe(search, AT)
    empty = [timed(lambda: BeliefEngine(area).believe(search, AT)) for _ in range(3)]
    print(f"  first belief, 6 h, no evidence: {spread(empty)} ms")
    engine, full = BeliefEngine(area), []
    for _ in range(3):
        engine = BeliefEngine(area)
        full.append(timed(lambda engine=engine: engine.believe(loaded, AT)))  # type: ignore[misc]
    trajectories = engine.weighted(loaded, AT)
    megabytes = sum(part.batch.nbytes for part in trajectories.parts) / 1e6
    print(f"  from zero, 6 h, 500 clearances: {spread(full)} ms (target 2000)")
    print(
        f"  {trajectories.count} trajectories, effective {trajectories.effective_sample_size:.0f}, "
        f"limit reached: {engine.believe(loaded, AT).limit_reached}, arrays {megabytes:.0f} MB "
        "(target 500)"
    )
    one_more(area, engine, search, clearances(60))


def one_more(
    area: Area, engine: BeliefEngine, search: Evidence, known: frozenset[ClearanceEvidence]
) -> None:
    """Print what one more clearance costs when 60 are in force, and what reading the map costs."""
    engine.believe(replace(search, clearances=known), AT)
    fresh, again, ratios, minute = [], [], [], []
    per = engine.weighted(replace(search, clearances=known), AT).count / 1e5
    for number in range(15):
        window = next(iter(clearances(1, first=1000 + number)))
        evidence = replace(search, clearances=known | {window})
        before = engine.weighted(replace(search, clearances=known), AT)
        fresh.append(timed(lambda e=evidence: engine.believe(e, AT)))  # type: ignore[misc]
        engine.believe(replace(search, clearances=known), AT)
        again.append(timed(lambda e=evidence: engine.believe(e, AT)))  # type: ignore[misc]
        plain = timed(lambda b=before, w=window: numpy_clearance(area, b, w))  # type: ignore[misc]
        ratios.append(plain / again[-1])
        at = AT - timedelta(minutes=number + 1)
        minute.append(timed(lambda e=evidence, t=at: engine.believe(e, t)))  # type: ignore[misc]
    print(f"  one more clearance + map, camera seen first: {spread(fresh)} ms")
    print(f"  one more clearance + map, camera known:      {spread(again)} ms")
    scaled = [each / per for each in again]
    print(f"    per 100,000 trajectories: {spread(scaled)} ms (target 1)")
    print(f"    plain numpy / this: {spread(ratios)}")
    print(f"  map at another minute: {spread(minute)} ms")


def main() -> None:
    """Measure every city that is there."""
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("COORDINATOR_AREAS")
    folder = Path(named or Path(__file__).resolve().parents[3] / "shared" / "areas")
    for name in CITIES:
        measure(folder / name)


if __name__ == "__main__":
    main()
