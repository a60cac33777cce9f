"""How do the tests of the page look at it? In Debian's Chromium, which tells what it asks for, and what runs."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.letters.browser import AXE, FLAGS, GRAVE, SIZES, Sight

OPTIONS: Mapping[str, object] = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@contextmanager
def chromium() -> Iterator[Browser]:
    """One Chromium, from one thread."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert program, "Chromium is missing: `make servers` installs it"
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield started
        finally:
            started.close()


class Looker:
    """One window. asked: every address that it asked for; ran: dialogs, and whatever a script left behind.

    The page's policy is not heeded, so that the tests can look into it; what holds without it holds with it.
    """

    def __init__(self, browser: Browser, sight: Sight) -> None:
        viewport: Any = {"width": sight.width, "height": SIZES[sight.width]}
        scheme: Any = sight.scheme
        self._context = browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True)
        self.page: Page = self._context.new_page()
        self.width = sight.width
        self.asked: list[str] = []
        self.ran: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("dialog", self._dismiss)
        self.page.on("popup", lambda popup: self.ran.append(f"popup {popup.url}"))
        self.page.on("pageerror", lambda error: self.ran.append(f"error {error}"))

    def go(self, url: str) -> None:
        self.page.goto(url, wait_until="load")
        for frame in self.page.frames:
            if frame.parent_frame is None and frame.evaluate("'hacked' in window"):
                self.ran.append(f"script at {url}")

    def axe(self, options: Mapping[str, object] = OPTIONS) -> list[str]:
        """The serious and critical findings of axe-core."""
        self.page.evaluate(AXE)
        found = self.page.evaluate("options => axe.run(options)", options)["violations"]
        return [f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:160]}" for each in found if each["impact"] in GRAVE]

    def wide(self) -> int:
        """How many CSS pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth")) - self.width

    def close(self) -> None:
        self._context.close()

    def _dismiss(self, dialog: Any) -> None:
        self.ran.append(f"dialog {dialog.message}")
        dialog.dismiss()
