"""A station of its own: one small area, a commander, and what the commander does first."""

import json
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import APIResponse, Page, expect

from tests.acceptance.process import run
from tests.browser.service import Service
from tests.browser.visitors import Visitors
from tests.browser.watching import live
from tests.coordinator.areas.small_city import small_city_osm

PASSWORD = "six columns and six rows"


@contextmanager
def station(folder: Path, *options: str) -> Generator[Service]:
    """`coordinator serve` with one small area and a commander."""
    service = Service(folder, "serve", *options)
    there = ("--data-dir", str(service.data_dir))
    osm = small_city_osm().write(folder / "small.osm")
    run("area", "import", str(osm), "--name", "small", *there)
    run("user", "add", "chief", "--role", "commander", "--password-stdin", *there, stdin=PASSWORD)
    try:
        service.start()
        yield service
    finally:
        service.stop()
    assert "Traceback" not in service.log, service.log


def sign_in(page: Page, password: str = PASSWORD) -> None:
    """Says who it is."""
    page.get_by_test_id("name").fill("chief")
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("sign-in").click()


def signed_in(visitors: Visitors, service: Service, language: str = "en", **options: Any) -> Page:
    """The commander at the list of searches."""
    # A browser says every answer of 400 and more on its console, also those that are meant.
    visitors.expect_fault(r"401 .*/api/v1/(me|session)\b")
    visitors.expect_fault(r"404 .*/api/v1/demo\b")
    page = visitors.page(service.address, language, **options)
    sign_in(page)
    expect(page.get_by_test_id("open-search")).to_be_visible()
    return page


def post(page: Page, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Gives a command with the session of this page."""
    answer: APIResponse = page.request.post(
        path, data=json.dumps(body),
        headers={"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())},
    )  # fmt: skip
    assert answer.status == 201, answer.text()
    record: dict[str, Any] = answer.json()
    return record


def open_search(page: Page, name: str = "") -> None:
    """Answers the questions of the form on the page."""
    page.get_by_test_id("open-search").click()
    expect(page.get_by_test_id("area")).to_have_value("small")
    page.get_by_test_id("map").locator("canvas").click()
    page.get_by_test_id("mobility-pushed").click()
    if name:
        page.get_by_test_id("person-name").fill(name)
        page.get_by_test_id("person-hints").fill("likes boats")
    page.get_by_test_id("open-go").click()
    page.wait_for_url("**/command/*")
    live(page)


def deploy(page: Page, name: str) -> None:
    """Sends out a team, to the middle of the map."""
    page.get_by_test_id("deploy").click()
    page.get_by_test_id("team-name").fill(name)
    page.get_by_test_id("map").locator("canvas").click()
    page.get_by_test_id("deploy-go").click()
    expect(page.get_by_test_id("team").filter(has_text=name)).to_be_visible()
