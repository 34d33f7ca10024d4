"""A commander's shift: duties, asking outside, who is to be called, handover, two searches."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.moment import moment_text
from tests.browser.artefacts import picture
from tests.browser.demo import Demo
from tests.browser.service import Service
from tests.browser.spoken import cut_off
from tests.browser.station import deploy, open_search, post, signed_in, station
from tests.browser.story import phone_of
from tests.browser.visitors import Visitors
from tests.browser.watching import events, live, state_where

FAST = 8
"""So many seconds of the search in one of ours: an order is soon old."""
PAGES_OF_PDF = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A station whose time runs fast, and a little ahead of ours."""
    start = moment_text(datetime.now(UTC) + timedelta(minutes=5))
    with station(tmp_path, "--clock-start", start, "--clock-speed", str(FAST)) as running:
        yield running


def give(page: Page, path: str, body: dict[str, Any]) -> str:
    """Give a command of the page's search in the commander's name; the id that it answers."""
    address, search_id = page.url.rpartition("/")[::2]
    root = address.rpartition("/")[0]
    return str(post(page, f"{root}/api/v1/searches/{search_id}{path}", body)["id"])


def topics(page: Page) -> list[str]:
    """The topics of everything that happened."""
    return [event["topic"] for event in events(page)]


def test_a_shift_from_the_duty_card_to_closing(service: Service, visitors: Visitors) -> None:
    page = signed_in(visitors, service)
    open_search(page, "Li Ming")
    deploy(page, "East")

    a_duty_is_ticked_and_the_tick_taken_off(page)
    a_hospital_is_asked_and_the_check_taken_back(page)
    a_team_that_does_not_answer_is_called(page)
    a_note_is_written_and_found_by_the_keyboard(page)
    the_search_is_closed_after_a_slip(page)


def a_duty_is_ticked_and_the_tick_taken_off(page: Page) -> None:
    duties = page.get_by_test_id("duties")
    progress = duties.get_by_test_id("duties-progress")
    expect(progress).to_have_text(re.compile(r"^0 of \d\d$"))
    duties.locator("summary").click()
    first = duties.get_by_test_id("duty").first
    first.click()
    expect(progress).to_have_text(re.compile(r"^1 of \d\d$"))
    expect(first.locator("input")).to_be_checked()
    happened = page.get_by_test_id("happened")
    expect(happened).to_contain_text("Done: Who saw him last")

    page.get_by_test_id("toast-undo").click()
    expect(progress).to_have_text(re.compile(r"^0 of \d\d$"))
    expect(first.locator("input")).not_to_be_checked()
    expect(happened).to_contain_text("Not done: Who saw him last")
    first.click()
    expect(progress).to_have_text(re.compile(r"^1 of \d\d$"))
    duties.get_by_test_id("duties-of").filter(has_text="East").click()
    duties.locator("[data-item=carry]").click()
    state = state_where(page, "state => state.checklist.length === 2")
    assert [duty["role"] for duty in state["checklist"]] == ["commander", "street"]
    assert state["checklist"][1]["team_id"] == state["teams"][0]["team_id"]
    duties.locator("summary").click()


def a_hospital_is_asked_and_the_check_taken_back(page: Page) -> None:
    outside = page.get_by_test_id("outside")
    expect(page.get_by_test_id("not-asked")).to_contain_text("Hospital, Buses")
    outside.get_by_test_id("ask-open").click()
    outside.get_by_test_id("ask-whom").fill("city hospital, ward 3")
    outside.get_by_test_id("noticed-likely").click()
    outside.get_by_test_id("ask-go").click()
    check = outside.get_by_test_id("outside-check")
    expect(check).to_contain_text("Hospital, city hospital, ward 3")
    expect(check).to_contain_text("would most likely have noticed")
    expect(page.get_by_test_id("not-asked")).not_to_contain_text("Hospital")

    check.get_by_test_id("outside-undo").click()
    expect(check).to_have_count(0)
    expect(page.get_by_test_id("not-asked")).to_contain_text("Hospital")
    state = state_where(page, "state => state.outside_checks[0]?.withdrawn")
    assert state["outside_checks"][0]["pod"] == 0.75
    assert topics(page).count("rest_of_world.check_withdrawn") == 1


