"""What a page shows and what the service knows, each waited for."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.visitors import WAIT_MS


def live(page: Page) -> Page:
    """The page, once its live connection stands and it has drawn its map."""
    expect(page.locator("body[data-live=live], body[data-live=replay]")).to_be_attached()
    expect(page.get_by_test_id("map").locator("canvas")).to_be_visible()
    return page


def version(page: Page) -> int:
    """The version of the search this page is at."""
    return int(page.locator("body").get_attribute("data-version") or 0)


def at_version(page: Page, least: int, *, belief: bool = False) -> None:
    """Wait until the page has come to this version, with its belief when asked."""
    name = "beliefVersion" if belief else "version"
    page.wait_for_function(
        "([name, least]) => Number(document.body.dataset[name]) >= least", arg=[name, least]
    )


def state_where(page: Page, condition: str) -> dict[str, Any]:
    """The state as the service tells it to this page's visitor, once it meets a condition.

    `condition` is a JavaScript function of the state; the search is the one in the address.
    """
    # In one call: Playwright would take the promise of an asynchronous predicate for its answer.
    state: dict[str, Any] | None = page.evaluate(
        f"""async within => {{
            const id = location.pathname.split('/')[2];
            const end = performance.now() + within;
            while (performance.now() < end) {{
                const state = await (await fetch(`/api/v1/searches/${{id}}`)).json();
                if (({condition})(state)) return state;
                await new Promise(again => setTimeout(again, 200));
            }}
            return null;
        }}""",
        WAIT_MS,
    )
    assert state is not None, f"not within {WAIT_MS} ms: {condition}"
    return state


def events(page: Page) -> list[dict[str, Any]]:
    """All events of the search as this page's visitor may read them."""
    told: list[dict[str, Any]] = page.evaluate(
        """async () => {
            const id = location.pathname.split('/')[2];
            return (await fetch(`/api/v1/searches/${id}/events`)).json();
        }"""
    )
    return told
