"""What a page says: text outside the names that people and places have."""

from playwright.sync_api import Page

TEXTS = """() => {
    const shown = element => element.checkVisibility() && !element.closest('.sr');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        const text = walker.currentNode.data.trim();
        const own = parent.closest('script, style, kbd, [data-testid=language]');
        if (text && !own && shown(parent)) texts.push(text);
    }
    return texts;
}"""
CUT = """() => [...document.querySelectorAll('button, a.button, h1:not(.sr), h2')]
    .filter(one => one.checkVisibility() && one.clientWidth > 0)
    .filter(one => one.scrollWidth > one.clientWidth)
    .map(one => `${one.innerText}: ${one.scrollWidth} > ${one.clientWidth}`)"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def texts(page: Page) -> list[str]:
    """Every piece of text that can be seen, without keys and the name of the other language."""
    found: list[str] = page.evaluate(TEXTS)
    return found


def cut_off(page: Page) -> list[str]:
    """Buttons and headings whose text does not fit."""
    found: list[str] = page.evaluate(CUT)
    return found


def wider_than_the_screen(page: Page) -> int:
    """By how many pixels the page must be moved sideways."""
    pixels: int = page.evaluate(WIDER)
    return pixels