def a_team_that_does_not_answer_is_called(page: Page) -> None:
    if not page.get_by_test_id("waiting-order").count():
        page.get_by_test_id("team").get_by_test_id("order").click()
        page.get_by_test_id("map").locator("canvas").click()
    waiting = page.get_by_test_id("waiting-order")
    expect(waiting).to_contain_text("East")
    expect(waiting.get_by_test_id("standing")).to_contain_text("not received yet")
    expect(waiting.get_by_test_id("silent")).to_contain_text("Call them: no answer")
    picture(page, "command-call-them")
    waiting.get_by_test_id("radio-wilco").click()
    state = state_where(page, "state => state.redirects.some(one => one.status === 'wilco')")
    (answered,) = [one for one in state["redirects"] if one["status"] == "wilco"]
    assert [(r["reply"], r["on_behalf"]) for r in answered["replies"]] == [("wilco", True)]
    row = page.get_by_test_id("team")
    expect(row).to_contain_text("on the way")

    row.get_by_test_id("radio").click()
    expect(row.get_by_test_id("radio-received")).to_have_count(0)
    row.get_by_test_id("radio-declined").click()
    row.get_by_test_id("radio-reason").first.click()
    ended = state_where(page, "state => state.redirects.some(one => one.status === 'declined')")
    (declined,) = [one for one in ended["redirects"] if one["status"] == "declined"]
    assert declined["replies"][-1]["reason"] == "Too far"


def a_note_is_written_and_found_by_the_keyboard(page: Page) -> None:
    page.get_by_test_id("map").locator("canvas").focus()
    page.keyboard.press("n")
    expect(page.get_by_test_id("note-text")).to_be_focused()
    page.keyboard.type("the daughter was called")
    page.keyboard.press("Enter")
    happened = page.get_by_test_id("happened")
    expect(happened.locator("[data-kind=note]")).to_have_text(
        re.compile("Note: the daughter was called")
    )
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    expect(page.get_by_test_id("filter-all")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("filter-note")).to_be_checked()
    expect(happened.locator("li")).to_have_count(1)
    expect(happened.locator("li")).to_have_attribute("data-kind", "note")
    page.get_by_test_id("filters").get_by_text("Everything").click()
    expect(page.get_by_test_id("filter-all")).to_be_checked()


def the_search_is_closed_after_a_slip(page: Page) -> None:
    page.get_by_test_id("close-search").click()
    page.get_by_test_id("close-not_found").click()
    expect(page.get_by_test_id("later")).to_contain_text("The search will be closed: not found")
    page.get_by_test_id("later-undo").click()
    expect(page.get_by_test_id("later")).to_be_empty()
    page.get_by_test_id("close-returned").click()
    page.get_by_test_id("later-now").click()
    expect(page.get_by_test_id("ended")).to_contain_text("came back by himself")
    state_where(page, "state => state.outcome === 'returned'")
    assert topics(page).count("search.closed") == 1


def test_what_the_family_tells_later_is_added_and_a_find_heard_by_radio_taken_back(
    service: Service, visitors: Visitors
) -> None:
    page = signed_in(visitors, service)
    open_search(page, "Li Ming")
    about = page.get_by_test_id("about")
    expect(about).to_contain_text("likes boats")
    about.get_by_test_id("about-edit").click()
    about.get_by_test_id("person-clothing").fill("green coat")
    about.get_by_test_id("about-save").click()
    expect(about).to_contain_text("green coat")
    state = state_where(page, "state => state.subject.description?.clothing === 'green coat'")
    assert state["subject"]["description"]["name"] == "Li Ming"
    assert len(state["subject"]["phases"]) == 1, "how he moves has not changed"

    deploy(page, "North")
    page.get_by_test_id("find-open").click()
    expect(page.get_by_test_id("found-well")).to_be_disabled()
    page.get_by_test_id("map").locator("canvas").click()
    page.get_by_test_id("found-well").click()
    expect(page.get_by_test_id("ended")).to_contain_text("Found at")
    # Nobody asks any more where he can be: what is left is to call the teams back.
    expect(page.get_by_test_id("legend")).to_have_count(0)
    expect(page.get_by_test_id("teams")).to_have_count(0)
    back = page.get_by_test_id("call-back")
    expect(back).to_contain_text("North")
    back.get_by_role("button").click()
    page.get_by_test_id("later-now").click()
    expect(back).to_contain_text("All teams are called back.")
    page.get_by_test_id("not-him").click()
    expect(page.get_by_test_id("ended")).to_have_count(0)
    expect(page.get_by_test_id("legend")).to_be_visible()
    expect(page.get_by_test_id("teams")).to_be_visible()
    state_where(page, "state => state.status === 'open' && state.find === null")


