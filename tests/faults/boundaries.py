"""Where does the program hand something over to the disk? Read out of the code itself: no list that could be forgotten.

A boundary is a function and what it calls there: a transaction, or a change to files. tests/faults/sweeping.py lets each fail and die.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("gateway", "storage")
TRANSACTIONS = ("writing", "noting", "alone")
OF_SYSTEM = ("open", "write", "fsync", "fchmod", "close", "mkdir", "rename", "replace", "link", "unlink", "rmdir", "truncate")
OF_PATH = ("mkdir", "rename", "unlink", "rmdir", "hardlink_to", "touch", "write_text", "write_bytes")
ELSEWHERE = {
    "storage/database.py": "makes the transactions, and the folder before there is anything to lose",
    "storage/copying.py": "an operator's command (tests/storage/test_copying.py); the copy is thrown away when it fails",
    "gateway/commands/": "an operator's command: one transaction, and its end is seen",
    "gateway/console/": "the doctor writes nothing that is kept",
    "gateway/clockwork/replaying/": "works on a copy that is thrown away",
    "gateway/dossier/package.py": "a file for whoever asked, made anew when it is asked for again",
    "gateway/privacy/": "an operator's command, which begins again where it died; what it calls (storage/erasing) is swept by the night",
    "gateway/doors/imap/": "swept with a real mailbox (tests/wire/test_mailbox_kill.py)",
}
"""Places whose boundaries are not swept, and why."""


def boundaries() -> set[str]:
    """Those that are to be swept: `gateway/doors/door.py commit writing`."""
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    found = {name for path in files for name in of(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())}
    return {name for name in found if not name.startswith(tuple(ELSEWHERE))}


def of(source: str, place: str) -> Iterator[str]:
    """The boundaries of one file."""
    yield from _within(ast.parse(source), place, "<module>")


def _within(node: ast.AST, place: str, function: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        inner = function
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = child.name
        elif isinstance(child, ast.Lambda):
            inner = "<lambda>"
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute) and (kind := _kind(child, child.func)):
            yield f"{place} {function} {kind}"
        yield from _within(child, place, inner)


def _kind(call: ast.Call, called: ast.Attribute) -> str:
    """What a call is, '' when it changes nothing that is kept."""
    name, owner = called.attr, called.value.id if isinstance(called.value, ast.Name) else ""
    if name in TRANSACTIONS and not call.args and not call.keywords:
        return name
    if owner == "os":
        return name if name in OF_SYSTEM else ""
    if (owner, name) == ("tempfile", "mkstemp") or (name in OF_PATH and owner != "self"):
        return name
    if name == "replace" and len(call.args) == 1 and not call.keywords:
        return name
    writes = name == "open" and any(isinstance(a, ast.Constant) and set(str(a.value)) & set("wax+") for a in call.args)
    return name if writes else ""
