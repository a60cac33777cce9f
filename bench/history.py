"""What else does a desk of years have on record? To tickets, moves and mails: letters, contributions, files, timers, derived by SQL.

`grow` makes a whole database of it: filled without its indexes, which are made at the end, as a restored dump is.
"""

import argparse
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from bench.filling import fill
from bench.office import Office
from bench.tickets import DAYS, NOW, Rows, tickets
from gateway.app import equip
from gateway.clockwork.tools import Tools
from gateway.settings import Settings
from storage.database import Database
from storage.tables import Row

WORDS = "Bom dia, segue o que foi pedido. "
EVERY = 500  # one mail of so many was held for its writer's word

# Of the rows that bench/tickets.py draws. {raw}, {true}, {false}: as the database spells them.
DERIVED = (
    """INSERT INTO effect (digest, inbound_id) SELECT digest, id FROM inbound""",
    """INSERT INTO inbound_raw (inbound_id, content) SELECT id, {raw} FROM inbound""",
    """INSERT INTO message (ticket_id, inbound_id, at, "by", who, side, public, round, text)
    SELECT ticket_id, id, received_at, person, 'Nome Inventado', 'entity', {true}, 0, '{words}' FROM inbound""",
    """INSERT INTO attachment (inbound_id, ticket_id, part, name, original_name, type, size, sha256, inline, evidence)
    SELECT id, ticket_id, 2, 'tela.png', 'tela.png', 'image/png', 40000, 'a' || id, {false}, {true} FROM inbound""",
    """INSERT INTO attachment (inbound_id, ticket_id, part, name, original_name, type, size, sha256, inline, evidence)
    SELECT id, ticket_id, 3, 'logo.png', 'logo.png', 'image/png', 4000, 'logo-' || person, {true}, {false} FROM inbound""",
    """INSERT INTO outbound (created_at, kind, ticket_id, cause_id, round, answer, person, recipient, message_id, in_reply_to, "references",
    reply_to, recipient_name, subject, body_text, body_html, files, due_at, attempts, outcome, last_error, settled_at, conversation)
    SELECT received_at, 'received', ticket_id, id, 0, {true}, person, mail_from,
    'l' || ticket_id || '.0.mac.' || id || '@carteiro.example', '', '[]', '', '', subject, '{words}', '{words}', '[]', NULL, 1, 'sent', '',
    received_at, ticket_id || ':' || person FROM inbound""",
    """INSERT INTO outbound (created_at, kind, ticket_id, cause_id, round, answer, person, recipient, message_id, in_reply_to, "references",
    reply_to, recipient_name, subject, body_text, body_html, files, due_at, attempts, outcome, last_error, settled_at, conversation)
    SELECT received_at, 'notice', ticket_id, id, 0, {false}, 'ana.barros', 'ana.barros@sr1.atendimento.example',
    'l' || ticket_id || '.0.mac.t' || id || '@carteiro.example', '', '[]', '', '', subject, '{words}', '{words}', '[]', NULL, 1, 'sent', '',
    received_at, ticket_id || ':ana.barros' FROM inbound WHERE id % 2 = 0""",
    """INSERT INTO timer (ticket_id, kind, at, round, due_at, attempts, outcome, last_error, settled_at, conversation)
    SELECT id, 'late-answer', first_answer_due_at, 0, NULL, 0, 'void', '', opened_at, '' FROM ticket""",
    """INSERT INTO timer (ticket_id, kind, at, round, due_at, attempts, outcome, last_error, settled_at, conversation)
    SELECT id, 'late-solution', solution_due_at, 0, NULL, 0, 'void', '', opened_at, '' FROM ticket
    WHERE status <> 'assigned' OR solution_due_at <= '{now}'""",
    """INSERT INTO timer (ticket_id, kind, at, round, due_at, attempts, outcome, last_error, conversation)
    SELECT id, 'late-solution', solution_due_at, 0, solution_due_at, 0, NULL, '', '' FROM ticket
    WHERE status = 'assigned' AND solution_due_at > '{now}'""",
    """INSERT INTO timer (ticket_id, kind, at, round, due_at, attempts, outcome, last_error, settled_at, conversation)
    SELECT ticket_id, 'expire', at, 1, NULL, 0, 'void', '', at, '' FROM event WHERE kind = 'solve'""",
    """INSERT INTO timer (ticket_id, kind, at, round, due_at, attempts, outcome, last_error, conversation)
    SELECT id, 'expire', deadline_at, round, deadline_at, 0, NULL, '', '' FROM ticket WHERE status = 'solved' AND deadline_at > '{now}'""",
    """INSERT INTO personal (event_id, name, salt, value) SELECT id, 'title', {raw}, 'Pedido inventado' FROM event WHERE kind = 'open'""",
    """INSERT INTO mailbox (id, name, uidvalidity, first_uid, looks_back, backlog, left_alone, tried_at, trouble, detail, told)
    VALUES (1, 'suporte@imap.example/INBOX', 7, 1, {false}, '', 0, '{now}', '', '', '{{}}')""",
    """INSERT INTO pickup (mailbox_id, uidvalidity, uid, size, seen_at, tries, last_error, inbound_id, outcome, filed_at, folder,
    folder_validity, folder_uid)
    SELECT 1, 7, id, size, received_at, 1, '', id, 'filed', received_at, 'Arquivo', 7, id FROM inbound WHERE id % 2 = 0""",
    """INSERT INTO question (cause_id, person, day) SELECT id, person, 'd' || id FROM inbound WHERE id % {every} = 0""",
    """INSERT INTO questioned (cause_id, person, inbound_id) SELECT id, person, id - 1 FROM inbound WHERE id % {every} = 0""",
    """INSERT INTO ticket_day (day, last) SELECT substr(number, 3, 5), count(*) FROM ticket GROUP BY 1""",
)


