"""People with browsers: every page has a context of its own, and is watched for faults."""

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

WAIT_MS = 45_000
"""The map is drawn in software, and the processors are shared."""
LOCALES = {"en": "en-GB", "zh": "zh-CN"}
DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
GOING_AWAY = "net::ERR_ABORTED"
"""A request that a page gave up because it was left."""


class Visitors:
    """Opens pages, and remembers whatever went wrong in any of them."""

    def __init__(self, browser: Browser) -> None:
        self.faults: list[str] = []
        self._expected: list[re.Pattern[str]] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def page(
        self,
        address: str,
        language: str = "en",
        *,
        phone: bool = False,
        before: str = "",
        **options: Any,
    ) -> Page:
        """A browser of its own that opens this address; `before` is a script that runs first."""
        form = PHONE if phone else DESK
        context = self._browser.new_context(
            **{"locale": LOCALES[language], "reduced_motion": "reduce", **form, **options}
        )
        self._contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        context.on("console", self._said)
        context.on("weberror", lambda error: self._fault(f"uncaught: {error.error}"))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.goto(address)
        return page

    def expect_fault(self, pattern: str) -> None:
        """From now on a fault that matches is part of the test (a net that is cut)."""
        self._expected.append(re.compile(pattern))

    def leave(self) -> None:
        """Close all pages."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _fault(self, text: str) -> None:
        if not any(pattern.search(text) for pattern in self._expected):
            self.faults.append(text)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._fault(f"console: {message.text} ({message.location.get('url', '')})")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        near = host in ("127.0.0.1", "localhost") or host.endswith(".localhost")
        if parts.scheme in ("http", "https", "ws", "wss") and not near:
            self.faults.append(f"a request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != GOING_AWAY:
            self._fault(f"failed: {request.url} {request.failure}")
