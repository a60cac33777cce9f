"""What do tests of backup and restore begin with? A gateway that works, is backed up and loses what came since."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from gateway.app import now
from gateway.clockwork.sealing import Sealing
from gateway.clockwork.witnessing import Witnessing
from gateway.commands.line import cli
from gateway.witness import mailed, verifying
from storage.record.findings import UNCHECKED
from tests.databases import DATABASES, KINDS, POSTGRESQL, SQLITE
from tests.postgres import BINARIES, OWNER
from tests.wire.process import ROOT
from tests.world import MARIA, World

REASON = "disco perdido, cópia da manhã"


@dataclass
class Office:
    """One gateway of the commands and of a world, which are the same. given: every number that a person was told."""

    home: Path
    kind: str
    url: str = ""
    given: set[str] = field(default_factory=set)
    worlds: int = 0

    def world(self) -> World:
        """The gateway as it stands now, its sealing as app.py makes it."""
        made = World(self.home, self.url or DATABASES.of(self.home))
        made.clock.at = now()
        self.worlds += 1
        made._sent = 1000 * self.worlds  # no two worlds write the same Message-ID
        tools = made.tools
        seen = Witnessing(tools.database, self.home, made.clock, tools.rules.calendar.local)
        made.sealing = Sealing(tools.database, tools.evidence, made.clock, time.monotonic, tools.latest, seen.sealed, seen.check)
        return made

    def works(self, mails: int) -> bytes:
        """Mails come in, are answered and sealed; returns the last letter as it left."""
        with closing(self.world()) as world:
            for _ in range(mails):
                world.mail_in(MARIA, "[12] Portal fora do ar")
                world.work_off()
                number = world.ticket().number
                assert number not in self.given, "a number was given out twice"
                self.given.add(number)
            world.check_record()
            return world.last(MARIA).mail.as_bytes()

    def wrong(self, letter: bytes = b"") -> set[str]:
        """What verifying finds, with a letter that somebody kept."""
        with closing(self.world()) as world:
            tools = world.tools
            anchor = mailed.read(letter, "carta.eml", tools.known, tools.resolver) if letter else None
            others = [("anchor", lambda session: mailed.look(session, anchor))] if anchor else []
            report = verifying.verify(tools.database, tools.evidence, tools.known, lambda *_: None, others)
            assert report.head.seq
            return {one.verdict for one in report.found} - {UNCHECKED}  # letters of tests are not signed


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def back_up(office: Office, folder: Path) -> None:
    if office.kind == SQLITE:
        assert run("backup", str(folder)).exit_code == 0
        return
    folder.mkdir()
    postgres("pg_dump", "-Fc", "-d", name(office), "-f", str(folder / "dump"), url=office.url)


def lose_and_restore(office: Office, folder: Path) -> None:
    if office.kind == SQLITE:
        for path in office.home.glob("carteiro.db*"):
            path.unlink()
        result = run("restore", str(folder))
        assert result.exit_code == 0, result.output
        assert "carteiro evidence accept" in result.stdout
        return
    DATABASES.server.drop(office.url)
    postgres("createdb", name(office), url=office.url)
    postgres("pg_restore", "-d", name(office), str(folder / "dump"), url=office.url)


def name(office: Office) -> str:
    return office.url.partition("@/")[2].partition("?")[0]


def postgres(program: str, *words: str, url: str) -> None:
    path = max(BINARIES.glob(f"*/bin/{program}"), key=lambda one: float(one.parent.parent.name))
    place = ("-h", url.partition("host=")[2], "-U", OWNER)
    done = subprocess.run((str(path), *place, *words), check=False, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr


def started(*command: str) -> tuple[int, str]:
    """How a command ends in a process of its own, and what it says."""
    done = subprocess.run((sys.executable, "-m", "gateway", *command), cwd=ROOT, check=False, capture_output=True, timeout=60)
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.fixture(params=KINDS)
def office(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    made = Office(tmp_path / "home", request.param, DATABASES.postgresql() if request.param == POSTGRESQL else "")
    made.home.mkdir()
    monkeypatch.setenv("CARTEIRO_HOME", str(made.home))
    monkeypatch.setenv("CARTEIRO_DATABASE", made.url or DATABASES.of(made.home))
    monkeypatch.setenv("CARTEIRO_RESOLVER", "dns://127.0.0.1:1?timeout=1")
    yield made
    if made.url:
        DATABASES.server.drop(made.url)
