"""Waiting for a condition outside a page, where Playwright cannot."""

import threading
import time
from collections.abc import Callable


def until(condition: Callable[[], bool], what: str, within_s: float = 60.0) -> None:
    """Ask again and again until the condition holds; fails after the time, naming `what`."""
    between = threading.Event()
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, f"not within {within_s:.0f} s: {what}"
        between.wait(0.1)
