"""Watchers: whom to look for at a glance, one button, and what becomes of a report."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from coordinator.accounts import Role
from coordinator.settings import Settings
from domain.moment import moment_of
from tests.browser.visitors import Visitors
from tests.browser.watching import live, state_where
from tests.coordinator.areas.small_city import small_city
from tests.coordinator.photos.pictures import jpeg
from tests.web.house import House, Person, house, lon_lat
from web.security.credentials import COOKIE


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Generator[House]:
    """A service with the small city, in which nobody plays by himself."""
    with house(Settings(data_dir=tmp_path_factory.mktemp("data")), small_city()) as opened:
        yield opened


@pytest.fixture
def chief(here: House) -> Person:
    """Somebody who opens searches."""
    return here.person(Role.COMMANDER)


@pytest.fixture
def search_id(here: House, chief: Person) -> str:
    """A search that has just been opened."""
    return here.search(chief)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture as a phone takes it."""
    path = tmp_path / "seen.jpg"
    path.write_bytes(jpeg(2400, 1800, "darkgreen"))
    return path


def page_of(
    visitors: Visitors, person: Person, path: str, language: str = "en", **options: Any
) -> Page:
    """The browser of somebody who is signed in, with its map."""
    cookie = {"name": COOKIE, "value": person.token, "url": person.house.address}
    address = f"{person.house.address}/{path}"
    return live(visitors.page(address, language, storage_state={"cookies": [cookie]}, **options))


def commander_of(visitors: Visitors, chief: Person, search_id: str) -> Page:
    page = page_of(visitors, chief, f"command/{search_id}")
    expect(page.get_by_test_id("inbox")).to_have_attribute("data-count", "0")
    return page


def there(visitors: Visitors, person: Person, path: str, language: str = "en") -> Page:
    """The phone of somebody who stands where he was last seen, on its page."""
    spot = lon_lat(2, 2)
    place = {"longitude": spot["lon"], "latitude": spot["lat"], "accuracy": 12}
    return page_of(
        visitors, person, path, language, phone=True, geolocation=place,
        permissions=["geolocation"],
    )  # fmt: skip


def watcher_of(visitors: Visitors, here: House, search_id: str, language: str = "en") -> Page:
    """The phone of a guard."""
    return there(visitors, here.person(Role.WATCHER, search_id), f"watch/{search_id}", language)


def show_photo(commander: Page, photo: Path) -> None:
    """The commander shows everybody what he looks like."""
    commander.get_by_test_id("subject-photo-input").set_input_files(photo)
    expect(drawn(commander.get_by_test_id("subject-photo"))).to_be_visible()


def drawn(within: Locator) -> Locator:
    """A photo that is really there: an image without a picture has no size of its own."""
    image = within.locator("img").first
    expect(image).to_have_js_property("complete", True)
    expect(image).not_to_have_js_property("naturalWidth", 0)
    return image


def report(watcher: Page, words: str, photo: Path | None = None) -> None:
    watcher.get_by_test_id("report").tap()
    send = watcher.get_by_test_id("report-send")
    expect(send).to_be_enabled()
    if photo is not None:
        watcher.get_by_test_id("photo-input").set_input_files(photo)
        expect(watcher.get_by_test_id("photo-chosen")).to_be_visible()
    watcher.get_by_test_id("report-note").fill(words)
    send.tap()


