"""How a place stood over time in a past, and when the known facts pointed there first."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from coordinator.past import Past
from projections.place_curve import (
    BEST,
    Believe,
    CurvePoint,
    Look,
    PlaceOverTime,
    Pointed,
    Surroundings,
    among_from_then_on,
    first_among,
    place_curve,
)

STEP = timedelta(minutes=2)
MOST_MOMENTS = 61
LEAST_MOMENTS = 13
AFFORDABLE = 60_000
"""Pieces of evidence in all beliefs together; with more evidence fewer moments are looked at ..."""
AS_A_SIGHTING = 40
"""... and a sighting costs as much as so many windows, since each tells a story of its own."""
MOST_CANDIDATES = 32
"""Moments between two points of the curve among which the first one is looked for."""

Tell = Callable[[], None]
"""Called before every belief; may raise to stop the work."""


def moments_of(past: Past) -> list[datetime]:
    """Moments in even steps from the beginning to the end, both included; every two minutes, or
    less often over a long time or with much evidence."""
    since, until, evidence = past.begin, past.end, past.evidence()
    if until <= since:
        return [until]
    pieces = len(evidence.clearances) + len(evidence.sweeps) + len(evidence.outside_checks)
    cost = pieces + AS_A_SIGHTING * len(evidence.sightings)
    most = min(MOST_MOMENTS, max(LEAST_MOMENTS, AFFORDABLE // max(1, cost)))
    steps = max(1, min(most - 1, int((until - since) / STEP)))
    return [since + (until - since) * i / steps for i in range(steps)] + [until]


def as_known_then(
    past: Past, place: Surroundings, moments: Sequence[datetime], believe: Believe, tell: Tell
) -> PlaceOverTime:
    """With what was recorded by each moment. The first moments of being pointed at are found to
    the event that brought them about."""

    def read(looks: Sequence[Look]) -> list[CurvePoint]:
        found: list[CurvePoint] = []
        for look in looks:
            tell()
            found += place_curve([look], place, past.area.network, believe)
        return found

    points = read(list(past.looks(moments)))
    pointed = []
    for best in BEST:
        first = first_among(points, best)
        if first is not None and first is not points[0]:
            before = points[points.index(first) - 1]
            sharper = _first_within(past, before.at, first, best, read)
            if sharper is not first:
                points.insert(points.index(first), sharper)
                first = sharper
        pointed.append(Pointed(best, first, among_from_then_on(points, best)))
    return PlaceOverTime(tuple(points), tuple(pointed))


def with_hindsight(
    past: Past, place: Surroundings, moments: Sequence[datetime], believe: Believe, tell: Tell
) -> tuple[CurvePoint, ...]:
    """With all that was known in the end."""
    evidence, version = past.evidence(), past.version
    found: list[CurvePoint] = []
    for moment in moments:
        tell()
        look = Look(moment, version, evidence)
        found += place_curve([look], place, past.area.network, believe)
    return tuple(found)


def _first_within(
    past: Past,
    since: datetime,
    first: CurvePoint,
    best: float,
    read: Callable[[Sequence[Look]], list[CurvePoint]],
) -> CurvePoint:
    """The point at the first event in between after which the place is among the best, taking it
    that it stays so until `first`; that one if no event brought it about."""
    candidates = past.changes_between(since, first.at)
    candidates = candidates[:: max(1, -(-len(candidates) // MOST_CANDIDATES))]
    looks = list(past.looks(candidates))
    low, high, found = 0, len(looks), first
    while low < high:
        middle = (low + high) // 2
        point = read([looks[middle]])
        if point and point[0].ahead < best:
            high, found = middle, point[0]
        else:
            low = middle + 1
    return found
