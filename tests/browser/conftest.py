"""One Chromium and one demo for the whole folder; every test gets a search of its own."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import arguments, chromium
from tests.browser.demo import Demo
from tests.browser.service import Service
from tests.browser.visitors import WAIT_MS, Visitors

SEED = "7"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


# Until this folder is left, not longer: while Playwright runs no other test could have a loop.
@pytest.fixture(scope="package")
def browser() -> Generator[Browser]:
    """A Chromium; where there is none the tests are skipped, and fail when CI is set."""
    path = chromium()
    if path is None:
        message = "no Chromium: `make browser` tries to install one"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def running_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """`coordinator demo` with a fixed seed, ended with the last test of this folder."""
    service = Service(tmp_path_factory.mktemp("demo"), "demo", "--no-browser", "--seed", SEED)
    try:
        service.start()
        demo = Demo(service)
        yield demo
        demo.close()
    finally:
        service.stop()
    assert "Traceback" not in service.log, service.log


@pytest.fixture
def demo(running_demo: Demo) -> Demo:
    """The demo with a search that nobody has touched yet."""
    running_demo.begin_anew()
    return running_demo


@pytest.fixture(scope="module")
def begun_demo(running_demo: Demo) -> Demo:
    """The demo with a search that has just begun and goes on at the pace of real time."""
    running_demo.begin_anew()
    return running_demo


@pytest.fixture
def calm_demo(begun_demo: Demo) -> Demo:
    """The same for every test that only looks at it, while nobody has found him."""
    if begun_demo.record()["over"]:
        begun_demo.begin_anew()
    return begun_demo


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    """People with browsers; the test fails when any of their pages had a fault."""
    visitors = Visitors(browser)
    yield visitors
    visitors.leave()
    assert not visitors.faults, "\n".join(visitors.faults)
