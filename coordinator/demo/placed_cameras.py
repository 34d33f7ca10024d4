"""Simulated cameras for a city that has too few of its own."""

import csv
import random
from math import atan2, cos, degrees, radians
from pathlib import Path

import numpy as np

from domain.area import Area
from domain.network import KINDS

ENOUGH = 60
WANTED = 150
APART_M = 90.0
BUSY = {"primary": 5.0, "secondary": 5.0, "tertiary": 4.0, "residential": 2.0, "pedestrian": 3.0}
"""How much rather a camera stands at a junction of such a street."""
COLUMNS = ("camera_id", "name", "lon", "lat", "direction", "angle", "range_m")


def write_cameras(area: Area, file: Path, seed: int) -> int:
    """Write the area's own cameras and simulated ones at its busier junctions; how many of those.

    Each simulated one looks along one of the streets at its junction.
    """
    chance = random.Random(seed)
    network = area.network
    weight = np.zeros(network.junctions)
    at: dict[int, list[int]] = {}
    for segment in range(network.segments):
        for junction in (int(network.start[segment]), int(network.end[segment])):
            at.setdefault(junction, []).append(segment)
    for junction, segments in at.items():
        if len(segments) >= 3:
            weight[junction] = sum(BUSY.get(KINDS[network.kind[s]], 0.5) for s in segments)
    order = sorted(np.flatnonzero(weight).tolist(), key=lambda j: -weight[j] * chance.random())
    chosen: list[int] = []
    for junction in order:
        place = network.junction_place(junction)
        if all(place.distance_m(network.junction_place(c)) >= APART_M for c in chosen):
            chosen.append(junction)
        if len(chosen) >= WANTED:
            break
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        for camera in area.cameras:
            if not camera.indoor:
                rows.writerow(
                    [camera.camera_id, camera.name, camera.place.lon, camera.place.lat,
                     _blank(camera.direction), _blank(camera.angle), _blank(camera.range_m)]
                )  # fmt: skip
        for number, junction in enumerate(chosen, 1):
            place = network.junction_place(junction)
            segment = chance.choice(at[junction])
            shape = network.shape_of(segment)
            lon, lat = shape[1] if network.start[segment] == junction else shape[-2]
            east = (lon - place.lon) * cos(radians(place.lat))
            direction = degrees(atan2(east, lat - place.lat)) % 360
            street = network.name_of(segment)
            name = f"SIM {street}" if street else "SIM"
            rows.writerow(
                [f"SIM-{number:03d}", name, place.lon, place.lat, f"{direction:.0f}", 90, 40]
            )
    return len(chosen)


def _blank(value: float | None) -> str:
    return "" if value is None else str(value)
