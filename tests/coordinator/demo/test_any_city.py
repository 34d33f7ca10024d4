from dataclasses import replace

import numpy as np

from coordinator.demo.any_city import AROUND_M, EASY, TEAM_NAMES, located, story_of
from coordinator.demo.story import Story
from domain.area import Area
from projections.streets.street_lines import StreetLines
from tests.coordinator.installation import city
from tests.projections.belief.town import area, grid

LINES = StreetLines(city().network)


def told(where: Area, seed: int) -> Story:
    return story_of(where, StreetLines(where.network), seed)


def test_the_same_seed_tells_the_same_story_also_to_another_process() -> None:
    assert story_of(city(), LINES, 3) == told(replace(city()), 3)


def test_another_seed_tells_another_story() -> None:
    assert story_of(city(), LINES, 3) != story_of(city(), LINES, 4)


def test_everything_in_the_story_lies_on_streets_around_its_beginning() -> None:
    story = story_of(city(), LINES, 3)
    begin = story.last_known_point
    places = [known.place for known in story.familiar_places]
    places += [team.place for team in story.teams]
    for place in (begin, *places):
        assert LINES.nearest(place).distance_m < 0.5
        assert place.distance_m(begin) <= AROUND_M + 200
    assert tuple(team.name for team in story.teams) == TEAM_NAMES
    assert {team.mode for team in story.teams} == {"foot"}


def test_it_begins_on_a_street_that_a_wheelchair_can_use() -> None:
    network = city().network
    for seed in range(5):
        segment = LINES.nearest(story_of(city(), LINES, seed).last_known_point).segment
        easier = min(network.factor_along[segment], network.factor_against[segment])
        assert easier >= EASY


def test_it_begins_where_cameras_can_be_of_use() -> None:
    streets = grid(40, 2)
    east = [s for s in range(streets.segments) if streets.start[s] % 40 >= 32]
    watched = area(streets, {f"C{s}": [(s, 0.0, 50.0)] for s in east})
    begins = [told(watched, seed).last_known_point for seed in range(4)]
    edge = streets.junction_place(30).lon - 0.004
    assert all(begin.lon > edge for begin in begins)


def test_a_handful_of_streets_or_none_that_is_easy_is_enough() -> None:
    few = area(grid(3, 2), {})
    hard = replace(few.network, factor_along=np.full(few.network.segments, 0.2))
    for where in (few, replace(few, network=hard)):
        story = told(where, 1)
        assert len(story.teams) == len(TEAM_NAMES)
        assert {"zh", "en"} == story.words.keys()


def test_located_counts_the_cameras_that_see_a_street() -> None:
    seeing = sum(bool(zone.stretches) for zone in city().zones)
    assert located(city()) == seeing == 5
    assert located(replace(city(), zones=())) == 0
