"""Every screen for every pair of eyes: names for screen readers, contrast, focus, no motion."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.artefacts import snapshot
from tests.browser.demo import Demo
from tests.browser.screens import LANGUAGES, SCREENS, screen, sizes
from tests.browser.visitors import Visitors

AXE = Axe()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SEVERE = ("serious", "critical")
STOPS = 40
"""So many times Tab is pressed on a screen; more than any has before its lists."""
UNSEEN_FOCUS = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const style = getComputedStyle(at);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const box = at.getBoundingClientRect();
    const inSight = box.width > 0 && box.bottom > 0 && box.right > 0
        && box.top < innerHeight && box.left < innerWidth;
    return ring && inSight ? '' : `${at.outerHTML.slice(0, 120)} ring ${ring} in sight ${inSight}`;
}"""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
MOVING = """() => document.getAnimations()
    .filter(one => one.playState === 'running')
    .map(one => `${one.animationName ?? one.transitionProperty} ${one.effect.target.className}`)"""


def severe(page: Page) -> list[str]:
    """What axe finds serious or worse, with the elements."""
    found: list[dict[str, Any]] = AXE.run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in SEVERE
    ]


def in_theme(page: Page, theme: str) -> None:
    """Light or dark, as the device wants it; no screen here has been told otherwise."""
    page.evaluate("localStorage.removeItem('theme')")
    # A change that is taken back before the page drew it is none: a phone at night would stay dark.
    for scheme in ("dark", "light") if theme == "light" else ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(DRAWN)
    expect(page.locator("html")).to_have_attribute("data-theme", theme)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_on_a_screen_keeps_somebody_out(
    calm_demo: Demo, visitors: Visitors, name: str, language: str
) -> None:
    page = screen(visitors, calm_demo, name, language)
    found: dict[str, list[str]] = {}
    for size in sizes(name):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for theme in ("light", "dark"):
            in_theme(page, theme)
            where = f"{theme}-{size['width']}"
            found[where] = severe(page)
            snapshot(page, f"{name}-{language}-{where}")
    assert not {where: what for where, what in found.items() if what}
    assert not page.evaluate(MOVING), "motion, though the device asks for none"


@pytest.mark.parametrize("name", SCREENS)
def test_the_focus_is_seen_wherever_the_keyboard_takes_it(
    calm_demo: Demo, visitors: Visitors, name: str
) -> None:
    page = screen(visitors, calm_demo, name)
    stops, unseen = 0, []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        told = page.evaluate(UNSEEN_FOCUS)
        if told is None:
            continue
        stops += 1
        if told:
            unseen.append(told)
    assert stops > 0 or name == "join"
    assert not unseen


def test_what_is_severe_is_found(calm_demo: Demo, visitors: Visitors) -> None:
    page = screen(visitors, calm_demo, "demo")
    page.evaluate("document.body.append(document.createElement('button'))")
    assert [one for one in severe(page) if one.startswith("button-name")]
