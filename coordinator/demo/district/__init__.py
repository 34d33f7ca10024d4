"""The fictional hilly district of the demo, drawn by a seeded generator over a hand-drawn plan.

It is written as an OSM file and goes through the same importer as any real city.
"""

from __future__ import annotations

from pathlib import Path

from coordinator.demo.district.names import DISTRICT_NAME
from coordinator.demo.district.osm_file import write_plan
from coordinator.demo.district.plan import plan

__all__ = ["DISTRICT_NAME", "write_district"]


def write_district(path: Path, seed: int = 1) -> None:
    """Write the district to an `.osm` or `.osm.gz` file; the same seed gives the same bytes."""
    write_plan(plan(seed), path)
