"""Is everything that can be set or made written down, and does nothing stand there that is not?"""

import re

import pytest
from pydantic_core import PydanticUndefined

from gateway.settings import PREFIX, Settings
from tests.deploy.parts import ROOT

SETTINGS = (ROOT / "docs/settings.md").read_text()
README = (ROOT / "README.md").read_text()
GUIDES = "".join(path.read_text() for path in sorted((ROOT / "docs").rglob("*.md")))
ROW = re.compile(rf"^\| `{PREFIX}(\w+)` \| ([^|]+) \|", re.MULTILINE)
ELSEWHERE = {
    "office": "the catalogue's `organization: name`",
    "secret": "made once under home",
}
"""Defaults that depend on something else; those that are empty are `none`."""


def shown(default: object) -> str:
    """A default as the page shows it."""
    if default in ((), ""):
        return "none"
    return f"`{', '.join(default) if isinstance(default, tuple) else default}`"


def table(page: str) -> dict[str, str]:
    """Each setting of the page, with its default."""
    return {name.lower(): default.strip() for name, default in ROW.findall(page)}


def defaults() -> dict[str, str]:
    fields = Settings.model_fields
    assert all(field.default is not PydanticUndefined for field in fields.values()), "every setting has a default"
    return {name: ELSEWHERE.get(name, shown(field.default)) for name, field in fields.items()}


def test_every_setting_stands_in_its_page_with_its_default_and_no_other_does() -> None:
    assert table(SETTINGS) == defaults()
    assert len(ROW.findall(SETTINGS)) == len(Settings.model_fields), "each once"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| `CARTEIRO_SIZE` | `25000000` |", "| `CARTEIRO_SIZE` | `24000000` |"),
        ("| `CARTEIRO_SIZE` |", "| `CARTEIRO_SIZES` |"),
        ("| `CARTEIRO_DECIDERS` |", "| CARTEIRO_DECIDERS |"),
    ],
)
def test_a_page_that_says_otherwise_is_found(old: str, new: str) -> None:
    assert old in SETTINGS
    assert table(SETTINGS.replace(old, new)) != defaults()


def test_every_target_of_make_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    explained = README + GUIDES
    assert [target for target in phony.split() if not re.search(rf"`?\bmake {target}\b", explained)] == []


def test_every_target_that_is_named_is_one() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.findall(r"`make ([a-z]+)", README + GUIDES)) | set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE))
    assert {target for target in named if not re.search(rf"^{target}:", makefile, re.MULTILINE)} == set()
