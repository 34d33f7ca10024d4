"""Officers ask why a street is so likely, and watch a camera live, on an exercise clock."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.moment import moment_of, moment_text
from tests.browser.artefacts import picture
from tests.browser.service import Service
from tests.browser.station import post, signed_in, station
from tests.browser.visitors import Visitors
from tests.browser.watching import live, state_where
from tests.coordinator.areas.small_city import place

BEGIN = datetime(2026, 3, 1, 1, 30, tzinfo=UTC)
SPEED = 20
SEEN = BEGIN - timedelta(minutes=40)
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """`coordinator serve` with the small city, twenty minutes to one of ours."""
    clock = ("--clock-start", BEGIN.isoformat(), "--clock-speed", str(SPEED))
    with station(tmp_path, *clock) as running:
        yield running


def searched(page: Page, service: Service) -> str:
    """The address of a search with a cleared window and a sighting."""
    lon, lat = place(2, 2)
    root = f"{service.address}/api/v1/searches"
    search_id = post(page, root, {
        "area": "small", "subject": {"mobility": "manual"}, "seed": 7,
        "last_known_point": {"lon": lon, "lat": lat, "at": moment_text(SEEN)},
    })["search_id"]  # fmt: skip
    window = {
        "from": moment_text(SEEN),
        "until": moment_text(SEEN + timedelta(minutes=35)),
    }
    post(page, f"{root}/{search_id}/clearances", {"camera_id": "C1", "grade": "good", **window})
    lon, lat = place(3, 3)
    seen = {"lon": lon, "lat": lat, "at": moment_text(SEEN + timedelta(minutes=20))}
    post(page, f"{root}/{search_id}/sightings",
         {**seen, "source": "camera", "camera_id": "C2", "credibility": 0.5})  # fmt: skip
    return str(search_id)


def asked(page: Page) -> Any:
    """The open explanation, once it is told."""
    why = page.locator("[data-testid=why][data-told=yes]")
    expect(why).to_be_visible()
    return why


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_street_and_the_outside_say_why_they_are_as_likely_as_they_are(
    service: Service, visitors: Visitors, language: str
) -> None:
    page = signed_in(visitors, service, language, **DESK)
    search_id = searched(page, service)
    page.goto(f"{service.address}/command/{search_id}")
    live(page)
    expect(page.get_by_test_id("effect").first).to_be_visible()
    expect(page.get_by_test_id("sample-size")).to_be_visible()

    page.keyboard.press("w")
    why = asked(page)
    word = {"en": "Without|without", "zh": "没有"}[language]
    expect(why).to_contain_text(re.compile(word))
    expect(why.get_by_role("heading").first).to_have_text(re.compile(r"\d ?%"))
    expect(why.get_by_test_id("why-effects").locator("li").first).to_be_visible()
    expect(why.get_by_test_id("why-scenarios").locator("li")).to_have_count(2)
    expect(page.get_by_test_id("why-close")).to_be_focused()
    picture(page, f"why-command-{language}")
    page.keyboard.press("Escape")
    expect(why).to_have_count(0)

    page.get_by_test_id("why-outside").click()
    expect(asked(page)).to_have_attribute("data-segment", "-1")
    page.keyboard.press("Escape")

    # Every way to a street: by mouse, and by Enter where the keyboard has the map.
    canvas = page.get_by_test_id("map").locator("canvas")
    canvas.focus()
    page.keyboard.press("Enter")
    asked(page)
    page.keyboard.press("Escape")
    expect(canvas).to_be_focused()

    page.set_viewport_size({"width": 390, "height": 844})
    page.keyboard.press("w")
    box = asked(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    picture(page, f"why-phone-{language}")
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{service.address}/replay/{search_id}")
    live(page)
    expect(page.get_by_test_id("sample-size")).to_be_visible()
    page.keyboard.press("w")
    asked(page)
    picture(page, f"why-replay-{language}")


def test_what_is_watched_live_is_recorded_minute_by_minute_also_without_a_net(
    service: Service, visitors: Visitors
) -> None:
    page = signed_in(visitors, service, **DESK)
    search_id = searched(page, service)
    page.goto(f"{service.address}/video/{search_id}")
    live(page)
    page.locator("[data-testid=review]").first.click()
    camera = page.get_by_test_id("camera-panel").get_attribute("data-camera")
    page.keyboard.press("l")
    expect(page.get_by_test_id("watching")).to_have_attribute("data-on", "yes")
    mine = "state => state.clearances.filter(one => one.playback_speed === 1 && !one.withdrawn)"
    ahead = "one => one.camera_id === '%s' && Date.parse(one.until) > Date.parse('%s')"
    ends = moment_text(BEGIN + timedelta(minutes=9))
    state_where(page, f"state => state.claims.some({ahead % (camera, ends)})")
    state_where(page, f"state => ({mine})(state).length >= 3")
    picture(page, "live-en")
    # Who watches the live picture has not seen the recording: C says so and clears nothing.
    page.keyboard.press("c")
    expect(page.get_by_test_id("toast")).to_contain_text("watching live")

    visitors.expect_fault("ERR_INTERNET_DISCONNECTED|WebSocket")
    before = len(own(page, search_id))
    page.context.set_offline(True)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=live-words]').textContent.includes('kept')"
    )
    picture(page, "live-offline-en")
    page.context.set_offline(False)
    state_where(page, f"state => ({mine})(state).length > {before} + 1")

    page.keyboard.press("l")
    expect(page.get_by_test_id("watching")).to_have_attribute("data-on", "no")
    expect(page.get_by_test_id("live-words")).to_contain_text("Stopped. Noted")
    windows = own(page, search_id)
    assert {one["camera_id"] for one in windows} == {camera}
    for earlier, later in pairwise(windows):
        assert later["from"] == earlier["until"], "each window joins the one before it"
    for one in windows:
        assert moment_of(one["until"]) <= moment_of(one["occurred_at"])
    # However many there are, people read one line.
    lines = page.get_by_test_id("reviewed").locator("li")
    expect(lines).to_have_count(1 + (camera == "C1"))


def own(page: Page, search_id: str) -> list[dict[str, Any]]:
    """The windows watched live, in order of time."""
    state = page.request.get(f"{page.url.split('/video')[0]}/api/v1/searches/{search_id}").json()
    found = [one for one in state["clearances"] if one["playback_speed"] == 1]
    found = [one for one in found if moment_of(one["from"]) >= BEGIN]
    return sorted(found, key=lambda one: str(one["from"]))
