"""Does the record of processing (docs/registro-de-tratamento.md) name every place that holds personal data?"""

import pytest
from sqlalchemy import JSON, LargeBinary, String

from storage import tables
from storage.erasing import blanks
from storage.tables import Words
from tests.habits.tree import text

PAGE = text("docs/registro-de-tratamento.md")  # type: ignore[arg-type]
TEXTS = (String, JSON, LargeBinary, Words)
NOT_PERSONAL = {
    "inbound": "door tls hop sha256 digest proof released_by flags outcome",
    "mailbox": "name backlog trouble detail told",
    "pickup": "last_error outcome folder",
    "question": "day",
    "effect": "digest",
    "outbound": "kind message_id registro pack outcome",
    "ticket": "number status entity group outcome merged_into incident head",
    "ticket_day": "day",
    "message": "side",
    "attachment": "type sha256",
    "event": "kind payload prev hash",
    "personal": "name",
    "seal": "kind item commitment said prev hash",
    "stamp": "head authority token",
    "mark": "name said",
    "alarm": "name",
    "timer": "kind outcome last_error",
}
"""Texts that tell of nobody: words of ours, names of groups and entities, digests, and what commits to a value with a salt."""
COLUMNS = [
    (table.name, column.name) for table in tables.Row.metadata.sorted_tables for column in table.columns if isinstance(column.type, TEXTS)
]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_each_text_on_record_is_named_there_or_tells_of_nobody(table: str, column: str) -> None:
    named = f"`{table}.{column}`" in PAGE
    assert named != (column in NOT_PERSONAL.get(table, "").split()), "one of the two, and not both"


def test_what_tells_of_nobody_is_there() -> None:
    assert {(table, column) for table, columns in NOT_PERSONAL.items() for column in columns.split()} <= set(COLUMNS)


def test_all_that_is_erased_is_named_there() -> None:
    erased = {f"{table.__tablename__}.{column}" for table, columns in blanks.ERASABLE.items() for column in columns}
    erased |= {f"ticket.{column}" for column in blanks.OF_TICKET}
    assert sorted(name for name in erased if f"`{name}`" not in PAGE) == []


@pytest.mark.parametrize(
    "table", [table for table in tables.Row.metadata.tables.values() if table.name in {"inbound", "outbound", "message"}]
)
def test_all_that_is_personal_of_mails_letters_and_messages_is_erased(table: object) -> None:
    """So that a new column is erased as well, or told apart."""
    of = {mapped.__tablename__: columns for mapped, columns in blanks.ERASABLE.items()}
    name = table.name  # type: ignore[attr-defined]
    personal = {column for of_table, column in COLUMNS if of_table == name and column not in NOT_PERSONAL[name].split()}
    assert personal <= of[name] | ({"message_id"} if name == "outbound" else set())
