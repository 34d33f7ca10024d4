"""The picture of the video desk for the documentation, made from the running product."""

import os

import numpy as np
from playwright.sync_api import Browser, expect

from tests.browser.artefacts import PICTURES, picture, pixels
from tests.browser.demo import Demo
from tests.browser.small_png import shrink
from tests.browser.visitors import Visitors
from tests.browser.watching import live

LARGEST = 400_000


def test_the_desk_is_drawn_and_its_picture_is_small_enough_for_the_documentation(
    demo: Demo, visitors: Visitors, browser: Browser
) -> None:
    visitors.expect_fault(r"409 .*/claims\b")
    page = visitors.page(demo.part("video")["url"], viewport={"width": 1440, "height": 900})
    live(page)
    expect(page.get_by_test_id("review").nth(2)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("camera-panel")).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_test_id("effect").first).to_be_visible()
    expect(page.get_by_test_id("camera-panel")).to_be_visible()
    expect(page.get_by_test_id("toast")).to_have_text("")

    path = picture(page, "video-desk")

    drawn = pixels(browser, path)
    assert len(np.unique(drawn.reshape(-1, 3), axis=0)) > 500, "an empty map has few colours"
    shrink(path, drawn)
    assert path.stat().st_size < LARGEST
    if os.environ.get("COORDINATOR_PICTURES") == "1":
        PICTURES.mkdir(exist_ok=True)
        (PICTURES / "video-desk.png").write_bytes(path.read_bytes())
