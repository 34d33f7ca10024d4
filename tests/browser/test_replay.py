"""The replay: every version of the stream, by slider, by keys, and by itself."""

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.story import find, phone_of
from tests.browser.visitors import Visitors
from tests.browser.watching import at_version, events, live, version


def finished(demo: Demo, visitors: Visitors) -> Page:
    """A search that a team has ended, in replay."""
    find(phone_of(visitors, demo))
    return live(visitors.page(demo.part("watch")["url"]))


def test_a_replay_has_every_version_and_steps_through_them(demo: Demo, visitors: Visitors) -> None:
    page = finished(demo, visitors)
    stream = events(page)
    last = len(stream)
    assert [event["version"] for event in stream] == list(range(1, last + 1))
    slider = page.get_by_test_id("slider")
    expect(page.get_by_test_id("position")).to_have_text(f"{last} of {last}")
    expect(slider).to_have_attribute("max", str(last - 1))
    assert version(page) == last
    at_version(page, last, belief=True)

    page.keyboard.press("ArrowLeft")
    expect(page.get_by_test_id("position")).to_have_text(f"{last - 1} of {last}")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("position")).to_have_text(f"{last} of {last}")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.get_by_test_id("position")).not_to_have_text(f"{last} of {last}")

    before = page.get_by_test_id("moment").inner_text()
    slider.fill("0")
    expect(page.get_by_test_id("position")).to_have_text(f"1 of {last}")
    expect(page.locator("body")).to_have_attribute("data-version", "1")
    assert page.get_by_test_id("moment").inner_text() <= before

    page.get_by_test_id("play").click()
    at_version(page, 3)
    page.get_by_test_id("play").click()


def test_a_replay_shows_how_likely_the_place_of_the_find_was(
    demo: Demo, visitors: Visitors
) -> None:
    page = finished(demo, visitors)
    curve = page.get_by_test_id("curve")
    expect(curve).to_be_visible()
    page.wait_for_function(
        "() => Number(document.querySelector('[data-testid=curve]').dataset.points) > 2"
    )
