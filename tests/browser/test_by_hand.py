"""A search begun by hand on an empty installation, and a service that restarts under its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.service import Service
from tests.browser.station import deploy, open_search, sign_in, station
from tests.browser.visitors import Visitors
from tests.browser.watching import at_version, state_where, version


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A station of its own."""
    with station(tmp_path) as running:
        yield running


def test_a_commander_signs_in_opens_a_search_and_goes_on_after_a_restart(
    service: Service, visitors: Visitors
) -> None:
    # A browser says every answer of 400 and more on its console, also those that are meant.
    visitors.expect_fault(r"401 .*/api/v1/(me|session)\b")
    visitors.expect_fault(r"404 .*/api/v1/demo\b")
    page = visitors.page(service.address)
    sign_in(page, "wrong password")
    expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    sign_in(page)
    open_search(page)
    state = state_where(page, "state => state.status === 'open'")
    assert state["subject"]["mobility"] == "pushed"

    deploy(page, "East")

    visitors.expect_fault(
        "ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|WebSocket"
    )
    service.stop()
    expect(page.locator("body")).to_have_attribute("data-live", "offline")
    before = version(page)
    service.start()
    expect(page.locator("body")).to_have_attribute("data-live", "live")

    page.get_by_test_id("team").get_by_test_id("order").click()
    page.get_by_test_id("map").locator("canvas").click()
    state_where(page, "state => state.redirects.some(one => one.issued_by === 'officer')")
    at_version(page, before + 1)
    expect(page.get_by_test_id("team")).to_contain_text("not received yet")

    page.get_by_role("link", name="All searches").click()
    expect(page.get_by_test_id("search")).to_have_count(1)
    page.get_by_test_id("sign-out").click()
    expect(page.get_by_test_id("sign-in")).to_be_visible()
