"""A fictional case in any city: where many cameras stand, with teams around."""

import random

import numpy as np

from coordinator.demo.story import NamedPlace, Story, StoryTeam
from domain.area import Area
from domain.place import Place
from projections.streets.street_graph import StreetGraph
from projections.streets.street_lines import Spot, StreetLines

AROUND_M = 700.0
TEAM_NAMES = ("一组", "二组", "三组", "四组")
EASY = 0.8
"""Wheelchair factor of streets on which the story begins."""


def story_of(area: Area, lines: StreetLines, seed: int) -> Story:
    """A case that begins where most cameras can be of use; the same seed gives the same case."""
    chance = random.Random(seed)
    network = area.network
    graph = StreetGraph(network)
    easy = np.flatnonzero(np.minimum(network.factor_along, network.factor_against) >= EASY)
    candidates = (
        chance.sample((easy if len(easy) else np.arange(network.segments)).tolist(), 40)
        if len(easy) >= 40
        else np.arange(network.segments).tolist()[:40]
    )
    watched = np.zeros(network.segments, np.int64)
    for zone in area.zones:
        watched[sorted({stretch.segment for stretch in zone.stretches})] += 1

    def near(segment: int, metres: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        reached = graph.distances_m(Spot(segment, 0.0), limit_m=metres)
        return np.flatnonzero(np.isfinite(reached[network.start]))

    start = max(candidates, key=lambda s: (int(watched[near(s, AROUND_M)].sum()), -s))
    around = near(start, AROUND_M)

    def somewhere() -> Place:
        segment = int(chance.choice(around.tolist()))
        return lines.place_at(Spot(segment, float(network.length_m[segment]) / 2))

    return Story(
        mobility="manual",
        last_known_point=lines.place_at(Spot(start, float(network.length_m[start]) / 2)),
        familiar_places=(
            NamedPlace("家", somewhere(), 2.0),
            NamedPlace("市场", somewhere(), 1.0),
        ),
        teams=tuple(StoryTeam(name, "foot", somewhere()) for name in TEAM_NAMES),
        end=None,
        description={
            "name": "陈某（虚构）",
            "age": "82",
            "appearance": {
                "zh": "虚构人物：瘦，灰白短发",
                "en": "Fictional person: thin, with short grey hair",
            },
            "clothing": {
                "zh": "深蓝色外套，灰色毛线帽",
                "en": "Dark blue coat, grey woollen cap",
            },
            "hints": {
                "zh": "耳背，请从正面慢慢说话",
                "en": "Hard of hearing: speak slowly and face him",
            },
        },
        words={
            "zh": "虚构案例：一位82岁、坐轮椅的老人没有回家。",
            "en": "A fictional case: a man of 82 in a wheelchair has not come home.",
        },
    )


def located(area: Area) -> int:
    """How many cameras see a street."""
    return sum(bool(zone.stretches) for zone in area.zones)
