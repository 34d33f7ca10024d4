"""The video officer's desk: everything by the keyboard, and every clearance answered on screen."""

import re

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.visitors import Visitors
from tests.browser.watching import at_version, live, state_where, version


def desk(visitors: Visitors, demo: Demo) -> Page:
    """The officer has come in through the demo's own page, and has windows to review."""
    # The simulated officer may be on the first window until it notices that somebody came.
    visitors.expect_fault(r"409 .*/claims\b")
    page = visitors.page(f"{demo.address}/demo")
    page.get_by_test_id("role-video").click()
    live(page)
    expect(page.get_by_test_id("review").nth(2)).to_be_visible()
    return page


def test_an_officer_clears_the_advised_window_by_keyboard_and_sees_what_it_changed(
    demo: Demo, visitors: Visitors
) -> None:
    page = desk(visitors, demo)
    marked = page.locator("[data-testid=review][aria-current]")
    expect(marked.locator(".n")).to_have_text("1")
    page.keyboard.press("j")
    expect(marked.locator(".n")).to_have_text("2")
    page.keyboard.press("k")
    expect(marked.locator(".n")).to_have_text("1")

    camera = marked.get_attribute("data-camera")
    page.keyboard.press("Enter")
    panel = page.get_by_test_id("camera-panel")
    expect(panel).to_have_attribute("data-camera", camera or "")
    before = version(page)
    page.keyboard.press("c")

    expect(page.get_by_test_id("toast")).to_contain_text(f"{camera} ")
    effect = page.get_by_test_id("effect").first
    expect(effect).to_have_text(re.compile(r"moved <?\d+(\.\d+)? ?% of the probability"))
    state = state_where(page, "state => state.clearances.some(one => !one.withdrawn)")
    mine = next(one for one in state["clearances"] if one["camera_id"] == camera)
    assert mine["version"] > before
    at_version(page, mine["version"])
    at_version(page, mine["version"], belief=True)
    # The desk has gone on to the next window by itself.
    expect(panel).not_to_have_attribute("data-camera", camera or "")


def test_undo_withdraws_the_clearance_and_gives_the_window_back(
    demo: Demo, visitors: Visitors
) -> None:
    page = desk(visitors, demo)
    camera = page.get_by_test_id("review").first.get_attribute("data-camera")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("camera-panel")).to_have_attribute("data-camera", camera or "")
    page.keyboard.press("c")
    state_where(page, f"state => state.clearances.some(one => one.camera_id === '{camera}')")
    expect(page.get_by_test_id("undo")).to_be_enabled()

    page.keyboard.press("u")

    expect(page.get_by_test_id("happened")).to_contain_text('"no trace" taken back')
    state = state_where(
        page,
        f"state => state.clearances.some(one => one.camera_id === '{camera}' && one.withdrawn)",
    )
    at_version(page, state["version"], belief=True)
    expect(page.locator(f"[data-testid=review][data-camera={camera}]").first).to_be_visible()


def test_a_sighting_is_reported_where_the_officer_clicked_the_map(
    demo: Demo, visitors: Visitors
) -> None:
    page = desk(visitors, demo)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("camera-panel")).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_test_id("sighting-form")).to_be_visible()
    box = page.get_by_test_id("map").bounding_box()
    assert box is not None

    # A street beside the camera: the map has gone to it.
    page.mouse.click(box["x"] + box["width"] / 2 + 30, box["y"] + box["height"] / 2 + 20)
    page.keyboard.press("Enter")

    expect(page.get_by_test_id("sighting-form")).to_have_count(0)
    state = state_where(page, "state => state.sightings.length")
    sighting = state["sightings"][0]
    assert sighting["source"] == "camera"
    assert sighting["radius_m"] == 20, "the place that was clicked, not the camera's"
    expect(page.locator("[data-testid=happened] [data-kind=sighting]").first).to_be_visible()

    commander = live(visitors.page(demo.part("commander")["url"]))
    expect(commander.get_by_test_id("sightings").get_by_test_id("assess-confirmed")).to_be_visible()


def test_keys_of_the_desk_are_told_on_demand(demo: Demo, visitors: Visitors) -> None:
    page = desk(visitors, demo)
    page.keyboard.press("?")
    expect(page.get_by_test_id("help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("help")).to_have_count(0)
