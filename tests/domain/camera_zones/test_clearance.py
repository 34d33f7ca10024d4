from math import inf, nan
from typing import Any

import pytest

from domain.camera_zones.clearance import GRADES, ClearCameraZone, WithdrawClearance
from domain.camera_zones.clock import CorrectCameraClock
from tests.domain.scenario import PARAMETERS, Scenario, at, between, event

SPAN = between(-30, -10)


def test_a_clearance_is_recorded_with_camera_window_and_reviewer(search: Scenario) -> None:
    search.when(ClearCameraZone("gate", SPAN, playback_speed=4.0, reviewer_kind="analytic"))
    search.then(
        event("camera_zone.cleared", camera_id="gate", since="2026-03-02T08:30:00Z",
              until="2026-03-02T08:50:00Z", grade=None, pod=PARAMETERS["pod_default"],
              playback_speed=4.0, reviewer_kind="analytic")
    )  # fmt: skip


def test_the_search_remembers_the_clearance(search: Scenario) -> None:
    made = search.given(ClearCameraZone("gate", SPAN, "good"), actor="lin", minute=6, occurred=5)
    known = search.search.camera_zones.clearances[made]
    assert (known.camera_id, known.window, known.actor) == ("gate", SPAN, "lin")
    assert (known.occurred_at, known.version, known.withdrawn) == (at(5), 4, False)


@pytest.mark.parametrize("grade", GRADES)
def test_a_grade_means_the_pod_of_the_searchs_own_parameters(search: Scenario, grade: str) -> None:
    search.when(ClearCameraZone("gate", SPAN, grade))
    search.then(event("camera_zone.cleared", grade=grade, pod=PARAMETERS[f"pod_{grade}"]))


@pytest.mark.parametrize("pod", [0.0, 0.33, 0.999])
def test_a_given_pod_counts_more_than_the_grade(search: Scenario, pod: float) -> None:
    search.when(ClearCameraZone("gate", SPAN, "good", pod))
    search.then(event("camera_zone.cleared", grade="good", pod=pod))


@pytest.mark.parametrize("pod", [1.0, 1.5, -0.01, nan, inf])
def test_a_pod_outside_0_to_below_1_is_refused(search: Scenario, pod: float) -> None:
    search.when(ClearCameraZone("gate", SPAN, pod=pod))
    search.then_refused("invalid_value", "pod")


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"grade": "excellent"}, "grade"),
        ({"grade": "default"}, "grade"),
        ({"reviewer_kind": "parrot"}, "reviewer_kind"),
        ({"playback_speed": 0.0}, "playback_speed"),
        ({"playback_speed": -1.0}, "playback_speed"),
        ({"playback_speed": nan}, "playback_speed"),
        ({"playback_speed": inf}, "playback_speed"),
    ],
)
def test_bad_input_is_refused_and_named(search: Scenario, bad: dict[str, Any], field: str) -> None:
    search.when(ClearCameraZone("gate", SPAN, **bad))
    search.then_refused("invalid_value", field)


def test_an_unknown_camera_is_refused(search: Scenario) -> None:
    search.when(ClearCameraZone("moon", SPAN))
    search.then_refused("unknown_camera", "camera_id")


def test_a_window_may_end_now_but_not_in_the_future(search: Scenario) -> None:
    search.when(ClearCameraZone("gate", between(-30, 0)))
    search.then(event("camera_zone.cleared"))
    search.when(ClearCameraZone("gate", between(-30, 0.01)))
    search.then_refused("invalid_value", "until")


def test_a_camera_whose_clock_is_ahead_has_windows_that_end_later_by_as_much(
    search: Scenario,
) -> None:
    search.when(ClearCameraZone("shop", between(-30, 2)))
    search.then(event("camera_zone.cleared"))
    search.when(ClearCameraZone("shop", between(-30, 2.01)))
    search.then_refused("invalid_value", "until")


def test_a_correction_counts_more_than_the_clock_offset_of_the_area(search: Scenario) -> None:
    search.given(CorrectCameraClock("shop", 300.0))
    search.when(ClearCameraZone("shop", between(-30, 5)))
    search.then(event("camera_zone.cleared"))
    search.given(CorrectCameraClock("shop", 0.0))
    search.when(ClearCameraZone("shop", between(-30, 1)))
    search.then_refused("invalid_value", "until")


def test_a_camera_whose_clock_is_behind_may_still_be_cleared_up_to_now(search: Scenario) -> None:
    search.given(CorrectCameraClock("gate", -600.0))
    search.when(ClearCameraZone("gate", between(-30, 0)))
    search.then(event("camera_zone.cleared"))


def test_two_officers_may_clear_the_same_window_and_both_stand(search: Scenario) -> None:
    one = search.given(ClearCameraZone("gate", SPAN), actor="lin")
    two = search.given(ClearCameraZone("gate", SPAN), actor="chen")
    assert set(search.search.camera_zones.clearances) == {one, two}


def test_a_withdrawn_clearance_is_out_of_force_and_stays_on_record(search: Scenario) -> None:
    made = search.given(ClearCameraZone("gate", SPAN))
    search.when(WithdrawClearance(made, "reason-1"))
    search.then(
        event("camera_zone.clearance_withdrawn", clearance_id=made, camera_id="gate",
              reason_ref="reason-1")
    )  # fmt: skip
    assert search.search.camera_zones.clearances[made].withdrawn


def test_a_clearance_is_withdrawn_once(search: Scenario) -> None:
    made = search.given(ClearCameraZone("gate", SPAN))
    search.given(WithdrawClearance(made))
    search.when(WithdrawClearance(made))
    search.then_refused("already_withdrawn")


def test_an_unknown_clearance_cannot_be_withdrawn(search: Scenario) -> None:
    search.when(WithdrawClearance("nothing"))
    search.then_refused("unknown_clearance", "clearance_id")
