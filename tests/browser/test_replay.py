"""The replay: every moment of a search, by time line, by keys, by link, and by itself."""

import re

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.story import find, phone_of
from tests.browser.visitors import Visitors
from tests.browser.watching import at_version, events, live, version


def finished(demo: Demo, visitors: Visitors) -> Page:
    """A search in which a team has found him, in replay."""
    find(phone_of(visitors, demo))
    return live(visitors.page(demo.part("watch")["url"]))


def test_a_replay_has_every_event_and_steps_through_them(demo: Demo, visitors: Visitors) -> None:
    page = finished(demo, visitors)
    stream = events(page)
    last = len(stream)
    assert [event["version"] for event in stream] == list(range(1, last + 1))
    position = page.get_by_test_id("position")
    page.keyboard.press("End")
    expect(position).to_have_text(re.compile(rf"^{last} of"))
    at_version(page, last, belief=True)

    page.keyboard.press("ArrowLeft")
    expect(position).to_have_text(re.compile(rf"^{last - 1} of"))
    page.keyboard.press("ArrowRight")
    expect(position).to_have_text(re.compile(rf"^{last} of"))
    page.keyboard.press("Shift+ArrowLeft")
    expect(position).not_to_have_text(re.compile(rf"^{last} of"))

    page.keyboard.press("Home")
    expect(position).to_have_text(re.compile(r"^[1-9] of"))
    assert version(page) < 10
    before = page.get_by_test_id("moment").inner_text()
    page.get_by_test_id("play").click()
    expect(page.get_by_test_id("moment")).not_to_have_text(before)
    page.get_by_test_id("play").click()
    expect(page.get_by_test_id("play")).to_have_text("Play")


def test_a_replay_shows_how_likely_the_place_of_the_find_was(
    demo: Demo, visitors: Visitors
) -> None:
    page = finished(demo, visitors)
    expect(page.get_by_test_id("curve")).to_be_visible()
    page.wait_for_function(
        "() => Number(document.querySelector('[data-testid=curve]').dataset.points) > 2"
    )


def test_a_search_that_still_runs_is_replayed_and_caught_up_with(
    demo: Demo, visitors: Visitors
) -> None:
    page = live(visitors.page(demo.part("watch")["url"]))
    expect(page.get_by_text("This search still runs.")).to_be_visible()
    page.keyboard.press("Home")
    before = len(events(page))
    find(phone_of(visitors, demo))
    # What happens meanwhile joins the list, and does not move who looks back.
    expect(page.locator("[data-kind=find]")).to_be_visible()
    assert version(page) < 10
    page.get_by_test_id("catch-up").click()
    at_version(page, before + 1)
