"""Screens do not jump while data arrive, and load nothing but from their own service."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.screens import SCREENS, screen
from tests.browser.visitors import Visitors

MOST_SHIFT = 0.1
"""Cumulative layout shift that counts as good; https://web.dev/articles/cls."""
WATCH_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) {
            if (entry.hadRecentInput) continue;
            const who = entry.sources.map(one => one.node?.outerHTML?.slice(0, 80) ?? '');
            window.shifts.push({ value: entry.value, at: entry.startTime, who });
        }
    }).observe({ type: 'layout-shift', buffered: true });
"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
REACHED_BY_A_CLICK = ("home", "open", "watcher", "handover", "what-if")
SCREENS_AT_REST = tuple(name for name in SCREENS if name not in REACHED_BY_A_CLICK)
"""Those that their address alone opens; the others are reached through a click."""


def shift(page: Page) -> tuple[float, list[object]]:
    """How far things moved by themselves, in shares of the screen, and which ones."""
    shifts = page.evaluate("window.shifts")
    return sum(one["value"] for one in shifts), shifts


@pytest.mark.parametrize("name", SCREENS_AT_REST)
def test_nothing_jumps_while_a_screen_fills(calm_demo: Demo, visitors: Visitors, name: str) -> None:
    page = screen(visitors, calm_demo, name, before=WATCH_SHIFTS)
    moved, shifts = shift(page)
    assert moved <= MOST_SHIFT, shifts


def test_a_jump_would_be_noticed(calm_demo: Demo, visitors: Visitors) -> None:
    page = screen(visitors, calm_demo, "demo", before=WATCH_SHIFTS)
    # What was never painted cannot jump: visible is said before the first picture is drawn.
    page.evaluate(PAINTED)
    page.evaluate("document.querySelector('h1').style.marginTop = '300px'")
    page.wait_for_function("() => window.shifts.some(one => one.value > 0.05)")
    assert shift(page)[0] > 0.05


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_has_a_policy_without_exceptions_and_keeps_to_it(
    calm_demo: Demo, visitors: Visitors, name: str
) -> None:
    # What breaks the policy, and a request to any other host, is a fault of the page.
    page = screen(visitors, calm_demo, name)
    policy = page.evaluate(
        "async () => (await fetch(location.href)).headers.get('content-security-policy')"
    )
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert "unsafe" not in policy
    assert rules["default-src"] == rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert not visitors.faults


def test_what_breaks_the_policy_or_leaves_the_house_is_noticed(
    calm_demo: Demo, visitors: Visitors
) -> None:
    page = screen(visitors, calm_demo, "demo")
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'document.title = "inline"';
            document.body.append(script);
            fetch('https://elsewhere.example/').catch(() => {});
        }"""
    )
    expect(page).not_to_have_title("inline")
    page.wait_for_load_state("networkidle")
    said = "\n".join(visitors.faults)
    assert "inline" in said
    assert "elsewhere.example" in said
    visitors.faults.clear()
