"""How is the program built and installed, as an operator does it? A wheel of the checkout, in a place of its own."""

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from storage import schema
from tests.deploy.parts import ROOT

BUILT_FROM = ("gateway", "parsers", "storage", "templates", "demo", "docs", "deploy")
FILES = ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "catalog.yml")
TOMORROW = "9001"
MIGRATION = f'''"""a table that this version does not know"""

import sqlalchemy as sa
from alembic import op

revision = "{TOMORROW}"
down_revision = "{schema.newest()}"


def upgrade() -> None:
    op.create_table("tomorrow", sa.Column("id", sa.Integer(), primary_key=True))
'''


def wheel(source: Path, folder: Path) -> Path:
    """The wheel of a checkout."""
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    subprocess.run(build, cwd=source, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def newer(folder: Path) -> Path:
    """A checkout of tomorrow's version, whose database has a table more."""
    for name in BUILT_FROM:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    project = folder / "pyproject.toml"
    project.write_text(project.read_text().replace('version = "0.1.0"', 'version = "9.0.0"', 1))
    (folder / "gateway" / "__init__.py").write_text((ROOT / "gateway" / "__init__.py").read_text().replace("0.1.0", "9.0.0"))
    (folder / "storage" / "migrations" / "versions" / f"{TOMORROW}_tomorrow.py").write_text(MIGRATION)
    return folder


@dataclass(frozen=True, slots=True)
class Place:
    """A virtual environment with one version of the program; its libraries are those of the tests."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> "Place":
        """An empty one, in which the libraries of this Python are found (a line of a .pth is a folder; what is editable there is not)."""
        subprocess.run((sys.executable, "-m", "venv", "--without-pip", str(folder)), check=True, capture_output=True)
        place = cls(folder)
        (place.site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
        return place

    @property
    def site(self) -> Path:
        (found,) = self.folder.glob("lib/python3*/site-packages")
        return found

    @property
    def program(self) -> Path:
        return self.folder / "bin" / "carteiro"

    def pip(self, *words: str | Path) -> None:
        """What pip does to this place."""
        command = (sys.executable, "-m", "pip", "--python", str(self.folder / "bin" / "python"), "--disable-pip-version-check")
        done = subprocess.run((*command, *map(str, words)), check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def run(self, home: Path, *words: str) -> tuple[int, str]:
        """A command in an empty folder that is its home."""
        done = subprocess.run(
            (self.program, *words), cwd=home, env=environment(home), check=False, capture_output=True, text=True, timeout=120
        )
        return done.returncode, done.stdout + done.stderr


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a user's shell has, and the settings of a gateway that troubles nobody."""
    given = {"CARTEIRO_PAGE": "off", "CARTEIRO_RESOLVER": "dns://127.0.0.1:1?timeout=1"} | more
    return {"PATH": os.defpath, "HOME": str(home), "LC_ALL": "C.UTF-8"} | given
