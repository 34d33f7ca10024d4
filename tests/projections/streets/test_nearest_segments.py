"""Given places in the small city, then they mean the streets around them."""

import pytest

from domain.area import Area
from domain.place import Place
from projections.streets.nearest_segments import segments_around
from tests.coordinator.areas.small_city import place, small_city


@pytest.fixture(scope="module")
def area() -> Area:
    return small_city()


def names(area: Area, segments: tuple[int, ...]) -> set[str]:
    return {area.network.name_of(segment) for segment in segments}


def test_a_target_means_the_streets_within_150_metres(area: Area) -> None:
    around = segments_around(area, Place(*place(3, 3)))
    assert list(around) == sorted(set(around))
    assert {"4th Row", "4th Column"} <= names(area, around)
    assert "1st Row" not in names(area, around)


def test_a_target_far_from_every_street_means_none(area: Area) -> None:
    assert segments_around(area, Place(*place(30, 30))) == ()
