"""A simulated search of four hours in Munich, replayed."""

import re
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page, Response, expect

from coordinator.accounts import Role
from coordinator.settings import Settings
from domain.moment import moment_text
from tests.browser.artefacts import picture
from tests.browser.service import Service
from tests.browser.visitors import Visitors
from tests.browser.watching import at_version
from tests.four_hours.recorded import FourHours, four_hours
from web.search_services import opened_services

PASSWORD = "seven bridges over the Isar"

pytestmark = pytest.mark.city


@dataclass(frozen=True)
class Archive:
    """The service that has the search, and what the simulation knows of it."""

    service: Service
    search: FourHours

    def page(self, visitors: Visitors, query: str = "", language: str = "en", **form: Any) -> Page:
        """The replay, as a reviewer opens it."""
        # Who is not signed in is told so, which a browser says on its console.
        visitors.expect_fault(r"401 .*/api/v1/me\b")
        visitors.expect_fault(r"404 .*/api/v1/demo\b")
        page = visitors.page(self.service.address, language, **form)
        signed_in = page.request.post(
            f"{self.service.address}/api/v1/session",
            data={"name": "reviewer", "password": PASSWORD},
        )
        assert signed_in.ok, signed_in.text()
        page.goto(f"{self.service.address}/replay/{self.search.search_id}{query}")
        expect(page.locator("body[data-live=replay]")).to_be_attached()
        expect(page.get_by_test_id("map").first.locator("canvas")).to_be_visible()
        return page


@pytest.fixture(scope="module")
def archive(areas_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Archive]:
    """A service with the recorded search, and a reviewer."""
    service = Service(tmp_path_factory.mktemp("four hours"), "serve")
    with opened_services(Settings(data_dir=service.data_dir)) as services:
        search = four_hours(services, areas_dir)
        services.accounts.add("reviewer", Role.COMMANDER, PASSWORD)
    try:
        service.start()
        yield Archive(service, search)
    finally:
        service.stop()
    assert "Traceback" not in service.log, service.log


def test_four_hours_play_by_themselves_without_asking_for_every_picture(
    archive: Archive, visitors: Visitors
) -> None:
    begin = moment_text(archive.search.opened_at)
    page = archive.page(visitors, f"?at={begin}&speed=600")
    expect(page.get_by_test_id("speed")).to_have_value("600")
    asked: list[str] = []
    page.on("response", lambda response: asked.append(_path(response)))
    page.get_by_test_id("play").click()
    page.wait_for_function(
        "end => Date.parse(document.body.dataset.beliefAt) >= end",
        arg=archive.search.found_at.timestamp() * 1000,
        timeout=240_000,
    )
    frames = sum(path.endswith("/frame") for path in asked)
    assert not any(path.endswith(("/positions", "/tracks")) for path in asked)
    # One belief stands for two minutes at this speed.
    assert 20 < frames < 300
    expect(page.get_by_test_id("play")).to_have_text("Play", timeout=240_000)
    at_version(page, 500)


def _path(response: Response) -> str:
    return urlsplit(response.url).path


def test_a_link_leads_to_its_moment_and_back_leads_back(
    archive: Archive, visitors: Visitors
) -> None:
    team = archive.search.team_ids[1]
    query = f"?at=2026-03-02T11:30:00Z&view=both&speed=120&follow=team:{team}"
    page = archive.page(visitors, query)
    expect(page.get_by_test_id("view-both")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_test_id("speed")).to_have_value("120")
    expect(page.get_by_test_id("follow")).to_have_value(f"team:{team}")
    page.get_by_test_id("view-known").click()
    page.get_by_test_id("events").get_by_role("button").first.click()
    expect(page.get_by_test_id("position")).to_have_text(re.compile("^1 of"))
    assert "version=1" in page.url
    page.go_back()
    expect(page.get_by_test_id("position")).not_to_have_text(re.compile("^1 of"))
    page.go_back()
    expect(page.get_by_test_id("view-both")).to_have_attribute("aria-pressed", "true")
    page.go_forward()
    page.go_forward()
    expect(page.get_by_test_id("position")).to_have_text(re.compile("^1 of"))


def test_side_by_side_the_maps_move_in_step_and_differ_in_what_they_know(
    archive: Archive, visitors: Visitors
) -> None:
    page = archive.page(visitors, "?at=2026-03-02T10:40:00Z&view=both")
    known, was = page.get_by_test_id("side-known"), page.get_by_test_id("side-was")
    for side in (known, was):
        expect(side).not_to_have_attribute("data-frame-at", "")
        expect(side.locator("canvas")).to_be_visible()
    page.wait_for_function(
        "() => Number(document.querySelector('[data-testid=curve]').dataset.points) > 30"
    )
    picture(page, "replay-both")
    at = "2026-03-02T10:40:00Z"
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    path = f"{archive.service.address}/api/v1/searches/{archive.search.search_id}/frame"
    then = httpx.get(f"{path}?version=40&at={at}", cookies=cookies, timeout=60).content
    later = httpx.get(f"{path}?at={at}", cookies=cookies, timeout=60).content
    assert then[28:] != later[28:]


def test_what_was_advised_stands_beside_what_was_done(archive: Archive, visitors: Visitors) -> None:
    page = archive.page(visitors, "?at=2026-03-02T11:00:00Z")
    advised = page.get_by_test_id("advised")
    expect(advised.get_by_role("listitem").first).to_be_visible()
    expect(advised).to_contain_text(re.compile("SIM-|Go to"))
    expect(page.get_by_test_id("plan").get_by_role("listitem")).to_have_count(3)


def test_kinds_that_are_switched_off_are_neither_listed_nor_stopped_at(
    archive: Archive, visitors: Visitors
) -> None:
    page = archive.page(visitors, "?at=2026-03-02T10:00:00Z")
    for kind in ("team", "camera", "incident", "outside", "note", "duty"):
        page.get_by_test_id(f"kind-{kind}").click()
    kinds = page.get_by_test_id("events").locator("li")
    shown = kinds.evaluate_all("all => all.map(each => each.dataset.kind)")
    assert set(shown) == {"sighting", "find"}
    page.get_by_test_id("said").click()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("said")).to_have_text(re.compile("sighting", re.IGNORECASE))


def test_the_keys_are_told_and_change_the_speed(archive: Archive, visitors: Visitors) -> None:
    page = archive.page(visitors)
    page.keyboard.press("?")
    expect(page.get_by_test_id("help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("help")).to_be_hidden()
    page.keyboard.press("]")
    expect(page.get_by_test_id("speed")).to_have_value("120")
    page.keyboard.press("[")
    page.keyboard.press("[")
    expect(page.get_by_test_id("speed")).to_have_value("30")


def test_a_phone_can_replay_with_one_thumb(archive: Archive, visitors: Visitors) -> None:
    page = archive.page(visitors, "?at=2026-03-02T11:30:00Z", "zh", phone=True)
    for name in ("play", "next", "previous", "speed", "follow", "view-was"):
        box = page.get_by_test_id(name).bounding_box()
        assert box is not None
        assert box["height"] >= 48
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    page.get_by_test_id("view-was").click()
    expect(page.get_by_test_id("side-was").locator("canvas")).to_be_visible()
    picture(page, "replay-phone-zh")
