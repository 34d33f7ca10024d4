"""Given places and tracks in the small city, then they mean the streets beside them."""

import pytest

from domain.area import Area
from domain.place import Place
from projections.streets.nearest_segments import segments_around, segments_of_track
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


def test_a_track_means_the_streets_between_its_fixes(area: Area) -> None:
    track = [Place(*place(0, 1)), Place(*place(4, 1))]
    along = segments_of_track(area, track)
    assert names(area, along) == {"2nd Row"}
    assert len(along) == 4


def test_a_track_turns_at_corners(area: Area) -> None:
    track = [Place(*place(*spot)) for spot in ((0, 1), (2, 1), (2, 3))]
    assert names(area, segments_of_track(area, track)) == {"2nd Row", "3rd Column"}


def test_a_street_that_is_only_crossed_was_not_searched(area: Area) -> None:
    track = [Place(*place(0.5, 0.5)), Place(*place(0.5, 1.5))]
    assert segments_of_track(area, track) == ()


def test_a_street_gone_along_in_part_counts_from_the_larger_part_on(area: Area) -> None:
    start = Place(*place(0, 1))
    assert segments_of_track(area, [start, Place(*place(0.4, 1))]) == ()
    most = segments_of_track(area, [start, Place(*place(0.8, 1))])
    assert names(area, most) == {"2nd Row"}


def test_fixes_far_apart_say_nothing_about_what_lies_between(area: Area) -> None:
    track = [Place(*place(0, 0)), Place(*place(5, 5))]
    assert segments_of_track(area, track) == ()


def test_no_fix_means_no_street(area: Area) -> None:
    assert segments_of_track(area, []) == ()
