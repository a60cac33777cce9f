"""Is the database's schema the one that this program works with? Migrations bring an older one up to it; they only go forward."""

from pathlib import Path

from sqlalchemy import Connection, String, column, func, inspect, select, table, text

MIGRATIONS = Path(__file__).parent / "migrations"
TABLE = "alembic_version"
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(20530001)"


class OtherSchema(Exception):
    """The database's schema is not the one of this program; the text says what to do."""


def newest() -> str:
    """The schema of this program, such as 0008: the number of its last migration."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def of(connection: Connection) -> str | None:
    """The schema of the database; None when it has no tables yet."""
    if not inspect(connection).has_table(TABLE):
        return None
    return connection.scalar(select(func.max(column("version_num", String))).select_from(table(TABLE)))


def refuse_newer(now: str | None) -> None:
    """Raises OtherSchema when a newer Carteiro wrote the database."""
    if now and now > newest():
        raise OtherSchema(
            f"The database's schema {now} is of a newer Carteiro than this one ({newest()}). Run the newer one; to go back to this one, "
            "restore the backup that was made before the upgrade (docs/runbook.md, Going back)."
        )


def refuse_other(now: str | None) -> None:
    """Raises OtherSchema when the database is to be brought up to date first, or a newer Carteiro wrote it."""
    refuse_newer(now)
    if now and now < newest():
        raise OtherSchema(
            f"The database has schema {now}, and this program needs {newest()}. Stop every part of the older version, then run "
            "`carteiro db upgrade` (`carteiro up` does it too)."
        )


def upgrade(connection: Connection) -> None:
    """Brings the schema to the newest migration, in the connection's transaction. Raises OtherSchema on that of a newer program."""
    from alembic import command  # noqa: PLC0415 - slow to import, and most commands only look
    from alembic.config import Config  # noqa: PLC0415 - the same

    if connection.dialect.name != "sqlite":
        connection.execute(text(ONE_AT_A_TIME))
    refuse_newer(of(connection))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
