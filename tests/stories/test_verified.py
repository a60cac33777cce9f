"""Is every tampering with the record found, by the word that says what it is, and does a letter that somebody kept find the rest?"""

import hashlib
import json
import random
import time
from collections.abc import Callable, Iterator
from email.policy import SMTP
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from gateway.app import now
from gateway.post import registered
from gateway.stamping import opened
from gateway.stamping.checking import roots_of
from gateway.witness import mailed, remembering, stamped
from gateway.witness.mailed import NoAnchor
from gateway.witness.verifying import Report, verify
from storage.record import items, seals
from storage.record.commitment import canonical
from storage.record.findings import Found
from storage.restoring.witness import Witness
from storage.tables import Attachment, Event, Inbound, InboundRaw, Outbound, Personal, Seal, Stamp, Ticket
from tests.signing import Zones, signed
from tests.stories.writing import branch, zone
from tests.tampering import as_owner, unguarded
from tests.tsa import Authority
from tests.world import ADDRESS, ANA, MARIA, MONDAY, Letter, World

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


@pytest.fixture
def lived(world: World) -> World:
    """Two tickets: one approved, one open, with a picture."""
    world.mail_in(MARIA, "[11] Portal fora do ar")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nfeito")
    world.work_off()
    world.reply(world.last(MARIA), "APROVAR")
    world.work_off()
    world.mail_in(MARIA, "[12] Não consigo entrar", files={"tela.png": PICTURE})
    world.work_off()
    return world


@pytest.fixture
def other(lived: World, tmp_path: Path) -> Iterator[World]:
    """The same world, which may be tampered with."""
    (tmp_path / "other").mkdir()
    made = branch(lived, tmp_path / "other")
    yield made
    made.close()


def event(session: Session, kind: str) -> Event:
    return session.query(Event).filter_by(kind=kind).order_by(Event.id.desc()).first() or pytest.fail(f"no {kind}")


def forge(of: Event, old: str, new: str) -> None:
    """As one does who knows how events are hashed."""
    assert old in of.payload
    of.payload = of.payload.replace(old, new)
    of.hash = hashlib.sha256(of.payload.encode()).hexdigest()


def rechain(session: Session) -> None:
    """All that follows is hashed anew: every ticket's chain, every head, every seal."""
    for ticket in session.query(Ticket):
        prev = ""
        for row in session.query(Event).filter_by(ticket_id=ticket.id).order_by(Event.seq):
            row.payload = canonical(json.loads(row.payload) | {"prev": prev})
            row.prev, row.hash = prev, hashlib.sha256(row.payload.encode()).hexdigest()
            prev = row.hash
        ticket.head = prev
    prev = ""
    for seal in session.query(Seal).order_by(Seal.seq):
        if seal.kind == items.EVENT:
            seal.item = session.get_one(Event, seal.of).hash
        if seal.kind == items.MAIL:
            seal.item = items.of_mail(session.get_one(Inbound, seal.of), seal.commitment)
        seal.prev, seal.hash = prev, seals.link(prev, seals.leaf(seal.seq, seal.at, seal.kind, seal.of, seal.item))
        prev = seal.hash


def cut_back(session: Session, places: int) -> None:
    """The last seals, as if nothing had been sealed there."""
    last = session.scalar(select(func.max(Seal.seq))) or 0
    session.execute(delete(Seal).where(Seal.seq > last - places))


def swap(session: Session) -> None:
    first, second = session.query(Event).filter_by(ticket_id=1).order_by(Event.seq)[1:3]
    first.seq, second.seq = 98, 99
    session.flush()
    first.seq, second.seq = 3, 2


def swap_seals(session: Session) -> None:
    one, other = session.get_one(Seal, 2), session.get_one(Seal, 3)
    (one.of, one.kind), (other.of, other.kind) = (1001, one.kind), (1002, other.kind)
    session.flush()
    one.item, other.item = other.item, one.item


def turn(session: Session) -> None:
    """The outcome of a ticket, everywhere that it is told of, hashed anew."""
    forge(event(session, "approve"), '"outcome":"approved"', '"outcome":"expired"')
    session.execute(update(Ticket).where(Ticket.id == 1).values(outcome="expired"))
    rechain(session)


def edit_a_mail(session: Session) -> None:
    """Another text in a mail that a person sent, and its digest wherever it stands."""
    row = session.get_one(Inbound, 1)
    raw = session.get_one(InboundRaw, 1)
    raw.content = raw.content.replace(b"Portal", b"Portao")
    was, row.sha256 = row.sha256, hashlib.sha256(raw.content).hexdigest()
    forge(session.get_one(Event, 1), was, row.sha256)


