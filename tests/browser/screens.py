"""Every screen, opened and filled as somebody meets it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.visitors import Visitors
from tests.browser.watching import live

SCREENS = (
    "sign-in", "join", "demo", "home", "open", "video", "commander", "handover", "watcher",
    "replay", "what-if", "team1",
)  # fmt: skip
LANGUAGES = ("en", "zh")
ON_PHONES = ("team1", "watcher", "join")
"""Screens that are made for a phone first; the others for a desk."""
DESK_SIZE = {"width": 1440, "height": 900}
PHONE_SIZE = {"width": 390, "height": 844}


def screen(visitors: Visitors, demo: Demo, name: str, language: str = "en", **options: Any) -> Page:
    """A screen with everything on it, in the size it is made for unless `options` say otherwise."""
    form = {} if name in ON_PHONES else {"viewport": DESK_SIZE}
    options = {"phone": name in ON_PHONES, **form, **options}
    return _OPENED[name](visitors, demo, name, language, options)


def sizes(name: str) -> tuple[dict[str, int], dict[str, int]]:
    """The size a screen is made for, and the other one."""
    return (PHONE_SIZE, DESK_SIZE) if name in ON_PHONES else (DESK_SIZE, PHONE_SIZE)


Options = dict[str, Any]


def _unknown(visitors: Visitors, demo: Demo, name: str, language: str, options: Options) -> Page:
    """Somebody who is not signed in."""
    visitors.expect_fault(r"401 .*/api/v1/(me|session)\b")
    page = visitors.page(f"{demo.address}/{'join' if name == 'join' else ''}", language, **options)
    shown = page.get_by_test_id("join-state") if name == "join" else page.get_by_test_id("sign-in")
    expect(shown.first).to_be_visible()
    return page


def _demo(visitors: Visitors, demo: Demo, name: str, language: str, options: Options) -> Page:
    page = visitors.page(f"{demo.address}/demo", language, **options)
    expect(page.get_by_test_id("role-watch")).to_be_visible()
    return page


def _home(visitors: Visitors, demo: Demo, name: str, language: str, options: Options) -> Page:
    page = _part(visitors, demo, "commander", language, options)
    page.locator("a.home").click()
    expect(page.get_by_test_id("search").first).to_be_visible()
    if name == "open":
        page.get_by_test_id("open-search").click()
        expect(page.get_by_test_id("map").locator("canvas")).to_be_visible()
    return page


def _part(visitors: Visitors, demo: Demo, name: str, language: str, options: Options) -> Page:
    key = {"replay": "watch"}.get(name, name)
    page = live(visitors.page(demo.part(key)["url"], language, **options))
    if name == "video":
        expect(page.get_by_test_id("review").first).to_be_visible()
        # The simulated officer may be on the first window until it notices that somebody came.
        visitors.expect_fault(r"409 .*/claims\b")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("camera-panel")).to_be_visible()
        expect(page.get_by_test_id("passing").first).to_be_attached()
    return page


def _handover(visitors: Visitors, demo: Demo, name: str, language: str, options: Options) -> Page:
    page = _part(visitors, demo, "commander", language, options)
    page.goto(page.url.replace("/command/", "/handover/"))
    expect(page.get_by_test_id("handover-page")).to_have_attribute("data-ready", "yes")
    return page


def _what_if(visitors: Visitors, demo: Demo, name: str, language: str, options: Options) -> Page:
    page = _part(visitors, demo, "replay", language, options)
    page.get_by_test_id("to-what-if").click()
    expect(page.locator("body")).to_have_attribute("data-live", "what-if")
    return page


_OPENED: dict[str, Callable[[Visitors, Demo, str, str, Options], Page]] = {
    "sign-in": _unknown, "join": _unknown, "demo": _demo, "home": _home, "open": _home,
    "video": _part, "commander": _part, "replay": _part, "team1": _part, "watcher": _part,
    "handover": _handover, "what-if": _what_if,
}  # fmt: skip
