"""Does deploy/install leave alone what runs, what is whole, and what it cannot tell apart?

Python and pip are two scripts that copy the one word of the sources: which folder is made, and when, is what is asked about.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.parts import DEPLOY

PYTHON = """#!/bin/sh
[ "$2" = venv ] || exit 1
mkdir -p "$3/bin"
cp word "$3/word"
printf '#!/bin/sh\\n[ ! -e %s/broken ]\\n' "$PWD" >"$3/bin/python"
printf '#!/bin/sh\\n' >"$3/bin/carteiro"
chmod +x "$3/bin/python" "$3/bin/carteiro"
"""


class Checkout:
    """Sources of version 1.2.3 with one word in them, and a place to install them into."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.place = folder / "checkout", folder / "place"
        (self.folder / "deploy").mkdir(parents=True)
        shutil.copy(DEPLOY / "install", self.folder / "deploy")
        (self.folder / "pyproject.toml").write_text('version = "1.2.3"\n')
        (self.folder / "word").write_text("one")
        self._python = folder / "python"
        self._python.write_text(PYTHON)
        self._python.chmod(0o755)

    def git(self, *words: str) -> None:
        identity = ("-c", "user.name=Ana", "-c", "user.email=ana@orgao.example")
        subprocess.run(("git", *identity, *words), cwd=self.folder, check=True, capture_output=True)

    def install(self) -> tuple[int, str]:
        environment = {"PATH": os.defpath, "PYTHON": str(self._python), "GIT_CEILING_DIRECTORIES": str(self.folder.parent)}
        words = (self.folder / "deploy" / "install", self.place)
        done = subprocess.run(words, env=environment, check=False, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout

    def words(self) -> list[str]:
        """What is in each folder."""
        return sorted(path.read_text() for path in self.place.glob("1.2.3*/word"))

    def used(self) -> Path:
        """The folder that is used."""
        return (self.place / "current").resolve()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.fixture
def dirty(checkout: Checkout) -> Checkout:
    """Sources that are not as they were committed."""
    checkout.git("init", "-q")
    checkout.git("add", "-A")
    checkout.git("commit", "-qm", "one")
    (checkout.folder / "word").write_text("two")
    return checkout


def test_changed_sources_never_take_the_place_of_the_release_that_runs(dirty: Checkout) -> None:
    assert dirty.install()[0] == 0
    runs = dirty.used()
    assert runs.name.endswith("-dirty")
    (dirty.folder / "word").write_text("three")
    assert dirty.install()[0] == 0
    assert (runs / "word").read_text() == "two"
    assert (dirty.used() / "word").read_text() == "three"
    assert dirty.used() != runs


def test_a_release_that_fails_leaves_the_one_that_runs(dirty: Checkout) -> None:
    assert dirty.install()[0] == 0
    runs = dirty.used()
    (runs / "complete").unlink()  # as one that an older script has installed
    (dirty.folder / "broken").touch()
    assert dirty.install()[0] != 0
    assert (dirty.used(), (runs / "word").read_text()) == (runs, "two")
    (dirty.folder / "broken").unlink()
    (dirty.folder / "word").write_text("three")
    assert dirty.install()[0] == 0
    assert dirty.words() == ["three", "two"], "what was half made is made anew"


def test_without_git_a_release_that_is_there_stays_and_that_is_said(checkout: Checkout) -> None:
    assert checkout.install()[0] == 0
    (checkout.folder / "word").write_text("two")
    code, said = checkout.install()
    assert (code, checkout.words()) == (0, ["one"])
    assert "1.2.3 is there already and stays as it is." in said
    assert "Without git a change of the sources is not seen" in said
