"""A team confirms the streets it walked, the commander corrects them; advice says what is amiss."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.moment import moment_text
from tests.browser.artefacts import picture
from tests.browser.service import Service
from tests.browser.station import post, signed_in, station
from tests.browser.test_explanations import BEGIN, DESK, SEEN, SPEED
from tests.browser.visitors import PHONE, Visitors
from tests.browser.watching import live, state_where
from tests.coordinator.areas.small_city import place

IN_FORCE = "state => state.sweeps.filter(one => !one.withdrawn)"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """`coordinator serve` with the small city, twenty minutes to one of ours."""
    clock = ("--clock-start", BEGIN.isoformat(), "--clock-speed", str(SPEED))
    with station(tmp_path, *clock) as running:
        yield running


def opened(page: Page, service: Service) -> str:
    """The address of a search that has only just been opened."""
    lon, lat = place(2, 2)
    return str(post(page, f"{service.address}/api/v1/searches", {
        "area": "small", "subject": {"mobility": "manual"}, "seed": 7,
        "last_known_point": {"lon": lon, "lat": lat, "at": moment_text(SEEN)},
    })["search_id"])  # fmt: skip


def walked(page: Page, service: Service, search_id: str) -> str:
    """A team that went east along the second row, and north along the fourth column."""
    path = f"{service.address}/api/v1/searches/{search_id}"
    lon, lat = place(0, 1)
    team = {"name": "Team 1", "mode": "foot", "lon": lon, "lat": lat}
    team_id = str(post(page, f"{path}/teams", team)["id"])
    spots = [place(i / 8, 1) for i in range(25)] + [place(3, 1 + i / 8) for i in range(1, 17)]
    fixes: list[dict[str, Any]] = []
    for i, (lon, lat) in enumerate(spots):
        at = moment_text(BEGIN - timedelta(minutes=15) + timedelta(seconds=10 * i))
        fixes.append({"lon": lon, "lat": lat, "at": at, "accuracy_m": 6})
    post(page, f"{path}/positions", {"team_id": team_id, "fixes": fixes})
    return team_id


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_team_confirms_with_one_tap_what_its_phone_saw_and_a_desk_corrects_it(
    service: Service, visitors: Visitors, language: str
) -> None:
    desk = signed_in(visitors, service, language, **DESK)
    search_id = opened(desk, service)
    walked(desk, service, search_id)
    desk.goto(f"{service.address}/command/{search_id}")
    live(desk)

    phone = signed_in(visitors, service, language, **PHONE)
    phone.goto(f"{service.address}/street/{search_id}")
    live(phone)
    phone.locator("main ~ * button").first.tap()
    phone.get_by_test_id("searched").tap()
    expect(phone.get_by_test_id("swept-confirm")).to_be_enabled()
    proposed = (phone.get_by_test_id("swept-what").get_attribute("data-segments") or "").split()
    assert len(proposed) == 5
    picture(phone, f"walked-phone-{language}")
    phone.get_by_test_id("swept-confirm").tap()
    told = state_where(desk, f"{IN_FORCE}.length >= 2")
    swept = {str(s) for sweep in told["sweeps"] for s in sweep["segments"]}
    assert swept == set(proposed)
    assert len({sweep["from"] for sweep in told["sweeps"]}) == len(told["sweeps"])

    expect(desk.get_by_test_id("sweep")).to_have_count(1)
    desk.get_by_test_id("sweep-correct").click()
    expect(desk.get_by_test_id("correcting")).to_be_visible()
    picture(desk, f"walked-command-{language}")
    desk.get_by_test_id("sweep-save").click()
    expect(desk.get_by_test_id("correcting")).to_have_count(0)
    state_where(desk, "state => state.sweeps.some(one => one.withdrawn)")
    desk.get_by_test_id("sweep-withdraw").click()
    state_where(desk, "state => state.sweeps.every(one => one.withdrawn)")
    expect(desk.get_by_test_id("sweep")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_desks_say_what_the_advice_cannot_do(
    service: Service, visitors: Visitors, language: str
) -> None:
    desk = signed_in(visitors, service, language, **DESK)
    search_id = opened(desk, service)
    for page in ("command", "video"):
        desk.goto(f"{service.address}/{page}/{search_id}")
        live(desk)
        notice = desk.locator("[data-testid=notice][data-code=no_teams]")
        expect(notice).to_be_visible()
        picture(desk, f"advice-notices-{page}-{language}")
        desk.set_viewport_size({"width": 390, "height": 844})
        expect(notice).to_be_visible()
        picture(desk, f"advice-notices-{page}-small-{language}")
        desk.set_viewport_size({"width": 1440, "height": 900})
    walked(desk, service, search_id)
    expect(notice).to_have_count(0)
