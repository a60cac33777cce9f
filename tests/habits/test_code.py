"""Does every file of the program say what it is for, and stay small enough to be read at one go?"""

import ast
import re
from pathlib import Path

import pytest

from tests.habits.tree import code, files, text

LONGEST = 200
LONGER = {
    "storage/migrations/versions/0001_the_first_tables.py": "written by Alembic",
}


@pytest.mark.parametrize("path", code(), ids=str)
def test_a_file_opens_with_one_line_that_says_what_it_is_for(path: Path) -> None:
    source = text(path)
    if path.parts[0] == "tests" and path.name == "__init__.py" and not source:
        return
    opening = ast.get_docstring(ast.parse(source), clean=False)
    assert opening, f"{path} needs a docstring"
    first, _, rest = opening.partition("\n")
    assert first.strip(), f"{path}: the docstring begins in its first line"
    assert not rest or rest.startswith("\n"), f"{path}: the first line stands alone; why and how come after an empty one"
    assert source.startswith('"""'), f"{path}: the docstring stands first"


def test_no_file_grows_past_what_is_read_at_one_go() -> None:
    long = {str(path) for path in code() if len(text(path).splitlines()) > LONGEST}
    assert long == set(LONGER), f"split by question, or give a reason here (and take away what has become short): {long ^ set(LONGER)}"


def test_the_database_never_tells_the_time() -> None:
    """Its clock is not ours: instants are parameters."""
    asks = re.compile(r"func\.now|current_timestamp|server_default=(?!(sa\.)?text\(\"''\"\))", re.IGNORECASE)
    assert [str(path) for path in code() if path.parts[0] == "storage" and asks.search(text(path))] == []


def test_no_test_is_skipped() -> None:
    skips = re.compile(r"pytest[.]skip|mark[.](skip|xfail)|import[o]rskip|[S]kipTest")
    assert [str(path) for path in files() if path.parts[0] == "tests" and skips.search(text(path))] == []
