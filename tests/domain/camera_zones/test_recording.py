from math import inf, nan

import pytest

from domain.camera_zones.recording import MarkRecordingAvailable, RequestRecording
from tests.domain.scenario import Scenario, at, event


def test_a_recording_is_asked_for_and_arrives(search: Scenario) -> None:
    search.when(RequestRecording("shop", 20.0, at(600)))
    search.then(
        event("camera_zone.recording_requested", camera_id="shop", minutes=20.0,
              overwritten_at="2026-03-02T19:00:00Z")
    )  # fmt: skip
    assert search.answer is not None
    request = search.answer.id
    search.when(MarkRecordingAvailable(request))
    search.then(event("camera_zone.recording_available", request_id=request, camera_id="shop"))
    assert search.search.camera_zones.recordings[request].available


def test_nobody_need_know_when_a_recording_is_overwritten(search: Scenario) -> None:
    search.when(RequestRecording("shop", 0.0))
    search.then(event("camera_zone.recording_requested", minutes=0.0, overwritten_at=None))


def test_a_recording_arrives_once(search: Scenario) -> None:
    request = search.given(RequestRecording("shop", 20.0))
    search.given(MarkRecordingAvailable(request))
    search.when(MarkRecordingAvailable(request))
    search.then_refused("already_available")


def test_a_recording_nobody_asked_for_is_unknown(search: Scenario) -> None:
    search.when(MarkRecordingAvailable("nothing"))
    search.then_refused("unknown_recording", "request_id")


@pytest.mark.parametrize("minutes", [-1.0, nan, inf])
def test_the_minutes_to_get_it_are_a_number_of_at_least_0(search: Scenario, minutes: float) -> None:
    search.when(RequestRecording("shop", minutes))
    search.then_refused("invalid_value", "minutes")


def test_an_unknown_camera_has_no_recording(search: Scenario) -> None:
    search.when(RequestRecording("moon", 20.0))
    search.then_refused("unknown_camera", "camera_id")
