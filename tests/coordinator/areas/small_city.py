"""A small fictional city for tests, made by the real importer from a generated file."""

import tempfile
from pathlib import Path

from coordinator.areas.import_area import import_area
from domain.area import Area
from tests.coordinator.areas.osm_text import OsmText, lon_lat

BLOCK_M = 100.0
SIDE = 6
"""The grid has this many junctions each way, 100 m apart, the first at `place(0, 0)`."""


def place(column: float, row: float) -> tuple[float, float]:
    """Longitude and latitude of a spot of the grid, columns to the east, rows to the north."""
    return lon_lat(column * BLOCK_M, row * BLOCK_M)


def small_city_osm() -> OsmText:
    """The file: 60 segments of grid, a stair, a dead end, a gate, 6 cameras, 2 beats, 4 houses.

    Streets from west to east are named 1st to 6th Row, from south to north 1st to 6th Column. The
    stair `Stair Lane` goes up from junction (0, 5) to the north and ends at `Hill Path`, which
    leads back to (2, 5). `Quiet End` is the dead end, east of (5, 2), behind a gate.
    """
    osm = OsmText()
    ids = {
        (column, row): osm.node(column * BLOCK_M, row * BLOCK_M)
        for column in range(SIDE)
        for row in range(SIDE)
    }
    ordinal = ("1st", "2nd", "3rd", "4th", "5th", "6th")
    for i in range(SIDE):
        east = [ids[column, i] for column in range(SIDE)]
        north = [ids[i, row] for row in range(SIDE)]
        kind = "tertiary" if i == 2 else "residential"
        osm.way(east, highway=kind, name=f"{ordinal[i]} Row", surface="asphalt")
        osm.way(north, highway=kind, name=f"{ordinal[i]} Column", surface="asphalt")
    top = osm.node(0, 540)
    osm.way([ids[0, 5], top], highway="steps", name="Stair Lane", incline="up", step_count="40")
    bend = osm.node(100, 560)
    osm.way([top, bend, ids[2, 5]], highway="footway", name="Hill Path", incline="-7%")
    gate, end = osm.node(560, 200, barrier="gate"), osm.node(650, 200)
    osm.way([ids[5, 2], gate, end], highway="service", name="Quiet End")
    _cameras(osm)
    osm.box(-20, -20, 250, 520, boundary="police", name="West Beat")
    osm.box(250, -20, 700, 520, boundary="police", name="East Beat")
    for column, row in ((1, 1), (3, 1), (1, 3), (3, 3)):
        west, south = column * BLOCK_M + 15, row * BLOCK_M + 15
        osm.box(west, south, west + 70, south + 70, building="apartments")
    return osm


def _cameras(osm: OsmText) -> None:
    camera = {"man_made": "surveillance", "camera__type": "fixed"}
    osm.node(205, 205, ref="C1", name="Crossing 3-3", camera__direction="225", **camera)
    osm.node(395, 205, ref="C2", camera__direction="90", **camera)
    osm.node(100, 393, ref="C3", camera__direction="N", **camera)
    osm.node(505, 205, ref="C4", camera__direction="45-135", **camera)
    osm.node(300, 300, ref="C5", man_made="surveillance", camera__type="dome")
    osm.node(350, 350, ref="C6", surveillance="indoor", **camera)


def small_city() -> Area:
    """The small city as an area named `small`."""
    with tempfile.TemporaryDirectory() as folder:
        file = small_city_osm().write(Path(folder) / "small.osm")
        area, _ = import_area(file, "small")
    return area