Tampering = Callable[[Session], object]
FOUND: dict[str, tuple[Tampering, str]] = {
    "event edited": (lambda s: s.execute(update(Event).where(Event.kind == "approve").values(payload="{}")), "chain"),
    "event edited and hashed": (lambda s: forge(event(s, "approve"), "approved", "expired"), "chain"),
    "event deleted": (lambda s: (s.execute(delete(Personal)), s.delete(event(s, "solve"))), "chain"),
    "events swapped": (swap, "chain"),
    "seal edited": (lambda s: setattr(s.get_one(Seal, 3), "item", "0" * 64), "chain"),
    "seal deleted": (lambda s: s.delete(s.get_one(Seal, 3)), "chain"),
    "seals swapped": (swap_seals, "chain"),
    "mail's arrival edited": (
        lambda s: setattr(s.get_one(Inbound, 1), "received_at", s.get_one(Ticket, 2).updated_at.replace(year=2025)),
        "chain",
    ),
    "mail's sender edited": (lambda s: setattr(s.get_one(Inbound, 1), "mail_from", "outra@fora.example"), "chain"),
    "mail's bytes and digest edited": (edit_a_mail, "chain"),
    "letter edited": (lambda s: setattr(s.get_one(Outbound, 1), "body_text", "Não recebemos nada."), "chain"),
    "letter's recipient edited": (lambda s: setattr(s.get_one(Outbound, 1), "recipient", "outra@fora.example"), "chain"),
    "ticket's state edited": (lambda s: setattr(s.get_one(Ticket, 1), "outcome", "expired"), "replay"),
    "ticket's title edited": (lambda s: setattr(s.get_one(Ticket, 1), "title", "Outro"), "replay"),
    "who acted edited": (lambda s: setattr(event(s, "approve"), "by", "carlos"), "commitment"),
    "personal value edited": (lambda s: s.execute(update(Personal).where(Personal.name == "title").values(value="Outro")), "commitment"),
    "personal value deleted": (lambda s: s.execute(delete(Personal).where(Personal.name == "by")), "commitment"),
    "salt of a mail deleted": (lambda s: s.execute(update(Seal).where(Seal.kind == "mail").values(salt=None)), "commitment"),
    "salt of a letter deleted": (lambda s: s.execute(update(Seal).where(Seal.kind == "letter").values(salt=None)), "commitment"),
    "bytes of a mail edited": (lambda s: setattr(s.get_one(InboundRaw, 2), "content", b"Subject: x\r\n\r\nNADA"), "blob"),
    "bytes of a mail deleted": (lambda s: s.delete(s.get_one(InboundRaw, 2)), "blob"),
    "name of a file edited": (lambda s: s.execute(update(Attachment).values(name="outra.png")), "blob"),
    "digest of a file edited": (lambda s: s.execute(update(Attachment).values(sha256="0" * 64)), "blob"),
}


def tampered(world: World, alter: Tampering) -> Report:
    with world.tools.database.writing() as session:
        alter(unguarded(session))
    return world.verified()


def test_a_record_that_nobody_touched_is_whole(lived: World) -> None:
    report = lived.verified()
    assert (report.verdict, report.found, report.waiting) == ("whole", [], 0)
    assert report.counts["tickets"] == 2
    assert report.counts["mails"] == 4
    assert report.counts["files"] == 1
    assert report.head.seq == report.counts["seals"] > 12


@pytest.mark.parametrize(("alter", "verdict"), FOUND.values(), ids=FOUND)
def test_whoever_owns_the_database_cannot_alter_it_unnoticed(other: World, alter: Tampering, verdict: str) -> None:
    report = tampered(other, alter)
    assert report.verdict == verdict, report.found


ROWS: dict[str, tuple[str, str]] = {
    "ticket's row deleted": ("DELETE FROM ticket WHERE id = 1", "chain"),
    "rows of files deleted": ("DELETE FROM attachment", "blob"),
    "numbers set back": ("UPDATE ticket_day SET last = 0", "replay"),
    "numbers deleted": ("DELETE FROM ticket_day", "replay"),
}


@pytest.mark.parametrize(("statement", "verdict"), ROWS.values(), ids=ROWS)
def test_what_only_lists_show_cannot_be_taken_away_unnoticed(other: World, statement: str, verdict: str) -> None:
    as_owner(other.tools.database, statement)
    assert other.verified().verdict == verdict


