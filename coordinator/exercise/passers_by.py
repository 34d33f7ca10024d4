"""The people who pass a camera by chance: the same ones whoever looks, and however often."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from coordinator.exercise.figure import Figure, parts_of
from domain.camera import Camera, CameraZone
from domain.place import Place
from domain.window import Window
from projections.streets.street_lines import Spot, StreetLines

A_MINUTE = 1.2
"""Passers-by of a camera."""
KINDS = {"walks": 0.78, "cycles": 0.1, "pushes": 0.08, "wheels": 0.04}
SPEED = {"walks": 1.3, "cycles": 4.0, "pushes": 1.1, "wheels": 0.8}
"""m/s; all of these are assumptions, no published source."""
COATS = {"grey": 0.26, "black": 0.24, "beige": 0.16, "red": 0.12, "green": 0.12, "navy": 0.1}
HIS_COAT = "navy"
COVERED = 0.2
"""Share of those whom something covers for a part of the way, so that this tells nothing."""
LEAST_M = 4.0
"""Shorter stretches are too short to pass."""
LONGEST = timedelta(minutes=4)
"""Nobody needs longer to pass."""
SMALLEST = 0.45
"""Size of a figure at the far end of the view."""


def size_of(camera: Camera, place: Place) -> float:
    """How big somebody at a place is on the picture."""
    share = min(1.0, camera.place.distance_m(place) / max(camera.range_m or 40.0, 1.0))
    return 1.0 - (1.0 - SMALLEST) * share


def passers_by(
    camera: Camera, zone: CameraZone, lines: StreetLines, seed: int, window: Window
) -> Iterator[Figure]:
    """Those who are in view in a window of true time."""
    stretches = [each for each in zone.stretches if each.to_m - each.from_m >= LEAST_M]
    minute = (window.since - LONGEST).replace(second=0, microsecond=0)
    while stretches and minute < window.until:
        chance = random.Random(f"{seed} {camera.camera_id} {minute.astimezone(UTC).isoformat()}")
        left = chance.expovariate(A_MINUTE)
        while left < 1.0:
            stretch = chance.choice(stretches)
            kind = _one_of(chance, KINDS)
            coat = _one_of(chance, COATS)
            begun = minute + timedelta(minutes=left)
            speed = SPEED[kind] * chance.uniform(0.75, 1.25)
            there = chance.random() < 0.5
            ends = (stretch.from_m, stretch.to_m) if there else (stretch.to_m, stretch.from_m)
            lasting_s = (stretch.to_m - stretch.from_m) / speed
            covered = _covered(chance, begun, lasting_s)

            def where(
                moment: datetime,
                begun: datetime = begun,
                lasting_s: float = lasting_s,
                ends: tuple[float, float] = ends,
                segment: int = stretch.segment,
            ) -> Place:
                share = (moment - begun).total_seconds() / lasting_s
                return lines.place_at(Spot(segment, ends[0] + share * (ends[1] - ends[0])))

            shown = Window(begun, begun + timedelta(seconds=lasting_s))
            parts = parts_of(where, shown, covered, window)
            if parts:
                yield Figure(kind, coat, size_of(camera, parts[0][0].place), parts)
            left += chance.expovariate(A_MINUTE)
        minute += timedelta(minutes=1)


def _covered(chance: random.Random, begun: datetime, lasting_s: float) -> Window | None:
    if chance.random() >= COVERED:
        return None
    since, lasting = chance.uniform(0.1, 0.5) * lasting_s, chance.uniform(0.2, 0.5) * lasting_s
    return Window(begun + timedelta(seconds=since), begun + timedelta(seconds=since + lasting))


def _one_of(chance: random.Random, shares: dict[str, float]) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]
