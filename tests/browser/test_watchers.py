"""Watchers: whom to look for at a glance, one button, and what becomes of a report."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import Demo
from tests.browser.story import phone_of
from tests.browser.visitors import Visitors
from tests.browser.watching import live, state_where
from tests.coordinator.photos.pictures import jpeg

INVITE = """async () => {
    const id = location.pathname.split('/')[2];
    const answer = await fetch(`/api/v1/searches/${id}/invitations`, {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify({role: 'watcher', name: 'South gate'}),
    });
    return (await answer.json()).url;
}"""
REPORTS = """async () => {
    const id = location.pathname.split('/')[2];
    return (await (await fetch(`/api/v1/searches/${id}/watcher-reports`)).json()).reports;
}"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture as a phone takes it."""
    path = tmp_path / "seen.jpg"
    path.write_bytes(jpeg(2400, 1800, "darkgreen"))
    return path


def commander_of(visitors: Visitors, demo: Demo) -> Page:
    page = live(visitors.page(demo.part("commander")["url"]))
    expect(page.get_by_test_id("inbox")).to_have_attribute("data-count", "0")
    return page


def watcher_of(visitors: Visitors, commander: Page, language: str = "en", **options: Any) -> Page:
    """The phone of a guard beside the place where he was last seen, on its page."""
    lkp = state_where(commander, "state => state.last_known_point")["last_known_point"]
    place = {"longitude": lkp["lon"], "latitude": lkp["lat"], "accuracy": 12}
    page = visitors.page(
        commander.evaluate(INVITE), language, phone=True, geolocation=place,
        permissions=["geolocation"], **options,
    )  # fmt: skip
    expect(page.get_by_test_id("report")).to_be_visible()
    return page


def show_photo(commander: Page, photo: Path) -> None:
    """The commander shows everybody what he looks like."""
    commander.get_by_test_id("subject-photo-input").set_input_files(photo)
    expect(drawn(commander.get_by_test_id("subject-photo"))).to_be_visible()


def drawn(within: Locator) -> Locator:
    """A photo that is really there: an image without a picture has no size of its own."""
    image = within.locator("img").first
    expect(image).to_have_js_property("complete", True)
    expect(image).not_to_have_js_property("naturalWidth", 0)
    return image


def report(watcher: Page, words: str, photo: Path | None = None) -> None:
    watcher.get_by_test_id("report").tap()
    send = watcher.get_by_test_id("report-send")
    expect(send).to_be_enabled()
    if photo is not None:
        watcher.get_by_test_id("photo-input").set_input_files(photo)
        expect(watcher.get_by_test_id("photo-chosen")).to_be_visible()
    watcher.get_by_test_id("report-note").fill(words)
    send.tap()


def test_a_watchers_report_with_a_photo_becomes_a_sighting_on_the_commanders_map(
    demo: Demo, visitors: Visitors, photo: Path
) -> None:
    commander = commander_of(visitors, demo)
    show_photo(commander, photo)
    watcher = watcher_of(visitors, commander)
    expect(drawn(watcher.get_by_test_id("description"))).to_be_visible()

    watcher.get_by_test_id("report").tap()
    expect(watcher.get_by_test_id("report-where")).to_contain_text("At my position")
    watcher.get_by_test_id("sheet-close").tap()
    report(watcher, "by the kiosk, alone", photo)
    expect(watcher.get_by_test_id("reported")).to_have_attribute("data-waiting", "0")
    expect(watcher.get_by_test_id("reported")).to_contain_text("The officers have your report.")

    expect(commander.get_by_test_id("inbox")).to_have_attribute("data-count", "1")
    commander.get_by_test_id("inbox").click()
    card = commander.get_by_test_id("report")
    expect(card).to_contain_text("by the kiosk, alone")
    expect(drawn(card)).to_be_visible()
    card.get_by_test_id("photo").click()
    large = commander.get_by_test_id("photo-large")
    expect(drawn(large)).to_have_js_property("naturalWidth", 1600)
    commander.get_by_test_id("photo-close").click()
    expect(large).to_have_count(0)

    card.get_by_test_id("take-up").click()
    expect(commander.get_by_test_id("inbox")).to_have_attribute("data-count", "0")
    state = state_where(commander, "state => state.sightings.some(s => s.source === 'watcher')")
    sighting = next(one for one in state["sightings"] if one["source"] == "watcher")
    assert sighting["note"] == "by the kiosk, alone"
    row = commander.get_by_test_id("sightings").locator("li", has_text="by the kiosk, alone")
    expect(drawn(row)).to_be_visible()
    expect(commander.get_by_test_id("happened")).to_contain_text("Photo of a sighting")


