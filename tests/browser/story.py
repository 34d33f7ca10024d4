"""Steps that several stories share."""

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
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
