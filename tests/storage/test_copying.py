"""From a SQLite file to PostgreSQL: all of it, the same, and going on where it stopped; or nothing at all."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from gateway.commands.line import cli
from gateway.settings import BadSettings
from storage import copying
from storage.copying import CannotCopy
from storage.database import Database
from storage.schedule import alarms
from storage.tables import Event, Inbound, Row
from tests.postgres import Postgres
from tests.world import ANA, MARIA, PNG, World

TABLES = Row.metadata.sorted_tables
HOLDS = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM ticket').fetchall(); print(flush=True); input()"
UNHEARD = {"mailbox", "pickup", "stamp", "mark"}


def silent(_what: str, _rows: int) -> None:
    """Nobody watches."""


@pytest.fixture
def lived(tmp_path: Path) -> World:
    """A file in which something of every kind has happened; nobody has it open."""
    world = World(tmp_path)
    world.mail_in(MARIA, "[12] Portal indisponível: São João", files={"tela.png": PNG})
    world.mail_in(MARIA, "[11] Sem prova", login=False)
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.mail_in("estranho@fora.example", "Oi", login=False)
    world.work_off()
    world.mail_in(MARIA, "[11] Sem prova", login=False)
    with world.tools.database.writing() as session:  # as when a held mail comes again by a better way
        session.execute(update(Inbound).where(Inbound.id == 2).values(duplicate_of=4))
        alarms.raise_(session, "disk", world.clock(), world.clock())
    world.close()
    return world


@pytest.fixture
def target(postgres: Postgres, postgresql_model: str) -> Iterator[Database]:
    """A PostgreSQL database with every table and no row."""
    url = postgres.create(postgresql_model)
    with closing(Database(url)) as made:
        yield made
    postgres.drop(url)


def everything(database: Database) -> dict[str, list[str]]:
    """All values of all rows; what is nothing in the database reads as nothing."""
    with database.reading() as session:
        return {
            t.name: sorted(repr([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in session.execute(t.select()))
            for t in TABLES
        }


def absent(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(text("SELECT count(*) FROM inbound WHERE verdict IS NULL")) or 0


def url_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def test_every_row_of_every_table_stands_there_as_it_was(lived: World, target: Database) -> None:
    source = lived.tools.database
    done = copying.copy(source, target, silent)
    assert {name for name, rows in done.items() if not rows} == UNHEARD, "the world has something in every other table"
    assert everything(target) == everything(source)
    assert absent(target) == absent(source) > 0, "nothing, and the null of JSON, stay two things"


def test_progress_comes_to_the_totals_that_were_told_before(lived: World, target: Database) -> None:
    told: dict[str, int] = {}

    def add(what: str, rows: int) -> None:
        told[what] = told.get(what, 0) + rows

    copying.copy(lived.tools.database, target, add)
    assert told == {what: total for what, total in copying.counts(lived.tools.database).items() if total}


def test_in_small_batches_it_comes_out_the_same(lived: World, target: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "BATCH", 1)
    monkeypatch.setattr(copying, "FEWER", {})
    copying.copy(lived.tools.database, target, silent)
    assert everything(target) == everything(lived.tools.database)


def test_the_gateway_goes_on_where_it_stopped(lived: World, target: Database, tmp_path: Path) -> None:
    copying.copy(lived.tools.database, target, silent)
    world = World(tmp_path, database=url_of(target))
    world.clock = lived.clock
    world.work_off()
    assert {(m.to, m.subject) for m in world.relay.letters} == set(), "what was sent before is not sent again"
    solution = lived.last(MARIA)
    world.reply(solution, "APROVAR")
    world.mail_in(MARIA, "[11] Outra pergunta")
    world.work_off()
    assert [world.ticket(f"L_61123{n:03d}").status for n in (1, 2)] == ["closed", "assigned"], "an old token holds; numbers go on"
    world.check_record()
    world.close()


def test_a_target_with_rows_is_refused(lived: World, target: Database) -> None:
    copying.copy(lived.tools.database, target, silent)
    before = everything(target)
    with pytest.raises(CannotCopy, match="rows already"):
        copying.copy(lived.tools.database, target, silent)
    assert everything(target) == before


def test_a_broken_record_is_told_and_leaves_nothing(lived: World, target: Database) -> None:
    with lived.tools.database.writing() as session:
        session.execute(update(Event).where(Event.seq == 2).values(by="outra pessoa"))
    with pytest.raises(CannotCopy, match="event 2"):
        copying.copy(lived.tools.database, target, silent)
    assert sum(copying.counts(target).values()) == 0


def test_a_row_that_arrives_with_another_value_is_found(lived: World, target: Database) -> None:
    with target.writing() as session:
        session.execute(text("CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.subject = $$x$$; RETURN NEW; END'"))
        session.execute(text("CREATE TRIGGER other BEFORE INSERT ON outbound FOR EACH ROW EXECUTE FUNCTION other()"))
    with pytest.raises(CannotCopy, match="outbound"):
        copying.copy(lived.tools.database, target, silent)
    assert sum(copying.counts(target).values()) == 0


def test_a_row_that_does_not_fit_leaves_nothing(lived: World, target: Database) -> None:
    with lived.tools.database.writing() as session:
        session.execute(update(Inbound).where(Inbound.id == 3).values(proof="mais do que dez"))
    with pytest.raises(DBAPIError):
        copying.copy(lived.tools.database, target, silent)
    assert sum(copying.counts(target).values()) == 0


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")
    return tmp_path


def run(to: str) -> Result:
    return CliRunner().invoke(cli, ["db", "copy", "--to", to], catch_exceptions=False)


@pytest.mark.usefixtures("home")
def test_the_command_makes_the_tables_and_says_what_came_over(lived: World, postgres: Postgres) -> None:
    url = postgres.create()
    result = run(url)
    assert result.exit_code == 0, result.output
    assert "inbound: 5 rows, all values compared" in result.output
    assert "Set CARTEIRO_DATABASE" in result.output
    with closing(Database(url)) as made:
        assert everything(made) == everything(lived.tools.database)
    lived.close()
    again = run(url)
    assert (again.exit_code, "rows already" in again.output) == (1, True)
    postgres.drop(url)


@pytest.mark.usefixtures("lived")
def test_the_command_refuses_while_another_process_has_the_file_open(home: Path, target: Database) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(home / "carteiro.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with other:
        assert other.stdout is not None
        other.stdout.readline()
        result = run(url_of(target))
        other.communicate("\n")
    assert (result.exit_code, "stop the gateway first" in result.output) == (1, True)
    assert sum(copying.counts(target).values()) == 0
    assert run(url_of(target)).exit_code == 0


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("to", ["sqlite:///{home}/other.db", "mysql://x", "postgresql+psycopg://x:port/y"])
def test_the_command_copies_to_postgresql_only_and_makes_nothing_else(home: Path, to: str) -> None:
    before = sorted(home.iterdir())
    with pytest.raises(BadSettings, match="postgresql"):
        run(to.format(home=home))
    assert sorted(home.iterdir()) == before


def test_the_command_needs_a_file_that_is_there(home: Path, target: Database) -> None:
    with pytest.raises(BadSettings, match="names no SQLite file"):
        run(url_of(target))
    assert list(home.iterdir()) == []
