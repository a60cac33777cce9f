"""Does every letter stay on the screen, readable and easy to touch, on a phone and a desktop, light and dark, in a real browser?

axe-core runs by its WCAG 2.2 A and AA rules and its best practices (browser.py says which are left out) at 360 px in the light scheme;
colours alone depend on the scheme, and little more on the width, so the other two runs are of contrast alone. Of letters that differ in
nothing but their words (skeleton.py), one goes through axe-core and the hostile names.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain
from urllib.parse import unquote

import pytest

from tests.letters import hostile_names
from tests.letters.asked import ALL
from tests.letters.browser import AXE_OPTIONS, ONLY_CONTRAST, SIGHTS, Browser, Sight
from tests.letters.samples import REPLY_TO, Sample, letters
from tests.letters.skeleton import skeleton

LETTERS = letters()


def html(sample: Sample) -> str:
    return LETTERS.compose(sample.kind, REPLY_TO, sample.facts).html


EVERY = pytest.mark.parametrize("sample", ALL, ids=[sample.name for sample in ALL])
BUILDS = list({skeleton(html(sample)): sample for sample in reversed(ALL)}.values())  # letters that differ in more than their words
EVERY_BUILD = pytest.mark.parametrize("sample", BUILDS, ids=[sample.name for sample in BUILDS])
BY_NAME = {sample.name: sample for sample in ALL}
# Their tables have more columns than a phone has room; @media makes cards of them, and without it the whole letter scrolls.
WIDE_TABLES = {"status", "queue", "joined", "left", "spike", "digest"}
NARROW = [sample for sample in ALL if sample.kind not in WIDE_TABLES]
THUMB = 44  # CSS pixels: the least height that a thumb hits (WCAG 2.5.5)
PHONE = Sight(360, "light")
AXE_RUNS = ((PHONE, AXE_OPTIONS), (Sight(360, "dark"), ONLY_CONTRAST), (Sight(1200, "light"), ONLY_CONTRAST))
# RFC 6068: what a mailto link may hold. Outlook takes no more than 2,083 characters.
ATOM = r"(?:[A-Za-z0-9!$'*+\-._~]|%[0-9A-F]{2})+"
WORDS = r"(?:[A-Za-z0-9\-._~!$'()*+,;:@/?]|%[0-9A-F]{2})*"
MAILTO = re.compile(rf"mailto:{ATOM}@[A-Za-z0-9.\-]+(?:\?(?:subject|body)={WORDS}(?:&(?:subject|body)={WORDS})?)?")
LONGEST_LINK = 2083


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started


def without_fault(sample: Sample, found: dict[Sight, list[str]]) -> None:
    """Fails with each fault once, and the sights it shows in."""
    sights = {fault: [sight for sight in found if fault in found[sight]] for fault in chain.from_iterable(found.values())}
    if sights:
        lines = [f"{sample.name} at {', '.join(map(str, where))}: {fault}" for fault, where in sights.items()]
        pytest.fail("\n".join(lines), pytrace=False)


@EVERY
def test_every_letter_fits_the_screen_and_the_thumb(sample: Sample, browser: Browser) -> None:
    layouts = {sight: browser.layout(html(sample), sight) for sight in SIGHTS}
    small = [f"the button {label!r} is {height} px high" for label, height in layouts[PHONE].buttons if height < THUMB]
    found = {sight: [*layout.faults, *layout.sideways] for sight, layout in layouts.items()}
    without_fault(sample, {**found, PHONE: [*found[PHONE], *small]})


@EVERY_BUILD
def test_no_letter_is_burst_by_a_name(sample: Sample, browser: Browser) -> None:
    wide = Sample(f"{sample.name} with hostile names", sample.kind, hostile_names.hostile(sample.facts))
    without_fault(wide, {sight: list(browser.layout(html(wide), sight).faults) for sight in SIGHTS if sight.scheme == "light"})


@pytest.mark.parametrize("sample", NARROW, ids=[sample.name for sample in NARROW])
def test_no_letter_needs_its_style_sheet(sample: Sample, browser: Browser) -> None:
    """The app of Gmail drops <style> for accounts that are not Google's (caniemail.json: html-style)."""
    bare = re.sub("(?s)<style>.*?</style>", "", html(sample))
    layout = browser.layout(bare, PHONE)
    without_fault(sample, {PHONE: [f"{fault} (without <style>)" for fault in (*layout.faults, *layout.sideways)]})


@EVERY_BUILD
def test_axe_finds_nothing_serious(sample: Sample, browser: Browser) -> None:
    without_fault(sample, {sight: browser.axe(html(sample), sight, options) for sight, options in AXE_RUNS})


@EVERY
def test_every_link_is_a_mail_that_any_client_can_begin(sample: Sample) -> None:
    for href in map(unescape, re.findall(r'\bhref="([^"]*)"', html(sample))):
        assert MAILTO.fullmatch(href), f"{sample.name}: {href} is no mailto link of RFC 6068"
        assert len(href) <= LONGEST_LINK, f"{sample.name}: {href} is too long"
        assert not re.search("%0D(?!%0A)|(?<!%0D)%0A", href), f"{sample.name}: {href} breaks its lines otherwise than by CRLF"
        unquote(href, errors="strict")


def test_buttons_are_seen_as_such(browser: Browser) -> None:
    assert [label for label, _ in browser.layout(html(BY_NAME["solution"]), PHONE).buttons][:2] == ["Aprovar", "Recusar"]


def test_the_checks_see_what_is_wrong(browser: Browser) -> None:
    page = """<!doctype html><html lang="pt-BR"><title>x</title><body style="margin:0;color:#999;background:#fff"><h1>Tudo errado</h1>
      <div style="width:500px">largo</div><div style="width:99px;overflow:hidden;white-space:nowrap">cortado, porque não cabe</div>
      <table style="table-layout:fixed;width:120px"><tr><td>Indisponibilidade</td><td>ao lado</td></tr></table>
      <div style="overflow-x:auto"><p style="width:400px">rola</p></div><a href="mailto:a@b.example" style="display:block">Ir</a>"""
    layout = browser.layout(page, PHONE)
    for fault in ("the page is 500px wide", "reaches 500px of 360px", '"cortado, porque não cabe" is clipped', 'text "Indisponibilidade"'):
        assert [found for found in layout.faults if fault in found], f"{fault} is missing in {layout.faults}"
    assert ["rola" in found for found in layout.sideways] == [True]
    assert [(label, height < THUMB) for label, height in layout.buttons] == [("Ir", True)]
    assert "color-contrast" in "".join(browser.axe(page, PHONE))
    with pytest.raises(AssertionError, match="asks for"):
        browser.picture(page + '<img src="https://carteiro.example/x.png">', PHONE)
