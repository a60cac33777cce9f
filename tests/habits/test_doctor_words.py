"""Does docs/doctor.md know every word of the doctor, with why it matters, and no other? And has each word a place in the code?"""

import ast
import re
from pathlib import Path

from gateway.console.doctor.trials import PARTS
from gateway.console.doctor.words import ANY, MATTERS
from tests.habits.tree import ROOT, text

ROW = re.compile(r"^\| (?P<part>[a-z]+) \| `(?P<word>[a-z-]+)` \| (?P<why>[^|]+) \| (?P<mend>[^|]+) \|$", re.MULTILINE)
CONSOLE = Path("gateway/console/doctor")
ELSEWHERE = Path("gateway/doors/imap/trouble.py")


def documented() -> dict[tuple[str, str], str]:
    return {(row["part"], row["word"]): row["why"] for row in ROW.finditer(text(Path("docs/doctor.md")))}


def test_every_word_stands_in_the_doctors_page_and_the_other_way_round() -> None:
    words = {(part, word): why for part, words in {"any": ANY, **MATTERS}.items() for word, why in words.items()}
    assert documented() == words


def test_every_part_is_explained() -> None:
    page = text(Path("docs/doctor.md"))
    assert [part for part in PARTS if f"\n| {part} | " not in page] == []
    assert set(MATTERS) == set(PARTS)


def test_every_word_is_said_somewhere_in_the_code() -> None:
    said: set[object] = set()
    for file in [*(ROOT / CONSOLE).glob("*.py"), ROOT / ELSEWHERE]:
        if file.name != "words.py":
            said |= {node.value for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Constant)}
    profiled = {"no-gestor", "no-tecnico", "no-supervisor"}  # made of the profile's name
    words = {word for words in (ANY, *MATTERS.values()) for word in words} - profiled
    assert words - said == set()


def test_a_reason_is_one_sentence() -> None:
    for words in (ANY, *MATTERS.values()):
        for why in words.values():
            assert re.fullmatch(r"[A-Z][^.]*(?:\.(?:\d|[a-z])[^.]*)*\.", why), why
