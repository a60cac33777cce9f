"""What does a person get who asks what is on record about them? A ZIP: an index for people and for programs, mails as received, letters.

What others wrote is in it only as far as it was sent to the person; notes of the desk are not. What the record has lost is marked so
(`perdido`), and the rest is exported all the same.
"""

import json
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.privacy import page
from gateway.privacy.subject import Subject
from storage.erasing import people
from storage.evidence.archive import PackBroken
from storage.mail import filed
from storage.record import seals
from storage.tables import Event, Inbound, Message, Outbound, Personal
from storage.ticket import tickets
from storage.ticket.tickets import Standing

Told = Callable[[int, int], None]
INDEX, PAGE, ENTRY = "indice.json", "LEIA-ME.html", "cadastro.json"
ROLES = {"requester": "requerente", "technician": "responsável", "solver": "autor da solução"}


def export(tools: Tools, subject: Subject, file: Path, told: Told) -> dict[str, int]:
    """Writes the file, whole or not at all; returns how many tickets, mails, letters and messages are in it, and how many are lost.

    Raises OSError while the evidence store cannot be asked.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            counts = _Export(tools, subject, archive).write(told)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    seals.act(tools.database, {"act": "exported", "what": "person", **counts}, tools.clock())
    return counts


class _Export:
    """One archive on its way."""

    def __init__(self, tools: Tools, subject: Subject, archive: zipfile.ZipFile) -> None:
        self._tools, self._subject, self._archive = tools, subject, archive
        self._local = tools.rules.calendar.local
        self._now = self._local(tools.clock())

    def write(self, told: Told) -> dict[str, int]:
        who = self._subject.who
        with self._tools.database.reading() as session:
            mails = list(session.scalars(select(Inbound.id).where(people.sent(who)).order_by(Inbound.id)))
            letters = list(session.scalars(select(Outbound.id).where(people.told(who)).order_by(Outbound.id)))
            cases = [self._ticket(session, tickets.get(session, i)) for i in people.tickets(session, who)]
        total, done = len(mails) + len(letters), 0
        index: dict[str, Any] = {"cadastro": self._entry(), "chamados": cases, "emails": [], "cartas": []}
        for name, made in (("emails", map(self._mail, mails)), ("cartas", map(self._letter, letters))):
            for row in made:
                index[name].append(row)
                done += 1
                told(done, total)
        self._put(ENTRY, _json(index["cadastro"]))
        self._put(INDEX, _json(index))
        self._put(PAGE, page.written(index, self._now))
        said = sum(len(case["mensagens"]) for case in cases)
        lost = sum(row["perdido"] for row in (*index["emails"], *index["cartas"]))
        return {"tickets": len(cases), "mails": len(mails), "letters": len(letters), "messages": said, "lost": lost}

    def _entry(self) -> dict[str, Any]:
        """The directory's entry, without the password: the gateway asks for none."""
        person, who = self._subject.person, self._subject.who
        if person is None:
            return {"id": who.id, "nome": self._subject.name, "enderecos": list(who.addresses), "no_cadastro": False}
        entities = [e.name for e in map(self._tools.directory.entity, person.entities) if e is not None]
        return {
            "id": person.id,
            "nome": person.name,
            "cpf": person.cpf,
            "enderecos": list(person.mail),
            "perfis": sorted(person.profile),
            "ativo": person.active,
            "entidades": entities,
            "grupos": list(person.groups),
            "supervisiona": list(person.supervises),
            "no_cadastro": True,
        }

    def _ticket(self, session: Session, ticket: Standing) -> dict[str, Any]:
        """Their part in a ticket; its title only to who opened it."""
        who = self._subject.who
        roles = [word for name, word in ROLES.items() if who.id and getattr(ticket, name) == who.id]
        acted = select(Event.at, Event.kind).join(Personal, Personal.event_id == Event.id)
        acted = acted.where(Event.ticket_id == ticket.id, Personal.name == "by", Personal.value == who.id, Personal.value != "")
        said = session.scalars(select(Message).where(Message.ticket_id == ticket.id, people.said(who)).order_by(Message.id))
        return {
            "numero": ticket.number,
            "papeis": roles,
            "titulo": ticket.title if "requerente" in roles else "",
            "situacao": ticket.status,
            "item": ticket.code,
            "aberto_em": self._when(ticket.opened_at),
            "fechado_em": self._when(ticket.closed_at),
            "atos": [{"em": self._when(at), "ato": kind} for at, kind in session.execute(acted.order_by(Event.seq))],
            "mensagens": [{"em": self._when(m.at), "email": m.inbound_id, "texto": m.text} for m in said],
        }

    def _mail(self, number: int) -> dict[str, Any]:
        with self._tools.database.reading() as session:
            row = session.get_one(Inbound, number)
            session.expunge(row)
        name = "" if row.erased_at else f"emails/in-{number}.eml"
        lost = bool(name) and not self._put_mail(name, row)
        return {
            "id": f"in-{number}",
            "recebido_em": self._when(row.received_at),
            "porta": row.door,
            "de": row.sender or row.mail_from,
            "assunto": row.subject,
            "ip": row.peer,
            "login": row.login,
            "prova": row.proof,
            "bytes": row.size,
            "sha256": row.sha256,
            "apagado_em": self._when(row.erased_at),
            "perdido": lost,
            "arquivo": "" if lost else name,
        }

    def _put_mail(self, name: str, row: Inbound) -> bool:
        """Whether its bytes were there to be put."""
        try:
            with self._tools.database.reading() as session:
                raw = None if row.spooled else filed.one(session, row.id).content
            pieces = iter((raw,) if raw is not None else self._tools.evidence.pieces(row.sha256))
            first = next(pieces, b"")
        except (FileNotFoundError, LookupError):
            return False
        self._put_pieces(name, chain((first,), pieces))
        return True

    def _letter(self, number: int) -> dict[str, Any]:
        lost = False
        with self._tools.database.reading() as session:
            try:
                [row] = seals.letters(session, self._tools.evidence, [number])
            except (FileNotFoundError, PackBroken):
                lost, row = True, session.get_one(Outbound, number)
            session.expunge(row)
        name = f"cartas/out-{number}"
        there = row.erased_at is None and not lost
        if there:
            self._put(f"{name}.txt", row.body_text)
            self._put(f"{name}.html", row.body_html)
        return {
            "id": f"out-{number}",
            "escrita_em": self._when(row.created_at),
            "para": row.recipient,
            "assunto": row.subject,
            "anexos": [name for _, _, name, _ in row.files],
            "apagada_em": self._when(row.erased_at),
            "perdido": lost,
            "arquivo": f"{name}.txt" if there else "",
        }

    def _when(self, instant: datetime | None) -> str:
        return f"{self._local(instant):%Y-%m-%dT%H:%M:%S%z}" if instant else ""

    def _put(self, name: str, text: str) -> None:
        self._put_pieces(name, (text.encode("utf-8", "replace"),))

    def _put_pieces(self, name: str, pieces: Iterable[bytes]) -> None:
        entry = zipfile.ZipInfo(name, self._now.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        with self._archive.open(entry, "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