def test_a_watchers_report_with_a_photo_becomes_a_sighting_on_the_commanders_map(
    here: House, chief: Person, search_id: str, visitors: Visitors, photo: Path
) -> None:
    commander = commander_of(visitors, chief, search_id)
    show_photo(commander, photo)
    watcher = watcher_of(visitors, here, search_id)
    expect(drawn(watcher.get_by_test_id("description"))).to_be_visible()

    watcher.get_by_test_id("report").tap()
    expect(watcher.get_by_test_id("report-where")).to_contain_text("At my position")
    watcher.get_by_test_id("sheet-close").tap()
    report(watcher, "by the kiosk, alone", photo)
    expect(watcher.get_by_test_id("reported")).to_have_attribute("data-waiting", "0")
    expect(watcher.get_by_test_id("reported")).to_contain_text("The officers have your report.")

    expect(commander.get_by_test_id("inbox")).to_have_attribute("data-count", "1")
    commander.get_by_test_id("inbox").click()
    card = commander.get_by_test_id("report")
    expect(card).to_contain_text("by the kiosk, alone")
    expect(drawn(card)).to_be_visible()
    card.get_by_test_id("photo").click()
    large = commander.get_by_test_id("photo-large")
    expect(drawn(large)).to_have_js_property("naturalWidth", 1600)
    commander.get_by_test_id("photo-close").click()
    expect(large).to_have_count(0)

    card.get_by_test_id("take-up").click()
    expect(commander.get_by_test_id("inbox")).to_have_attribute("data-count", "0")
    state = state_where(commander, "state => state.sightings.some(s => s.source === 'watcher')")
    sighting = next(one for one in state["sightings"] if one["source"] == "watcher")
    assert sighting["note"] == "by the kiosk, alone"
    row = commander.get_by_test_id("sightings").locator("li", has_text="by the kiosk, alone")
    expect(drawn(row)).to_be_visible()
    expect(commander.get_by_test_id("happened")).to_contain_text("Photo of a sighting")


def test_a_watcher_sees_which_street_it_was_what_was_sent_and_can_correct_it(
    here: House, chief: Person, search_id: str, visitors: Visitors
) -> None:
    commander = commander_of(visitors, chief, search_id)
    watcher = watcher_of(visitors, here, search_id)
    watcher.get_by_test_id("report").tap()
    street = watcher.get_by_test_id("report-street")
    expect(street).not_to_be_empty()
    watcher.get_by_test_id("report-note").fill("a red shirt")
    watcher.get_by_test_id("report-send").tap()
    sent = watcher.get_by_test_id("reported-what")
    expect(sent).to_contain_text("a red shirt")

    watcher.get_by_test_id("report-correct").tap()
    note = watcher.get_by_test_id("report-note")
    expect(note).to_have_value("a red shirt")
    note.fill("a blue shirt")
    watcher.get_by_test_id("report-send").tap()
    expect(watcher.get_by_test_id("reported")).to_contain_text("The officers have your correction.")
    expect(sent).to_contain_text("a blue shirt")

    expect(commander.get_by_test_id("inbox")).to_have_attribute("data-count", "2")
    told = chief.read(f"/searches/{search_id}/watcher-reports")["reports"]
    first, newest = sorted(told, key=lambda one: int(one["number"]))
    assert (newest["lon"], newest["lat"]) == (first["lon"], first["lat"])
    # Each is put right by the phone's clock as it was sent; not by more than that.
    apart = moment_of(newest["at"]) - moment_of(first["at"])
    assert abs(apart.total_seconds()) < 1
    assert newest["note"].startswith("Correction of my report (")
    assert newest["note"].endswith("): a blue shirt")


def test_the_keyboard_alone_sets_a_report_aside_and_takes_it_back(
    here: House, chief: Person, search_id: str, visitors: Visitors
) -> None:
    commander = commander_of(visitors, chief, search_id)
    officer = page_of(visitors, here.person(Role.VIDEO), f"video/{search_id}", "zh")
    watcher = watcher_of(visitors, here, search_id, "zh")
    report(watcher, "像他")
    expect(watcher.get_by_test_id("reported")).to_contain_text("民警已收到您的线索。")
    watcher.get_by_test_id("report-again").tap()
    watcher.get_by_test_id("report-send").tap()
    expect(officer.get_by_test_id("inbox")).to_have_attribute("data-count", "2")
    cleared = state_where(officer, "state => true")["clearances"]

    officer.keyboard.press("i")
    newest, oldest = officer.get_by_test_id("report").all()
    expect(newest).to_have_attribute("aria-current", "true")
    officer.keyboard.press("ArrowDown")
    expect(oldest).to_have_attribute("aria-current", "true")
    # Keys of the desk behind it do nothing here.
    officer.keyboard.press("c")
    officer.keyboard.press("x")
    expect(officer.get_by_test_id("inbox")).to_have_attribute("data-count", "1")
    expect(commander.get_by_test_id("inbox")).to_have_attribute("data-count", "1")
    officer.keyboard.press("u")
    expect(commander.get_by_test_id("inbox")).to_have_attribute("data-count", "2")
    officer.keyboard.press("Escape")
    expect(officer.get_by_test_id("inbox-panel")).to_have_count(0)
    assert state_where(officer, "state => true")["clearances"] == cleared


