"""Is everything that people can write, and everything that we answer, tried by some test? A scan of the tests' own words."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from gateway.desk.work import ADVICE, ORDERS
from parsers.keyword import command, orders
from tests.habits.tree import files, text
from tests.letters.samples import letters

DECISIONS = {"APROVAR", "RECUSAR", "CANCELAR", "CONFIRMAR"}
UNBUILT: set[str] = set()
"""Words that are read and that no order answers yet. Take away what has been built."""
SHORTEST = 12  # characters of a sentence's part that a test must quote


@cache
def strings(folder: str) -> frozenset[str]:
    """Every text that stands in a Python file of these tests; the docstrings are no words of anybody."""
    found: set[str] = set()
    for path in files():
        if path.suffix == ".py" and path.parts[:2] == ("tests", folder):
            found |= {n.value for n in ast.walk(ast.parse(text(path))) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return frozenset(found)


def acted(words: frozenset[str]) -> set[str]:
    return {each.word for said in words if len(said) < 500 for each in command.read(said).commands}


def built() -> set[str]:
    return {*DECISIONS, *ORDERS, *ADVICE}


def test_every_keyword_is_written_by_somebody_in_a_story() -> None:
    guides = frozenset(re.findall(r"^```\n(.*?)^```$", "".join(map(text, Path("docs").glob("guia-*.md"))), re.MULTILINE | re.DOTALL))
    assert built() - acted(strings("stories") | guides) == set()


def test_every_keyword_that_is_read_is_carried_out_or_named_here() -> None:
    assert (set(orders._WORK) | set(orders._ASK)) - built() <= UNBUILT


def sentences(kind: str) -> dict[str, str]:
    """Why -> what its letter says, sentence and step."""
    module = letters()._templates.get_template(f"_base/{kind}.txt").module
    steps: dict[str, str] = getattr(module, "steps", {})
    said: dict[str, str] = module.sentences  # type: ignore[attr-defined]  # a variable of the template
    return {why: f"{sentence}\n{steps.get(why, '')}" for why, sentence in said.items()}


@cache
def templates() -> str:
    """The text of every letter."""
    return "\n".join(text(path) for path in files() if path.parts[0] == "templates")


def marks(said: str) -> set[str]:
    """Pieces of what a letter says for a reason, placeholders aside, that stand nowhere else in any letter."""
    parts = re.split(r"%\(\w+\)s|\n", said)
    pieces = {part[at : at + SHORTEST] for part in parts for at in range(len(part) - SHORTEST + 1)}
    return {piece for piece in pieces if templates().count(piece) == 1}


def is_tried(why: str, said: str, words: frozenset[str]) -> bool:
    """A test names the reason, or quotes its sentence whole, or what its letter says and no other does."""
    dashed = why.replace("_", "-")
    named, pieces = {why, dashed, f"undecided-{dashed}", *filter(None, said.split("\n"))}, marks(said)
    return not named.isdisjoint(words) or any(piece in each for each in words for piece in pieces)


@pytest.mark.parametrize("kind", ["cannot", "undecided"])
def test_every_reason_is_given_to_somebody_in_a_story(kind: str) -> None:
    words = strings("stories") | strings("parsers") | strings("gateway")
    assert {why for why, said in sentences(kind).items() if not is_tried(why, said, words)} == set()


def test_every_disposition_of_the_page_is_met_in_a_test() -> None:
    page = text(Path("docs/flow.md")).split("Every mail ends in one named disposition", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"`([a-z][a-z-]*[a-z])(?:…)?`", page))
    assert len(named) > 40
    words = strings("stories") | strings("wire") | strings("gateway") | strings("faults") | strings("storage")
    met = {each for each in named if any(w == each or w.startswith(f"{each} ") for w in words)}
    table = set(re.findall(r"[a-z-]+", text(Path("docs/proofs.md"))))
    assert named - met - table == set()
