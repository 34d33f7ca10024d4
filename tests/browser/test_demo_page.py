"""The demo's own page, and the ways between it and the parts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.artefacts import picture
from tests.browser.demo import Demo
from tests.browser.screens import screen
from tests.browser.story import find, phone_of
from tests.browser.visitors import Visitors
from tests.browser.watching import live, state_where

CLOCK = re.compile(r"A new search began at \d\d:\d\d\.")


def restarted(lobby: Page, demo: Demo) -> str:
    """Press "Start again" and see that it worked; the search that follows."""
    before = demo.search_id
    lobby.get_by_test_id("restart").click()
    expect(lobby.get_by_test_id("begun")).to_have_text(CLOCK)
    assert demo.search_id != before
    return demo.search_id


def test_start_again_says_that_it_did_and_an_open_phone_goes_on_in_the_new_search(
    demo: Demo, visitors: Visitors
) -> None:
    lobby = visitors.page(f"{demo.address}/demo")
    expect(lobby.get_by_test_id("pace")).to_contain_text("real time")
    phone = phone_of(visitors, demo)
    guard = screen(visitors, demo, "watcher")
    old = demo.search_id
    new = restarted(lobby, demo)
    picture(lobby, "demo-begun-en")

    for page, path in ((phone, "street"), (guard, "watch")):
        way_on = page.get_by_test_id("next-play")
        expect(way_on).to_have_text("On to the new search")
        picture(page, f"demo-ended-{path}-en")
        way_on.tap()
        expect(page).to_have_url(re.compile(f"/{path}/{new}$"))
        live(page)
    assert old != new
    expect(phone.get_by_test_id("found")).to_be_visible()


def test_after_it_was_not_him_the_page_does_not_say_any_more_that_he_was_found(
    demo: Demo, visitors: Visitors
) -> None:
    lobby = visitors.page(f"{demo.address}/demo")
    phone = phone_of(visitors, demo)
    find(phone)
    expect(lobby.get_by_text("He was found")).to_be_visible()
    expect(phone.get_by_test_id("next-play")).to_have_text("Demo page")

    commander = live(visitors.page(demo.part("commander")["url"]))
    commander.get_by_test_id("not-him").click()
    expect(lobby.get_by_text("He was found")).to_have_count(0)
    state_where(commander, "state => state.status === 'open'")
    expect(phone.get_by_test_id("found")).to_be_visible()


def test_every_part_has_a_quiet_way_back_to_the_demo(calm_demo: Demo, visitors: Visitors) -> None:
    for name in ("commander", "replay", "watcher", "team1"):
        page = screen(visitors, calm_demo, name)
        if name == "team1":
            page.get_by_test_id("more").tap()
        back = page.get_by_test_id("back-to-demo")
        expect(back).to_have_text("Demo page")
        picture(page, f"demo-way-back-{name}-en")
        back.click()
        expect(page.get_by_test_id("role-watcher")).to_be_visible()


LOOKS = {
    "zh": ("虚构人物", "深蓝色棉外套", "耳背"),
    "en": ("Fictional person", "Dark blue padded coat", "Hard of hearing"),
}


@pytest.mark.parametrize("language", LOOKS)
def test_the_guard_reads_in_his_language_whom_to_look_for(
    calm_demo: Demo, visitors: Visitors, language: str
) -> None:
    described = screen(visitors, calm_demo, "watcher", language).get_by_test_id("description")
    person, coat, hint = LOOKS[language]
    expect(described).to_contain_text(person)
    expect(described).to_contain_text(coat)
    expect(described).not_to_contain_text(hint)
    for words in LOOKS["en" if language == "zh" else "zh"]:
        expect(described).not_to_contain_text(words)
