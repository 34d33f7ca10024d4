"""Whoever comes late sees what those see who were there from the start."""

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.story import phone_of, send_team
from tests.browser.visitors import Visitors
from tests.browser.watching import at_version, live, state_where

SHOWN = """() => ({
    version: document.body.dataset.version,
    belief: document.body.dataset.beliefVersion,
    outside: document.querySelector('[data-testid=rest-of-world]').innerText,
    happened: [...document.querySelectorAll('[data-testid=happened] > li')].map(li => li.innerText),
    sightings: document.querySelector('[data-testid=sightings]').innerText,
    orders: [...document.querySelectorAll('[data-testid=team]')].map(
        team => [...team.querySelectorAll('p')].slice(1).map(line => line.innerText)),
})"""


def settled(page: Page, version: int) -> None:
    at_version(page, version)
    at_version(page, version, belief=True)


def test_a_late_page_shows_the_same_search_as_an_early_one(demo: Demo, visitors: Visitors) -> None:
    url = demo.part("commander")["url"]
    early = live(visitors.page(url))
    officer = live(visitors.page(demo.part("video")["url"]))
    phone = phone_of(visitors, demo)
    redirect_id = send_team(early, demo.part("team1")["team_id"])
    banner = phone.locator(f"[data-testid=banner][data-redirect='{redirect_id}']")
    banner.get_by_test_id("wilco").tap()
    expect(officer.get_by_test_id("review").first).to_be_visible()
    officer.keyboard.press("Enter")
    officer.keyboard.press("c")
    state_where(early, "state => state.clearances.length")
    late = live(visitors.page(url))
    for _ in range(10):
        newest = int(early.evaluate("document.body.dataset.version"))
        settled(early, newest)
        settled(late, newest)
        shown = early.evaluate(SHOWN), late.evaluate(SHOWN)
        if shown[0]["version"] == shown[1]["version"] == shown[0]["belief"] == shown[1]["belief"]:
            break
    assert shown[0] == shown[1]
    assert any("no trace" in line for line in shown[1]["happened"])
