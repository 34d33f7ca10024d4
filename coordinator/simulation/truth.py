"""The truth of one simulated search: what cameras recorded, and whom a team meets."""

from collections import defaultdict
from itertools import pairwise
from math import atan2, degrees
from typing import NamedTuple

import numpy as np

from coordinator.simulation.roads import Roads
from domain.camera import CameraZone
from domain.place import Place
from projections.belief.life import Life, Stay
from projections.streets.street_lines import Spot

JOINED_S = 30.0
"""Stays in a camera's view with a shorter gap are one pass."""


class Passing(NamedTuple):
    """A stretch of a recording on which he can be seen."""

    number: int
    since: float
    until: float


class Truth:
    """Where he is, and chance: the same chances whatever the policy does."""

    def __init__(self, roads: Roads, zones: tuple[CameraZone, ...], life: Life, seed: int) -> None:
        self._roads = roads
        self._life = life
        self._seed = seed
        self._outdoors: dict[int, list[Stay]] = defaultdict(list)
        for stay in life.stays:
            if stay.segment >= 0 and not stay.indoors:
                self._outdoors[stay.segment].append(stay)
        self._through = self._ways_through()
        self._passings = {zone.camera_id: self._passings_of(zone) for zone in zones}
        self._looks: dict[tuple[str, int], int] = defaultdict(int)
        self._meetings = 0

    @property
    def left_s(self) -> float | None:
        """When he left the area, None if he stays."""
        last = self._life.stays[-1]
        return last.since if last.segment < 0 else None

    def last_in_the_open(self, until_s: float) -> float:
        """Until when he can be met at all before `until_s`; 0 if never."""
        stays = (stay for found in self._outdoors.values() for stay in found)
        return max((min(s.until, until_s) for s in stays if s.since < until_s), default=0.0)

    def meets(self, segment: int, since: float, until: float, pod: float) -> float | None:
        """When a team that goes along a segment finds him, if he is there and it does."""
        for stay in self._outdoors.get(segment, ()):
            begin, end = max(stay.since, since), min(stay.until, until)
            if begin < end:
                self._meetings += 1
                found = self._chance("meeting", 0, self._meetings) < pod
                return (begin + end) / 2 if found else None
        return None

    def comes_through(self, junction: int, since: float, until: float, pod: float) -> float | None:
        """When a team that stands at a junction finds him, if he comes through and it does."""
        for moment in self._through.get(junction, ()):
            if since <= moment < until:
                self._meetings += 1
                if self._chance("meeting", 0, self._meetings) < pod:
                    return moment
        return None

    def sees(
        self, camera_id: str, since: float, until: float, pod: float
    ) -> tuple[float, float] | None:
        """When in a window the officer sees him first, and until when he stays in view or the
        window ends; None if not at all."""
        for passing in self._passings.get(camera_id, ()):
            begin, end = max(passing.since, since), min(passing.until, until)
            if begin < end:
                look = self._looks[camera_id, passing.number]
                self._looks[camera_id, passing.number] += 1
                if self._chance(camera_id, passing.number, look) < pod:
                    return begin, end
        return None

    def passings(self, camera_id: str) -> tuple[Passing, ...]:
        """All of his passes through a camera's view, in order."""
        return self._passings.get(camera_id, ())

    def where(self, at: float) -> tuple[Place, float | None]:
        """His place, inside the area, and which way he is going in degrees from north."""
        stay, along_m = self._life.at(at)
        here = self._roads.lines.place_at(Spot(stay.segment, along_m))
        if stay.from_m == stay.to_m:
            return here, None
        ends = [
            self._roads.lines.plane.point(self._roads.lines.place_at(Spot(stay.segment, metres)))
            for metres in (stay.from_m, stay.to_m)
        ]
        east, north = ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]
        return here, degrees(atan2(east, north)) % 360.0

    def _ways_through(self) -> dict[int, list[float]]:
        """When he goes through each junction in the open."""
        network, through = self._roads.network, defaultdict(list)
        for one, next_one in pairwise(self._life.stays):
            if next_one.segment >= 0 and one.segment != next_one.segment:
                forward = next_one.from_m == 0.0
                ends = network.start if forward else network.end
                through[int(ends[next_one.segment])].append(next_one.since)
        return through

    def _passings_of(self, zone: CameraZone) -> tuple[Passing, ...]:
        spans = []
        for stretch in zone.stretches:
            for stay in self._outdoors.get(stretch.segment, ()):
                span = _inside(stay, stretch.from_m, stretch.to_m)
                if span is not None:
                    spans.append(span)
        joined: list[list[float]] = []
        for since, until in sorted(spans):
            if joined and since - joined[-1][1] < JOINED_S:
                joined[-1][1] = max(joined[-1][1], until)
            else:
                joined.append([since, until])
        return tuple(Passing(i, since, until) for i, (since, until) in enumerate(joined))

    def _chance(self, what: str, number: int, turn: int) -> float:
        words = [self._seed, *what.encode(), number, turn]
        return float(np.random.default_rng(words).random())


def _inside(stay: Stay, low: float, high: float) -> tuple[float, float] | None:
    """When a stay on a segment is between low and high metres of it."""
    if stay.from_m == stay.to_m:
        return (stay.since, stay.until) if low <= stay.from_m <= high else None
    a = (low - stay.from_m) / (stay.to_m - stay.from_m)
    b = (high - stay.from_m) / (stay.to_m - stay.from_m)
    enter, leave = max(0.0, min(a, b)), min(1.0, max(a, b))
    if enter >= leave:
        return None
    lasting = stay.until - stay.since
    return stay.since + enter * lasting, stay.since + leave * lasting
