"""What does `carteiro doctor` say of an installation that a test breaks, and of the same one mended?"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gateway.commands.line import cli
from gateway.people.demo import KEPT_PASSWORD as KEPT
from gateway.people.password import seal

Row = dict[str, object]
QUIET = {
    "LISTEN": "smtp://127.0.0.1:0",
    "PAGE": "off",
    "RESOLVER": "dns://127.0.0.1:1?timeout=0.2",
    "OPERATOR": "plantao@orgao.example",
    "ADDRESS": "suporte@orgao.example",
}
"""An installation in which nothing is wrong; its directory and catalogue are the demo's."""
PEOPLE = Path(__file__).parents[1] / "demo" / "directory.yml"


class House:
    """One installation: its settings, which a test changes, and what stands in its folder.

    servers: what ends with the test; kept: what the mend needs of what the break made.
    """

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, servers: ExitStack) -> None:
        self.folder, self.servers, self._patch = folder, servers, patch
        self.kept: dict[str, Any] = {}
        self.home = folder / "home"
        self.home.mkdir(mode=0o700)
        for name in [name for name in os.environ if name.startswith("CARTEIRO_")]:  # noqa: TID251 - a test's own surroundings
            patch.delenv(name)
        self.set(HOME=self.home, **QUIET)

    def set(self, **settings: object) -> None:
        """Settings by name; '' takes one away."""
        for name, value in settings.items():
            if value == "":
                self._patch.delenv(f"CARTEIRO_{name}", raising=False)
            else:
                self._patch.setenv(f"CARTEIRO_{name}", str(value))

    def surroundings(self, name: str, value: object) -> None:
        """A variable of the environment that is no setting of ours."""
        self._patch.setenv(name, str(value))

    def write(self, name: str, text: str, mode: int = 0o600) -> Path:
        """A file beside the home."""
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        file.chmod(mode)
        return file

    def directory(self, change: Callable[[str], str] = lambda text: text) -> Path:
        """A directory file of its own, the demo's with a change."""
        file = self.write("people.yml", change(PEOPLE.read_text("utf-8")))
        self.set(DIRECTORY=f"file:{file}")
        return file

    def own_people(self) -> Path:
        """The demo's people with a password that not everyone knows."""
        return self.directory(lambda text: KEPT.sub(seal("segredo", b"12345678"), text))

    def doctor(self) -> list[Row]:
        """What the command says, a row a finding; its exit code says the same."""
        result = CliRunner().invoke(cli, ["doctor", "--json"])
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        assert result.exit_code == (0 if all(row["ok"] for row in rows) else 1), result.output
        for row in rows:
            assert bool(row["why"]) == bool(row["mend"]) == bool(row["matters"]), row
        return rows


@dataclass(frozen=True, slots=True)
class Broken:
    """One situation. breaks, mends: what is done to the house; part, why: the finding that must turn; mend: words of its mend.

    ok: it is worth knowing and not wrong; also: what cannot but turn with it.
    """

    name: str
    breaks: Callable[[House], object]
    part: str
    why: str
    mend: tuple[str, ...]
    mends: Callable[[House], object]
    ok: bool = False
    also: frozenset[tuple[str, str]] = frozenset()


def wrong(rows: list[Row]) -> set[tuple[object, object]]:
    """Parts that are wrong, each with its word."""
    return {(row["part"], row["why"]) for row in rows if not row["ok"]}


def bad(rows: list[Row]) -> list[Row]:
    """The rows that are wrong, for whoever reads that a test failed."""
    return [row for row in rows if not row["ok"]]


def told(house: House, broken: Broken) -> None:
    """Breaks, looks, mends, looks again: exactly this finding turns, says the mend, and turns back."""
    broken.breaks(house)
    rows = house.doctor()
    assert wrong(rows) == (set() if broken.ok else {(broken.part, broken.why)}) | broken.also, bad(rows)
    [row] = [row for row in rows if (row["part"], row["why"]) == (broken.part, broken.why)]
    for words in broken.mend:
        assert words in str(row["mend"]), row
    assert "segredo" not in str(rows)
    broken.mends(house)
    after = house.doctor()
    assert wrong(after) == set(), bad(after)
    assert (broken.part, broken.why) not in {(row["part"], row["why"]) for row in after}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    with ExitStack() as servers:
        yield House(tmp_path, monkeypatch, servers)
