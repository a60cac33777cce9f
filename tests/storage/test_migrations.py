"""Do the migrations build the tables that the code knows, however often and by however many at once?"""

import subprocess
import sys

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event

from storage.database import Database
from storage.tables import Row, TicketDay


def test_migrations_equal_the_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Row.metadata) == []


def test_a_second_upgrade_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        session.add(TicketDay(day="61123", last=7))
    said: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement.split()[0].upper()))
    database.upgrade()
    assert not {"CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE"} & set(said)
    assert len(said) < 15
    with database.reading() as session:
        assert session.get_one(TicketDay, "61123").last == 7


def test_processes_may_upgrade_at_once(url: str) -> None:
    upgrade = [sys.executable, "-c", f"from storage.database import Database; Database({url!r}).upgrade()"]
    started = [subprocess.Popen(upgrade, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate(timeout=90)[1] for process in started] == ["", ""]
    assert [process.returncode for process in started] == [0, 0]
