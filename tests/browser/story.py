"""Steps that several stories share."""

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.fingers import finger_on
from tests.browser.visitors import Visitors
from tests.browser.watching import live, state_where


def phone_of(visitors: Visitors, demo: Demo, part: str = "team1", language: str = "en") -> Page:
    """The phone of a street team, on its page."""
    page = live(visitors.page(demo.part(part)["url"], language, phone=True))
    expect(page.get_by_test_id("found")).to_be_visible()
    return page


def send_team(commander: Page, team_id: str) -> str:
    """The commander sends a team to the middle of the map; returns the redirect's id."""
    team = commander.locator(f"[data-testid=team][data-team='{team_id}']")
    team.get_by_test_id("order").click()
    commander.get_by_test_id("map").locator("canvas").click()
    own = f"one => one.team_id === '{team_id}' && one.issued_by === 'officer'"
    state = state_where(commander, f"state => state.redirects.some({own})")
    mine = [
        one
        for one in state["redirects"]
        if one["team_id"] == team_id and one["issued_by"] == "officer"
    ]
    return str(mine[-1]["redirect_id"])


def find(phone: Page) -> None:
    """The team holds the button, says that he is well, and sees that the search is over."""
    with finger_on(phone.get_by_test_id("found")):
        expect(phone.get_by_test_id("found-well")).to_be_enabled()
    # Lifting the finger presses nothing that came up below it.
    phone.get_by_test_id("found-well").tap()
    expect(phone.get_by_test_id("found-already")).to_be_visible()
