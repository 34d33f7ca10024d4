import pytest

from domain.camera_zones.claim import ClaimCameraZone, ReleaseCameraZone
from domain.camera_zones.clearance import ClearCameraZone
from domain.window import Window
from tests.domain.scenario import Scenario, between, event

GATE = ClaimCameraZone("gate", between(-30, -10))


def test_a_claim_names_camera_window_and_when_its_lease_runs_out(search: Scenario) -> None:
    search.when(GATE, minute=2)
    search.then(
        event("camera_zone.claimed", camera_id="gate", since="2026-03-02T08:30:00Z",
              until="2026-03-02T08:50:00Z", expires_at="2026-03-02T09:12:00Z", actor="officer")
    )  # fmt: skip


@pytest.mark.parametrize("window", [between(-30, -10), between(-40, -29), between(-20, -15)])
def test_a_colleague_is_refused_while_the_lease_holds(search: Scenario, window: Window) -> None:
    search.given(GATE, actor="lin")
    search.when(ClaimCameraZone("gate", window), actor="chen", minute=9.99)
    refusal = search.then_refused("already_claimed", "camera_id")
    assert "09:10:00Z" in refusal.detail


def test_the_lease_runs_out_by_itself(search: Scenario) -> None:
    first = search.given(GATE, actor="lin")
    search.when(GATE, actor="chen", minute=10)
    search.then(event("camera_zone.claimed", actor="chen"))
    assert first not in search.search.camera_zones.claims


@pytest.mark.parametrize(
    "claim",
    [
        ClaimCameraZone("shop", between(-30, -10)),
        ClaimCameraZone("gate", between(-40, -30)),
        ClaimCameraZone("gate", between(-10, -5)),
    ],
)
def test_a_colleague_may_claim_another_camera_or_another_time(
    search: Scenario, claim: ClaimCameraZone
) -> None:
    search.given(GATE, actor="lin")
    search.when(claim, actor="chen")
    search.then(event("camera_zone.claimed", actor="chen"))


def test_the_officers_own_claim_is_renewed_and_the_new_one_takes_its_place(
    search: Scenario,
) -> None:
    old = search.given(GATE, actor="lin")
    search.when(GATE, actor="lin", minute=8)
    search.then(
        event("camera_zone.claimed", expires_at="2026-03-02T09:18:00Z"),
        event("camera_zone.released", claim_id=old, camera_id="gate"),
    )
    search.when(GATE, actor="chen", minute=17)
    search.then_refused("already_claimed", "camera_id")


def test_a_renewed_claim_that_is_released_leaves_nothing_behind(search: Scenario) -> None:
    search.given(GATE, actor="lin")
    renewed = search.given(GATE, actor="lin", minute=5)
    search.given(ReleaseCameraZone(renewed), actor="lin")
    search.when(GATE, actor="chen", minute=6)
    search.then(event("camera_zone.claimed", actor="chen"))


def test_an_own_claim_that_the_new_one_does_not_cover_stays(search: Scenario) -> None:
    old = search.given(GATE, actor="lin")
    search.when(ClaimCameraZone("gate", between(-20, -5)), actor="lin")
    search.then(event("camera_zone.claimed"))
    assert old in search.search.camera_zones.claims


def test_a_released_window_is_free_for_others(search: Scenario) -> None:
    claim = search.given(GATE, actor="lin")
    search.when(ReleaseCameraZone(claim), actor="lin")
    search.then(event("camera_zone.released", claim_id=claim, camera_id="gate"))
    search.when(GATE, actor="chen")
    search.then(event("camera_zone.claimed"))


def test_a_claim_is_released_once(search: Scenario) -> None:
    claim = search.given(GATE)
    search.given(ReleaseCameraZone(claim))
    search.when(ReleaseCameraZone(claim))
    search.then_refused("unknown_claim", "claim_id")


def test_clearing_a_window_ends_the_officers_own_claim_on_it(search: Scenario) -> None:
    own = search.given(GATE, actor="lin")
    elsewhere = search.given(ClaimCameraZone("shop", between(-30, -10)), actor="lin")
    earlier = search.given(ClaimCameraZone("gate", between(-50, -40)), actor="lin")
    search.given(ClearCameraZone("gate", between(-30, -10)), actor="lin")
    claims = search.search.camera_zones.claims
    assert own not in claims
    assert {elsewhere, earlier} == set(claims)


def test_clearing_a_window_leaves_a_colleagues_claim_alone(search: Scenario) -> None:
    claim = search.given(GATE, actor="lin")
    search.given(ClearCameraZone("gate", between(-30, -10)), actor="chen")
    assert claim in search.search.camera_zones.claims


def test_an_unknown_camera_cannot_be_claimed(search: Scenario) -> None:
    search.when(ClaimCameraZone("moon", between(-30, -10)))
    search.then_refused("unknown_camera", "camera_id")
