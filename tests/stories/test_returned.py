"""What becomes of mail about our own letters? Bounces of every shape, forged ones, and what lists and programs send (T086, T087)."""

import pytest

from tests.stories import writing
from tests.stories.writing import kinds, row
from tests.world import ADDRESS, ANA, CARLOS, MARIA, Letter, World

HEAD = "From: MAILER-DAEMON@mx.example\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{n}@mx.example>\r\nMIME-Version: 1.0\r\n"


def report(action: str, status: str) -> str:
    """A delivery status as RFC 3464 has it."""
    return (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message was not delivered.\r\n\r\nAPROVAR\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {MARIA}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: suporte@carteiro.example\r\nSubject: [L_61123001]\r\n\r\n--b--\r\n"
    )


QMAIL = f"""Content-Type: text/plain

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{MARIA}>:
192.0.2.9 does not like recipient.
Remote host said: 550 5.1.1 User unknown
Giving up on 192.0.2.9.

--- Below this line is a copy of the message.

Return-Path: <suporte@carteiro.example>
Subject: [L_61123001]

Texto
"""
EXIM = f"""X-Failed-Recipients: {MARIA}
Auto-Submitted: auto-replied
Content-Type: text/plain

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {MARIA}
    host mx.example [192.0.2.9]
    550 5.1.1 User unknown
"""
FAILED = {
    "5.1.1": report("failed", "5.1.1"),
    "5.2.2": report("failed", "5.2.2"),
    "4.4.7": report("failed", "4.4.7"),
    "qmail": QMAIL,
    "exim": EXIM,
}
PASSING = {"delayed": report("delayed", "4.4.1"), "relayed": report("relayed", "2.0.0"), "delivered": report("delivered", "2.0.0")}


def opened(world: World, subject: str = "[11] Como protocolar?") -> Letter:
    """A ticket of Maria: its receipt."""
    world.mail_in(MARIA, subject)
    world.work_off()
    return world.last(MARIA)


def comes_back(world: World, letter: Letter, shape: str, *, to: str = "", mail_from: str = "") -> int:
    to = to or letter.envelope_from
    raw = HEAD.format(to=to, subject="Undelivered Mail Returned to Sender", n=len(kinds(world))) + shape.replace("\r\n", "\n").replace(
        "\n", "\r\n"
    )
    mail = world.raw_in(raw.encode(), to=to, mail_from=mail_from)
    world.work_off()
    return mail


@pytest.mark.parametrize("shape", FAILED)
def test_a_bounce_is_attached_to_its_ticket_and_the_technicians_are_told(world: World, shape: str) -> None:
    """T086: whatever its form; no new ticket, no answer to it, and a second copy says nothing new."""
    opened(world, "[12] Outro assunto")
    receipt = opened(world)
    ticket, before = world.ticket(), len(world.letters())
    mail = comes_back(world, receipt, FAILED[shape])
    assert (world.outcome(mail), row(world, mail).ticket_id, world.count()) == ("undelivered", ticket.id, 2)
    assert (world.ticket().status, [e.kind for e in writing.events(world)][-1]) == ("assigned", "unheard")
    told = world.letters()[before:]
    assert {x.to for x in told} == {p.mail[0] for p in world.tools.directory.members(ticket.group)}
    assert all(x.says("não chegou", MARIA) for x in told)
    again = comes_back(world, receipt, FAILED[shape].replace("Your message", "Again: your message"))
    assert world.outcome(again) in {"bounce", "duplicate"}
    assert len(world.letters()) == before + len(told)


@pytest.mark.parametrize("shape", PASSING)
def test_a_letter_that_is_only_late_or_arrived_has_not_failed(world: World, shape: str) -> None:
    """T086: recorded, nothing told."""
    receipt = opened(world)
    before = len(world.letters())
    mail = comes_back(world, receipt, PASSING[shape])
    assert world.outcome(mail) in {"bounce", "report", "automatic"}
    assert (world.count(), len(world.letters()), [e.kind for e in writing.events(world)]) == (1, before, ["open", "route"])


