"""Which streets a team went along: a hidden Markov model after Newson & Krumm (2009).

"Hidden Markov Map Matching Through Noise and Sparseness", ACM GIS. The hidden states are spots on
streets near each stop. A state speaks for itself by its distance from the stop, normal with the
stop's error; two states in a row by how much the way between them on the streets differs from the
straight line, exponential. The most likely sequence (Viterbi) is the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from projections.streets.short_ways import Reached, ShortWays
from projections.streets.street_graph import Leg
from projections.streets.street_lines import Spot, StreetLines
from projections.streets.track_stops import Stop

BESIDE_M = 25.0
"""How far a sure fix may lie from the line that is drawn for its street; assumption."""
MOST_BESIDE_M = 60.0
MOST_SPOTS = 10
DETOUR_M = 15.0
"""Scale of the difference between way and straight line, in metres; assumption, within the range
that Newson & Krumm found for short intervals."""
LIMITS_M = (80.0, 150.0, 300.0, 600.0, 1200.0)
"""How far ways are looked for, so that few different questions are asked."""


@dataclass(frozen=True, slots=True)
class MatchedLeg:
    """From one stop to the next: the way between them, and when it was gone."""

    before: Stop
    after: Stop
    way: tuple[Leg, ...]
    """Empty where the team stayed on the spot."""


def matched(stops: Sequence[Stop], lines: StreetLines, ways: ShortWays) -> list[list[MatchedLeg]]:
    """The most likely ways, in runs: where no street is near or none connects, a run ends."""
    spots = _spots(stops, lines, ways)
    trellis = _Trellis(ways)
    runs: list[list[MatchedLeg]] = []
    begin = 0
    while begin < len(stops):
        if not spots[begin]:
            begin += 1
            continue
        end, chosen = trellis.walk(stops, spots, begin)
        run = [
            MatchedLeg(
                stops[i],
                stops[i + 1],
                tuple(
                    trellis.way(
                        chosen[i - begin],
                        chosen[i + 1 - begin],
                        _limit_m(stops[i].distance_m(stops[i + 1])),
                    )
                ),
            )
            for i in range(begin, end - 1)
        ]
        if run:
            runs.append(run)
        begin = end
    return runs


def _spots(stops: Sequence[Stop], lines: StreetLines, ways: ShortWays) -> list[list[Spot]]:
    """The candidates of each stop, nearest first."""
    points = np.array([[stop.east, stop.north] for stop in stops]).reshape(-1, 2)
    sigma = np.array([stop.sigma_m for stop in stops])
    radius = np.clip(3 * sigma, BESIDE_M, MOST_BESIDE_M)
    found = lines.near(points, radius, ways.open_to)
    return [spots[:MOST_SPOTS] for spots in found]


class _Trellis:
    """States and what leads from one to another; remembers the ways it looked for."""

    def __init__(self, ways: ShortWays) -> None:
        self._ways = ways
        self._known: dict[tuple[int, float], Reached] = {}

    def walk(
        self, stops: Sequence[Stop], spots: Sequence[list[Spot]], begin: int
    ) -> tuple[int, list[Spot]]:
        """The best spots from one stop on, until a stop that nothing leads to; and its number."""
        worth = [_emission(spot, stops[begin]) for spot in spots[begin]]
        back: list[list[int]] = []
        end = begin + 1
        while end < len(stops) and spots[end]:
            straight_m = stops[end - 1].distance_m(stops[end])
            limit_m = _limit_m(straight_m)
            next_worth, links = [], []
            for spot in spots[end]:
                best, link = -np.inf, -1
                for i, before in enumerate(spots[end - 1]):
                    if worth[i] <= best:
                        continue
                    way_m = self._metres(before, spot, limit_m)
                    reached = worth[i] - abs(way_m - straight_m) / DETOUR_M
                    if reached > best:
                        best, link = reached, i
                next_worth.append(best + _emission(spot, stops[end]))
                links.append(link)
            if max(links) < 0:
                break
            worth = next_worth
            back.append(links)
            end += 1
        at = int(np.argmax(worth))
        chosen = [spots[end - 1][at]]
        for step in range(len(back) - 1, -1, -1):
            at = back[step][at]
            chosen.append(spots[begin + step][at])
        return end, chosen[::-1]

    def way(self, origin: Spot, target: Spot, limit_m: float) -> list[Leg]:
        """The way that was weighed, no empty legs."""
        _, junctions = self._shortest(origin, target, limit_m)
        if junctions is None:
            legs = [Leg(origin.segment, origin.along_m, target.along_m)]
        else:
            out, into = junctions
            legs = [
                Leg(origin.segment, origin.along_m, self._along(origin.segment, out[0])),
                *self._ways.legs(self._reached(out[1], limit_m), into[1]),
                Leg(target.segment, self._along(target.segment, into[0]), target.along_m),
            ]
        return [leg for leg in legs if leg.length_m > 0]

    def _metres(self, origin: Spot, target: Spot, limit_m: float) -> float:
        return self._shortest(origin, target, limit_m)[0]

    def _shortest(
        self, origin: Spot, target: Spot, limit_m: float
    ) -> tuple[float, tuple[tuple[int, int], tuple[int, int]] | None]:
        """Metres, and by which end of which street it is left and entered; None: along it."""
        best, chosen = np.inf, None
        if origin.segment == target.segment:
            best = abs(origin.along_m - target.along_m)
        for out, leave in enumerate(self._ways.ends[origin.segment]):
            leave_m = abs(origin.along_m - self._along(origin.segment, out))
            if leave_m >= best:
                continue
            reached = self._reached(leave, limit_m)
            for into, enter in enumerate(self._ways.ends[target.segment]):
                between = reached.get(enter)
                if between is None:
                    continue
                enter_m = abs(target.along_m - self._along(target.segment, into))
                metres = leave_m + between[0] + enter_m
                if metres < best:
                    best, chosen = metres, ((out, leave), (into, enter))
        return best, chosen

    def _along(self, segment: int, end: int) -> float:
        return self._ways.length_m[segment] if end else 0.0

    def _reached(self, junction: int, limit_m: float) -> Reached:
        found = self._known.get((junction, limit_m))
        if found is None:
            found = self._known[junction, limit_m] = self._ways.reached(junction, limit_m)
        return found


def _limit_m(straight_m: float) -> float:
    """How far a way is looked for between stops so far apart."""
    return next((m for m in LIMITS_M if m >= 1.5 * straight_m + 50), LIMITS_M[-1])


def _emission(spot: Spot, stop: Stop) -> float:
    """Natural logarithm of how likely a fix lies so far from the street it is on."""
    return -0.5 * (spot.distance_m / stop.sigma_m) ** 2
