"""Does nobody work on a database whose schema is another than the program's?"""

import pytest
from sqlalchemy import text

from storage import schema
from storage.database import Database
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
