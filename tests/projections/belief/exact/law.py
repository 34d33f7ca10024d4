"""The law of motion of docs/belief.md in plain loops, written apart from the engine's tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, exp, hypot, inf, radians

from shapely import MultiPoint
from shapely import Point as Spot

from domain.network import KINDS, Network
from domain.place import EARTH_RADIUS_M
from domain.subject import Mobility

Values = Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Law:
    """What a person with mobility `manual` does in a network of straight streets."""

    network: Network
    values: Values
    goals: tuple[tuple[int, float], ...] = ()
    """Segment and metres along it of every familiar place."""

    @cached_property
    def junctions(self) -> list[tuple[float, float]]:
        """On a plane, in metres."""
        net = self.network
        scale = radians(1) * EARTH_RADIUS_M
        return [
            (lon * scale * cos(radians(net.bounds.north)), lat * scale)
            for lon, lat in zip(net.junction_lon.tolist(), net.junction_lat.tolist(), strict=True)
        ]

    def ends(self, d: int) -> tuple[int, int]:
        """The junctions where a directed segment begins and ends."""
        a, b = int(self.network.start[d >> 1]), int(self.network.end[d >> 1])
        return (b, a) if d & 1 else (a, b)

    @cached_property
    def onward(self) -> list[list[int]]:
        """What leads on from every directed segment, turning back included."""
        every = range(2 * self.network.segments)
        return [[e for e in every if self.ends(e)[0] == self.ends(d)[1]] for d in every]

    def ease(self, d: int) -> float:
        """How passable a directed segment is."""
        net = self.network
        factor = float((net.factor_against if d & 1 else net.factor_along)[d >> 1])
        power = self.values[f"factor_power_{Mobility.MANUAL}"]
        eased: float = factor**power
        return max(self.values["factor_least"], eased)

    def blocked(self, d: int) -> float:
        """How blocked the way on is at the end of a directed segment."""
        on = [self.ease(e) for e in self.onward[d] if e != d ^ 1]
        return float((1 - max(on, default=0.0)) ** 4)

    def reach(self, d: int) -> float:
        """The length as a share of that of a dead end that counts."""
        return min(1.0, float(self.network.length_m[d >> 1]) / self.values["dead_end_length"])

    def _straight(self, d: int, e: int) -> float:
        (ax, ay), (bx, by) = (self.junctions[j] for j in self.ends(d))
        (cx, cy), (dx, dy) = (self.junctions[j] for j in self.ends(e))
        product = (bx - ax) * (dx - cx) + (by - ay) * (dy - cy)
        return product / hypot(bx - ax, by - ay) / hypot(dx - cx, dy - cy)

    def choices(self, d: int, goal: int) -> dict[int, float]:
        """The probability of every way on; goal -1 is none."""
        ways, values = self.onward[d], self.values
        inclined: dict[int, float] = {}
        for e in ways:
            if e == d ^ 1:
                back = values["turn_back_blocked"] * self.blocked(d)
                inclined[e] = values["turn_back"] + back
            else:
                kind = KINDS[self.network.kind[e >> 1]]
                inclined[e] = values[f"way_{kind}"]
                inclined[e] *= exp(values["persistence"] * (self._straight(d, e) - 1))
                inclined[e] *= 1 - self.blocked(e) * (1 - self.reach(e))
        total = sum(inclined.values())
        taken = {e: inclined[e] / total * self.ease(e) for e in ways}
        weight = dict(taken)
        for failed in ways if len(ways) > 1 else []:
            others = sum(taken[e] for e in ways if e != failed)
            lost = inclined[failed] / total * (1 - self.ease(failed))
            for e in ways:
                if e != failed:
                    weight[e] += lost * taken[e] / others
        pulled = {e: weight[e] * self.pull(e, goal) for e in ways}
        whole = sum(pulled.values())
        return {e: each / whole for e, each in pulled.items()}

    def _cost(self, d: int) -> float:
        return float(self.network.length_m[d >> 1]) / max(self.ease(d), 0.05)

    @cached_property
    def _to_goals(self) -> list[list[float]]:
        found = []
        for segment, at in self.goals:
            part = at / float(self.network.length_m[segment])
            least = [inf] * self.network.junctions
            a, b = self.ends(2 * segment)
            least[a] = part * self._cost(2 * segment)
            least[b] = (1 - part) * self._cost(2 * segment + 1)
            for _ in range(self.network.junctions):
                for d in range(2 * self.network.segments):
                    begin, end = self.ends(d)
                    least[begin] = min(least[begin], self._cost(d) + least[end])
            found.append(least)
        return found

    def pull(self, d: int, goal: int) -> float:
        """The factor of a goal on the weight of a way."""
        if goal < 0 or self.goals[goal][0] == d >> 1:
            return 1.0
        begin, end = self.ends(d)
        far = self._to_goals[goal]
        detour = max(0.0, self._cost(d) + far[end] - far[begin])
        return max(0.01, exp(-detour / self.values["goal_detour"]))

    def stays(self, d: int) -> float:
        """The probability of staying at the end of a directed segment."""
        return self.values["stay_at_dead_end"] * self.blocked(d) * self.reach(d)

    def leaves(self, d: int) -> float:
        """The probability of leaving the area at the end of a directed segment."""
        last = self.ends(d)[1]
        ends = [*self.network.start.tolist(), *self.network.end.tolist()]
        hull = MultiPoint(self.junctions).convex_hull
        inside = hull.boundary.distance(Spot(self.junctions[last]))
        at_edge = ends.count(last) == 1 and inside <= self.values["edge_band"]
        return self.values["edge_leave"] if at_edge else 0.0
