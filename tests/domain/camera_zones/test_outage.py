from domain.camera_zones.outage import ReportCameraOutage, WithdrawOutage
from tests.domain.scenario import Scenario, between, event


def test_an_outage_is_recorded_and_may_reach_into_the_future(search: Scenario) -> None:
    search.when(ReportCameraOutage("gate", between(-30, 600)))
    search.then(
        event("camera_zone.out_of_service", camera_id="gate", since="2026-03-02T08:30:00Z",
              until="2026-03-02T19:00:00Z")
    )  # fmt: skip


def test_the_outages_of_each_camera_are_kept_apart(search: Scenario) -> None:
    search.given(ReportCameraOutage("gate", between(-30, -20)))
    search.given(ReportCameraOutage("gate", between(-10, 10)))
    search.given(ReportCameraOutage("shop", between(-5, 5)))
    zones = search.search.camera_zones
    assert zones.outages_of("gate") == [between(-30, -20), between(-10, 10)]
    assert zones.outages_of("shop") == [between(-5, 5)]


def test_an_unknown_camera_has_no_outage(search: Scenario) -> None:
    search.when(ReportCameraOutage("moon", between(-30, -20)))
    search.then_refused("unknown_camera", "camera_id")


def test_an_outage_that_was_a_mistake_is_taken_back(search: Scenario) -> None:
    made = search.given(ReportCameraOutage("gate", between(-30, -20)))
    search.given(ReportCameraOutage("gate", between(-10, 10)))
    search.when(WithdrawOutage(made))
    search.then(event("camera_zone.outage_withdrawn", outage_id=made, camera_id="gate"))
    assert search.search.camera_zones.outages_of("gate") == [between(-10, 10)]


def test_an_outage_is_taken_back_once(search: Scenario) -> None:
    made = search.given(ReportCameraOutage("gate", between(-30, -20)))
    search.given(WithdrawOutage(made))
    search.when(WithdrawOutage(made))
    search.then_refused("unknown_outage", "outage_id")
