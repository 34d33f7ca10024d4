"""Time to explain a street and to say what every piece of evidence moved, in Munich.

`python -m tests.benchmarks.belief_explanation [FOLDER]`: shipped defaults, 3 h after the last known
point, 60 clearances and 24 sweeps of five minutes; minimum / median / maximum of five.
"""

import time
from collections.abc import Callable
from datetime import timedelta

import numpy as np

from projections.belief import BeliefEngine
from tests.benchmarks._belief_city import NOON, city, extracts, searched

AT = NOON + timedelta(hours=3)


def timed(work: Callable[[], object]) -> str:
    """Minimum / median / maximum milliseconds of five runs."""
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1e3)
    return f"{min(taken):.0f} / {float(np.median(taken)):.0f} / {max(taken):.0f} ms"


def main() -> None:
    """Print the figures."""
    area, search = city(extracts() / "munich_centre.osm.pbf")
    engine, loaded = BeliefEngine(area), searched(area, search)
    belief = engine.believe(loaded, AT)
    segment = int(np.argmax(belief.poa))
    count = engine.weighted(loaded, AT).count
    print(f"{area.network.segments} segments, {count} trajectories")
    print(f"{len(loaded.clearances)} clearances, {len(loaded.sweeps)} sweeps")
    print(f"one street explained:       {timed(lambda: engine.explain(loaded, AT, segment))}")
    print(f"what every piece has moved: {timed(lambda: engine.moved(loaded, AT))}")
    most = engine.moved(loaded, AT)[0]
    print(f"the most: {most.source.kind} {most.source.id}, {most.probability:.4f}")


if __name__ == "__main__":
    main()