def test_a_word_of_erasing_hides_no_other_words(other: World) -> None:
    """Salts taken away with an event that says so, of a ticket that there is not: the owner writes what he likes instead."""
    said = canonical({"commit": {}, "facts": {"mails": [1], "letters": [1]}, "kind": "erase", "prev": "", "seq": 1, "set": {}})
    with other.tools.database.writing() as session:
        session.execute(update(Seal).where(Seal.kind.in_(("mail", "letter")), Seal.of == 1).values(salt=None))
    assert other.verified().verdict == "commitment"
    row = ("999", "1", "'2026-11-23 13:00:00.000000'", "'erase'", "''", f"'{said}'", "''", f"'{hashlib.sha256(said.encode()).hexdigest()}'")
    as_owner(
        other.tools.database,
        'INSERT INTO event (ticket_id, seq, at, kind, "by", payload, prev, hash) VALUES (' + ", ".join(row) + ")",  # noqa: S608
    )
    assert other.verified().verdict == "chain"


def test_a_mail_that_was_taken_off_the_record_is_named(other: World) -> None:
    with other.tools.database.writing() as session:
        unguarded(session)
        for table in (Attachment, InboundRaw):
            session.execute(delete(table).where(table.inbound_id == 4))
        session.connection().exec_driver_sql("UPDATE message SET inbound_id = NULL WHERE inbound_id = 4")
        session.connection().exec_driver_sql("UPDATE outbound SET cause_id = NULL WHERE cause_id = 4")
        session.connection().exec_driver_sql("DELETE FROM effect WHERE inbound_id = 4")
        session.execute(delete(Inbound).where(Inbound.id == 4))
    found = other.verified().found
    assert Found("chain", "in-4", "the mail is on record no longer") in found


def test_one_bit_in_the_evidence_store_is_found(other: World) -> None:
    with other.tools.database.writing() as session:
        row = session.get_one(InboundRaw, 2)
        mail = session.get_one(Inbound, 2)
        assert other.tools.evidence.put(bytes(row.content)) == mail.sha256
        mail.spooled = True
        session.delete(row)
        sha256 = mail.sha256
    assert other.verified().found == []
    path = next((other.tools.evidence.root / "blobs").glob(f"*/{sha256}"))  # type: ignore[attr-defined]  # a store of files
    path.chmod(0o600)
    held = path.read_bytes()
    path.write_bytes(bytes([held[0] ^ 1]) + held[1:])
    assert [(one.verdict, one.where) for one in other.verified().found] == [("blob", "in-2")]
    path.unlink()
    assert [(one.verdict, one.where) for one in other.verified().found] == [("blob", "in-2")]


# What only a witness knows


def kept(letter: Letter) -> bytes:
    """A letter in its reader's mailbox, signed by our domain on its way there."""
    return signed(letter.mail.as_bytes(policy=SMTP), ADDRESS.rpartition("@")[2])


def against(world: World, raw: bytes, dns: Zones | None = None) -> Report:
    """What verifying finds with a letter that somebody kept."""
    anchor = mailed.read(raw, "carta.eml", world.tools.known, dns or zone(ADDRESS))
    tools = world.tools
    return verify(tools.database, tools.evidence, tools.known, lambda *_: None, [("anchors", lambda s: mailed.look(s, anchor))])


def test_a_letter_carries_the_head_of_the_record(lived: World) -> None:
    letter = lived.letters(MARIA)[-1]
    seen = registered.read(str(letter.mail["X-Registro"]))
    assert seen is not None
    with lived.tools.database.reading() as session:
        assert session.get_one(Seal, seen.seq).hash == seen.head
        assert seen.ticket is not None
        assert session.query(Event.hash).filter_by(ticket_id=2, seq=seen.ticket.events).scalar() == seen.ticket.head
    assert f"Registro {seen.seq}: {seen.head[:32]}" in letter.text
    page = letter.mail.get_body(("html",))
    assert page is not None
    assert f"Registro {seen.seq}: {seen.head[:32]}" in page.get_content()


def test_a_kept_letter_agrees_with_a_record_that_nobody_touched(lived: World) -> None:
    report = against(lived, kept(lived.letters(MARIA)[-1]))
    assert (report.verdict, report.counts["anchors"]) == ("whole", 2)


def test_a_record_that_was_rewritten_and_hashed_anew_is_found_by_a_kept_letter(other: World, lived: World) -> None:
    assert tampered(other, turn).found == [], "the chain alone cannot tell"
    report = against(other, kept(lived.letters(MARIA)[-1]))
    assert report.verdict == "anchor"
    assert "carta.eml" in {one.where for one in report.found}


