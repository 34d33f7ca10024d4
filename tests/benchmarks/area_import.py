"""Import of whole cities: seconds, peak memory, stored size, and seconds to load again.

`python -m tests.benchmarks.area_import [FOLDER]`; each city in a process of its own, so that the
peak is its own. The floor is osmium reading the same file and doing nothing with it.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import osmium

from coordinator.areas.codec import decode_area, encode_area
from coordinator.areas.import_area import import_area

LOADS = 5


def measured(file: Path) -> dict[str, float]:
    """The figures of one city, in this process."""
    begun = time.perf_counter()
    area, report = import_area(file, file.stem)
    imported_s = time.perf_counter() - begun
    data = encode_area(area)
    loads = []
    for _ in range(LOADS):
        begun = time.perf_counter()
        decode_area(area.name, data)
        loads.append(time.perf_counter() - begun)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begun = time.perf_counter()
    for _ in osmium.FileProcessor(str(file)):
        pass
    floor_s = time.perf_counter() - begun
    return {
        "segments": report.segments,
        "cameras": report.cameras,
        "import_s": imported_s,
        "x_floor": imported_s / floor_s,
        "peak_mb": peak_mb,
        "stored_mb": len(data) / 1e6,
        "load_s": sorted(loads)[LOADS // 2],
    }


def main() -> None:
    """Every city of the folder."""
    if len(sys.argv) > 2 and sys.argv[1] == "--one":
        print(json.dumps(measured(Path(sys.argv[2]))))
        return
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("COORDINATOR_AREAS")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared" / "areas"
    for file in sorted(folder.glob("*.osm.pbf")):
        command = [sys.executable, "-m", __spec__.name, "--one", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        figures = json.loads(done.stdout)
        print(file.name, "  ".join(f"{name} {value:.4g}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
