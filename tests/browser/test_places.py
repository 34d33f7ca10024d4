"""Opening a search by the names of places: typed, chosen with the keys, seen on the map."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.artefacts import picture
from tests.browser.service import Service
from tests.browser.station import signed_in, station
from tests.browser.visitors import Visitors
from tests.browser.watching import live, state_where


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Service]:
    """A station of its own."""
    with station(tmp_path) as running:
        yield running


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_search_opens_by_typed_names(town: Service, visitors: Visitors, language: str) -> None:
    page = signed_in(visitors, town, language)
    page.get_by_test_id("open-search").click()
    expect(page.get_by_test_id("map").locator("canvas")).to_be_visible()

    box = page.get_by_test_id("find-place")
    box.press_sequentially("3rd")
    options = page.get_by_test_id("find-place-option")
    expect(options).to_have_count(2)
    picture(page, f"open-places-{language}")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.fill("3rd row / 2nd col")
    box.press("Enter")
    expect(box).to_have_value("3rd Row / 2nd Column")

    familiar = page.get_by_test_id("find-familiar")
    familiar.fill("quiet")
    familiar.press("Enter")
    expect(page.get_by_test_id("familiar")).to_contain_text("Quiet End")
    picture(page, f"open-places-chosen-{language}")
    page.get_by_test_id("open-go").click()
    page.wait_for_url("**/command/*")
    state = state_where(live(page), "state => state.status === 'open'")
    assert [one["label"] for one in state["familiar_places"]] == ["Quiet End"]
