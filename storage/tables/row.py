"""What have all tables in common, and those whose rows someone must act on: due_at, attempts, outcome and last_error?"""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Index, MetaData, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.tables.column import Instant, Words


class Row(DeclarativeBase):
    """Every table of Carteiro."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant, dict[str, Any]: JSON, list[str]: JSON, list[Any]: JSON, str: Words}


class Due:
    """A row someone must act on: falls due, is claimed, is settled with an outcome (house rule: the row is the truth)."""

    due_at: Mapped[datetime | None] = mapped_column()
    attempts: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None] = mapped_column(String(40))
    last_error: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None] = mapped_column()
    conversation: Mapped[str] = mapped_column(String(200), default="")


def due_indexes(table: str) -> tuple[Index, ...]:
    """The two questions asked of a due row: what is due, and does an earlier one of its conversation still wait?"""
    waiting = text("outcome IS NULL")
    return (
        Index(f"ix_{table}_due", "due_at", sqlite_where=waiting, postgresql_where=waiting),
        Index(f"ix_{table}_waiting", "conversation", "id", sqlite_where=waiting, postgresql_where=waiting),
    )


def dead_index(table: str) -> Index:
    """What was set aside, and waits for an operator."""
    dead = text("outcome = 'dead'")
    return Index(f"ix_{table}_dead", "settled_at", sqlite_where=dead, postgresql_where=dead)