def test_two_searches_at_once_cannot_be_taken_for_each_other(
    service: Service, visitors: Visitors
) -> None:
    first = signed_in(visitors, service)
    open_search(first, "Li Ming")
    second = first.context.new_page()
    second.goto(service.address)
    open_search(second, "Wang Fang")
    for page, letter, name in ((first, "A", "Li Ming"), (second, "B", "Wang Fang")):
        expect(page.get_by_test_id("which-search")).to_contain_text(name)
        expect(page.get_by_test_id("mark")).to_have_attribute("data-letter", letter)
        expect(page).to_have_title(re.compile(rf"^{letter} {name}, .+, Command$"))
        # The tab of the browser wears the mark too.
        expect(page.locator("link[rel=icon]")).to_have_attribute("href", re.compile("^data:image"))
    shape = "[data-testid=mark] path"
    assert first.locator(shape).get_attribute("d") != second.locator(shape).get_attribute("d")
    assert first.locator(shape).get_attribute("fill") != second.locator(shape).get_attribute("fill")

    deploy(second, "West")
    expect(first.get_by_test_id("team")).to_have_count(0)
    second.get_by_role("link", name="Replay", exact=True).click()
    expect(second.get_by_test_id("which-search")).to_contain_text("Wang Fang")

    first.get_by_role("link", name="All searches").click()
    rows = first.get_by_test_id("search")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Wang Fang")
    expect(rows.nth(0)).to_contain_text("1 team out")
    expect(rows.nth(1)).to_contain_text("Li Ming")
    expect(first).to_have_title("Search Coordinator")
    picture(first, "home-two-searches")


def fill_the_sheet(page: Page) -> None:
    """More of everything than a page can show."""
    for number in range(12):
        team = give(page, "/teams", {"name": f"Team of the {number}th district", "mode": "bicycle"})
        give(page, f"/teams/{team}/redirects", {"segments": [number, number + 1]})
    state = state_where(page, "state => state.teams.length >= 12")
    place = {name: state["last_known_point"][name] for name in ("lon", "lat", "at")}
    for number in range(8):
        note = f"{number}: the neighbour saw somebody by the canal, the daughter is on her way " * 3
        give(page, "/notes", {"text": note})
        give(page, "/sightings", {**place, "source": "witness", "note": note})
        body = {"minutes": 20, "overwritten_at": "2199-01-01T00:00:00Z"}
        give(page, f"/cameras/C{number % 4 + 1}/recordings", body)
        label = f"the teahouse behind the {number}th bridge"
        give(page, "/familiar-places", {"lon": place["lon"], "lat": place["lat"], "label": label})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_handover_is_one_sheet_of_paper_however_much_there_is_to_say(
    service: Service, visitors: Visitors, language: str, tmp_path: Path
) -> None:
    page = signed_in(visitors, service, language)
    open_search(page, "Li Ming")
    search_id = page.url.rpartition("/")[2]
    give(page, "/notes", {"text": "NOTE FOR THE NEXT SHIFT"})
    page.goto(f"{service.address}/handover/{search_id}")
    sheet = printed(page, language, tmp_path / f"handover-{language}.pdf")
    expect(sheet).to_contain_text("NOTE FOR THE NEXT SHIFT")
    expect(sheet).to_contain_text("Li Ming")
    expect(sheet).to_contain_text("likes boats")
    size = sheet.evaluate("sheet => parseFloat(getComputedStyle(sheet).fontSize)")

    fill_the_sheet(page)
    expect(sheet).to_contain_text("Team of the 7th district")
    expect(sheet).to_contain_text("and 4 more" if language == "en" else "还有 4 条")
    assert sheet.evaluate("sheet => parseFloat(getComputedStyle(sheet).fontSize)") < size
    printed(page, language, tmp_path / f"handover-full-{language}.pdf")
    picture(page, f"handover-{language}")

    place = state_where(page, "state => state.last_known_point")["last_known_point"]
    found = {name: place[name] for name in ("lon", "lat", "at")}
    give(page, "/find", {**found, "condition": "injured"})
    file = tmp_path / f"handover-found-{language}.pdf"
    sheet = printed(page, language, file, HE_IS_FOUND)
    expect(sheet).to_contain_text("Injured" if language == "en" else "受伤")
    expect(sheet).to_contain_text("Team of the 7th district")
    expect(sheet).not_to_contain_text(WHERE_HE_CAN_BE[language])
    picture(page, f"handover-found-{language}")


