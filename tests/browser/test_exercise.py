"""An exercise from two trainees' chairs: recordings to look through, a meeting, the score."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from coordinator.demo.truth import HiddenTruth
from coordinator.exercise.staging import staged
from coordinator.exercise.subject import subject_of
from coordinator.exercise.terms import Terms
from domain.moment import moment_of
from domain.place import Place
from tests.browser.artefacts import picture
from tests.browser.service import Service
from tests.browser.spoken import cut_off, wider_than_the_screen
from tests.browser.story import find
from tests.browser.until import until
from tests.browser.visitors import Visitors
from tests.browser.watching import live, state_where
from web.demo import scenery_of_file

TERMS = Terms(seed=6, speed=5.0, hours=1.0, teams=2)
JUDGED_MS = 240_000
"""The machine searches for the same subject twice."""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """`coordinator exercise` in the fictional district."""
    options = {"seed": TERMS.seed, "speed": TERMS.speed, "hours": TERMS.hours, "teams": TERMS.teams}
    told = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    service = Service(tmp_path, "exercise", *told)
    service.start()
    until(lambda: told_by(service)["search_id"] is not None, "the search of the exercise")
    yield service
    service.stop()
    assert "Traceback" not in service.log, service.log


def truth(folder: Path, known_since: str) -> HiddenTruth:
    """Where he is, as nobody in the exercise is told: drawn here from its terms."""
    scenery = staged(scenery_of_file(None, folder, TERMS.seed), TERMS.teams, None, TERMS.seed)
    life, _ = subject_of(scenery, TERMS)
    return HiddenTruth(scenery.area, scenery.lines, life, moment_of(known_since))


def told_by(service: Service) -> dict[str, Any]:
    """What the exercise tells anybody in the room."""
    service.assert_running()
    record: dict[str, Any] = httpx.get(f"{service.address}/api/v1/exercise", timeout=60).json()
    return record


def entering(service: Service, key: str) -> str:
    """The link of a part."""
    return str(next(role["url"] for role in told_by(service)["roles"] if role["key"] == key))


def score_page(page: Page) -> str:
    """Where this visitor, signed in under the name of his part, sees the score."""
    return re.sub(r"/(video|street)/", "/exercise/", page.url)


def stand(phone: Page, place: Place) -> None:
    """The phone is there from now on."""
    phone.context.set_geolocation({"latitude": place.lat, "longitude": place.lon, "accuracy": 5.0})


def walk_up_to(phone: Page, service: Service, hidden: HiddenTruth) -> None:
    """Go where he is, and stay with him, until the phone says whom the team meets."""
    meets = phone.get_by_test_id("meets")
    for _ in range(200):
        place = hidden.place_at(moment_of(told_by(service)["now"]))
        assert place is not None
        stand(phone, place)
        if meets.is_visible():
            return
        phone.wait_for_event("response", lambda answer: answer.url.endswith("/exercise/team"))
    raise AssertionError("the team stood beside him and was not told")


def test_trainees_look_through_recordings_meet_him_and_see_how_they_did(
    service: Service, visitors: Visitors, tmp_path: Path
) -> None:
    desk = live(visitors.page(entering(service, "video")))
    expect(desk.get_by_test_id("review").nth(1)).to_be_visible()
    desk.keyboard.press("Enter")
    figures = desk.get_by_test_id("figures")
    expect(figures).to_be_visible()
    expect(figures).not_to_have_attribute("data-figures", "0")
    picture(desk, "exercise-video-en")
    camera = desk.get_by_test_id("camera-panel").get_attribute("data-camera")
    desk.keyboard.press("c")
    state_where(desk, f"state => state.clearances.some(one => one.camera_id === '{camera}')")

    phone = live(visitors.page(entering(service, "team1"), "zh", phone=True))
    state: dict[str, Any] = state_where(phone, "() => true")
    hidden = truth(tmp_path / "scenery", state["last_known_point"]["at"])
    expect(phone.get_by_test_id("meets")).to_have_count(0)
    phone.context.grant_permissions(["geolocation"])
    elsewhere = hidden.place_at(hidden.begin - timedelta(hours=1))
    assert elsewhere is not None
    stand(phone, elsewhere)
    phone.get_by_test_id("walks").get_by_role("button").tap()
    walk_up_to(phone, service, hidden)
    assert not cut_off(phone)
    assert wider_than_the_screen(phone) == 0
    picture(phone, "exercise-meets-zh")
    find(phone)

    visitors.expect_fault(r"409 .*/exercise/score\b")
    desk.goto(score_page(desk))
    expect(desk.get_by_test_id("result")).to_be_visible(timeout=JUDGED_MS)
    expect(desk.get_by_test_id("review-score")).to_be_visible()
    picture(desk, "exercise-score-en")
    assert not cut_off(desk)
    told = desk.evaluate("async () => (await fetch('/api/v1/exercise/score')).json()")
    assert told["found_min"] is not None
    assert [mark["camera_id"] for mark in told["reviews"]] == [camera]
    phone.goto(score_page(phone))
    expect(phone.get_by_test_id("result")).to_be_visible()
    assert not cut_off(phone)
    assert wider_than_the_screen(phone) == 0
    picture(phone, "exercise-score-phone-zh")
