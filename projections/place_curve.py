"""The probability at a place over time, as it was known at each moment or with hindsight."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from domain.area import Area
from domain.evidence import Evidence
from domain.network import Network
from domain.place import Place
from projections.belief.belief import BeforeLastKnownPoint, Belief
from projections.streets.nearest_segments import lines_of

NEAR_M = 150.0
"""Streets so near to a place count as it."""
BEST = (0.1, 0.05, 0.01)
"""Being among these shares of all streets counts as being pointed at, each more sharply."""

Believe = Callable[[Evidence, datetime], Belief]


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The streets that count as a place."""

    segments: NDArray[np.int64]
    """In ascending order, each once."""
    even: float
    """Their share of all metres of street: their probability if every metre were as likely."""


@dataclass(frozen=True, slots=True)
class Look:
    """A moment to read the belief at, and the evidence to read it from."""

    at: datetime
    version: int
    """Up to which the evidence was recorded."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A place at a moment."""

    at: datetime
    version: int
    probability: float
    """Of its streets together."""
    ahead: float
    """Share of all metres of street that were more likely, metre by metre: 0 the best, 1 the
    worst."""


def surroundings(area: Area, place: Place, near_m: float = NEAR_M) -> Surroundings:
    """The streets within `near_m` metres of a place, or the nearest one where there are none."""
    lines = lines_of(area)
    found = [spot.segment for spot in lines.within(place, near_m)]
    return around_segments(area.network, found or [lines.nearest(place).segment])


def around_segments(network: Network, segments: Sequence[int]) -> Surroundings:
    """These segments as a place."""
    own = np.unique(np.asarray(segments, np.int64))
    metres = network.length_m
    return Surroundings(own, float(metres[own].sum() / metres.sum()))


def point_at(belief: Belief, version: int, place: Surroundings, network: Network) -> CurvePoint:
    """A place in one belief."""
    # A metre at least, so that a stub of a street is not the likeliest of all by its shortness.
    metres = np.maximum(network.length_m, 1.0)
    there = float(belief.poa[place.segments].sum())
    ahead = 1.0
    if there > 0:
        better = belief.poa / metres > there / metres[place.segments].sum()
        better[place.segments] = False
        ahead = float(metres[better].sum() / metres.sum())
    return CurvePoint(belief.at, version, there, ahead)


def place_curve(
    looks: Iterable[Look], place: Surroundings, network: Network, believe: Believe
) -> Iterator[CurvePoint]:
    """The place at every look that is not before the last known point of its evidence."""
    for look in looks:
        try:
            belief = believe(look.evidence, look.at)
        except BeforeLastKnownPoint:
            continue
        yield point_at(belief, look.version, place, network)


def first_among(points: Iterable[CurvePoint], best: float) -> CurvePoint | None:
    """The earliest of points in order of time at which the place was among the best share of all
    streets."""
    return next((point for point in points if point.ahead < best), None)


def among_from_then_on(points: Sequence[CurvePoint], best: float) -> CurvePoint | None:
    """The point from which on, to the last one, it was among them."""
    found = None
    for point in reversed(points):
        if point.ahead >= best:
            break
        found = point
    return found
