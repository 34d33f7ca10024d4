from math import inf, nan

import pytest

from domain.camera_zones.clearance import ClearCameraZone
from domain.camera_zones.clock import MOST_OFFSET_S, CorrectCameraClock
from tests.domain.scenario import Scenario, between, event


def test_a_clock_correction_is_recorded_and_the_newest_holds(search: Scenario) -> None:
    search.given(CorrectCameraClock("gate", 90.0))
    search.when(CorrectCameraClock("gate", -45.5))
    search.then(event("camera_zone.clock_corrected", camera_id="gate", offset_s=-45.5))
    assert search.search.camera_zones.clock_offsets_s == {"gate": -45.5}


def test_a_correction_leaves_earlier_windows_as_the_camera_showed_them(search: Scenario) -> None:
    made = search.given(ClearCameraZone("gate", between(-30, -10)))
    search.given(CorrectCameraClock("gate", 90.0))
    assert search.search.camera_zones.clearances[made].window == between(-30, -10)


@pytest.mark.parametrize("offset_s", [MOST_OFFSET_S, -MOST_OFFSET_S, 0.0])
def test_up_to_a_year_is_believed(search: Scenario, offset_s: float) -> None:
    search.when(CorrectCameraClock("gate", offset_s))
    search.then(event("camera_zone.clock_corrected", offset_s=offset_s))


@pytest.mark.parametrize("offset_s", [MOST_OFFSET_S + 1, -MOST_OFFSET_S - 1, nan, inf])
def test_more_than_a_year_is_a_typing_error(search: Scenario, offset_s: float) -> None:
    search.when(CorrectCameraClock("gate", offset_s))
    search.then_refused("invalid_value", "offset_s")


def test_an_unknown_camera_has_no_clock(search: Scenario) -> None:
    search.when(CorrectCameraClock("moon", 1.0))
    search.then_refused("unknown_camera", "camera_id")
