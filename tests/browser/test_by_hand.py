"""A search begun by hand on an empty installation, and a service that restarts under its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.process import run
from tests.browser.service import Service
from tests.browser.visitors import Visitors
from tests.browser.watching import at_version, live, state_where, version
from tests.coordinator.areas.small_city import small_city_osm

PASSWORD = "six columns and six rows"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """`coordinator serve` with one small area and a commander."""
    service = Service(tmp_path, "serve")
    there = ("--data-dir", str(service.data_dir))
    osm = small_city_osm().write(tmp_path / "small.osm")
    run("area", "import", str(osm), "--name", "small", *there)
    run("user", "add", "chief", "--role", "commander", "--password-stdin", *there, stdin=PASSWORD)
    service.start()
    yield service
    service.stop()
    assert "Traceback" not in service.log, service.log


def sign_in(page: Page, password: str) -> None:
    page.get_by_test_id("name").fill("chief")
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("sign-in").click()


def open_search(page: Page) -> None:
    """Answers the questions of the form on the page."""
    page.get_by_test_id("open-search").click()
    expect(page.get_by_test_id("area")).to_have_value("small")
    page.get_by_test_id("map").locator("canvas").click()
    page.get_by_test_id("mobility-pushed").click()
    page.get_by_test_id("open-go").click()
    page.wait_for_url("**/command/*")
    live(page)


def test_a_commander_signs_in_opens_a_search_and_goes_on_after_a_restart(
    service: Service, visitors: Visitors
) -> None:
    # A browser says every answer of 400 and more on its console, also those that are meant.
    visitors.expect_fault(r"401 .*/api/v1/(me|session)\b")
    visitors.expect_fault(r"404 .*/api/v1/demo\b")
    page = visitors.page(service.address)
    sign_in(page, "wrong password")
    expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    sign_in(page, PASSWORD)
    open_search(page)
    state = state_where(page, "state => state.status === 'open'")
    assert state["subject"]["mobility"] == "pushed"

    page.get_by_test_id("deploy").click()
    page.get_by_test_id("team-name").fill("East")
    page.get_by_test_id("map").locator("canvas").click()
    page.get_by_test_id("deploy-go").click()
    expect(page.get_by_test_id("team")).to_contain_text("East")

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