WHERE_HE_CAN_BE = {"en": "Where he can be", "zh": "他可能在哪里"}
HE_IS_FOUND = {"en": "Teams to call back", "zh": "要召回的小组"}


def printed(page: Page, language: str, file: Path, says: dict[str, str] = WHERE_HE_CAN_BE) -> Any:
    """The sheet, once it has been printed and found to be one page with nothing cut off."""
    expect(page.get_by_test_id("handover-page")).to_have_attribute("data-ready", "yes")
    sheet = page.get_by_test_id("handover")
    expect(sheet).to_contain_text(says[language])
    expect(sheet).to_contain_text("Handed over by" if language == "en" else "交班人")
    page.pdf(path=file, prefer_css_page_size=True)
    assert len(PAGES_OF_PDF.findall(file.read_bytes())) == 1
    assert sheet.evaluate("sheet => sheet.scrollHeight <= sheet.clientHeight")
    assert not cut_off(page)
    return sheet


def test_a_reader_without_a_desk_gets_no_handover(demo: Demo, visitors: Visitors) -> None:
    phone = phone_of(visitors, demo)
    phone.goto(phone.url.replace("/street/", "/handover/"))
    expect(phone.get_by_role("alert")).to_have_text("This page is for the desks.")
    expect(phone.get_by_test_id("handover")).to_have_count(0)


def test_a_team_ticks_its_card_without_a_net_and_the_desks_see_it_later(
    demo: Demo, visitors: Visitors
) -> None:
    phone = phone_of(visitors, demo)
    team_id = demo.part("team1")["team_id"]
    commander = live(visitors.page(demo.part("commander")["url"]))
    phone.get_by_test_id("more").tap()
    card = phone.get_by_test_id("team-duties")
    expect(card).to_contain_text("0 of 7")
    visitors.expect_fault("ERR_INTERNET_DISCONNECTED|WebSocket")
    phone.context.set_offline(True)
    card.locator("[data-item=carry]").tap()
    expect(card).to_contain_text("1 of 7")
    expect(phone.get_by_test_id("waiting")).to_have_attribute("data-count", "1")
    picture(phone, "street-duties")
    phone.context.set_offline(False)
    state = state_where(commander, "state => state.checklist.length")
    (done,) = state["checklist"]
    assert (done["role"], done["item"], done["team_id"]) == ("street", "carry", team_id)
    expect(commander.get_by_test_id("happened")).to_contain_text("Carry water, a blanket, a torch.")
    expect(phone.get_by_test_id("waiting")).to_have_attribute("data-count", "0")


def test_the_video_officer_has_a_card_too(demo: Demo, visitors: Visitors) -> None:
    officer = live(visitors.page(demo.part("video")["url"]))
    duties = officer.get_by_test_id("duties")
    expect(duties.get_by_test_id("duties-progress")).to_have_text("0 of 8")
    duties.locator("summary").click()
    duties.locator("[data-item=clocks-checked]").click()
    expect(duties.get_by_test_id("duties-progress")).to_have_text("1 of 8")
    state_where(officer, "state => state.checklist.some(one => one.role === 'video')")
    picture(officer, "video-duties")
