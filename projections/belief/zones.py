"""Zones by name: the ground that a camera sees or a sweep went over."""

import numpy as np

from domain.area import Area
from projections.belief.ground import Ground, ground
from projections.belief.pieces import CAMERA, camera_zone
from projections.belief.sharpness import banded
from projections.belief.streets import Streets, Stretches, joined

SWEEPS_KEPT = 64


class Zones:
    """The ground behind the names of zones."""

    def __init__(self, area: Area, streets: Streets) -> None:
        self._streets = streets
        self._length_m = streets.length_m
        self._cameras = {
            camera_zone(zone.camera_id): (camera, zone.stretches)
            for camera, zone in zip(area.cameras, area.zones, strict=True)
        }
        self._known: dict[str, Ground] = {}

    def ground(self, zone: str) -> Ground:
        """The stretches of a camera zone or a sweep; none for a camera the area lacks."""
        found = self._known.get(zone)
        if found is None:
            found = self._camera(zone) if zone.startswith(CAMERA) else self._sweep(zone)
            if len(self._known) > len(self._cameras) + SWEEPS_KEPT:
                self._known.clear()
            self._known[zone] = found
        return found

    def _camera(self, zone: str) -> Ground:
        if zone not in self._cameras:
            return self._ground([])
        camera, stretches = self._cameras[zone]
        seen = _joined([(s.segment, s.from_m, s.to_m) for s in stretches])
        bands, level = banded(self._streets, camera, seen)
        return ground(bands, self._length_m, level)

    def _sweep(self, zone: str) -> Ground:
        named = zone.rpartition(" ")[2]
        segments = [int(text) for text in named.split(",")] if named else []
        inside = [s for s in segments if 0 <= s < len(self._length_m)]
        return self._ground([(s, 0.0, float(self._length_m[s])) for s in inside])

    def _ground(self, rows: list[tuple[int, float, float]]) -> Ground:
        return ground(_joined(rows), self._length_m)


def _joined(rows: list[tuple[int, float, float]]) -> Stretches:
    table = np.array(rows, np.float64).reshape(-1, 3)
    return joined(table[:, 0].astype(np.int64), table[:, 1], table[:, 2])
