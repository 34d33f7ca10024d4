"""From a phone's fixes to places that a team was at, one after the other: noise and rests out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot, sqrt

from domain.teams.track import Fix
from projections.streets.plane import Plane

MOST_ACCURACY_M = 50.0
"""A fix that is less sure than this says nothing about which street it is on; assumption."""
LEAST_SIGMA_M = 5.0
"""About what Newson & Krumm (2009) measured of GPS under open sky (4.07 m)."""
USUAL_SIGMA_M = 10.0
"""Error of a fix that does not tell its own; assumption for streets between houses."""
REST_S = 90.0
REST_RADIUS_M = 25.0
"""Whoever stays within this radius, or 2.5 times the error, for so long does not walk; a phone at
rest wanders over corners and into neighbouring streets. Assumption, no published source."""
MOST_SILENT_S = 360.0
MOST_SILENT_M = 500.0
"""Longer than this between two fixes is a gap: nothing is said about the streets in it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a team was from one moment to another, in metres of the plane and seconds."""

    east: float
    north: float
    sigma_m: float
    since: float
    until: float

    def distance_m(self, other: "Stop") -> float:
        """How far the other one is, as the crow flies."""
        return hypot(self.east - other.east, self.north - other.north)


def sure_stops(fixes: Sequence[Fix], plane: Plane) -> list[Stop]:
    """The fixes that are sure enough, in order of time, in seconds after 1970."""
    stops = []
    for fix in sorted(fixes, key=lambda fix: fix.at):
        accuracy_m = USUAL_SIGMA_M if fix.accuracy_m is None else fix.accuracy_m
        if accuracy_m <= MOST_ACCURACY_M:
            point = plane.points([fix.lon], [fix.lat])[0]
            at = fix.at.timestamp()
            sigma_m = max(accuracy_m, LEAST_SIGMA_M)
            stops.append(Stop(float(point[0]), float(point[1]), sigma_m, at, at))
    return stops


def is_gap(before: Stop, after: Stop) -> bool:
    """Whether nothing is known of the way between two stops."""
    silent = after.since - before.until > MOST_SILENT_S
    return silent or before.distance_m(after) > MOST_SILENT_M


def unbroken(stops: Sequence[Stop]) -> list[list[Stop]]:
    """The stops in runs without a gap."""
    runs = [list(stops[:1])] if stops else []
    for before, after in pairwise(stops):
        if is_gap(before, after):
            runs.append([])
        runs[-1].append(after)
    return runs


def at_rest_once(stops: Sequence[Stop]) -> list[Stop]:
    """Every rest as one stop at its middle."""
    found: list[Stop] = []
    i = 0
    while i < len(stops):
        end = _rest_from(stops, i)
        if stops[end - 1].until - stops[i].since >= REST_S:
            found.append(_middle(stops[i:end]))
            i = end
        else:
            found.append(stops[i])
            i += 1
    return found


def apart(stops: Sequence[Stop]) -> list[Stop]:
    """Without those nearer than twice their error to the one before (Newson & Krumm 2009): noise
    would look like turning round. Rests, the first and the last one stay."""
    kept: list[Stop] = []
    last = len(stops) - 1
    for number, stop in enumerate(stops):
        rests = stop.until - stop.since >= REST_S
        ends = not kept or number == last
        if ends or rests or kept[-1].distance_m(stop) > 2 * stop.sigma_m:
            kept.append(stop)
    return kept


def _rest_from(stops: Sequence[Stop], begin: int) -> int:
    """How far the stops from one on lie around their common middle."""
    east = north = 0.0
    for end in range(begin, len(stops)):
        stop, count = stops[end], end - begin + 1
        east, north = east + stop.east, north + stop.north
        middle = replace(stop, east=east / count, north=north / count)
        first = stops[begin]
        if max(middle.distance_m(stop), middle.distance_m(first)) > max(
            REST_RADIUS_M, 2.5 * stop.sigma_m
        ):
            return end
    return len(stops)


def _middle(stops: Iterable[Stop]) -> Stop:
    found = list(stops)
    count = len(found)
    sigma_m = sum(stop.sigma_m for stop in found) / count / sqrt(count)
    return Stop(
        sum(stop.east for stop in found) / count,
        sum(stop.north for stop in found) / count,
        max(sigma_m, LEAST_SIGMA_M),
        found[0].since,
        found[-1].until,
    )
