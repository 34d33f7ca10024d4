"""Evidence as pieces: what is multiplied onto weights, in an order-free form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import expm1, log1p
from typing import TypeAlias

from domain.evidence import Evidence

SCALE = float(1 << 32)
"""Log weights are integers in units of 2^-32, so that sums do not depend on order."""

CAMERA = "camera "

Window: TypeAlias = tuple[float, float, int]
"""Begin and end in seconds after the last known point, and the log of 1 - POD (negative)."""


@dataclass(frozen=True, slots=True)
class ZonePiece:
    """Windows of one camera together, or one sweep: on each pass through the zone that any of
    them touches, the strongest counts, once."""

    zone: str
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class OutsidePiece:
    """One check of the rest of the world."""

    id: str
    window: Window


Piece: TypeAlias = ZonePiece | OutsidePiece


@lru_cache(maxsize=1024)
def log_miss(pod: float, cap: float) -> int:
    """log(1 - POD) in fixed point; the POD is capped, so that nothing is ever excluded."""
    return round(log1p(-min(pod, cap)) * SCALE)


@lru_cache(maxsize=65536)
def blunted(strength: int, left: float) -> int:
    """What is left of a strength if only this share of its POD is."""
    return strength if left == 1.0 else round(log1p(expm1(strength / SCALE) * left) * SCALE)


def pods_by_level(pod: float, cap: float, sharp: tuple[float, ...]) -> tuple[float, ...]:
    """The POD that one pass counts with at every level of sharpness, if a window is cleared with
    this POD; `sharp` is what is left of a POD at each level."""
    strength = log_miss(pod, cap) if pod > 0 else 0
    return tuple(-expm1(blunted(strength, left) / SCALE) for left in sharp)


def pieces_of(evidence: Evidence, parameters: Mapping[str, float]) -> frozenset[Piece]:
    """All pieces that can change anything: a POD of 0 and empty windows give none."""
    since = evidence.last_known_point.at
    cap = parameters["pod_cap"]

    def window(begin: datetime, end: datetime, pod: float) -> Window | None:
        b = (end - since).total_seconds()
        if pod <= 0 or b <= 0:
            return None
        a = (begin - since).total_seconds()
        return (a, b, log_miss(pod, cap)) if b > a else None

    cameras: dict[str, list[Window]] = {}
    pieces: set[Piece] = set()
    for clearance in evidence.clearances:
        if found := window(clearance.since, clearance.until, clearance.pod):
            cameras.setdefault(clearance.camera_id, []).append(found)
    for camera_id, windows in cameras.items():
        pieces.add(ZonePiece(camera_zone(camera_id), tuple(sorted(set(windows)))))
    for sweep in evidence.sweeps:
        if found := window(sweep.since, sweep.until, sweep.pod):
            zone = "sweep " + sweep.id + " " + ",".join(map(str, sorted(set(sweep.segments))))
            pieces.add(ZonePiece(zone, (found,)))
    for check in evidence.outside_checks:
        if found := window(check.since, check.until, check.pod):
            pieces.add(OutsidePiece(check.id, found))
    return frozenset(pieces)


def camera_zone(camera_id: str) -> str:
    """The name of a camera's zone among all zones."""
    return CAMERA + camera_id
