"""Is what docs/decisoes-por-palavra.md tells people true? Its tables are read against the reader (T076)."""

import re
from pathlib import Path

import pytest

from parsers.read import read
from parsers.reading import Known

PAGE = Path("docs/decisoes-por-palavra.md").read_text(encoding="utf-8")
TEMPLATE = Path("templates/_base/undecided.txt").read_text(encoding="utf-8")
KNOWN = Known("suporte@carteiro.example", {("portal", "erro"): 13})
ROW = re.compile(r"\| `([^`]+)`(?: \([^)]*\))? \| ?([A-Za-z]*) \|")


def rows(title: str) -> list[tuple[str, str]]:
    section = PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    found = ROW.findall(section)
    assert len(found) == len([line for line in section.splitlines() if line.startswith("|")]) - 2
    return found


def written(cell: str) -> str:
    """The mail's text: `⏎` ends a line, `U+200B` is that character."""
    named = re.sub(r" ?U\+([0-9A-F]{4}) ?", lambda found: chr(int(found[1], 16)), cell)
    return "\n".join(line.strip(" ") for line in named.split("⏎"))


def reading_of(cell: str) -> tuple[list[str], str]:
    raw = f"From: a@b.example\nSubject: Re: [L_20530001] Senha\nContent-Type: text/plain; charset=utf-8\n\n{written(cell)}\n"
    reading = read(raw.encode(), KNOWN)
    return [order.word for order in reading.commands], reading.unclear


@pytest.mark.parametrize(("cell", "word"), rows("Decide"))
def test_what_the_page_says_decides_decides(cell: str, word: str) -> None:
    assert reading_of(cell) == ([word], "")


@pytest.mark.parametrize(("cell", "why"), rows("Não decide"))
def test_what_the_page_says_decides_nothing_decides_nothing(cell: str, why: str) -> None:
    assert reading_of(cell) == ([], why)


def test_the_page_explains_every_reason_that_the_letter_knows() -> None:
    known = set(re.findall(r'^    "(\w+)":', TEMPLATE, re.MULTILINE)) - {"none"}
    assert {why for _, why in rows("Não decide") if why} <= known
    assert set(re.findall(r"^\| `(\w+)` \| ", PAGE.rsplit("| motivo |", 1)[1], re.MULTILINE)) == known
