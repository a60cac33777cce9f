"""What does a letter look like? A real Chromium without a network, two screens and two colour schemes.

Chromium is Debian's (tests/servers.sh); playwright only drives it. `--window-size` would not lay out below 500 px: the viewport is set.
"""

import shutil
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from playwright.sync_api import Page, Route, sync_playwright

SIZES = {360: 800, 1200: 900}  # width and height of the viewport, in CSS pixels: a small phone, a desktop
SCHEMES = ("light", "dark")
FLAGS = (
    "--no-sandbox",  # the tests also run as root, where Chromium refuses its sandbox; it shows our own letters alone
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
LAYOUT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
GRAVE = {"serious", "critical"}
# The rules that ask for landmarks are for whole sites: they are slow, of moderate impact at most, and mail programs drop <main>.
NOT_FOR_LETTERS = ("region", "landmark-one-main")
AXE_OPTIONS: Mapping[str, object] = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {rule: {"enabled": False} for rule in NOT_FOR_LETTERS},
}
ONLY_CONTRAST: Mapping[str, object] = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}


class Sight(NamedTuple):
    """One way of looking at a letter: the viewport's width in CSS pixels, and the scheme that the reader's system prefers."""

    width: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.width} {self.scheme}"


SIGHTS = tuple(Sight(width, scheme) for width in SIZES for scheme in SCHEMES)


class Layout(NamedTuple):
    """What the layout of a letter holds (layout.js): faults as sentences, what scrolls sideways in itself, buttons by label."""

    faults: Sequence[str]
    sideways: Sequence[str]
    buttons: Sequence[tuple[str, float]]  # label and height in CSS pixels


class Browser:
    """One Chromium with a page for each width, reused for every letter; use it as a context manager, from one thread.

    sharp: device pixels for each CSS pixel of a picture, by width.
    """

    def __init__(self, sharp: Mapping[int, int] | None = None) -> None:
        self._sharp = sharp or {}
        self._asked: list[str] = []
        self._pages: dict[int, Page] = {}
        self._shown: dict[int, str] = {}
        self._schemes: dict[int, str] = {}

    def __enter__(self) -> Self:
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        assert program, "Chromium is missing: `make servers` installs it"
        self._driver = sync_playwright().start()
        self._chromium = self._driver.chromium.launch(executable_path=program, args=FLAGS)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._chromium.close()
        self._driver.stop()

    @property
    def version(self) -> str:
        """Chromium's own."""
        return self._chromium.version

    def show(self, html: str, sight: Sight) -> Page:
        """The page that shows a letter; the letter is loaded again only if another one was shown. Raises AssertionError if it asks for
        anything beside itself.
        """
        page = self._page(sight.width)
        if self._shown.get(sight.width) != html:
            page.set_content(html)
            self._shown[sight.width] = html
        if self._schemes.get(sight.width) != sight.scheme:
            page.emulate_media(color_scheme="dark" if sight.scheme == "dark" else "light")
            self._schemes[sight.width] = sight.scheme
        asked, self._asked = self._asked, []
        assert asked == [], f"the letter asks for {asked}"
        return page

    def layout(self, html: str, sight: Sight) -> Layout:
        """What leaves the screen or its box, and how high the buttons are."""
        found = self.show(html, sight).evaluate(LAYOUT)
        return Layout(found["faults"], found["sideways"], [(label, height) for label, height in found["buttons"]])

    def axe(self, html: str, sight: Sight, options: Mapping[str, object] = AXE_OPTIONS) -> list[str]:
        """The serious and critical findings of axe-core, each with the elements it is about."""
        page = self.show(html, sight)
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(AXE)
        return [_told(found) for found in page.evaluate("options => axe.run(options)", options)["violations"] if found["impact"] in GRAVE]

    def picture(self, html: str, sight: Sight) -> bytes:
        """The whole letter as a PNG."""
        return self.show(html, sight).screenshot(full_page=True, animations="disabled")

    def _page(self, width: int) -> Page:
        if width not in self._pages:
            viewport: Any = {"width": width, "height": SIZES[width]}
            page = self._chromium.new_context(viewport=viewport, device_scale_factor=self._sharp.get(width, 1)).new_page()
            page.route("**/*", self._refuse)
            self._pages[width] = page
        return self._pages[width]

    def _refuse(self, route: Route) -> None:
        self._asked.append(route.request.url)
        route.abort()


def _told(found: Mapping[str, Any]) -> str:
    where = [f"{node['html'][:120]} ({' '.join(node['failureSummary'].split())[:220]})" for node in found["nodes"]]
    return f"axe {found['id']} ({found['impact']}): {'; '.join(where[:3])}{f' and {len(where) - 3} more' if len(where) > 3 else ''}"
