"""What a camera recorded: figures that pass, one of them perhaps he. Nothing says which."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordinator.demo.truth import HiddenTruth, RecordedPass
from coordinator.exercise.figure import Figure, parts_of
from coordinator.exercise.passers_by import HIS_COAT, passers_by, size_of
from domain.area import Area
from domain.camera import Camera
from domain.window import Window
from projections.streets.street_lines import StreetLines

MISSED = 0.1
"""Share of his passes that no picture shows: a lorry in the way, light from behind."""
HARD = 0.25
"""Share of them in which something covers him for most of the way."""
COVERED_OF_HARD = 0.6
LONGEST_COVERED_S = 300.0


@dataclass(frozen=True)
class Recordings:
    """What the cameras of an exercise recorded; equal seeds recorded the same."""

    area: Area
    lines: StreetLines
    truth: HiddenTruth
    seed: int

    def figures(self, camera_id: str, window: Window) -> list[Figure]:
        """Who passed a camera in a window of true time, in the order of their coming; what is
        after its end is not told."""
        index = self.area.camera_index[camera_id]
        camera, zone = self.area.cameras[index], self.area.zones[index]
        found = list(passers_by(camera, zone, self.lines, self.seed, window))
        for shown in self.truth.recorded(camera_id, window):
            found += self._him(camera, shown, window)
        # Nothing but the time may tell who is who, not even the order.
        return sorted(found, key=lambda each: (each.parts[0][0].at, each.coat, each.size))

    def shows(self, camera_id: str, window: Window) -> bool:
        """Whether the picture of a window shows him: not to be told before the end."""
        camera = self.area.camera(camera_id)
        passes = self.truth.recorded(camera_id, window)
        return camera is not None and any(self._him(camera, each, window) for each in passes)

    def _him(self, camera: Camera, shown: RecordedPass, window: Window) -> list[Figure]:
        chance = random.Random(f"{self.seed} he {camera.camera_id} {shown.since.isoformat()}")
        drawn = chance.random()
        if drawn < MISSED:
            return []
        covered = _middle(shown.since, shown.until) if drawn < MISSED + HARD else None
        span = Window(shown.since, shown.until)
        parts = parts_of(self.truth.place_at, span, covered, window)
        if not parts:
            return []
        return [Figure("wheels", HIS_COAT, size_of(camera, parts[0][0].place), parts)]


def _middle(since: datetime, until: datetime) -> Window:
    lasting_s = (until - since).total_seconds()
    begin = since + timedelta(seconds=(1 - COVERED_OF_HARD) / 2 * lasting_s)
    return Window(
        begin, begin + timedelta(seconds=min(COVERED_OF_HARD * lasting_s, LONGEST_COVERED_S))
    )
