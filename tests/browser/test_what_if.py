"""The what-if and the report of a search that has ended, in a browser."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.artefacts import picture
from tests.browser.demo import Demo
from tests.browser.story import find, phone_of
from tests.browser.visitors import Visitors
from tests.browser.watching import live, state_where


def reviewer(demo: Demo, visitors: Visitors, *, cleared: bool = False) -> Page:
    """Somebody who looks back at a search that a team has ended, if asked with a window cleared
    before."""
    if cleared:
        officer = live(visitors.page(demo.part("video")["url"]))
        expect(officer.get_by_test_id("review").first).to_be_visible()
        # The simulated officer may be on the first window until it notices that somebody came.
        visitors.expect_fault(r"409 .*/claims\b")
        officer.keyboard.press("Enter")
        officer.keyboard.press("c")
        state_where(officer, "state => state.clearances.length")
    find(phone_of(visitors, demo))
    page = visitors.page(demo.part("watch")["url"])
    page.get_by_test_id("to-what-if").click()
    expect(page.locator("body")).to_have_attribute("data-live", "what-if")
    return page


def test_leaving_evidence_out_shows_two_searches(demo: Demo, visitors: Visitors) -> None:
    page = reviewer(demo, visitors, cleared=True)
    compare = page.get_by_test_id("compare")
    expect(compare).to_be_disabled()
    expect(page.locator("figure canvas")).to_have_count(1)
    page.get_by_test_id("evidence").get_by_role("button").first.click()
    page.get_by_test_id("leave-out").click()
    expect(page.get_by_test_id("leave-out")).to_have_attribute("aria-pressed", "true")
    compare.click()
    expect(page.get_by_test_id("curves")).to_be_visible()
    expect(page.get_by_test_id("differences").locator("tbody tr")).to_have_count(4)
    expect(page.locator("figure canvas")).to_have_count(2)
    picture(page, "what-if-compared")
    page.get_by_test_id("as-it-was").click()
    expect(compare).to_be_disabled()
    expect(page.locator("[data-testid=evidence] .changed")).to_have_count(0)


def test_the_report_prints_on_numbered_pages(
    demo: Demo, visitors: Visitors, tmp_path: Path
) -> None:
    page = reviewer(demo, visitors)
    page.goto(page.url.replace("/what-if/", "/replay/"))
    with page.expect_popup() as opened:
        page.get_by_test_id("to-report").click()
    page = opened.value
    # The page that shows how far it is gives way to the report by itself.
    page.wait_for_url("**/api/v1/searches/*/report?*")
    expect(page.locator("svg.map").first).to_be_visible()
    paper = tmp_path / "report.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    content = paper.read_bytes()
    assert content.startswith(b"%PDF")
    sheets = content.count(b"/Type /Page\n") or content.count(b"/Type /Page ")
    assert sheets >= 2
