"""Twenty searches of one area in one process: what a clearance with its map costs, what they hold.

`python -m tests.benchmarks.twenty_searches [FOLDER] [SEARCHES] [ROUNDS] [CITY]` on the city
extracts of a folder. Every search has a last known point and seed of its own and 60 clearances;
then in turn each gets one more and its map is read as a frame. Figures are minimum / median /
maximum; `warm` is one search that nobody else disturbs, in the same run.
"""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from coordinator.allocation import memory_for_beliefs, return_large_arrays
from domain.area import Area
from domain.evidence import Evidence
from domain.place import Place
from domain.subject import FamiliarPlace, LastKnownPoint
from projections.belief import Belief, BeliefEngine
from projections.belief.shelf import Shelf
from projections.belief_frame import dense_frame
from tests.benchmarks._belief_city import NOON, city, clearances, extracts

CITY = "munich_centre.osm.pbf"
SEARCHES = 20
ROUNDS = 3
KNOWN = 60
AT = NOON + timedelta(hours=3)
FRAME_TARGET_MS = 5.0
MEGABYTE = 1e6
TOO_LITTLE = 500_000_000
"""Bytes that hold one or two searches."""
ANEW = 50
"""What took so many times as long as alone did not find its trajectories any more."""


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that something takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def spread(values: Sequence[float]) -> str:
    """Minimum / median / maximum."""
    return f"{min(values):.1f} / {float(np.median(values)):.1f} / {max(values):.1f}"


def resident_mb() -> float:
    """Memory of this process now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / MEGABYTE


def searches(area: Area, plain: Evidence, count: int) -> list[Evidence]:
    """So many searches around the middle of the area, each with 60 clearances."""
    middle = plain.last_known_point.place
    found = []
    for number in range(count):
        start = Place(
            middle.lon + 0.004 * (number % 5 - 2), middle.lat + 0.003 * (number // 5 % 4 - 1.5)
        )
        found.append(
            replace(
                plain,
                last_known_point=LastKnownPoint(start, NOON, 30.0),
                seed=1000 + number,
                familiar_places=(FamiliarPlace(Place(start.lon + 0.008, start.lat)),),
                clearances=clearances(KNOWN, first=number * 7),
            )
        )
    if not area.network.bounds.holds(found[0].last_known_point.place):
        raise SystemExit("the searches do not lie in this area")
    return found


def one_more(search: Evidence, number: int) -> Evidence:
    """The search with one more clearance."""
    return replace(search, clearances=search.clearances | clearances(1, first=5000 + number))


def arrays_mb(engine: BeliefEngine, search: Evidence) -> float:
    """Arrays of the batches that a search's belief is read from, in megabytes."""
    parts = engine.weighted(search, AT).parts
    return sum(part.batch.nbytes for part in parts) / MEGABYTE


def measure(file: Path, count: int, rounds: int) -> None:
    """Print the figures of one city."""
    area, plain = city(file)
    print(f"{file.name}: {area.network.segments} segments, {count} searches, {rounds} rounds")
    found = searches(area, plain, count)
    warm_ms = alone(area, found[0])
    budgets = ("of a service on this machine", memory_for_beliefs()), ("far too little", TOO_LITTLE)
    for name, memory in budgets:
        print(f"  budget of memory {memory / MEGABYTE:.0f} MB ({name})", flush=True)
        together(BeliefEngine(area, Shelf(memory)), list(found), rounds, warm_ms)


def alone(area: Area, search: Evidence) -> float:
    """Print what one more clearance with the map costs a search that is alone; its median."""
    engine = BeliefEngine(area)
    engine.believe(search, AT)
    before = resident_mb()
    warm = []
    for number in range(10):
        search = one_more(search, number)
        warm.append(timed(lambda e=search: engine.believe(e, AT)))  # type: ignore[misc]
    print(f"  alone: one more clearance + map {spread(warm)} ms, process {before:.0f} MB")
    return float(np.median(warm))


def together(engine: BeliefEngine, found: list[Evidence], rounds: int, warm_ms: float) -> None:
    """Print what all of them cost in one engine."""
    first, sizes = [], []
    for search in found:
        first.append(timed(lambda e=search: engine.believe(e, AT)))  # type: ignore[misc]
        sizes.append(arrays_mb(engine, search))
    print(f"    first belief of each, {KNOWN} clearances: {spread(first)} ms")
    print(f"    arrays in force per search: {spread(sizes)} MB, together {sum(sizes):.0f} MB")
    turn(engine, found, rounds, warm_ms)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
    print(f"    process: {resident_mb():.0f} MB now, peak so far {peak:.0f} MB", flush=True)


def turn(engine: BeliefEngine, found: list[Evidence], rounds: int, warm_ms: float) -> None:
    """Give every search in turn one more clearance and read its map, and print what it took."""
    took: list[float] = []
    frames: list[float] = []
    beliefs: list[Belief] = []
    number = 0
    for _ in range(rounds):
        for i in range(len(found)):
            number += 1
            found[i] = one_more(found[i], number)
            took.append(timed(lambda e=found[i]: beliefs.append(engine.believe(e, AT))))  # type: ignore[misc]
            belief = beliefs.pop()
            frames.append(timed(lambda b=belief: dense_frame(b, 1)))  # type: ignore[misc]
    again = sum(each > ANEW * warm_ms for each in took)
    print(f"    in turn, one more clearance + map: {spread(took)} ms; / alone:", end=" ")
    print(f"{float(np.median(took)) / warm_ms:.1f}")
    print(f"    {again} of {len(took)} took {ANEW} times as long as alone: simulated anew")
    print(f"    belief frame: {spread(frames)} ms (target {FRAME_TARGET_MS:g})")


def main() -> None:
    """Measure."""
    return_large_arrays()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else SEARCHES
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else ROUNDS
    name = sys.argv[4] if len(sys.argv) > 4 else CITY
    measure(extracts() / name, count, rounds)


if __name__ == "__main__":
    main()
