"""What does the program write to its log? Every call, by its words, out of the source."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.habits.tree import code, text

LEVELS = {"debug": "debug", "info": "info", "warning": "warning", "error": "error", "exception": "error", "critical": "critical"}
PLACEHOLDER = re.compile(r"%(?:\+?\.?\d*)[sdfr]")


@dataclass(frozen=True, slots=True)
class Logged:
    """The words of a record, `…` for each value, and its level; where it is written."""

    words: str
    level: str
    place: str


def records(path: Path, source: str | None = None) -> Iterator[Logged]:
    """Those of one file. Raises ValueError for a call whose words are not in the source."""
    for node in ast.walk(ast.parse(source if source is not None else text(path))):
        if not isinstance(node, ast.Call):
            continue
        place = f"{path}:{node.lineno}"
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "log":
            yield from _call(node, node.func.attr, place)
        elif isinstance(node.func, ast.Name) and node.func.id == "Kept":  # gateway/clockwork/ready.py writes what it says
            yield from (Logged(_of_f_string(said), "info", place) for said in ast.walk(node) if isinstance(said, ast.JoinedStr))


def _call(node: ast.Call, method: str, place: str) -> Iterator[Logged]:
    if method == "log":
        levels = sorted({one.attr.lower() for one in ast.walk(node.args[0]) if isinstance(one, ast.Attribute)})
        said = node.args[1]
    elif method in LEVELS:
        levels, said = [LEVELS[method]], node.args[0]
    else:
        return
    words = str(said.value) if isinstance(said, ast.Constant) else ""
    if not words:
        raise ValueError(f"{place}: what is written is not in the source")
    if words != "%s":
        yield Logged(PLACEHOLDER.sub("…", words), " or ".join(levels), place)


def _of_f_string(said: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in said.values)


def all_records() -> list[Logged]:
    """Those of the whole program."""
    return [one for path in code() for one in records(path)]