@pytest.mark.parametrize("shape", FAILED)
def test_a_forged_bounce_without_the_token_of_the_envelope_does_nothing(world: World, shape: str) -> None:
    """T086: neither with a guessed token, nor with the address of the letter's answers, nor of another letter's envelope altered."""
    opened(world)
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    solution = world.last(MARIA)
    before, events = len(world.letters()), len(writing.events(world))
    local, _, host = solution.envelope_from.partition("@")
    verp = local.partition("+")[2]
    number, _, rest = verp[1:].partition(".")
    for to in (
        ADDRESS,
        str(solution.mail["Reply-To"]),
        f"suporte+b{int(number) - 1}.{rest}@{host}",
        f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{host}",
    ):
        mail = comes_back(world, solution, FAILED[shape], to=to)
        assert world.outcome(mail) in {"bounce", "duplicate"}, to
    assert (len(world.letters()), len(writing.events(world)), world.ticket().status) == (before, events, "solved")


def test_a_bounce_of_the_question_or_of_the_word_about_a_bounce_ends_there(world: World) -> None:
    """T086: no letter about it, and the held mail goes on waiting for its end."""
    held = world.mail_in(MARIA, "[12] Portal", login=False)
    world.work_off()
    comes_back(world, world.last(MARIA), FAILED["5.1.1"])
    assert ([x.to for x in world.letters()], world.outcome(held)) == ([MARIA], "held-claimed")
    opened(world)
    comes_back(world, world.last(MARIA), FAILED["5.1.1"])
    (to_ana,) = [x for x in world.letters(ANA) if x.says("não chegou")]
    count = len(world.letters())
    comes_back(world, to_ana, FAILED["5.1.1"].replace("Your message", "The message"))
    assert len(world.letters()) == count


@pytest.mark.parametrize(
    ("headers", "outcomes"),
    [
        ({"List-Id": "<avisos.lista.example>"}, {"list"}),
        ({"Precedence": "bulk"}, {"list", "automatic"}),
        ({"Precedence": "list"}, {"list"}),
        ({"Precedence": "junk"}, {"list", "automatic"}),
        ({"Auto-Submitted": "auto-generated"}, {"automatic"}),
        ({"Auto-Submitted": "auto-replied; owner-email=x"}, {"automatic"}),
        ({"X-Autoreply": "yes"}, {"automatic"}),
        ({"Feedback-ID": "1:x:y:z", "Precedence": "bulk", "X-Auto-Response-Suppress": "All"}, {"list", "automatic"}),
    ],
)
def test_lists_and_programs_open_nothing_decide_nothing_and_hear_nothing(world: World, headers: dict[str, str], outcomes: set[str]) -> None:
    """T087: however well their writer is proven."""
    writing.with_dns(world, writing.zone(MARIA))
    opened(world)
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    solution, before = world.last(MARIA), len(world.letters())
    mails = [
        world.mail_in(MARIA, "[12] Portal", headers=headers),
        writing.signed_in(world, MARIA, "[12] Portal", "Outro.", headers=headers),
        world.mail_in(MARIA, solution.subject, "APROVAR", to=str(solution.mail["Reply-To"]), headers=headers, login=False),
        world.mail_in(CARLOS, solution.subject, "SOLUCIONAR\nPronto.", headers=headers),
    ]
    world.work_off()
    assert {world.outcome(m) for m in mails} <= outcomes
    assert (world.count(), world.ticket().status, len(world.letters())) == (1, "solved", before)


@pytest.mark.parametrize("local", ["noreply", "nao-responda", "mailer-daemon", "avisos-bounces"])
def test_an_address_that_nobody_reads_is_a_programs(world: World, local: str) -> None:
    """T087: even where the directory knows it."""
    address = f"{local}@str-valesereno.example"
    world.change(MARIA, mail=(address,))
    mail = world.mail_in(address, "[12] Portal")
    world.work_off()
    assert (world.outcome(mail), world.count(), world.letters()) == ("automatic", 0, [])


def test_who_only_asks_for_silence_is_a_person_and_gets_none_of_our_automatic_answers(world: World) -> None:
    """T087: `X-Auto-Response-Suppress` alone stands on the mail of people: the ticket is opened, the group is told."""
    mail = world.mail_in(MARIA, "[12] Portal", headers={"X-Auto-Response-Suppress": "All"})
    world.work_off()
    assert world.outcome(mail) == "opened"
    assert not world.letters(MARIA)
    assert world.letters(ANA)
