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
    marked = page.locator("[data-testid=review][data-cursor]")
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
    said = page.locator("[data-testid=happened] [data-withdrawn]")
    expect(said.locator("s")).to_contain_text(f"{camera} ")
    expect(said).to_contain_text("withdrawn")
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


def test_a_window_is_dragged_on_the_bar_and_the_colleagues_are_told(
    demo: Demo, visitors: Visitors
) -> None:
    page = desk(visitors, demo)
    page.keyboard.press("Enter")
    panel = page.get_by_test_id("camera-panel")
    camera = panel.get_attribute("data-camera")
    expect(page.get_by_test_id("passing").first).to_be_attached()
    before = page.get_by_test_id("window").inner_text()
    bar = page.get_by_test_id("time-bar").bounding_box()
    assert bar is not None
    middle = bar["y"] + bar["height"] / 2

    page.mouse.move(bar["x"] + bar["width"] * 0.55, middle)
    page.mouse.down()
    page.mouse.move(bar["x"] + bar["width"] * 0.8, middle, steps=4)
    page.mouse.up()

    expect(page.get_by_test_id("window")).not_to_have_text(before)
    chosen = page.evaluate("document.querySelector('[data-testid=window]').innerText")
    commander = live(visitors.page(demo.part("commander")["url"]))
    state = state_where(
        commander,
        f"state => state.claims.some(one => one.camera_id === '{camera}'"
        " && Date.parse(one.until) - Date.parse(one.from) < 1200e3)",
    )
    assert state["claims"]
    assert chosen != before
    # The other officer sees who is on it, and is told when opening the same window.
    commander.goto(commander.url.replace("/command/", "/video/"))
    live(commander)
    told = commander.locator(f"[data-testid=colleagues] [data-camera='{camera}']")
    expect(told.first).to_be_visible()


def test_an_outage_marked_by_mistake_and_a_clock_are_taken_back_with_the_same_key(
    demo: Demo, visitors: Visitors
) -> None:
    page = desk(visitors, demo)
    page.keyboard.press("Enter")
    camera = page.get_by_test_id("camera-panel").get_attribute("data-camera")
    page.get_by_test_id("clock-open").click()
    page.get_by_test_id("clock-offset").fill("90")
    page.get_by_test_id("clock-set").click()
    state_where(page, f"state => state.cameras['{camera}']?.clock_offset_s === 90")
    page.get_by_test_id("camera-panel").locator("h2").first.click()
    page.keyboard.press("o")
    expect(page.get_by_test_id("bar-gap").first).to_be_attached()

    page.keyboard.press("u")
    expect(page.get_by_test_id("bar-gap")).to_have_count(0)
    page.keyboard.press("u")
    state = state_where(page, f"state => state.cameras['{camera}']?.clock_offset_s === 0")
    assert not state["cameras"][camera].get("outages")


def test_a_sighting_has_the_true_time_and_the_way_he_went(demo: Demo, visitors: Visitors) -> None:
    page = desk(visitors, demo)
    page.keyboard.press("Enter")
    camera = page.get_by_test_id("camera-panel").get_attribute("data-camera")
    page.get_by_test_id("clock-open").click()
    page.get_by_test_id("clock-offset").fill("60")
    page.get_by_test_id("clock-set").click()
    state_where(page, f"state => state.cameras['{camera}']?.clock_offset_s === 60")
    page.get_by_test_id("camera-panel").locator("h2").first.click()
    at = page.locator("input[type=range]").get_attribute("min")
    page.keyboard.press("s")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("heading-e")).to_have_attribute("aria-pressed", "true")
    page.get_by_test_id("sighting-later").click()
    page.keyboard.press("Tab")
    page.get_by_test_id("send-sighting").click()

    state = state_where(page, f"state => state.sightings.some(one => one.camera_id === '{camera}')")
    seen = next(one for one in state["sightings"] if one["camera_id"] == camera)
    assert seen["heading"] == 90
    told = page.evaluate("at => Date.parse(at)", seen["at"])
    assert abs(told - (float(at or 0) + 10_000 - 60_000)) < 1_500
    page.keyboard.press("u")
    state_where(page, "state => state.sightings.every(one => one.verdict === 'ruled_out')")
