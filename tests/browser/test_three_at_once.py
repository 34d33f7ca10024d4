"""Three browsers at once, on a service that goes down in the middle."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.process import run
from tests.browser.service import Service
from tests.browser.story import send_team
from tests.browser.visitors import Visitors
from tests.browser.watching import events, live, state_where
from tests.coordinator.areas.small_city import place, small_city_osm
from tests.web.house import ago

PASSWORD = "six columns and six rows"
FEW = {"population_batch": 2000.0, "population_most_batches": 2.0, "redirect_least_pos": 2.0}
"""So that nobody waits long, and only people give orders."""
DOWN = "ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|WebSocket"


class Station:
    """A service with a search and a team, and the links of those who take part."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.http = httpx.Client(base_url=f"{service.address}/api/v1", timeout=60)
        token = self.http.post("/session", json={"name": "chief", "password": PASSWORD})
        self.http.headers["Authorization"] = f"Bearer {token.json()['token']}"
        lon, lat = place(2, 2)
        seen = {"lon": lon, "lat": lat, "at": ago(60)}
        self.search_id = self.did(
            "/searches",
            {"area": "small", "subject": {"mobility": "manual"}, "last_known_point": seen,
             "seed": 7, "parameters": FEW},
        )  # fmt: skip
        self.path = f"/searches/{self.search_id}"
        far = dict(zip(("lon", "lat"), place(0, 0), strict=True))
        self.team_id = self.did(f"{self.path}/teams", {"name": "East", "mode": "foot", **far})

    def did(self, path: str, body: dict[str, Any]) -> str:
        """The id of what a command made."""
        answer = self.http.post(path, json=body, headers={"Idempotency-Key": str(uuid.uuid4())})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def phone(self, visitors: Visitors) -> Page:
        """The team's phone, joined by its invitation."""
        body = {"role": "street", "team_id": self.team_id}
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        url = self.http.post(f"{self.path}/invitations", json=body, headers=headers).json()["url"]
        joining = f"{self.service.address}/join#{str(url).rpartition('#')[2]}"
        return live(visitors.page(joining, phone=True))

    def desk(self, visitors: Visitors, screen: str) -> Page:
        """A desk, signed in by hand."""
        page = visitors.page(self.service.address)
        page.get_by_test_id("name").fill("chief")
        page.get_by_test_id("password").fill(PASSWORD)
        page.get_by_test_id("sign-in").click()
        expect(page.get_by_test_id("search")).to_be_visible()
        page.goto(f"{self.service.address}/{screen}/{self.search_id}")
        return live(page)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """`coordinator serve` with a small area, a commander, and a search with one team."""
    service = Service(tmp_path, "serve")
    there = ("--data-dir", str(service.data_dir))
    osm = small_city_osm().write(tmp_path / "small.osm")
    run("area", "import", str(osm), "--name", "small", *there)
    run("user", "add", "chief", "--role", "commander", "--password-stdin", *there, stdin=PASSWORD)
    service.start()
    station = Station(service)
    yield station
    station.http.close()
    service.stop()
    assert "Traceback" not in service.log, service.log


def test_a_clearance_an_order_and_its_answer_outlive_a_restart_of_the_service(
    station: Station, visitors: Visitors
) -> None:
    visitors.expect_fault(r"401 .*/api/v1/(me|session)\b")
    visitors.expect_fault(r"404 .*/api/v1/demo\b")
    phone = station.phone(visitors)
    officer = station.desk(visitors, "video")
    expect(officer.get_by_test_id("review").first).to_be_visible()

    commander = station.desk(visitors, "command")

    officer.keyboard.press("Enter")
    expect(officer.get_by_test_id("camera-panel")).to_be_visible()
    officer.keyboard.press("c")
    expect(commander.get_by_test_id("happened")).to_contain_text("no trace")
    redirect_id = send_team(commander, station.team_id)
    banner = phone.locator(f"[data-testid=banner][data-redirect='{redirect_id}']")
    expect(banner).to_have_attribute("data-status", "sent")

    # The service goes down; the team answers all the same.
    visitors.expect_fault(DOWN)
    station.service.stop()
    expect(phone.locator("body")).to_have_attribute("data-live", "offline")
    banner.get_by_test_id("wilco").tap()
    expect(phone.get_by_test_id("waiting")).to_have_attribute("data-count", "1")
    expect(officer.locator("body")).to_have_attribute("data-live", "offline")
    station.service.start()

    # Both come back by themselves, and what waited arrives once.
    expect(phone.locator("body")).to_have_attribute("data-live", "live")
    expect(officer.locator("body")).to_have_attribute("data-live", "live")
    expect(phone.get_by_test_id("waiting")).to_have_attribute("data-count", "0")
    answered = f"one.redirect_id === '{redirect_id}' && one.replies.some(r => r.reply === 'wilco')"
    state = state_where(officer, f"state => state.redirects.some(one => {answered})")
    expect(officer.get_by_test_id("happened")).to_contain_text("on the way")
    replies = next(one for one in state["redirects"] if one["redirect_id"] == redirect_id)
    assert [one["reply"] for one in replies["replies"]].count("wilco") == 1

    # Whoever joins only now sees the same.
    late = station.desk(visitors, "command")
    expect(late.get_by_test_id("team")).to_contain_text("on the way")
    expect(late.get_by_test_id("happened")).to_contain_text("no trace")
    assert [one["version"] for one in events(late)] == list(range(1, len(events(late)) + 1))
