"""Does the doctor name what is wrong with a database, its files and its state, with the mend that mends it?"""

import json
import stat
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from typer.testing import CliRunner

import storage
from gateway.commands.line import cli
from storage.database import Database
from tests.databases import DATABASES
from tests.doctored import Broken, House, house, told
from tests.ports import free_port

__all__ = ["house"]


def postgresql(house: House, change: str = "", to: str = "") -> str:
    """A database with every table on the server of this test process, named with a change."""
    url = house.kept["url"] = DATABASES.postgresql()
    house.servers.callback(DATABASES.server.drop, url)
    house.set(DATABASE=url.replace(change, to), SECRET="segredo-de-dezesseis-letras")
    return url


def right(house: House) -> None:
    house.set(DATABASE=house.kept["url"])


def serving(house: House, setting: str, risky: str, safe: str) -> None:
    """A server with another setting; the mend, or the end of the test, puts it back."""
    postgresql(house)
    house.servers.callback(DATABASES.server.set, setting, safe)
    DATABASES.server.set(setting, risky)


def said(house: House, *statements: str) -> None:
    """Statements of the server's owner, in the test's database."""
    url = house.kept["url"].replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def reader(house: House) -> None:
    """A user who owns nothing."""
    postgresql(house, "postgres@/", "leitor@/")
    house.servers.callback(said, house, "DROP OWNED BY leitor", "DROP ROLE leitor")
    said(house, "CREATE ROLE leitor LOGIN")


def latin(house: House) -> None:
    postgresql(house)
    name = house.kept["url"].partition("@/")[2].partition("?")[0]
    house.servers.callback(said, house, f"DROP DATABASE {name}_latin")
    said(house, f"CREATE DATABASE {name}_latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    house.set(DATABASE=house.kept["url"].replace(name, f"{name}_latin"))


def sqlite(house: House, to: str = "head") -> Database:
    """The tables of one migration, in the home."""
    made, config = Database(f"sqlite:///{house.home}/carteiro.db"), Config()
    config.set_main_option("script_location", str(Path(str(storage.__file__)).parent / "migrations"))
    with closing(made), made.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
    (house.home / "carteiro.db").chmod(0o600)
    return made


def run(*words: str) -> None:
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output


def version(house: House, number: str) -> None:
    with closing(Database(f"sqlite:///{house.home}/carteiro.db")) as made, made.writing() as session:
        house.kept["version"] = session.scalar(text("SELECT version_num FROM alembic_version"))
        session.execute(text("UPDATE alembic_version SET version_num = :number"), {"number": number})


def put_back(house: House) -> None:
    """A home that has seen more of the record than the database has."""
    sqlite(house)
    seen = {"seq": 9, "hash": "0" * 64, "at": "2026-11-20T12:00:00+00:00", "days": {"61120": 14}}
    house.write("home/witness", json.dumps(seen))


def exposed(house: House) -> None:
    sqlite(house)
    (house.home / "carteiro.db").chmod(0o644)


def closed(house: House) -> None:
    (house.home / "carteiro.db").chmod(stat.S_IRUSR | stat.S_IWUSR)


def letter(house: House) -> None:
    """Something else where the database should be."""
    sqlite(house).close()
    house.kept["good"] = (house.home / "carteiro.db").read_bytes()
    house.write("home/carteiro.db", "Prezados,\n" * 1000)


TABLE = [
    Broken(
        "a server that confirms what is not on disk",
        lambda h: serving(h, "fsync", "off", "on"),
        "database", "unsafe", ("fsync=on", "postgresql.conf"),
        lambda _: DATABASES.server.set("fsync", "on"),
    ),
    Broken(
        "a server that only reads",
        lambda h: serving(h, "default_transaction_read_only", "on", "off"),
        "database", "read-only", ("CARTEIRO_DATABASE", "primary"),
        lambda _: DATABASES.server.set("default_transaction_read_only", "off"),
    ),
    Broken(
        "a database that nobody made",
        lambda h: postgresql(h, "@/test", "@/tickets"),
        "database", "no-database", ("createdb", "CARTEIRO_DATABASE"), right,
    ),
    Broken(
        "a user whom the server does not know",
        lambda h: postgresql(h, "postgres@/", "ninguem@/"),
        "database", "login", ("createuser", "CARTEIRO_DATABASE"), right,
    ),
    Broken(
        "a user who may not write",
        reader,
        "database", "denied", ("CARTEIRO_DATABASE", "OWNER TO"),
        lambda h: said(h, "GRANT ALL ON ALL TABLES IN SCHEMA public TO leitor"),
    ),
    Broken("a database that cannot hold every name", latin, "database", "encoding", ("createdb -E UTF8",), right),
    Broken(
        "a server that is not there",
        lambda h: (postgresql(h), h.set(DATABASE=f"postgresql+psycopg://carteiro:segredo@127.0.0.1:{free_port()}/tickets")),
        "database", "unreachable", ("CARTEIRO_DATABASE", "host and port"), right,
    ),
    Broken(
        "a server whose name nobody knows",
        lambda h: (postgresql(h), h.set(DATABASE="postgresql+psycopg://carteiro:segredo@db.orgao.invalid/tickets")),
        "database", "unknown-host", ("CARTEIRO_DATABASE", "DNS"), right,
    ),
    Broken(
        "tables of an older program",
        lambda h: sqlite(h, "0001"),
        "database", "old", ("carteiro db upgrade",),
        lambda _: run("db", "upgrade"),
    ),
    Broken(
        "tables of a newer program",
        lambda h: (sqlite(h), version(h, "9999")),
        "database", "newer", ("version of Carteiro that wrote it",),
        lambda h: version(h, h.kept["version"]),
    ),
    Broken(
        "a file that is no database",
        letter,
        "database", "damaged", ("carteiro restore",),
        lambda h: (h.home / "carteiro.db").write_bytes(h.kept["good"]),
    ),
    Broken("a database that others may read", exposed, "permissions", "database-open", ("chmod o-rwx",), closed),
    Broken(
        "an older state that was put back",
        put_back,
        "record", "older", ("carteiro evidence accept --reason",),
        lambda _: run("evidence", "accept", "--reason", "disco perdido"),
    ),
    Broken(
        "a witness that says nothing",
        lambda h: h.write("home/witness", "?"),
        "record", "no-witness", ("remove it",),
        lambda h: (h.home / "witness").unlink(),
    ),
]  # fmt: skip


@pytest.mark.parametrize("broken", TABLE, ids=[broken.name for broken in TABLE])
def test_what_is_broken_is_named_and_the_mend_mends_it(house: House, broken: Broken) -> None:
    told(house, broken)
