"""The scenery of an exercise: a demo's, with as many teams and cameras as the trainer wants."""

import random
from dataclasses import replace

import numpy as np

from coordinator.areas.area_error import AreaError
from coordinator.areas.codec import decode_area, encode_area
from coordinator.demo.any_city import located, story_of
from coordinator.demo.scenery import Scenery
from coordinator.demo.story import Story, StoryTeam
from domain.area import Area
from projections.streets.street_graph import StreetGraph
from projections.streets.street_lines import Spot, StreetLines

AROUND_M = 1000.0
"""Teams beyond those of the story begin so near to the last known point, along the streets."""
COUNTED = "一二三四五六七八九十"


def scenery_of_area(area: Area, seed: int) -> Scenery:
    """An imported area with its own cameras; AreaError when no camera sees a street of it."""
    if not located(area):
        raise AreaError(f"the area {area.name!r} has no camera that sees a street")
    lines = StreetLines(area.network)
    return Scenery(area, lines, story_of(area, lines, seed), 0)


def staged(scenery: Scenery, teams: int, cameras: int | None, seed: int) -> Scenery:
    """The scenery with so many teams and cameras; AreaError when it has not so many cameras."""
    area = scenery.area
    if cameras is not None:
        area = _with_cameras(area, cameras, seed)
    story = _with_teams(scenery.story, area, scenery.lines, teams, seed)
    return replace(scenery, area=area, story=story)


def _with_cameras(area: Area, count: int, seed: int) -> Area:
    seeing = [i for i, zone in enumerate(area.zones) if zone.stretches]
    if count > len(seeing):
        raise AreaError(f"{count} cameras: the area has {len(seeing)} that see a street")
    kept = sorted(random.Random(seed).sample(seeing, count))
    fewer = replace(
        area,
        cameras=tuple(area.cameras[i] for i in kept),
        zones=tuple(area.zones[i] for i in kept),
    )
    return decode_area(area.name, encode_area(fewer))


def _with_teams(story: Story, area: Area, lines: StreetLines, count: int, seed: int) -> Story:
    teams = list(story.teams[:count])
    if len(teams) < count:
        network = area.network
        graph = StreetGraph(network)
        metres = graph.distances_m(lines.nearest(story.last_known_point), limit_m=AROUND_M)
        near = np.flatnonzero(np.isfinite(metres[network.start])).tolist()
        chance = random.Random(seed)
        while len(teams) < count:
            segment = chance.choice(near)
            place = lines.place_at(Spot(segment, float(network.length_m[segment]) / 2))
            number = len(teams) + 1
            told = COUNTED[number - 1] if number <= len(COUNTED) else str(number)
            teams.append(StoryTeam(f"{told}组", "foot", place))
    return replace(story, teams=tuple(teams))
