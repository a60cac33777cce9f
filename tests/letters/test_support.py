"""Does every letter keep to what Gmail, Outlook and Apple Mail understand, or stay right without it?"""

import re

import pytest
import tinycss2
from lxml import etree

from tests.letters import caniemail
from tests.letters.asked import ALL
from tests.letters.samples import REPLY_TO, Sample, letters
from tests.letters.support import used

LETTERS = letters()
TABLE = caniemail.table()
GMAIL_LIMIT = 16_384  # bytes of <style>; a larger one is dropped as a whole
LISTED, UNLISTED = TABLE["features"], TABLE["unlisted"]


def lacking(name: str) -> list[str]:
    """The clients that lack a feature, or have it in part."""
    return [caniemail.CLIENTS[client] for client, result in LISTED[name]["support"].items() if result != "y"]


def fault(name: str, element: str) -> str:
    """What is wrong with a feature of an element; empty if it is understood, or a reason stands in the table."""
    if name not in LISTED:
        return "" if UNLISTED.get(name) else "is not in tests/letters/caniemail.json (caniemail.py says how it gets there)"
    page = LISTED[name]
    if lacking(name) and not page.get("why"):
        return f"is not understood everywhere ({', '.join(lacking(name))}), and no reason says why the letter stays right"
    places = {} if element == "style" else page.get("outlook", {})  # what stands in <style> is all in @media, which Outlook passes over
    if element in places.get("only", [element]) and element not in places.get("never", []):
        return ""
    return "" if page.get("except", {}).get(element) else "does nothing there in Outlook for Windows, and no reason is given"


@pytest.mark.parametrize("sample", ALL, ids=[sample.name for sample in ALL])
def test_a_letter_uses_only_what_clients_understand(sample: Sample) -> None:
    features = sorted(used(LETTERS.compose(sample.kind, REPLY_TO, sample.facts).html))
    faults = [f"{sample.name}: {name} on <{element}> {fault(name, element)}" for name, element in features if fault(name, element)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("sample", ALL, ids=[sample.name for sample in ALL])
def test_a_style_sheet_is_what_gmail_and_outlook_take(sample: Sample) -> None:
    """In the head, small, all in @media (css-inline has written the rest into the elements), `!important` after a space and not inline."""
    page = LETTERS.compose(sample.kind, REPLY_TO, sample.facts).html
    tree = etree.HTML(page)
    sheet = "".join(tree.xpath("/html/head/style/text()"))
    assert not tree.xpath("//body//style")
    assert len(sheet.encode()) < GMAIL_LIMIT
    rules = tinycss2.parse_stylesheet(sheet, skip_whitespace=True, skip_comments=True)
    assert {(rule.type, getattr(rule, "lower_at_keyword", "")) for rule in rules} <= {("at-rule", "media")}
    assert not re.search(r"(?i)\S!important", sheet)
    assert not [style for style in tree.xpath("//@style") if "!" in style]


def test_the_table_holds_nothing_that_no_letter_uses() -> None:
    assert set(LISTED) | set(UNLISTED) == caniemail.used_by_all()


def test_every_reason_answers_a_lack() -> None:
    assert [name for name in LISTED if "why" in LISTED[name] and not lacking(name)] == []
    assert [name for name in LISTED if "except" in LISTED[name] and "outlook" not in LISTED[name]] == []
    assert list(caniemail.CLIENTS) == list(TABLE["clients"])


def test_features_are_found_wherever_they_stand() -> None:
    page = """<!doctype html><title>x</title><style>/* c */ @import url(x.css);
      @media (prefers-color-scheme: dark) { .a:hover > b, #c { color: rgb(1 2 3) !important } }</style>
      <!--[if mso]><center><![endif]--><p align="left" style="margin-top:1em;display:flex;mso-hide:all">
      <a href="mailto:a@b.example" style="width:calc(1px);font-family:system-ui">x</a>"""
    names = {name for name, _ in used(page)}
    for name in (
        "html-doctype", "html-comments", "html-p", "html-align", "html-mailto-links", "css-comments", "css-at-media", "css-at-import",
        "css-at-media-prefers-color-scheme", "css-selector-class", "css-selector-id", "css-selector-child", "css-selector-grouping",
        "css-pseudo-class-hover", "css-color", "css-rgb", "css-important", "css-margin", "css-unit-em", "css-display-flex", "css-width",
        "css-unit-calc", "css-sytem-ui",
    ):  # fmt: skip
        assert name in names, f"{name} is missing in {sorted(names)}"
    assert not [name for name in names if "mso" in name or "center" in name]


def test_a_lack_without_a_reason_is_told() -> None:
    assert "is not in" in fault("css-position", "p")
    assert "Outlook for Windows" in fault("css-padding", "dfn")


def test_the_newest_result_counts_and_its_notes_come_along() -> None:
    page = {
        "stats": {"outlook": {"windows": {"2019": "a #2", "2007": "n #1"}}},
        "notes_by_num": {"1": "Old.", "2": "Partial. See [this](https://carteiro.example)."},
        "last_test_date": "2026-01-01",
    }
    found = caniemail.facts(page)
    assert found["support"]["outlook.windows"] == "a"
    assert found["support"]["gmail.ios"] == "u"
    assert found["notes"] == ["Partial. See this."]