def grow(database: Database, tools: Tools, count: int) -> Iterator[str]:
    """Fills a new database with the history of `count` tickets; yields what it is doing."""
    database.upgrade()
    calendar = tools.rules.calendar
    day = calendar.local(NOW).date()
    office = Office(calendar, day - timedelta(days=DAYS + 30), day + timedelta(days=400))
    people = {p.id: p.entities[0] for p in tools.directory.everyone() if "gestor" in p.profile and p.active}
    _indexes(database, "drop")
    for done in fill(database, _known(tickets(office, count), people)):
        yield f"{done:,} of {count:,} tickets"
    for statement in DERIVED:
        yield " ".join(statement.split()[:3])
        _run(database, statement)
    if not database.is_sqlite:
        _run(database, "SELECT setval(pg_get_serial_sequence('ticket', 'id'), max(id)) FROM ticket")
        _run(database, "SELECT setval(pg_get_serial_sequence('mailbox', 'id'), max(id)) FROM mailbox")
    yield "indexes"
    _indexes(database, "create")
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as line:
            line.exec_driver_sql("VACUUM ANALYZE")


def _known(batches: Iterator[Rows], people: dict[str, str]) -> Iterator[Rows]:
    """The rows with people of the directory (with their entities) among the invented ones, and with mails that can be told apart."""
    mails = 0
    names = {f"p{n}": person for n, person in enumerate(people, 1)}
    for batch in batches:
        for ticket in batch["ticket"]:
            ticket["requester"] = names.get(ticket["requester"], ticket["requester"])
            ticket["entity"] = people.get(ticket["requester"], ticket["entity"])
        for mail in batch["inbound"]:
            mails += 1
            mail["person"] = names.get(mail["person"], mail["person"])
            mail["message_id"], mail["digest"] = f"{mails}@entidade.example", f"{mails * 2654435761 % 2**61:064x}"
            if mails % EVERY == EVERY - 1:
                mail["outcome"] = "hold-expired"
        yield batch


def _run(database: Database, statement: str) -> None:
    sqlite = database.is_sqlite
    words = {
        "raw": "zeroblob(200)" if sqlite else r"decode(repeat('00', 200), 'hex')",
        "true": "1" if sqlite else "true",
        "false": "0" if sqlite else "false",
        "now": NOW.replace(tzinfo=None).isoformat(" ", "microseconds") + ("" if sqlite else "+00"),
        "words": WORDS * 4,
        "every": EVERY,
    }
    with database.engine.connect().execution_options(lasting=False) as line:
        line.exec_driver_sql("PRAGMA foreign_keys=OFF" if sqlite else "SET session_replication_role = replica")
        line.exec_driver_sql(statement.format(**words).replace("%", "%%") if not sqlite else statement.format(**words))
        line.commit()
        line.exec_driver_sql("PRAGMA foreign_keys=ON" if sqlite else "SET session_replication_role = DEFAULT")
        line.commit()


def _indexes(database: Database, act: str) -> None:
    """Of the tables that are filled; what is unique stays."""
    with database.engine.connect() as line:
        if database.is_sqlite:
            line.exec_driver_sql("PRAGMA cache_size=-1000000")
        for table in Row.metadata.sorted_tables:
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                if not index.unique:
                    index.drop(line, checkfirst=True) if act == "drop" else index.create(line, checkfirst=True)
        line.commit()


def sizes(database: Database) -> dict[str, int]:
    """Table or index -> bytes on disk."""
    with database.reading() as session:
        query = (
            "SELECT name, sum(pgsize) FROM dbstat GROUP BY name"
            if database.is_sqlite
            else "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        found: Any = session.execute(text(query))
        return {str(name): int(size) for name, size in found}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.history", description="Fills a new database with years of invented tickets.")
    parser.add_argument("--tickets", type=int, default=1_000_000, help="how many (default: %(default)s)")
    parser.add_argument("--database", required=True, help="the URL of an empty database")
    parser.add_argument("--home", required=True, help="a folder for the secret of its gateway")
    chosen = parser.parse_args()
    tools = equip(Settings.model_validate({"home": chosen.home, "database": chosen.database}), lambda: NOW)
    for step in grow(tools.database, tools, chosen.tickets):
        print(step, flush=True)


if __name__ == "__main__":
    main()
