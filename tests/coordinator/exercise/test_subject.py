from dataclasses import replace

import pytest

from coordinator.areas.area_error import AreaError
from coordinator.exercise.exercise import direction_of
from coordinator.exercise.staging import scenery_of_area, staged
from coordinator.exercise.subject import FROM_TEAMS_M, subject_of
from coordinator.exercise.terms import Terms
from tests.coordinator.exercise.scene import SCENERY, TOWN
from tests.coordinator.installation import NINE

TERMS = Terms(seed=4)


def test_equal_terms_hide_an_equal_subject_and_other_seeds_another() -> None:
    assert subject_of(SCENERY, TERMS) == subject_of(SCENERY, TERMS)
    assert subject_of(SCENERY, TERMS) != subject_of(SCENERY, replace(TERMS, seed=5))


def test_no_team_stands_beside_him_when_he_is_reported() -> None:
    for seed in range(5):
        terms = replace(TERMS, seed=seed)
        begin = NINE - terms.reported_after
        here = direction_of(SCENERY, terms).truth_of(begin, 0).place_at(NINE)
        assert here is not None
        assert all(here.distance_m(t.place) >= FROM_TEAMS_M for t in SCENERY.story.teams)


def test_there_are_as_many_teams_and_cameras_as_the_trainer_wants() -> None:
    for teams, cameras in ((1, 5), (2, None), (6, 30)):
        found = staged(SCENERY, teams, cameras, 1)
        assert len(found.story.teams) == teams
        assert len({team.name for team in found.story.teams}) == teams
        assert len(found.area.cameras) == (cameras or len(TOWN.cameras))
        assert [z.camera_id for z in found.area.zones] == [c.camera_id for c in found.area.cameras]


def test_an_area_without_cameras_or_with_too_few_is_refused() -> None:
    with pytest.raises(AreaError, match="no camera"):
        scenery_of_area(replace(TOWN, cameras=(), zones=()), 1)
    with pytest.raises(AreaError, match="9999 cameras"):
        staged(SCENERY, 2, 9999, 1)
