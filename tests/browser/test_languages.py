"""Both languages on every screen: whole, translated, and nothing cut off."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.artefacts import picture
from tests.browser.demo import Demo
from tests.browser.spoken import cut_off, texts, wider_than_the_screen
from tests.browser.visitors import Visitors
from tests.browser.watching import live

CHINESE = re.compile(r"[一-鿿]")
NOT_A_TEXT = re.compile(
    r"undefined|NaN|\[object|Invalid Date|\b[a-z]+(_[a-z]+)+\b|\b\w+\.\w+\.\w+\b"
)
"""What shows where a word is missing: a key, a code, a value that is none."""
FOREIGN_WORDS = re.compile(r"[A-Za-z]{3,}")
ALLOWED = re.compile(r"© OpenStreetMap contributors|Search Coordinator|SIM-\w+|Enter|Esc|Shift")
SCREENS = ("demo", "video", "commander", "watch", "team1")
LANGUAGES = ("en", "zh")


def screen(visitors: Visitors, demo: Demo, part: str, language: str) -> Page:
    """One screen with everything on it."""
    if part == "demo":
        page = visitors.page(f"{demo.address}/demo", language)
        expect(page.get_by_test_id("role-watch")).to_be_visible()
        return page
    page = visitors.page(demo.part(part)["url"], language, phone=part == "team1")
    live(page)
    if part == "video":
        expect(page.get_by_test_id("review").first).to_be_visible()
        visitors.expect_fault(r"409 .*/claims\b")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("camera-panel")).to_be_visible()
    return page


def names_of(page: Page, demo: Demo) -> list[str]:
    """Names that stay as they are in every language: of places, teams and people."""
    names = [team["label"]["zh"].split(" ")[-1] for team in demo.record()["roles"]]
    if "/demo" in page.url:
        return names
    names += page.evaluate(
        """async () => {
            const get = async path => (await fetch(`/api/v1${path}`)).json();
            const state = await get(`/searches/${location.pathname.split('/')[2]}`);
            const { features } = await get(`/areas/${state.area}/network`);
            const cameras = await get(`/areas/${state.area}/cameras`);
            return [
                ...features.map(one => one.properties.name),
                ...cameras.features.map(one => one.properties.name),
                ...state.familiar_places.map(one => one.label),
                ...Object.values(state.subject.description ?? {}),
            ].filter(one => one && typeof one === 'string');
        }"""
    )
    return sorted(set(names), key=len, reverse=True)


def without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", SCREENS)
def test_a_screen_speaks_its_language_and_shows_all_of_every_word(
    running_demo: Demo, visitors: Visitors, part: str, language: str
) -> None:
    page = screen(visitors, running_demo, part, language)

    expect(page.locator("html")).to_have_attribute("lang", "zh-CN" if language == "zh" else "en")
    said = texts(page)
    assert len(said) > 5
    assert not [text for text in said if NOT_A_TEXT.search(text)]
    names = names_of(page, running_demo)
    if language == "zh":
        told = [ALLOWED.sub("", without(text, names)) for text in said]
        rest = [text for text in told if FOREIGN_WORDS.search(text)]
        assert not rest, "not translated"
        assert sum(bool(CHINESE.search(text)) for text in said) > len(said) / 3
    else:
        rest = [text for text in said if CHINESE.search(without(text, names))]
        assert not rest, "not translated"
    assert not cut_off(page)
    assert wider_than_the_screen(page) <= 0
    picture(page, f"{part}-{language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_changed_by_one_button_and_remembered(
    running_demo: Demo, visitors: Visitors, language: str
) -> None:
    page = visitors.page(f"{running_demo.address}/demo", language)
    expect(page.get_by_test_id("role-watch")).to_be_visible()
    page.get_by_test_id("language").click()
    other = "en" if language == "zh" else "zh-CN"
    expect(page.locator("html")).to_have_attribute("lang", other)
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", other)
