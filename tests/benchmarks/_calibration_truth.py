"""Subjects who do not move as the belief thinks: another model of where a lost person goes.

They take shortest ways between places picked at random around them, without any persistence of
heading; some go to a place they know (which the search may know or not), some hardly move, some
drift without aim, some leave. Speeds are those of other studies, rests are short and many. Nothing
of the belief's motion is used but the form of the answer (`Life`). All numbers are assumptions made
to differ from `domain/parameters.py`; they are no claim about real people.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from domain.subject import Mobility
from projections.belief.life import Life, Stay
from tests.benchmarks._calibration_town import Town

SHARES = {"wanders": 0.5, "goes home": 0.2, "stays": 0.1, "drifts": 0.1, "leaves": 0.1}
SPEED = {Mobility.MANUAL: (0.79, 0.19), Mobility.PUSHED: (1.2, 0.15), Mobility.POWERED: (1.4, 0.4)}
"""Mean and standard deviation in m/s."""
DAY_M = {Mobility.MANUAL: 2457.0, Mobility.PUSHED: 3000.0, Mobility.POWERED: 5000.0}
"""Mean of the metres after which he stays for good; the standard deviation is half of it."""
BOUT_M, PAUSE_S = 80.0, 40.0
"""Mean way between two short rests, and their mean length."""
LEG_M = 600.0
"""Mean straight-line distance of the next place that a wanderer picks."""
LINGER_MIN = 12.0
KNOWN_SHARE = 0.6
"""Who goes home goes to a place that the search knows, if it knows any."""
RELUCTANCE = 4.0
"""The length of a way counts 1 + this x (1 - wheelchair factor) times."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Strangers:
    """Draws subjects of the other model in one city."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.random = np.random.default_rng(seed)
        network = town.area.network
        self._x, self._y = np.zeros(network.junctions), np.zeros(network.junctions)
        streets = town.streets
        first, last = network.shape_offset[:-1], network.shape_offset[1:] - 1
        self._x[network.start], self._y[network.start] = streets.x[first], streets.y[first]
        self._x[network.end], self._y[network.end] = streets.x[last], streets.y[last]
        factor = np.minimum(network.factor_along, network.factor_against)
        cost = streets.length_m * (1 + RELUCTANCE * (1 - factor))
        self._graph, self._segment_of = _graph(network.start, network.end, cost)
        self._degree = np.bincount(network.start, minlength=network.junctions) + np.bincount(
            network.end, minlength=network.junctions
        )
        self._beside: dict[int, list[int]] = {}
        for s, (a, b) in enumerate(zip(network.start.tolist(), network.end.tolist(), strict=True)):
            self._beside.setdefault(a, []).append(s)
            self._beside.setdefault(b, []).append(s)
        self._back = lru_cache(maxsize=400)(self._predecessors)

    def life(self, segment: int, mobility: Mobility, known: Sequence[int], horizon: float) -> Life:
        """A life from the middle of a segment until at least a horizon in seconds; `known` are
        segments of familiar places."""
        mean, deviation = SPEED[mobility]
        speed = float(np.clip(self.random.normal(mean, deviation), 0.25, 2.5))
        budget = max(100.0, self.random.normal(DAY_M[mobility], DAY_M[mobility] / 2))
        way = _Way(self, segment, speed, budget, horizon)
        kind = str(self.random.choice(list(SHARES), p=list(SHARES.values())))
        if kind == "stays":
            self._stays(way)
        elif kind == "goes home":
            self._goes_home(way, known)
        elif kind == "drifts":
            self._drifts(way)
        else:
            ride = self.random.exponential(3600.0) if kind == "leaves" else np.inf
            self._wanders(way, float(ride))
        way.wait(np.inf, indoors=False)
        return Life(tuple(way.stays))

    def _stays(self, way: "_Way") -> None:
        way.budget = min(way.budget, float(self.random.exponential(80.0)))
        self._drifts(way)
        way.wait(np.inf, indoors=bool(self.random.random() < 0.4))

    def _goes_home(self, way: "_Way", known: Sequence[int]) -> None:
        home = self._anywhere(way, 1000.0)
        if known and self.random.random() < KNOWN_SHARE:
            home = int(self.town.area.network.start[int(self.random.choice(known))])
        self._walks_to(way, home)
        way.wait(float(self.random.exponential(3 * 3600.0)), indoors=self.random.random() < 0.5)
        self._wanders(way, np.inf)

    def _drifts(self, way: "_Way") -> None:
        while way.goes_on:
            way.takes(int(self.random.choice(self._beside[way.junction])))

    def _wanders(self, way: "_Way", ride: float) -> None:
        while way.goes_on:
            self._walks_to(way, self._anywhere(way, LEG_M))
            if way.t > ride:
                way.leaves()
                return
            way.wait(float(self.random.exponential(60 * LINGER_MIN)), indoors=False)

    def _anywhere(self, way: "_Way", mean_m: float) -> int:
        """A junction about so far away; a few candidates are compared."""
        x, y = self._x[way.junction], self._y[way.junction]
        wanted = self.random.exponential(mean_m)
        away = np.abs(np.hypot(self._x - x, self._y - y) - wanted)
        return int(self.random.choice(np.argsort(away)[:20]))

    def _walks_to(self, way: "_Way", goal: int) -> None:
        back = self._back(goal)
        while way.goes_on and way.junction != goal:
            following = int(back[way.junction])
            if following < 0:
                way.wait(600.0, indoors=False)
                return
            way.takes(
                self._segment_of[(min(way.junction, following), max(way.junction, following))]
            )

    def _predecessors(self, goal: int) -> NDArray[np.int32]:
        """For each junction the next one on the shortest way to a goal, negative where none."""
        _, back = dijkstra(
            self._graph, directed=False, indices=[goal], return_predecessors=True, limit=6000.0
        )
        return np.asarray(back[0], np.int32)


class _Way:
    """The life of one subject as far as it is told."""

    def __init__(
        self, subjects: Strangers, segment: int, speed: float, budget: float, horizon: float
    ) -> None:
        network = subjects.town.area.network
        self._start, self._end = network.start, network.end
        self._length = subjects.town.streets.length_m
        self._random = subjects.random
        self.stays: list[Stay] = []
        self.t, self.budget, self._speed, self._horizon = 0.0, budget, speed, horizon
        self._bout = float(self._random.exponential(BOUT_M))
        self._out = False
        self.segment, self._at = segment, float(self._length[segment]) / 2
        forwards = bool(self._random.random() < 0.5)
        self.junction = int(self._end[segment] if forwards else self._start[segment])
        self._rolls(segment, self._at, float(self._length[segment]) if forwards else 0.0)

    @property
    def goes_on(self) -> bool:
        """Whether there is anything left to tell."""
        return not self._out and self.t < self._horizon and self.budget > 0

    def takes(self, segment: int) -> None:
        """Roll along a segment that begins or ends at the junction he is at."""
        length = float(self._length[segment])
        along = int(self._start[segment]) == self.junction
        self.junction = int(self._end[segment] if along else self._start[segment])
        self._rolls(segment, 0.0 if along else length, length if along else 0.0)

    def wait(self, seconds: float, *, indoors: bool) -> None:
        """Stay where he is."""
        if not self._out and seconds > 0 and np.isfinite(self.t):
            self._put(seconds, self._at, indoors)

    def leaves(self) -> None:
        """Out of the area for good."""
        if not self._out:
            self.stays.append(Stay(self.t, np.inf, -1, 0.0, 0.0, indoors=False))
            self._out, self.t = True, np.inf

    def _rolls(self, segment: int, at: float, to: float) -> None:
        self.segment, self._at = segment, at
        sign = 1.0 if to > at else -1.0
        while self.goes_on and abs(to - self._at) > 1e-9:
            go = min(abs(to - self._at), self._bout, self.budget)
            self._put(go / self._speed, self._at + sign * go, indoors=False)
            self._bout -= go
            self.budget -= go
            if self._bout <= 1e-9:
                self._put(float(self._random.exponential(PAUSE_S)), self._at, indoors=False)
                self._bout = float(self._random.exponential(BOUT_M))

    def _put(self, seconds: float, to: float, indoors: bool) -> None:
        until = self.t + seconds
        self.stays.append(Stay(self.t, until, self.segment, self._at, to, indoors))
        self.t, self._at = until, to


def _graph(
    start: NDArray[np.int32], end: NDArray[np.int32], cost: Floats
) -> tuple[csr_array, dict[tuple[int, int], int]]:
    """The cheapest segment between any two junctions, and which one it is."""
    count = int(max(start.max(), end.max())) + 1
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((cost, high, low))
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (low[order][1:] != low[order][:-1]) | (high[order][1:] != high[order][:-1])
    kept = order[fresh & (low[order] != high[order])]
    named = {
        (a, b): s
        for a, b, s in zip(low[kept].tolist(), high[kept].tolist(), kept.tolist(), strict=True)
    }
    return csr_array((cost[kept], (low[kept], high[kept])), shape=(count, count)), named
