"""A street team's phone: the order, the answer, the search of streets, and no net."""

import re

from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.fingers import finger_on
from tests.browser.story import find, phone_of, send_team
from tests.browser.visitors import Visitors
from tests.browser.watching import live, state_where


def test_an_order_reaches_the_phone_and_its_answers_reach_the_desks(
    demo: Demo, visitors: Visitors
) -> None:
    team_id = demo.part("team1")["team_id"]
    phone = phone_of(visitors, demo)
    commander = live(visitors.page(demo.part("commander")["url"]))
    officer = live(visitors.page(demo.part("video")["url"]))

    redirect_id = send_team(commander, team_id)
    banner = phone.locator(f"[data-testid=banner][data-redirect='{redirect_id}']")
    expect(banner).to_have_attribute("data-status", "sent")
    row = commander.locator(f"[data-testid=team][data-team='{team_id}']")
    expect(row).to_contain_text("on the phone")

    banner.get_by_test_id("wilco").tap()
    expect(banner).to_have_attribute("data-status", "wilco")
    expect(row).to_contain_text("on the way")
    expect(officer.get_by_test_id("happened")).to_contain_text("on the way")

    banner.get_by_test_id("executing").tap()
    expect(row).to_contain_text("searching there")
    phone.get_by_test_id("searched").tap()
    phone.get_by_test_id("swept-confirm").tap()
    swept = state_where(
        commander, f"state => state.sweeps.filter(one => one.team_id === '{team_id}').length"
    )
    assert swept["sweeps"][-1]["segments"]
    # The question for the streets may wait behind a new order of the machine; it stays open.
    banner.get_by_test_id("completed").tap()
    ended = state_where(
        commander,
        f"state => state.redirects.find(one => one.redirect_id === '{redirect_id}')"
        "?.status === 'completed'",
    )
    replies = next(one for one in ended["redirects"] if one["redirect_id"] == redirect_id)
    said = [one["reply"] for one in replies["replies"]]
    assert said[-3:] == ["wilco", "executing", "completed"]
    expect(banner).to_have_count(0)


def test_a_team_that_cannot_go_says_why(demo: Demo, visitors: Visitors) -> None:
    team_id = demo.part("team2")["team_id"]
    phone = phone_of(visitors, demo, "team2")
    commander = live(visitors.page(demo.part("commander")["url"]))
    redirect_id = send_team(commander, team_id)
    banner = phone.locator(f"[data-testid=banner][data-redirect='{redirect_id}']")

    banner.get_by_test_id("decline").tap()
    banner.get_by_test_id("decline-reason").nth(1).tap()

    state = state_where(
        commander,
        f"state => state.redirects.find(one => one.redirect_id === '{redirect_id}')"
        ".status === 'declined'",
    )
    declined = next(one for one in state["redirects"] if one["redirect_id"] == redirect_id)
    assert declined["replies"][-1]["reason"] == "Road is blocked"


def test_without_a_net_an_answer_waits_on_the_phone_and_is_sent_once(
    demo: Demo, visitors: Visitors
) -> None:
    visitors.expect_fault("ERR_INTERNET_DISCONNECTED")
    team_id = demo.part("team1")["team_id"]
    phone = phone_of(visitors, demo)
    commander = live(visitors.page(demo.part("commander")["url"]))
    redirect_id = send_team(commander, team_id)
    banner = phone.locator(f"[data-testid=banner][data-redirect='{redirect_id}']")
    expect(banner).to_have_attribute("data-status", "sent")
    waiting = phone.get_by_test_id("waiting")
    expect(waiting).to_have_attribute("data-count", "0")

    phone.context.set_offline(True)
    expect(phone.locator("body")).to_have_attribute("data-live", "offline")
    banner.get_by_test_id("wilco").tap()
    expect(waiting).to_have_attribute("data-count", "1")
    expect(banner).to_have_attribute("data-pending", "wilco")
    expect(banner).to_have_attribute("data-status", "sent")

    phone.context.set_offline(False)
    expect(waiting).to_have_attribute("data-count", "0")
    expect(phone.locator("body")).to_have_attribute("data-live", "live")
    expect(banner).to_have_attribute("data-status", "wilco")
    state = state_where(
        commander,
        f"state => state.redirects.find(one => one.redirect_id === '{redirect_id}')"
        ".status === 'wilco'",
    )
    redirect = next(one for one in state["redirects"] if one["redirect_id"] == redirect_id)
    assert [one["reply"] for one in redirect["replies"]].count("wilco") == 1
    expect(phone.get_by_test_id("refused")).to_have_count(0)


def test_a_short_touch_on_found_is_nothing_and_a_long_one_ends_the_search_for_all(
    demo: Demo, visitors: Visitors
) -> None:
    phone = phone_of(visitors, demo)
    commander = live(visitors.page(demo.part("commander")["url"]))
    other = phone_of(visitors, demo, "team2", "zh")
    team_id = demo.part("team1")["team_id"]
    redirect_id = send_team(commander, team_id)
    banner = phone.locator(f"[data-testid=banner][data-redirect='{redirect_id}']")
    banner.get_by_test_id("wilco").tap()
    expect(phone.get_by_test_id("turn")).to_be_visible()
    row = commander.locator(f"[data-testid=team][data-team='{team_id}']")
    expect(row).to_contain_text("on the way")
    found = phone.get_by_test_id("found")

    with finger_on(found):
        expect(found).to_have_class(re.compile("holding"))
    expect(found).not_to_have_class(re.compile("holding"))
    expect(phone.get_by_test_id("found-well")).to_have_count(0)
    find(phone)

    # Nothing leads anywhere any more, on the phones and on the desk.
    expect(phone.get_by_test_id("found-told")).to_contain_text("Sent: command knows.")
    expect(other.get_by_test_id("found-already")).to_contain_text("停止排查")
    for gone in ("turn", "banner", "found"):
        expect(phone.get_by_test_id(gone)).to_have_count(0)
        expect(other.get_by_test_id(gone)).to_have_count(0)
    left = commander.get_by_test_id("after-find")
    expect(left.locator(f"[data-team='{team_id}']")).to_be_visible()
    expect(left).not_to_contain_text("on the way")
    expect(row).to_have_count(0)
    expect(commander.get_by_test_id("person")).to_contain_text("found")
    expect(commander.locator("[data-testid=happened] [data-kind=find]").first).to_be_visible()
    state = state_where(commander, "state => state.status === 'found'")
    assert state["find"]["condition"] == "well"
    lobby = visitors.page(f"{demo.address}/demo")
    expect(lobby.get_by_text("He was found")).to_be_visible()
