"""Does docs/promises.md tell the truth? Every test that it names is there, every danger has a row, and what has no test says so."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.habits.tree import code, text

PAGE = Path("docs/promises.md")
DANGERS = tuple(f"T{number:03d}" for number in range(1, 121))
PROMISES = tuple(f"P{number}" for number in range(1, 13))
ROW = re.compile(r"^\| ([TP]\d+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
OPEN = re.compile(r"(?:^|<br>)open: \w[^|<]+")
SPAN = re.compile(r"\bT(\d{3})(?: to T(\d{3}))?\b")
OPERATING = {"T117", "T119"}
"""Dangers of running it, which no promise to others covers."""
COLUMNS = {"P": 4, "T": 3}
"""Behind the name: promise, number, tests, dangers; what is done, what happens, tests."""


def rows(page: str) -> list[tuple[str, list[str]]]:
    """Each row of either table: its name, and its cells."""
    return [(name, rest.split(" | ")) for name, rest in ROW.findall(page)]


@cache
def functions(file: str) -> frozenset[str]:
    """The tests of a file below tests/; none when there is no such file."""
    source = text(Path("tests", file)) if Path("tests", file).is_file() else ""
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in found if node.name.startswith("test_"))


def faults(page: str) -> list[str]:
    """What is wrong with the page."""
    table = rows(page)
    names = [name for name, _ in table]
    wrong = [f"{name} has no row of its own, in its place" for name in (*PROMISES, *DANGERS) if names.count(name) != 1]
    wrong += ["the rows are not in their order"] if names != [*PROMISES, *DANGERS] and not wrong else []
    for name, cells in table:
        if len(cells) != COLUMNS[name[0]] or not all(cells):
            wrong.append(f"{name} has {len(cells)} cells")
            continue
        tests = NAMED.findall(cells[2])
        wrong += [f"{name}: there is no {file}::{function}" for file, function in tests if function not in functions(file)]
        if not tests and not OPEN.search(cells[2]):
            wrong.append(f"{name} names no test and does not say why")
        unread = OPEN.sub("", NAMED.sub("", cells[2])).replace("<br>", "")
        wrong += [f"{name}: what is {unread!r}?"] if unread else []
    return wrong


def test_the_page_tells_the_truth() -> None:
    assert faults(text(PAGE)) == []


def test_every_danger_belongs_to_a_promise_or_is_the_operators() -> None:
    """None was thought of for nothing: what no promise covers is about how the program is run."""
    covered: set[str] = set()
    for name, cells in rows(text(PAGE)):
        if name.startswith("P"):
            covered |= {f"T{n:03d}" for a, b in SPAN.findall(cells[3]) for n in range(int(a), int(b or a) + 1)}
    assert covered <= set(DANGERS)
    assert set(DANGERS) - covered == OPERATING


def test_the_program_knows_no_number_of_the_page() -> None:
    assert [str(path) for path in code() if re.search(r"\bT[01]\d\d\b", text(path))] == []


ONE_TEST = "| `stories/test_clock.py::test_a_refusal_one_second_after_the_end_changes_nothing_and_offers_a_new_ticket` |"
TOLD = [
    ("wire/test_bytes.py::test_any_bytes", "wire/test_bytes.py::test_no_such", "P8: there is no"),
    ("wire/test_bytes.py::test_any_bytes", "wire/test_no_such.py::test_any_bytes", "P8: there is no"),
    ("| T042 |", "| T041 |", "T042 has no row"),
    ("\n| T120 | ", "\n| T121 | ", "T120 has no row"),
    (ONE_TEST, "| later |", "T097 names no test"),
    (ONE_TEST, "| open: |", "T097 names no test"),
]


@pytest.mark.parametrize(("old", "new", "fault"), TOLD)
def test_a_page_that_does_not_is_found(old: str, new: str, fault: str) -> None:
    page = text(PAGE)
    assert old in page
    assert any(each.startswith(fault) for each in faults(page.replace(old, new, 1)))
