"""A new order is seen and heard whatever is open on the team's phone, and nothing typed is lost."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.artefacts import picture
from tests.browser.demo import Demo
from tests.browser.fingers import finger_on
from tests.browser.story import phone_of
from tests.browser.test_watchers import show_photo
from tests.browser.visitors import Visitors
from tests.browser.watching import live, state_where
from tests.coordinator.photos.pictures import jpeg

ON_TOP = """element => {
    const box = element.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return box.top >= 0 && box.bottom <= innerHeight && element.contains(at);
}"""
COUNT_SHAKES = """() => {
    window.shakes = 0;
    navigator.vibrate = pattern => { if (pattern) window.shakes += 1; return true; };
}"""


ORDER = """async ([team, target]) => {
    const search = location.pathname.split('/')[2];
    const answer = await fetch(`/api/v1/searches/${search}/teams/${team}/redirects`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        body: JSON.stringify({ target, reason: 'Command' }),
    });
    return [answer.status, await answer.json()];
}"""


def order(commander: Page, team_id: str) -> str:
    """The commander sends the team somewhere, without a word; returns the redirect's id."""
    seen = state_where(commander, "state => state.last_known_point")["last_known_point"]
    target = {"lon": seen["lon"] + 0.002, "lat": seen["lat"]}
    status, answer = commander.evaluate(ORDER, [team_id, target])
    assert status == 201, answer
    return str(answer["id"])


def noticed(phone: Page, commander: Page, team_id: str) -> Locator:
    """A new order's banner, once it lies above everything with its answers and the phone shook."""
    before = phone.evaluate("shakes")
    redirect_id = order(commander, team_id)
    banner = phone.locator(f"[data-testid=banner][data-redirect='{redirect_id}']")
    expect(banner).to_be_visible()
    expect(banner).to_contain_text("sent by command")
    for button in (banner.get_by_test_id("wilco"), banner.get_by_test_id("decline")):
        assert button.evaluate(ON_TOP)
    phone.wait_for_function("before => window.shakes > before", arg=before)
    return banner


def test_a_new_order_is_above_every_sheet_and_what_was_typed_stays(
    demo: Demo, visitors: Visitors, tmp_path: Path
) -> None:
    team_id = demo.part("team1")["team_id"]
    phone = phone_of(visitors, demo)
    phone.evaluate(COUNT_SHAKES)
    phone.get_by_test_id("own-position").tap()
    commander = live(visitors.page(demo.part("commander")["url"]))

    banner = noticed(phone, commander, team_id)
    banner.get_by_test_id("wilco").tap()
    banner.get_by_test_id("executing").tap()
    banner.get_by_test_id("completed").tap()
    expect(phone.get_by_test_id("toast")).to_have_text("Order done: reported to command.")
    # The machine may have another order for a team without one; the streets wait for its answer.
    order_done, wilco = phone.get_by_test_id("order-done"), phone.get_by_test_id("wilco")
    expect(order_done.or_(wilco).first).to_be_visible()
    if not order_done.is_visible():
        wilco.tap()
    # Done is done: the sheet says so, and asks for the streets only.
    expect(phone.get_by_test_id("order-done")).to_contain_text("reported to command")
    picture(phone, "phone-done")
    assert phone.get_by_test_id("found").evaluate(ON_TOP)
    banner = noticed(phone, commander, team_id)
    picture(phone, "phone-order-over-swept")
    expect(phone.get_by_test_id("swept-confirm")).to_be_attached()
    banner.get_by_test_id("wilco").tap()
    expect(phone.get_by_test_id("urgent")).to_have_count(0)
    phone.get_by_test_id("sheet-close").tap()

    phone.get_by_test_id("saw").tap()
    expect(phone.locator("[data-testid^=saw-].main")).to_have_count(0)
    note = phone.get_by_test_id("note")
    note.fill("grey coat at the ferry")
    expect(note).to_be_focused()
    banner = noticed(phone, commander, team_id)
    expect(note).not_to_be_focused()
    picture(phone, "phone-order-over-saw")
    banner.get_by_test_id("wilco").tap()
    expect(note).to_have_value("grey coat at the ferry")
    # A find can be reported from here too; one that is none leaves what was typed.
    with finger_on(phone.get_by_test_id("found")):
        expect(phone.get_by_test_id("found-unsent")).to_be_visible()
    phone.get_by_role("button", name="Back, report nothing").tap()
    expect(note).to_have_value("grey coat at the ferry")
    phone.get_by_test_id("saw-likely").tap()
    expect(phone.get_by_test_id("toast")).to_have_text("Sent: probably him")
    picture(phone, "phone-saw-sent")
    state_where(commander, "state => state.sightings.some(one => one.source === 'officer')")

    with finger_on(phone.get_by_test_id("found")):
        expect(phone.get_by_test_id("found-well")).to_be_enabled()
    banner = noticed(phone, commander, team_id)
    picture(phone, "phone-order-over-found")
    banner.get_by_test_id("decline").tap()
    banner.get_by_test_id("decline-reason").first.tap()
    expect(phone.get_by_test_id("found-well")).to_be_enabled()
    phone.get_by_test_id("sheet-close").tap()

    photo = tmp_path / "him.jpg"
    photo.write_bytes(jpeg(400, 300, "darkgreen"))
    show_photo(commander, photo)
    phone.get_by_test_id("more").tap()
    expect(phone.get_by_test_id("located")).to_have_attribute(
        "data-located", re.compile("elsewhere|denied|off")
    )
    picture(phone, "phone-menu")
    assert phone.get_by_test_id("found").evaluate(ON_TOP)
    noticed(phone, commander, team_id).get_by_test_id("wilco").tap()
    expect(phone.get_by_test_id("team-duties")).to_be_visible()
    phone.get_by_test_id("more").tap()
    phone.get_by_test_id("who").tap()
    phone.get_by_test_id("photo").tap()
    expect(phone.get_by_test_id("photo-large")).to_be_visible()
    noticed(phone, commander, team_id).get_by_test_id("wilco").tap()
    expect(phone.get_by_test_id("photo-large")).to_have_count(0)
    expect(phone.get_by_test_id("person-sheet")).to_be_visible()


def test_the_flag_of_a_new_order_is_in_sight(demo: Demo, visitors: Visitors) -> None:
    team_id = demo.part("team2")["team_id"]
    phone = phone_of(visitors, demo, "team2")
    commander = live(visitors.page(demo.part("commander")["url"]))
    phone.get_by_test_id("own-position").tap()
    order_id = order(commander, team_id)
    expect(phone.locator(f"[data-testid=banner][data-redirect='{order_id}']")).to_be_visible()
    state = state_where(
        commander, f"state => state.redirects.some(one => one.redirect_id === '{order_id}')"
    )
    target = next(one for one in state["redirects"] if one["redirect_id"] == order_id)["target"]
    phone.wait_for_function(
        """([lon, lat]) => {
            const map = document.querySelector('[data-testid=map]');
            const [west, south, east, north] = (map.dataset.sight ?? '').split(' ').map(Number);
            const strip = document.querySelector('[data-testid=turn]').clientHeight;
            const down = (north - lat) / (north - south) * map.clientHeight;
            return west < lon && lon < east && strip < down && down < map.clientHeight - 64;
        }""",
        arg=[target["lon"], target["lat"]],
    )
    picture(phone, "phone-flag-in-sight")
    assert phone.get_by_test_id("map").get_attribute("data-bearing") == "0"