def test_a_record_that_was_cut_back_is_found_by_a_kept_letter(other: World, lived: World) -> None:
    other.mail_in(MARIA, "[11] Outra vez fora do ar")
    other.work_off()
    other.mail_in(MARIA, "[11] E mais uma vez")
    other.work_off()
    assert against(lived, kept(other.letters(MARIA)[-1])).verdict == "truncated"


@pytest.mark.parametrize("whole", [False, True], ids=["the last", "all"])
def test_seals_that_were_cut_away_are_found_by_a_kept_letter_and_by_this_machine(other: World, whole: bool) -> None:
    letter = other.letters(MARIA)[-1]
    head, saw = other.verified().head, registered.read(str(letter.mail["X-Registro"]))
    assert saw is not None
    places = head.seq if whole else head.seq - saw.seq + 1
    report = tampered(other, lambda s: cut_back(s, places))
    assert (report.found, report.waiting) == ([], places), "the chain alone cannot tell"
    assert against(other, kept(letter)).verdict == "truncated"
    witness = Witness(head.seq, head.hash, MONDAY, {})
    assert seen(other, lambda s: remembering.look(s, witness)).verdict == "truncated"


def test_a_letter_whose_signature_does_not_hold_proves_nothing(lived: World) -> None:
    raw = kept(lived.letters(MARIA)[-1])
    assert against(lived, raw.replace(b"Recebemos", b"Recusamos")).verdict == "unchecked"
    assert against(lived, raw, Zones({})).verdict == "unchecked"


def test_a_head_that_the_signed_text_does_not_show_is_no_anchor(lived: World) -> None:
    letter = lived.letters(MARIA)[-1]
    seen = registered.read(str(letter.mail["X-Registro"]))
    assert seen is not None
    forged = kept(letter).replace(seen.head.encode(), b"0" * 64, 1)
    with pytest.raises(NoAnchor, match="altered"):
        against(lived, forged)


@pytest.mark.parametrize("raw", [b"", b"From: x\r\n\r\n", b"\x00\xff" * 50])
def test_what_is_no_letter_of_ours_is_no_anchor(lived: World, raw: bytes) -> None:
    with pytest.raises(NoAnchor):
        against(lived, raw)


# What time-stamps and this machine know


def seen(world: World, look: Callable[[Session], Iterator[object]]) -> Report:
    tools = world.tools
    return verify(tools.database, tools.evidence, tools.known, lambda *_: None, [("seen", look)])  # type: ignore[list-item]


def test_what_this_machine_remembers_finds_a_record_that_was_cut_back_or_rewritten(other: World) -> None:
    head = other.verified().head
    cases = {"whole": (head.seq, head.hash), "truncated": (head.seq + 1, head.hash), "anchor": (head.seq, "0" * 64)}
    for verdict, (seq, said) in cases.items():
        witness = Witness(seq, said, MONDAY, {})
        assert seen(other, lambda s, w=witness: remembering.look(s, w)).verdict == verdict  # type: ignore[misc]  # bound


def test_a_time_stamp_over_another_head_or_beyond_the_end_is_found_and_one_that_nobody_is_believed_for_is_not_taken(
    other: World, tmp_path: Path
) -> None:
    head = other.verified().head
    with Authority(tmp_path / "tsa") as authority:
        asks = opened.open_url(authority.url, now, time.monotonic, random.getrandbits)
        assert asks is not None
        token = asks.ask(head.hash)
        roots = roots_of(str(authority.roots))
    with other.tools.database.writing() as session:
        session.add(Stamp(seq=head.seq, head=head.hash, at=token.at, authority="https://ac.example/", token=token.der))
    assert seen(other, lambda s: stamped.stamps(s, roots)).verdict == "whole"
    assert seen(other, lambda s: stamped.stamps(s, None)).verdict == "unchecked"
    with other.tools.database.writing() as session:
        session.add(Stamp(seq=head.seq + 1, head=head.hash, at=token.at, authority="https://ac.example/", token=token.der))
    assert seen(other, lambda s: stamped.stamps(s, roots)).verdict == "truncated"
    with other.tools.database.writing() as session:
        session.add(Stamp(seq=1, head=head.hash, at=token.at, authority="https://ac.example/", token=token.der))
    assert seen(other, lambda s: stamped.stamps(s, roots)).verdict == "anchor"