def test_without_a_net_a_watchers_report_waits_and_goes_out_once(
    here: House, chief: Person, search_id: str, visitors: Visitors, photo: Path
) -> None:
    visitors.expect_fault("ERR_INTERNET_DISCONNECTED")
    commander = commander_of(visitors, chief, search_id)
    watcher = watcher_of(visitors, here, search_id)
    watcher.context.set_offline(True)
    expect(watcher.locator("body")).to_have_attribute("data-live", "offline")
    report(watcher, "without a net", photo)
    reported = watcher.get_by_test_id("reported")
    expect(reported).to_have_attribute("data-waiting", "1")
    expect(reported).to_contain_text("goes out by itself")

    watcher.context.set_offline(False)
    expect(reported).to_have_attribute("data-waiting", "0")
    expect(commander.get_by_test_id("inbox")).to_have_attribute("data-count", "1")
    (found,) = chief.read(f"/searches/{search_id}/watcher-reports")["reports"]
    assert (found["note"], found["photo_id"] is not None) == ("without a net", True)


def test_a_street_phone_without_a_net_keeps_the_photo_of_what_it_saw(
    here: House, chief: Person, search_id: str, visitors: Visitors, photo: Path
) -> None:
    visitors.expect_fault("ERR_INTERNET_DISCONNECTED")
    commander = commander_of(visitors, chief, search_id)
    show_photo(commander, photo)
    team_id = chief.did(
        f"/searches/{search_id}/teams", {"name": "Team", "mode": "foot", **lon_lat(2, 2)}
    )
    person = here.person(Role.STREET, search_id, team_id)
    phone = there(visitors, person, f"street/{search_id}")
    expect(drawn(phone.get_by_test_id("who"))).to_be_visible()
    phone.get_by_test_id("who").tap()
    expect(drawn(phone.get_by_test_id("person-sheet"))).to_be_visible()
    phone.get_by_test_id("sheet-close").tap()
    waiting = phone.get_by_test_id("waiting")

    phone.context.set_offline(True)
    expect(phone.locator("body")).to_have_attribute("data-live", "offline")
    phone.get_by_test_id("saw").tap()
    phone.get_by_test_id("photo-input").set_input_files(photo)
    expect(phone.get_by_test_id("photo-chosen")).to_be_visible()
    phone.get_by_test_id("note").fill("a red bag")
    phone.get_by_test_id("saw-likely").tap()
    expect(waiting).to_have_attribute("data-count", "1")

    phone.context.set_offline(False)
    expect(waiting).to_have_attribute("data-count", "0")
    expect(phone.get_by_test_id("refused")).to_have_count(0)
    state = state_where(
        commander, "state => state.sightings.some(s => s.note === 'a red bag' && s.photo_id)"
    )
    assert len([one for one in state["sightings"] if one["note"] == "a red bag"]) == 1
    row = commander.get_by_test_id("sightings").locator("li", has_text="a red bag")
    expect(drawn(row)).to_be_visible()


def test_photo_and_description_come_before_the_map(
    here: House, chief: Person, search_id: str, visitors: Visitors, photo: Path
) -> None:
    commander = commander_of(visitors, chief, search_id)
    show_photo(commander, photo)
    watcher = watcher_of(visitors, here, search_id)
    entries: list[tuple[str, float, float]] = watcher.evaluate(
        """() => performance.getEntriesByType('resource').map(
            entry => [entry.name, entry.startTime, entry.responseEnd])"""
    )
    shown = next(end for name, _, end in entries if "/subject/photo" in name)
    map_parts = [start for name, start, _ in entries if "/network" in name or "WatchMap" in name]
    assert len(map_parts) >= 2, entries
    assert min(map_parts) >= shown
