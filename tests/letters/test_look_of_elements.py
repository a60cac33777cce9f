"""Does each element of a letter wear what the style sheet says of it, wherever it stands?"""

import re

import pytest
from css_inline import CSSInliner
from jinja2 import Environment, select_autoescape
from lxml import etree

from gateway.post.look import Look
from tests.letters.asked import ALL
from tests.letters.samples import OFFICE, REPLY_TO, TEMPLATES, Sample, letters

LETTERS = letters()
STYLE_CSS = (TEMPLATES / "_base/style.css").read_text(encoding="utf-8")
SHEET = Environment(autoescape=select_autoescape()).from_string(STYLE_CSS).render(colour=OFFICE.palette)
INLINER = CSSInliner(extra_css=SHEET, keep_at_rules=True, load_remote_stylesheets=False)
MEDIA = Look(SHEET).media
LOOK = Look(
    "td { color: red; } .a { margin: 0; } .a-b { margin: 1px; } body { padding: 0; } @media (max-width: 9px) { td { color: blue; } }"
)


def worn(page: str) -> list[tuple[str, str]]:
    """Every element with its style, in the order of the page."""
    return [(each.tag, each.get("style", "")) for each in etree.HTML(page).iter(etree.Element) if each.tag != "tbody"]


@pytest.mark.parametrize("sample", ALL, ids=[sample.name for sample in ALL])
def test_a_letter_looks_as_if_its_style_sheet_had_been_written_into_it(sample: Sample) -> None:
    page = LETTERS.compose(sample.kind, REPLY_TO, sample.facts).html
    bare = re.sub(r'\sstyle="[^"]*"', "", page.replace(MEDIA, ""))
    own = re.compile(r"line-height:\d+px\Z")  # of the bars in a picture
    assert [(tag, own.sub("", style)) for tag, style in worn(page)] == worn(INLINER.inline(bare))


@pytest.mark.parametrize(
    ("template", "dressed"),
    [
        ("<td>x</td>", '<td\nstyle="color: red;">x</td>'),
        ('<p class="a">', '<p class="a"\nstyle="margin: 0;">'),
        ('<a class="a" href="{{ f("x") }}">', '<a class="a" href="{{ f("x") }}"\nstyle="margin: 0;">'),
        ('<td class="a" style="top:{{ y }}">', '<td class="a"\nstyle="color: red;margin: 0;top:{{ y }}">'),
        ('<body class="a">', '<body class="a"\nstyle="padding: 0;margin: 0;">'),
        ("<p>x < y</p><br>", "<p>x < y</p><br>"),
        ("<!--[if mso]><table><tr><td><![endif]-->", "<!--[if mso]><table><tr><td><![endif]-->"),
    ],
)
def test_a_template_is_dressed(template: str, dressed: str) -> None:
    assert LOOK.dressed(template) == dressed


@pytest.mark.parametrize(("b", "style"), [("", "margin: 0;"), ("b", "margin: 1px;")])
def test_where_a_class_is_an_expression_the_style_follows_it(b: str, style: str) -> None:
    environment = Environment(autoescape=select_autoescape(default=True))
    page = environment.from_string(LOOK.dressed('<p class="a{{ " a-" ~ b if b }}">')).render(b=b, style_of=LOOK.style)
    assert page == f'<p class="a{" a-" * bool(b)}{b}"\nstyle="{style}">'


def test_what_depends_on_the_screen_stays_in_the_head() -> None:
    assert "".join(LOOK.media.split()) == "@media(max-width:9px){td{color:blue;}}"
