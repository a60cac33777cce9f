"""Does nobody work on a database whose schema is another than the program's?"""

from contextlib import closing

import pytest
from sqlalchemy import text

import storage.database
from storage import schema
from storage.database import Database
from storage.made import Unmade, refuse_unmade
from storage.schema import OtherSchema


def put(database: Database, number: str) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :number"), {"number": number})


def test_the_newest_is_the_number_of_the_last_migration(database: Database) -> None:
    with database.engine.connect() as connection:
        assert schema.of(connection) == schema.newest()


def test_a_database_of_a_newer_program_is_left_alone(database: Database) -> None:
    put(database, "9999")
    for begin in (database.upgrade, database.prepare):
        with pytest.raises(OtherSchema, match=r"of a newer Carteiro .* restore the backup"):
            begin()
    with database.engine.connect() as connection:
        assert schema.of(connection) == "9999"


def test_who_only_looks_at_an_older_one_is_told_to_bring_it_up(database: Database) -> None:
    put(database, "0001")
    with pytest.raises(OtherSchema, match="carteiro db upgrade"):
        database.prepare()


def test_who_looks_at_the_schema_waits_for_no_writer(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.database, "BUSY_TIMEOUT", "PRAGMA busy_timeout=50")
    with database.writing() as session, closing(Database(database.url.render_as_string(hide_password=False))) as other:
        session.execute(text("DELETE FROM mark"))
        other.prepare()
        refuse_unmade(other)


def test_a_database_without_a_table_is_made_by_who_works_and_by_nobody_else(url: str) -> None:
    with closing(Database(url)) as empty:
        empty.engine.connect().close()
        with pytest.raises(Unmade):
            refuse_unmade(empty)
        empty.prepare()
        refuse_unmade(empty)
