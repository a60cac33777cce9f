"""Does docs/operating.md say what works? Its questions to the database are asked, of both kinds; its links lead somewhere."""

import re
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text, update

from storage.database import Database
from storage.tables import Outbound, Timer
from tests.deploy.parts import ROOT
from tests.postgres import Postgres
from tests.world import MARIA, World

GUIDES = (ROOT / "docs/operating.md", ROOT / "docs/scale.md")
GUIDE = GUIDES[0].read_text()
BUMP, WATCH = re.findall(r"^```sql\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
WAITING, LATE, DEAD = (part.strip() for part in WATCH.split(";") if part.strip())


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A gateway on the one and on the other."""
    if request.param == "sqlite":
        yield from living(tmp_path, "")
        return
    with Postgres() as server:
        yield from living(tmp_path, server.create())


def living(home: Path, database: str) -> Iterator[World]:
    made = World(home, database=database)
    yield made
    made.close()


def asked(database: Database, question: str) -> list[tuple[object, ...]]:
    with database.reading() as session:
        return [tuple(row) for row in session.execute(text(question))]


def test_what_waits_is_late_and_is_dead_is_found(world: World) -> None:
    database = world.tools.database
    assert [row[:2] for row in asked(database, WAITING)] == [("mails", 0), ("letters", 0)]
    world.mail_in(MARIA, "[11] Pergunta")
    assert [row[:2] for row in asked(database, WAITING)] == [("mails", 1), ("letters", 0)]
    world.jobs.hear()
    assert [row[:2] for row in asked(database, WAITING)] == [("mails", 0), ("letters", 4)]
    for year, late in ((2099, 0), (2020, 2)):  # the machine's clock is none of ours; there are two targets
        with database.writing() as session:
            session.execute(update(Timer).values(due_at=datetime(year, 1, 1, tzinfo=UTC)))
        assert asked(database, LATE)[0][0] == late
    with database.writing() as session:
        session.execute(update(Outbound).where(Outbound.id == 1).values(outcome="dead"))
    assert asked(database, DEAD) == [("mails", 0), ("letters", 1)]


def test_after_an_old_backup_no_number_is_drawn_again(world: World) -> None:
    world.mail_in(MARIA, "[11] Pergunta")
    world.work_off()
    assert "'61126'" in BUMP
    for day in ("61123", "61124"):
        with world.tools.database.writing() as session:
            session.execute(text(BUMP.replace("61126", day)))
    world.mail_in(MARIA, "[11] Outra")
    world.work_off()
    assert world.ticket().number == "L_61123502", "a day with numbers goes on far behind them"
    world.later(days=1)
    world.mail_in(MARIA, "[11] Mais uma")
    world.work_off()
    assert world.ticket().number == "L_61124501", "a day without any begins there"


def test_a_backup_of_sqlite_while_it_runs_holds_everything(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.mail_in(MARIA, "[11] Pergunta")
    found = re.search(r"`(sqlite3 .* \"VACUUM INTO '.*'\")`", GUIDE)
    assert found
    _, _, statement = shlex.split(found[1])
    with closing(sqlite3.connect(tmp_path / "carteiro.db")) as other:
        other.execute(statement.replace("/backup", str(tmp_path)).replace("carteiro.db", "kept.db"))
    world.close()
    with closing(Database(f"sqlite:///{tmp_path}/kept.db")) as kept:
        assert asked(kept, "SELECT count(*) FROM inbound_raw") == [(1,)]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(guide: Path) -> None:
    for target, anchor in re.findall(r"\]\(([\w./-]*)(?:#([\w-]+))?\)", guide.read_text()):
        path = (guide.parent / target) if target else guide
        assert path.exists(), target
        if anchor:
            titles = re.findall(r"^#+ (.*)$", path.read_text(), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}, anchor
