"""A hidden subject: where he really is at every moment, unknown to everybody who searches."""

import random
from math import cos, exp, log, pi

import numpy as np

from coordinator.simulation.missing_report import MissingReport
from coordinator.simulation.roads import Roads, Way, roads_of
from coordinator.simulation.trail import Trail
from coordinator.simulation.true_motion import TrueMotion
from domain.area import Area
from projections.belief.life import Life

FOLLOWED_S = 12 * 3600.0


def hidden_subject(
    area: Area, known: MissingReport, seed: int, motion: TrueMotion | None = None
) -> Life:
    """The life of one subject for twelve hours after the last known point.

    Equal area, report and seed give an equal life. Only the network of the area matters.
    """
    return _Subject(roads_of(area.network), known, seed, motion or TrueMotion()).lived()


class _Subject:
    """Lives one life."""

    def __init__(self, roads: Roads, known: MissingReport, seed: int, motion: TrueMotion) -> None:
        self._roads = roads
        self._known = known
        self._motion = motion
        self._random = random.Random(seed)
        seen = np.random.default_rng(seed).standard_normal(roads.network.segments)
        self._seems = np.exp(motion.seems_spread * seen)
        self._speed = self._lognormal(motion.speed[known.mobility], motion.speed_spread)
        spot = roads.lines.nearest(known.last_known_point.place)
        length_m = float(roads.network.length_m[spot.segment])
        radius_m = known.last_known_point.radius_m
        along_m = spot.along_m + self._random.uniform(-radius_m, radius_m)
        self._trail = Trail(FOLLOWED_S, spot.segment, float(min(max(along_m, 0.0), length_m)))
        self._at = -1
        """The junction he is at; -1 at the beginning."""
        self._came: int | None = None
        self._active_s = self._lognormal(motion.active_median_s, motion.active_spread)
        self._bearing = self._random.uniform(-pi, pi)
        self._bearing_left_m = 0.0

    def lived(self) -> Life:
        motion, trail = self._motion, self._trail
        plan = self._random.choices(
            ("stays", "errands", "wanders", "leaves", "hides"),
            (motion.stays_put, motion.does_errands, motion.wanders, motion.leaves, motion.hides),
        )[0]
        if plan == "stays":
            self._stays_put()
        self._reaches_junction()
        if plan == "leaves":
            self._errand(self._destination(unknown=True))
            trail.leaves()
        elif plan == "hides":
            self._errand(self._destination(unknown=True, nearer=0.5))
            trail.rests(self._lognormal(motion.hidden_median_s, 0.8), indoors=True)
        while not trail.over:
            if plan == "errands":
                self._does_errand()
            else:
                self._wanders(1000.0)
        return trail.life()

    def _stays_put(self) -> None:
        """Moves a little on his street, if at all, and then no more for hours."""
        trail = self._trail
        length_m = float(self._roads.network.length_m[trail.segment])
        to_m = min(max(trail.along_m + self._random.gauss(0.0, 60.0), 0.0), length_m)
        trail.goes(trail.segment, trail.along_m, to_m, abs(to_m - trail.along_m) / self._speed)
        trail.rests(self._lognormal(6 * 3600.0, 0.5))

    def _reaches_junction(self) -> None:
        trail, network = self._trail, self._roads.network
        segment = trail.segment
        forward = self._random.random() < 0.5
        to_m = float(network.length_m[segment]) if forward else 0.0
        factor = (network.factor_along if forward else network.factor_against)[segment]
        self._moves(segment, to_m, float(factor))
        self._at = int((network.end if forward else network.start)[segment])
        self._came = segment

    def _does_errand(self) -> None:
        motion = self._motion
        if not self._errand(self._destination()):
            return
        stay_s = self._lognormal(motion.errand_stay_median_s, 0.9)
        self._trail.rests(stay_s, indoors=self._random.random() < motion.errand_indoors)
        if self._random.random() < motion.wander_after_errand:
            self._wanders(self._random.expovariate(1 / 600.0))

    def _destination(self, *, unknown: bool = False, nearer: float = 1.0) -> int:
        """A place the family named, or any at about the distance people go."""
        chance, places = self._random, self._known.familiar_places
        if places and not unknown and chance.random() < self._motion.familiar_errand:
            chosen = chance.choices(places, [place.weight for place in places])[0]
            return self._roads.nearest_junction(chosen.place)
        wanted_m = self._lognormal(self._motion.errand_median_m * nearer, 0.6)
        metres = self._roads.metres_from(self._at, 2 * wanted_m + 50)
        reached = np.flatnonzero(np.isfinite(metres))
        off = np.abs(metres[reached] - wanted_m)
        nearest = reached[np.argsort(off, kind="stable")[:20]]
        return int(chance.choice(nearest.tolist()))

    def _errand(self, goal: int) -> bool:
        """Goes there by what seems the shortest way; whether he got there."""
        left = self._roads.cost_to(goal, self._seems)
        while not self._trail.over and self._at != goal:
            ways = self._roads.ways[self._at]
            best = min(ways, key=lambda way: (self._cost(way) + left[way.onto], way.segment))
            if len(ways) >= 3 and self._random.random() < self._motion.missed_turn:
                best = self._random.choice(ways)
            if self._goes(best):
                return False
        return not self._trail.over

    def _cost(self, way: Way) -> float:
        return way.metres * float(self._seems[way.segment]) / max(way.factor, 0.02)

    def _wanders(self, metres: float) -> None:
        """About so far, in a vague direction that changes."""
        motion = self._motion
        while metres > 0 and not self._trail.over:
            if self._bearing_left_m <= 0:
                self._bearing = self._random.uniform(-pi, pi)
                self._bearing_left_m = self._random.expovariate(1 / motion.direction_lasts_m)
            ways = self._roads.ways[self._at]
            weights = [
                max(way.factor, 0.02) ** 2
                * exp(motion.direction * cos(way.bearing - self._bearing))
                * (motion.turn_round if way.segment == self._came else 1.0)
                for way in ways
            ]
            way = self._random.choices(ways, weights)[0]
            metres -= way.metres
            self._bearing_left_m -= way.metres
            self._goes(way)
            dead_end = len(self._roads.ways[self._at]) == 1
            if dead_end and self._random.random() < motion.stays_at_dead_end:
                self._trail.rests(self._lognormal(motion.dead_end_median_s, 1.0))

    def _goes(self, way: Way) -> bool:
        """Along one street; whether he got stuck on it or left at its end."""
        network, motion = self._roads.network, self._motion
        length_m = float(network.length_m[way.segment])
        from_m, to_m = (0.0, length_m) if way.forward else (length_m, 0.0)
        self._trail.segment, self._trail.along_m = way.segment, from_m
        stuck = way.factor < motion.bad_factor and self._random.random() < motion.stuck_on_bad_way
        if stuck:
            middle_m = self._random.uniform(0.0, length_m)
            self._moves(way.segment, middle_m, way.factor)
            self._trail.rests(self._lognormal(motion.stuck_median_s, 0.8))
        self._moves(way.segment, to_m, way.factor)
        self._at, self._came = way.onto, way.segment
        if self._roads.at_edge[self._at] and self._random.random() < motion.leaves_at_edge:
            self._trail.leaves()
        return stuck or self._trail.over

    def _moves(self, segment: int, to_m: float, factor: float) -> None:
        """Slower on a bad way and when tired; rests now and then, and when he can no more."""
        trail, motion = self._trail, self._motion
        if trail.over:
            return
        tired = max(0.5, min(1.0, self._active_s / (30 * 60.0)))
        speed = self._speed * (0.35 + 0.65 * factor) * tired
        seconds = abs(to_m - trail.along_m) / max(speed, 0.05)
        trail.goes(segment, trail.along_m, to_m, seconds)
        self._active_s -= seconds
        if self._active_s <= 0:
            indoors = self._random.random() < 0.1
            trail.rests(self._lognormal(motion.exhausted_median_s, 0.7), indoors=indoors)
            self._active_s = 0.5 * self._lognormal(motion.active_median_s, motion.active_spread)
        elif self._random.random() < 1 - exp(-seconds / motion.rest_every_s):
            trail.rests(self._random.gammavariate(2.0, motion.rest_mean_s / 2))

    def _lognormal(self, median: float, spread: float) -> float:
        return exp(log(median) + spread * self._random.gauss(0.0, 1.0))
