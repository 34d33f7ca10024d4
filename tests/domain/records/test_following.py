"""Given advice, when an officer acts on it, then the deed is recorded and the advice with it."""

import pytest

from domain.camera_zones.claim import ClaimCameraZone
from domain.camera_zones.clearance import ClearCameraZone
from domain.lifecycle import CloseSearch
from domain.records.following import following
from tests.domain.scenario import Scenario, between, event

CAMERA, SPAN = "gate", between(-30, -10)
NUMBERS = {"gain_bits": 0.21, "minutes": 6.0}


def test_the_deed_comes_first_and_the_answer_names_it(search: Scenario) -> None:
    search.when(following(ClaimCameraZone(CAMERA, SPAN), "review", NUMBERS))
    search.then(
        event("camera_zone.claimed", camera_id=CAMERA),
        event("advice.followed", kind="review", numbers=NUMBERS),
    )
    assert search.answer is not None
    assert search.answer.id in search.search.camera_zones.claims


def test_without_advice_the_deed_is_all(search: Scenario) -> None:
    search.when(following(ClaimCameraZone(CAMERA, SPAN), "review", None))
    search.then(event("camera_zone.claimed"))


def test_a_deed_that_is_refused_has_followed_nothing(search: Scenario) -> None:
    search.when(following(ClaimCameraZone("none", SPAN), "review", NUMBERS))
    search.then_refused("unknown_camera", "camera_id")


@pytest.mark.parametrize("numbers", [{"Not a name": 1.0}, {"gain_bits": float("inf")}])
def test_numbers_are_numbers_with_names(search: Scenario, numbers: dict[str, float]) -> None:
    search.when(following(ClaimCameraZone(CAMERA, SPAN), "review", numbers))
    search.then_refused("invalid_value", f"followed.{next(iter(numbers))}")


def test_an_order_stays_an_order_and_a_fact_a_fact(search: Scenario) -> None:
    search.given(CloseSearch("returned"))
    search.when(following(ClaimCameraZone(CAMERA, SPAN), "review", NUMBERS))
    search.then_refused("search_closed")
    search.when(following(ClearCameraZone(CAMERA, SPAN, "good"), "review", NUMBERS))
    search.then(event("camera_zone.cleared"), event("advice.followed"))
