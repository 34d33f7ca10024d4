"""Zones by name: the ground that a camera sees or a sweep went over."""

import numpy as np
from numpy.typing import NDArray

from domain.area import Area
from projections.belief.ground import Ground, ground
from projections.belief.pieces import CAMERA, camera_zone
from projections.belief.streets import joined

SWEEPS_KEPT = 64


class Zones:
    """The ground behind the names of zones."""

    def __init__(self, area: Area, length_m: NDArray[np.float64]) -> None:
        self._length_m = length_m
        self._cameras = {camera_zone(zone.camera_id): zone.stretches for zone in area.zones}
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
        return self._ground([(s.segment, s.from_m, s.to_m) for s in self._cameras.get(zone, ())])

    def _sweep(self, zone: str) -> Ground:
        named = zone.rpartition(" ")[2]
        segments = [int(text) for text in named.split(",")] if named else []
        inside = [s for s in segments if 0 <= s < len(self._length_m)]
        return self._ground([(s, 0.0, float(self._length_m[s])) for s in inside])

    def _ground(self, rows: list[tuple[int, float, float]]) -> Ground:
        table = np.array(rows, np.float64).reshape(-1, 3)
        stretches = joined(table[:, 0].astype(np.int64), table[:, 1], table[:, 2])
        return ground(stretches, self._length_m)
