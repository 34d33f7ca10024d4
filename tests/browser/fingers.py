"""Touches that last, which Playwright's `tap` is too short for."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator


@contextmanager
def finger_on(target: Locator) -> Iterator[None]:
    """A real touch in the middle of an element, held for the length of the block."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box is not None
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session = target.page.context.new_cdp_session(target.page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    try:
        yield
    finally:
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        session.detach()
