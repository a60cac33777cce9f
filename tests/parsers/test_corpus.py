"""Is every mail of the corpus read as its folder's `expected.yml` says? (tests/mails/README.md)"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gateway import app
from gateway.catalog import load
from gateway.console.rows.readrow import as_row
from gateway.reader.careful import careful_read
from parsers.reading import Known

MAILS = Path(__file__).parents[1] / "mails"


@cache
def known() -> Known:
    return Known("suporte@carteiro.example", app.folded(load(Path("catalog.yml"))))


def cases() -> list[Any]:
    found = []
    for expected in sorted(MAILS.glob("*/expected.yml")):
        for name, facts in YAML(typ="safe").load(expected.read_text(encoding="utf-8")).items():
            found.append(pytest.param(expected.parent / f"{name}.eml", facts, id=f"{expected.parent.name}/{name}"))
    return found


def part_of(found: Any, wanted: Any) -> Any:
    """What was found, reduced to the keys that are wanted."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {key: part_of(found.get(key), value) for key, value in wanted.items()}
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        return [part_of(one, other) for one, other in zip(found, wanted, strict=True)]
    return found


@pytest.mark.parametrize(("path", "wanted"), cases())
def test_a_mail_is_read_as_expected(path: Path, wanted: dict[str, Any]) -> None:
    row = as_row(path.name, careful_read(path.read_bytes(), known()))
    assert part_of(row, wanted) == wanted
