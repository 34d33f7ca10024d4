"""From the what-if of a search that has ended to its report, in a browser."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.story import find, phone_of
from tests.browser.visitors import Visitors


def reviewer(demo: Demo, visitors: Visitors) -> Page:
    """Somebody who looks back at a search that a team has ended."""
    find(phone_of(visitors, demo))
    page = visitors.page(demo.part("watch")["url"])
    page.get_by_test_id("to-what-if").click()
    expect(page.locator("body")).to_have_attribute("data-live", "what-if")
    return page


def test_the_report_prints_on_numbered_pages(
    demo: Demo, visitors: Visitors, tmp_path: Path
) -> None:
    page = reviewer(demo, visitors)
    page.goto(page.url.replace("/what-if/", "/replay/"))
    address = page.get_by_test_id("to-report").get_attribute("href")
    assert address is not None
    page.goto(page.url.partition("/replay/")[0] + address)
    expect(page.locator("svg.map").first).to_be_visible()
    paper = tmp_path / "report.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    content = paper.read_bytes()
    assert content.startswith(b"%PDF")
    sheets = content.count(b"/Type /Page\n") or content.count(b"/Type /Page ")
    assert sheets >= 2
