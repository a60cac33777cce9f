"""Where does a mail go on that names a merged ticket, and which other ticket does its order name? (rules.md, MESCLAR)"""

from collections.abc import Collection

from sqlalchemy.orm import Session

from gateway.desk.merging import number_named
from gateway.desk.orders import ordered
from gateway.desk.scene import Mail
from storage.ticket import history, merging, tickets
from storage.ticket.tickets import Standing


def named(session: Session, refs: Collection[str]) -> tuple[Standing, ...] | None:
    """The tickets of these refs (`l61122001`) that there are, if all refs come to one ticket; None when they come to several."""
    found = {ref: tickets.find_ref(session, ref) for ref in sorted(refs)}
    ends = {merging.heir(session, ticket).ref if ticket else ref for ref, ticket in found.items()}
    return None if len(ends) > 1 else tuple(ticket for ticket in found.values() if ticket is not None)


def are_one(session: Session, ref: str, other: str) -> bool:
    """Whether two refs name the same ticket, by whatever was merged."""
    return ref == other or bool(named(session, {ref, other}))


def old_numbers(session: Session, merged: Standing, ticket: Standing) -> dict[int, int]:
    """A merged ticket's numbers of its files, which its letters still name -> the numbers that they have where it went on."""
    now = {f.row.id: f.number for f in history.files(session, ticket.id)}
    return {f.number: now[f.row.id] for f in history.files(session, merged.id)}


def number_of_other(mail: Mail, ticket: Standing) -> str:
    """The number of the ticket that a MESCLAR of the mail names; '' when there is none, or it names this very one."""
    alone = ordered(mail, ticket) if mail.sender.proven else None
    commands = mail.reading.commands or ((alone,) if alone else ())
    found = next((number_named(c) for c in commands if c.word == "MESCLAR"), "")
    return "" if not mail.sender.proven or found == ticket.number else found
