"""What does the database itself refuse? Any change to the record: rows are added, never altered or removed.

A superuser can switch these triggers off; what they then alter, verifying finds (verifying.py).
"""

from sqlalchemy import Connection, text

KEPT: dict[str, tuple[str, ...] | None] = {
    "event": ("id", "ticket_id", "seq", "at", "kind", "payload", "prev", "hash"),
    "seal": ("seq", "at", "kind", "of", "item", "commitment", "said", "prev", "hash"),
    "stamp": None,
    "personal": None,
    "inbound": ("id", "received_at", "door", "size", "sha256"),
    "outbound": ("id", "created_at", "kind", "message_id"),
    "ticket": ("id", "number"),
}
"""Table -> columns that no UPDATE may name; None for all of them."""
ERASABLE = frozenset({"personal"})
"""Tables whose rows may be removed: what they hold may have to be erased, which the record says, and verifying looks for."""
SAID = "the record is append-only"

_FUNCTION = f"""CREATE OR REPLACE FUNCTION carteiro_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '{SAID}: % on %', TG_OP, TG_TABLE_NAME; END $$"""


def put(connection: Connection) -> None:
    """Makes the triggers, on SQLite as on PostgreSQL. Called once, by the migration."""
    for statement in statements(connection.dialect.name):
        connection.execute(text(statement))


def statements(dialect: str) -> list[str]:
    """The statements that make them."""
    sqlite = dialect == "sqlite"
    found = [] if sqlite else [_FUNCTION]
    for table, columns in KEPT.items():
        names = ", ".join('"' + name + '"' for name in columns or ())
        of = f" OF {names}" if names else ""
        done = [("kept", f"UPDATE{of}"), *([] if table in ERASABLE else [("stays", "DELETE")])]
        for name, what in done:
            trigger = f"CREATE TRIGGER {table}_{name} BEFORE {what} ON {table}"
            does = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END" if sqlite else "FOR EACH ROW EXECUTE FUNCTION carteiro_append_only()"
            found.append(f"{trigger} {does}")
        if not sqlite:
            found.append(
                f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION carteiro_append_only()"
            )
    return found
