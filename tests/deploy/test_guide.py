"""Does docs/operating.md say what works? Its questions to the database are asked, of both kinds; its links lead somewhere."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text, update

from storage.database import Database
from storage.tables import Outbound, Timer
from tests.deploy.parts import ROOT
from tests.postgres import Postgres
from tests.world import MARIA, World

GUIDES = tuple(ROOT / name for name in ("docs/operating.md", "docs/runbook.md", "docs/scale.md", "README.md"))
GUIDE = GUIDES[0].read_text()
[WATCH] = re.findall(r"^```sql\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
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


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(guide: Path) -> None:
    for target, anchor in re.findall(r"\]\(([\w./-]*)(?:#([\w-]+))?\)", guide.read_text()):
        path = (guide.parent / target) if target else guide
        assert path.exists(), target
        if anchor:
            titles = re.findall(r"^#+ (.*)$", path.read_text(), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}, anchor
