"""Trajectories made by hand, to test the arithmetic of evidence against published numbers."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from domain.area import Area
from domain.parameters import default_parameters
from projections.belief.batch import Batch
from projections.belief.ledger import Ledger
from projections.belief.pieces import Piece, ZonePiece, camera_zone, log_miss
from projections.belief.sharpness import factors
from projections.belief.streets import Streets
from projections.belief.visits import INDOORS, OUTSIDE, WHOLE, Visits
from projections.belief.zones import Zones

CAP = 0.9
GAP_S = 30.0
SHARP = factors(default_parameters())

Visit = tuple[int, float, float, float]
"""Segment (or -1 outside), end in seconds, from and to in metres along the segment."""


def still(segment: int, until: float = 1e6, at_m: float = 50.0) -> Visit:
    """A stay on a segment."""
    return (segment, until, at_m, at_m)


def batch(area: Area, trajectories: Sequence[Sequence[Visit]], indoors: bool = False) -> Batch:
    """A batch of these trajectories."""
    rows = [visit for visits in trajectories for visit in visits]
    offset = np.cumsum([0, *(len(visits) for visits in trajectories)])
    code = [
        OUTSIDE if s < 0 else (s << 2) | (2 if to < frm else 0) | (INDOORS if indoors else 0)
        for s, _, frm, to in rows
    ]
    length = np.array([1.0 if s < 0 else area.network.length_m[s] for s, *_ in rows])
    begin, end = (np.array([row[k] for row in rows]) / length * WHOLE for k in (2, 3))
    visits = Visits(
        offset.astype(np.int64),
        np.array(code, np.int32),
        np.array([row[1] for row in rows], np.float32),
        np.round(begin).clip(0, WHOLE).astype(np.uint16),
        np.round(end).clip(0, WHOLE).astype(np.uint16),
        np.zeros(len(trajectories)),
    )
    return Batch(visits, area.network.length_m, 1e6)


def ledger(area: Area, made: Batch) -> Ledger:
    """The ledger of a batch."""
    return Ledger(made, Zones(area, Streets(area.network)), GAP_S, SHARP)


def cleared(camera: str, *windows: tuple[float, float, float]) -> Piece:
    """Windows (begin, end, POD) of one camera."""
    return ZonePiece(camera_zone(camera), tuple((a, b, log_miss(p, CAP)) for a, b, p in windows))


def swept(name: str, segments: Sequence[int], pod: float, window: tuple[float, float]) -> Piece:
    """A sweep of segments."""
    zone = f"sweep {name} " + ",".join(map(str, segments))
    return ZonePiece(zone, ((*window, log_miss(pod, CAP)),))


def places(held: Ledger, at: float, segments: int) -> NDArray[np.float64]:
    """Probability of the rest of the world first, then of every segment."""
    rows = held.batch.rows_at(at)
    weights = held.weights.relative
    total: NDArray[np.float64] = np.bincount(rows, weights, segments + 1) / weights.sum()
    return total


def share(text: str, whole: int) -> int:
    """How many of so many trajectories a decimal share is; it has to be a whole number."""
    count = Fraction(text) * whole
    if count.denominator != 1:
        raise ValueError(f"{text} of {whole} is not a whole number")
    return int(count)
