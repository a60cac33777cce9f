"""Can everybody read the page, on a phone and a desktop, light and dark, in a real browser? And does it ask for nothing elsewhere?"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.letters.browser import ONLY_CONTRAST, SIGHTS, Sight
from tests.wire.chromium import OPTIONS, Looker, chromium
from tests.wire.looked_at import Site

ALL_RULES = (Sight(360, "light"), Sight(1200, "dark"))  # what depends on the scheme is contrast; the others are asked for that alone


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(params=SIGHTS, ids=str)
def sight(request: pytest.FixtureRequest) -> Sight:
    found: Sight = request.param
    return found


def pages(site: Site) -> list[str]:
    """One of each kind: lists, what is filtered to nothing, and what is not there."""
    ticket = next(link for link in site.ask("/tickets").links if re.fullmatch(r"/tickets/L_\d{5}001", link))
    mails = ["/mails", "/mails?way=out", "/mails?only=nada", "/mails/in-1", "/mails/in-2", "/mails/in-5", "/mails/in-6", "/mails/out-1"]
    return ["/", *mails, "/quarantine", "/tickets", "/tickets?status=closed", ticket, ticket[:-1] + "2", "/queues", "/letters", "/nothing"]


def test_axe_finds_nothing_serious_and_nothing_leaves_the_screen(browser: Browser, sight: Sight, site: Site) -> None:
    looker = Looker(browser, sight)
    found = []
    for path in pages(site):
        looker.go(f"{site.url}{path}")
        found += [f"{path}: {each}" for each in looker.axe(OPTIONS if sight in ALL_RULES else ONLY_CONTRAST)]
        found += [f"{path} is {looker.wide()} px too wide"] if looker.wide() > 0 else []
    looker.close()
    assert found == []
    assert looker.ran == []
    assert [url for url in looker.asked if not url.startswith(site.url)] == []


def test_what_is_folded_is_readable_too(browser: Browser, site: Site) -> None:
    looker = Looker(browser, Sight(360, "dark"))
    for path in ("/", "/mails/in-1", "/quarantine"):
        looker.go(f"{site.url}{path}")
        assert looker.page.evaluate("[...document.querySelectorAll('details')].map(each => each.open = true).length") > 0
        assert (path, looker.axe(ONLY_CONTRAST), looker.wide()) == (path, [], 0)
    looker.close()


def test_the_keyboard_comes_to_the_content_first_and_sees_where_it_is(browser: Browser, site: Site) -> None:
    looker = Looker(browser, Sight(360, "light"))
    looker.go(f"{site.url}/mails")
    looker.page.keyboard.press("Tab")
    assert looker.page.evaluate("document.activeElement.textContent") == "To the content"
    looker.page.keyboard.press("Enter")
    looker.page.keyboard.press("Tab")
    assert looker.page.evaluate("document.activeElement.textContent") == "mails in"
    assert looker.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    looker.close()


def test_with_its_policy_the_page_looks_the_same(browser: Browser, site: Site) -> None:
    """The style sheet and the picture of the page pass; nothing is refused that it needs."""
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{site.url}/", wait_until="load")
    assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == "rgb(19, 81, 180)"
    assert page.evaluate("document.querySelector('.brand img').naturalWidth") > 0
    assert refused == []
    context.close()


def test_the_checks_see_what_is_wrong(browser: Browser, site: Site) -> None:
    looker = Looker(browser, Sight(360, "light"))
    looker.go(f"{site.url}/")
    looker.page.set_content('<html lang="en"><title>x</title><main style="width:500px;color:#aaa;background:#fff">pale</main>')
    assert "color-contrast" in "".join(looker.axe())
    assert looker.wide() > 0
    looker.page.evaluate("alert('seen')")
    assert looker.ran == ["dialog seen"]
    looker.close()
