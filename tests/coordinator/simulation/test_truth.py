from math import sqrt

import pytest
from shapely import Polygon

from coordinator.simulation.roads import roads_of
from coordinator.simulation.truth import Truth
from domain.camera import CameraZone, Stretch
from projections.belief.life import Life, Stay
from tests.coordinator.simulation.small_city import city, sitting

ROADS = roads_of(city().area.network)
ZONE = CameraZone("C", Polygon(), (Stretch(3, 20.0, 60.0),))
PASSES = Life(
    (
        Stay(0.0, 100.0, 3, 0.0, 100.0, False),
        Stay(100.0, 400.0, 4, 0.0, 100.0, False),
        Stay(400.0, 500.0, 3, 100.0, 0.0, False),
        Stay(500.0, 40_000.0, 2, 50.0, 50.0, False),
    )
)
TRIALS = 2000


def truth(life: Life, seed: int = 0) -> Truth:
    return Truth(ROADS, (ZONE,), life, seed)


def within_binomial_limits(hits: int, trials: int, share: float) -> bool:
    return abs(hits - trials * share) <= 4 * sqrt(trials * share * (1 - share))


def test_a_pass_is_when_he_is_inside_the_cameras_stretch() -> None:
    assert [(p.since, p.until) for p in truth(PASSES).passings("C")] == [(20, 60), (440, 480)]


def test_an_officer_sees_a_pass_as_often_as_the_pod_says() -> None:
    hits = sum(truth(PASSES, s).sees("C", 0, 100, 0.75) is not None for s in range(TRIALS))
    assert within_binomial_limits(hits, TRIALS, 0.75)


def test_a_second_look_is_another_chance() -> None:
    hits = 0
    for seed in range(TRIALS):
        world = truth(PASSES, seed)
        looks = [world.sees("C", 0, 100, 0.75) for _ in range(2)]
        hits += looks != [None, None]
    assert within_binomial_limits(hits, TRIALS, 1 - 0.25**2)


def test_two_passes_are_two_chances_and_the_first_seen_is_told() -> None:
    moments = [truth(PASSES, s).sees("C", 0, 600, 0.75) for s in range(TRIALS)]
    seen = [moment for moment in moments if moment is not None]
    assert within_binomial_limits(len(seen), TRIALS, 1 - 0.25**2)
    assert within_binomial_limits(sum(since < 100 for since, _ in seen), TRIALS, 0.75)


def test_a_team_on_his_street_finds_him_as_often_as_the_pod_says() -> None:
    hits = sum(truth(sitting(3), s).meets(3, 100, 150, 0.8) is not None for s in range(TRIALS))
    assert within_binomial_limits(hits, TRIALS, 0.8)


@pytest.mark.parametrize("life", [sitting(3, indoors=True), sitting(4)])
def test_nobody_sees_him_indoors_or_elsewhere(life: Life) -> None:
    assert truth(life).meets(3, 0, 100, 1.0) is None
    assert truth(life).sees("C", 0, 1000, 1.0) is None


def test_he_is_followed_until_he_leaves_the_view_or_the_window_ends() -> None:
    assert truth(PASSES).sees("C", 0, 600, 0.999) == (20, 60)
    assert truth(PASSES).sees("C", 30, 50, 0.999) == (30, 50)


def test_nobody_sees_him_outside_the_window() -> None:
    assert truth(PASSES).sees("C", 60, 440, 1.0) is None


def test_chance_is_the_same_for_every_policy() -> None:
    looks = [truth(PASSES, seed).sees("C", 0, 100, 0.5) for seed in range(50)]
    assert looks == [truth(PASSES, seed).sees("C", 0, 100, 0.5) for seed in range(50)]


def test_who_left_is_nowhere() -> None:
    gone = Life((Stay(0, 50, 3, 0, 50, False), Stay(50, 9e4, -1, 0, 0, False)))
    assert truth(gone).left_s == 50
    assert truth(sitting(3)).left_s is None
    assert truth(gone).meets(-1, 100, 200, 1.0) is None
