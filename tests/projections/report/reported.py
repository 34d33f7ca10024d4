"""Facts of a search in the town, for tests of what the report makes of them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from domain.area import Area
from projections.belief.belief import Belief
from projections.evidence import evidence_of
from projections.place_curve import CurvePoint, PlaceOverTime, Pointed, around_segments
from projections.report.facts import AtFind, Facts
from tests.domain.scenario import Scenario, at
from tests.domain.town import TOWN


def facts(
    told: Scenario,
    passing: Mapping[str, float] | None = None,
    moved: Mapping[str, float] | None = None,
    rest_of_world: float = 0.1,
    area: Area = TOWN,
) -> Facts:
    """What was told so far, in a belief that is spread evenly over the streets."""
    search, events = told.search, tuple(told.events)
    network = area.network
    poa = (1 - rest_of_world) * network.length_m / network.length_m.sum()
    end = events[-1].timestamp
    return Facts(
        search, events, area, at(0), end, evidence_of(search, area),
        Belief(end, poa, rest_of_world, 100.0, (), 0.0, False),
        passing or {}, moved or {}, None, {},
        {team: {"zh": f"第 {n} 组", "en": f"team {n}"} for n, team in enumerate(search.teams, 1)},
    )  # fmt: skip


def pointed(known: Facts, since_min: float) -> Facts:
    """The same, the place of the find among the best from a minute on."""
    point = CurvePoint(at(since_min), 5, 0.2, 0.02)
    over_time = PlaceOverTime(
        (point,), tuple(Pointed(best, point, point) for best in (0.1, 0.05, 0.01))
    )
    place = around_segments(known.area.network, [0])
    return replace(known, at_find=AtFind(place, over_time, (point,), ()))


def unevenly(known: Facts, segment: int, share: float) -> Facts:
    """The same with a street that has a share of the probability of all."""
    poa = known.belief.poa * (1 - share)
    poa[segment] += share * known.belief.poa.sum()
    return replace(known, belief=replace(known.belief, poa=np.asarray(poa)))