def test_the_keyboard_alone_sets_a_report_aside_and_takes_it_back(
    demo: Demo, visitors: Visitors
) -> None:
    commander = commander_of(visitors, demo)
    officer = live(visitors.page(demo.part("video")["url"], "zh"))
    watcher = watcher_of(visitors, commander, "zh")
    report(watcher, "像他")
    expect(watcher.get_by_test_id("reported")).to_contain_text("民警已收到您的线索。")
    watcher.get_by_test_id("report-again").tap()
    watcher.get_by_test_id("report-send").tap()
    expect(officer.get_by_test_id("inbox")).to_have_attribute("data-count", "2")
    cleared = state_where(officer, "state => true")["clearances"]

    officer.keyboard.press("i")
    newest, oldest = officer.get_by_test_id("report").all()
    expect(newest).to_have_attribute("aria-current", "true")
    officer.keyboard.press("ArrowDown")
    expect(oldest).to_have_attribute("aria-current", "true")
    # Keys of the desk behind it do nothing here.
    officer.keyboard.press("c")
    officer.keyboard.press("x")
    expect(officer.get_by_test_id("inbox")).to_have_attribute("data-count", "1")
    expect(commander.get_by_test_id("inbox")).to_have_attribute("data-count", "1")
    officer.keyboard.press("u")
    expect(commander.get_by_test_id("inbox")).to_have_attribute("data-count", "2")
    officer.keyboard.press("Escape")
    expect(officer.get_by_test_id("inbox-panel")).to_have_count(0)
    assert state_where(officer, "state => true")["clearances"] == cleared


def test_without_a_net_a_watchers_report_waits_and_goes_out_once(
    demo: Demo, visitors: Visitors, photo: Path
) -> None:
    visitors.expect_fault("ERR_INTERNET_DISCONNECTED")
    commander = commander_of(visitors, demo)
    watcher = watcher_of(visitors, commander)
    # Only once the map is there can its place be seen without a net.
    expect(watcher.get_by_test_id("map").locator("canvas")).to_be_visible()
    watcher.context.set_offline(True)
    expect(watcher.locator("body")).to_have_attribute("data-live", "offline")
    report(watcher, "without a net", photo)
    reported = watcher.get_by_test_id("reported")
    expect(reported).to_have_attribute("data-waiting", "1")
    expect(reported).to_contain_text("goes out by itself")

    watcher.context.set_offline(False)
    expect(reported).to_have_attribute("data-waiting", "0")
    expect(commander.get_by_test_id("inbox")).to_have_attribute("data-count", "1")
    (found,) = commander.evaluate(REPORTS)
    assert (found["note"], found["photo_id"] is not None) == ("without a net", True)


def test_a_street_phone_without_a_net_keeps_the_photo_of_what_it_saw(
    demo: Demo, visitors: Visitors, photo: Path
) -> None:
    visitors.expect_fault("ERR_INTERNET_DISCONNECTED")
    commander = commander_of(visitors, demo)
    show_photo(commander, photo)
    phone = phone_of(visitors, demo)
    phone.get_by_test_id("face").tap()
    expect(drawn(phone.locator("section.more"))).to_be_visible()
    phone.get_by_test_id("face").tap()
    waiting = phone.get_by_test_id("waiting")

    phone.context.set_offline(True)
    expect(phone.locator("body")).to_have_attribute("data-live", "offline")
    phone.get_by_test_id("saw").tap()
    phone.get_by_test_id("photo-input").set_input_files(photo)
    expect(phone.get_by_test_id("photo-chosen")).to_be_visible()
    phone.get_by_test_id("note").fill("a red bag")
    phone.get_by_test_id("saw-likely").tap()
    expect(waiting).to_have_attribute("data-count", "1")

    phone.context.set_offline(False)
    expect(waiting).to_have_attribute("data-count", "0")
    expect(phone.get_by_test_id("refused")).to_have_count(0)
    state = state_where(
        commander, "state => state.sightings.some(s => s.note === 'a red bag' && s.photo_id)"
    )
    assert len([one for one in state["sightings"] if one["note"] == "a red bag"]) == 1
    row = commander.get_by_test_id("sightings").locator("li", has_text="a red bag")
    expect(drawn(row)).to_be_visible()


def test_photo_and_description_come_before_the_map(
    demo: Demo, visitors: Visitors, photo: Path
) -> None:
    commander = commander_of(visitors, demo)
    show_photo(commander, photo)
    watcher = watcher_of(visitors, commander)
    expect(watcher.get_by_test_id("map").locator("canvas")).to_be_visible()
    entries: list[tuple[str, float, float]] = watcher.evaluate(
        """() => performance.getEntriesByType('resource').map(
            entry => [entry.name, entry.startTime, entry.responseEnd])"""
    )
    shown = next(end for name, _, end in entries if "/subject/photo" in name)
    map_parts = [start for name, start, _ in entries if "/network" in name or "WatchMap" in name]
    assert len(map_parts) >= 2, entries
    assert min(map_parts) >= shown
