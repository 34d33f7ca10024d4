"""The law of motion in a city as plain tables, for one mobility and any number of goals.

Made from the same tables as the engine's walk (weights of ways, pulls of goals, speeds); these are
compared with an independent writing of the law in tests/projections/belief/exact.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from domain.area import Area
from domain.evidence import Evidence
from projections.belief.motion.choice import Ways, ease, reach, way_weights, ways
from projections.belief.motion.edge import edge_junctions
from projections.belief.motion.goals import Goals, goals
from projections.belief.motion.speed import speed_share
from projections.belief.sightings import disc, origin_in
from projections.belief.streets import Streets

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class CityLaw:
    """Columns are directed segments, or rows of the ways; lengths in metres, times in seconds."""

    area: Area
    search: Evidence

    def number(self, name: str) -> float:
        """A parameter, of the mobility where it has one for each."""
        values = self.search.parameters
        own = f"{name}_{self.search.mobility[0].mobility}"
        return values[own] if own in values else values[name]

    def per_metre(self, gap: str) -> float:
        """Events per metre of a mean way between two."""
        gap_m = self.number(gap)
        return 1.0 / gap_m if gap_m > 0 else 0.0

    @cached_property
    def streets(self) -> Streets:
        """The shapes."""
        return Streets(self.area.network)

    @cached_property
    def length(self) -> Floats:
        """Metres of each directed segment."""
        return np.repeat(self.streets.length_m, 2)

    @cached_property
    def onward(self) -> Ways:
        """What leads on from each directed segment."""
        return ways(self.area.network)

    @cached_property
    def ease(self) -> Floats:
        """How passable each is."""
        return ease(self.area.network, self.search.mobility[0].mobility, self.search.parameters)

    @cached_property
    def _weights(self) -> tuple[Floats, Floats]:
        return way_weights(self.streets, self.onward, self.ease, self.search.parameters)

    @cached_property
    def stay(self) -> Floats:
        """Probability of staying at the end."""
        held = reach(self.streets, self.search.parameters)
        stay: Floats = self.number("stay_at_dead_end") * self._weights[1] * held
        return stay

    @cached_property
    def stuck(self) -> Floats:
        """Probability of getting stuck on the way."""
        stuck: Floats = self.number("stuck_on_bad_way") * (1 - self.ease) ** 4
        return stuck

    @cached_property
    def leave(self) -> Floats:
        """Probability of leaving the area at the end."""
        network = self.area.network
        end = np.column_stack((network.end, network.start)).ravel()
        out = edge_junctions(self.streets, self.number("edge_band"))
        return np.where(out[end], self.number("edge_leave"), 0.0)

    @cached_property
    def speed_share(self) -> Floats:
        """Share of the speed on the flat."""
        kind = self.search.mobility[0].mobility
        return speed_share(self.area.network, kind, self.search.parameters)

    @cached_property
    def goals(self) -> Goals:
        """The familiar places."""
        places = self.search.familiar_places
        return goals(self.streets, places, self.ease, self.search.parameters)

    @property
    def layers(self) -> int:
        """Nothing in mind, or one of the goals."""
        return 1 + len(self.goals.segment)

    @cached_property
    def mind(self) -> Floats:
        """Probability of each layer when he makes up his mind."""
        share = self.number("goal_share") if self.layers > 1 else 0.0
        return np.concatenate(([1 - share], share * np.diff(self.goals.share, prepend=0.0)))

    def mind_after(self, layer: int) -> Floats:
        """The same after a goal was reached: not that one again."""
        chance = self.mind.copy()
        chance[0] += chance[layer]
        chance[layer] = 0.0
        return chance

    def pull(self, layer: int) -> Floats:
        """The factor of what he has in mind on each directed segment."""
        if layer == 0:
            return np.ones(len(self.length))
        return np.asarray(self.goals.pull[layer - 1], np.float64)

    def chances(self, layer: int) -> Floats:
        """For every row of the ways its probability."""
        weight = self._weights[0] * self.pull(layer)[self.onward.onto]
        total = np.add.reduceat(weight, self.onward.offset[:-1])
        return np.asarray(weight / np.repeat(total, np.diff(self.onward.offset)), np.float64)

    def stops(self, layer: int) -> Floats:
        """Metres along each directed segment at which a goal is; infinite where it is not on it."""
        stop = np.full(len(self.length), np.inf)
        if layer > 0:
            s, at = int(self.goals.segment[layer - 1]), float(self.goals.at_m[layer - 1])
            stop[2 * s], stop[2 * s + 1] = at, self.length[2 * s] - at
        return stop

    def beginnings(self) -> list[tuple[int, int, float, float, float]]:
        """Where he begins: (layer, directed segment, from, to in metres along it, probability)."""
        known = self.search.last_known_point
        circle = disc(self.streets, known.place, max(5.0, known.radius_m))
        origin = origin_in(self.streets, circle, self.ease.astype(np.float32))
        shares = np.diff(origin.share, prepend=0.0).tolist()
        found = []
        for layer, chance in enumerate(self.mind.tolist()):
            pull = self.ease * self.pull(layer)
            for k, share in enumerate(shares):
                s = int(origin.segment[k])
                if layer > 0 and s == self.goals.segment[layer - 1]:
                    raise ValueError("he must not begin on the street of a familiar place")
                low, high = float(origin.from_m[k]), float(origin.to_m[k])
                whole = float(self.length[2 * s])
                along = float(pull[2 * s] / (pull[2 * s] + pull[2 * s + 1]))
                found.append((layer, 2 * s, low, high, chance * share * along))
                back = whole - high, whole - low
                found.append((layer, 2 * s + 1, *back, chance * share * (1 - along)))
        return found
