from math import nan

import pytest

from domain.knowledge.last_known_point import SetLastKnownPoint
from domain.place import Place
from domain.subject import LastKnownPoint
from tests.domain.scenario import Scenario, at, event
from tests.domain.town import FAR_AWAY, IN_TOWN, JUNCTIONS, NOT_ON_EARTH, SWAPPED


def test_a_second_last_known_point_replaces_the_first(search: Scenario) -> None:
    search.when(SetLastKnownPoint(JUNCTIONS[0], at(-15), 80.0))
    search.then(
        event("last_known_point.set", lon=JUNCTIONS[0].lon, lat=JUNCTIONS[0].lat,
              at="2026-03-02T08:45:00Z", radius_m=80.0)
    )  # fmt: skip
    assert search.search.last_known_point == LastKnownPoint(JUNCTIONS[0], at(-15), 80.0)


def test_it_may_be_now_but_not_later(search: Scenario) -> None:
    search.when(SetLastKnownPoint(IN_TOWN, at(0)))
    search.then(event("last_known_point.set"))
    search.when(SetLastKnownPoint(IN_TOWN, at(0.01)))
    search.then_refused("invalid_value", "last_known_point.at")


@pytest.mark.parametrize("place", [FAR_AWAY, SWAPPED, NOT_ON_EARTH])
def test_it_lies_in_the_area(search: Scenario, place: Place) -> None:
    search.when(SetLastKnownPoint(place, at(-15)))
    search.then_refused("invalid_value", "last_known_point.lon")


@pytest.mark.parametrize("radius_m", [0.0, -1.0, 5_000.1, nan])
def test_its_radius_is_above_0_and_at_most_five_kilometres(
    search: Scenario, radius_m: float
) -> None:
    search.when(SetLastKnownPoint(IN_TOWN, at(-15), radius_m))
    search.then_refused("invalid_value", "last_known_point.radius_m")
