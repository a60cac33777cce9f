"""When are two mails one? By what they say, never by an id alone; every arrival stays on record, linked or marked."""

import pytest
from sqlalchemy import select

from parsers.letterhead.thread import conversation
from storage.mail.inbox import Arrival
from storage.tables import Inbound
from tests.stories.writing import row
from tests.world import ADDRESS, ANA, MARIA, RITA, World

OTHER_ADDRESS = "suporte+balcao@carteiro.example"
POSTMASTER = "postmaster@carteiro.example"


def arrive(world: World, raw: bytes, sender: str, *recipients: str, mail_from: str | None = None) -> int:
    """A mail of somebody who logged in, in one transaction with so many recipients of ours."""
    to = recipients or (ADDRESS,)
    key = conversation(raw, to, ADDRESS)
    said = sender if mail_from is None else mail_from
    return world.door.accept(
        Arrival(world.clock(), "smtp", to, said, len(raw), key, raw, peer="127.0.0.1", login=world.person(sender).id if said else "")
    )


def written(sender: str, text: str, *more: str) -> bytes:
    head = [f"From: {sender}", f"To: {ADDRESS}", "Subject: [11] Dúvida", "Date: Mon, 23 Nov 2026 10:00:00 -0300", *more]
    return "\r\n".join([*head, "Content-Type: text/plain; charset=utf-8", "", text, ""]).encode()


def test_one_message_id_of_two_senders_and_two_texts_is_two_mails_and_the_second_is_marked(world: World) -> None:
    """Whoever is first; else somebody who guesses an id could keep another's mail from being heard."""
    same = "Message-ID: <mesmo@x.example>"
    first = arrive(world, written(RITA, "Primeiro texto.", same), RITA)
    world.work_off()
    second = arrive(world, written(MARIA, "Segundo texto.", same), MARIA)
    world.work_off()
    assert (world.outcome(first), world.outcome(second), world.count()) == ("opened", "opened", 2)
    assert (row(world, first).flags, row(world, second).flags) == ([], ["message-id-reused"])
    assert {row(world, mail).duplicate_of for mail in (first, second)} == {None}
    assert len(world.letters(RITA)) == len(world.letters(MARIA)) == 1


def test_two_mails_without_an_id_that_differ_in_their_text_alone_are_two_tickets(world: World) -> None:
    mails = [arrive(world, written(MARIA, text), MARIA) for text in ("Como protocolar?", "Como protocolar de novo?")]
    world.work_off()
    assert [world.outcome(mail) for mail in mails] == ["opened", "opened"]
    assert (world.count(), {row(world, mail).message_id for mail in mails}) == (2, {""})
    assert {"Como protocolar?", "Como protocolar de novo?"} <= {
        line.strip() for letter in world.letters(ANA) for line in letter.text.splitlines()
    }


def test_one_mail_to_two_of_our_addresses_in_one_transaction_is_one_ticket(world: World) -> None:
    mail = arrive(world, written(MARIA, "Uma vez.", "Message-ID: <um@x.example>"), MARIA, ADDRESS, OTHER_ADDRESS)
    world.work_off()
    assert (world.outcome(mail), world.count()) == ("opened", 1)
    assert row(world, mail).rcpt_to == [ADDRESS, OTHER_ADDRESS]


@pytest.mark.parametrize("other", [OTHER_ADDRESS, POSTMASTER])
def test_one_mail_to_two_of_our_addresses_in_two_transactions_is_one_ticket_and_both_are_on_record(world: World, other: str) -> None:
    raw = written(MARIA, "Uma vez.", "Message-ID: <um@x.example>")
    first = arrive(world, raw, MARIA, ADDRESS)
    second = arrive(world, b"Received: from outro.example\r\n" + raw, MARIA, other)
    world.work_off()
    assert (world.outcome(first), world.outcome(second), world.count()) == ("opened", "duplicate", 1)
    assert row(world, second).duplicate_of == first
    assert [row(world, mail).rcpt_to for mail in (first, second)] == [[ADDRESS], [other]]
    assert len(world.letters(MARIA)) == 1


REPORT = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
    "--b\r\n\r\nNot delivered.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    f"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {MARIA}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("head", "body", "outcome"),
    [
        ("From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail Returned to Sender", REPORT, "bounce"),
        (f"From: {MARIA}\r\nSubject: [11] Portal", "\r\nUm texto como outro.\r\n", "automatic"),
        (f"From: {MARIA}\r\nSubject: [11] Portal", "\r\nAPROVAR\r\n", "automatic"),
    ],
)
def test_what_has_no_sender_in_its_envelope_is_filed_and_never_answered(world: World, head: str, body: str, outcome: str) -> None:
    """RFC 5321, 4.5.5: nobody may be told of it, or two machines tell each other for ever."""
    mail = arrive(world, f"{head}\r\nMessage-ID: <n@mx.example>\r\n{body}".encode(), MARIA, mail_from="")
    world.work_off()
    assert (world.outcome(mail), world.count(), world.letters()) == (outcome, 0, [])
    world.later(days=10)
    assert world.letters() == []
    with world.tools.database.reading() as session:
        assert session.scalars(select(Inbound.id)).all() == [mail]
