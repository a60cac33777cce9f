"""Are the notices of many mail systems understood: that a letter did not arrive, whose, and why?"""

import pytest

from parsers.machine import automatic, bounce
from parsers.mime.message import parse
from tests.mails.making.devolvidas import OUR_ID
from tests.mails.making.mail import Made
from tests.mails.making.maquinas import MAILS
from tests.yardstick import within

ANA = "ana.prado@sindicato.example"
LETTER = f"""Received: from carteiro.example by mx; Tue, 13 Jan 2026 10:00:01 -0300
From: suporte@carteiro.example
To: {ANA}
Subject: Senha
Message-ID: <x1@carteiro.example>

corpo
"""
DAEMON = "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>"


def mail(subject: str, text: str, sender: str = DAEMON, path: str = "<>") -> bytes:
    head = f"Return-Path: {path}\n" if path else ""
    return f"{head}From: {sender}\nTo: suporte@carteiro.example\nSubject: {subject}\n\n{text}".encode()


NOTICES = {
    "Exchange 5.5": (
        mail(
            "Undeliverable: x",
            f"Your message\n\n To:   '{ANA}'\n Subject: x\n\ndid not reach the following recipient(s):\n\n"
            f"c=US;a= ;p=ORG;o=SITE;dda:SMTP={ANA}; on Tue\n"
            "    The recipient name is not recognized\n    MSEXCH:IMS:ORG:SITE:SRV 0 (000C05A6) Unknown Recipient\n",
            "System Administrator <postmaster@x.example>",
            "",
        ),
        "5.1.1",
    ),
    "MDaemon": (
        mail(
            "Permanent Delivery Failure",
            f"The attached message had PERMANENT fatal delivery errors!\n\nFailed address: {ANA}\n\n--- Session Transcript ---\n"
            f" Tue 2026-01-13 10:00:01: --> RCPT To:<{ANA}>\n Tue 2026-01-13 10:00:01: <-- 550 5.1.1 User unknown\n",
            "MDaemon at mx.example <MDaemon@mx.example>",
            "",
        ),
        "5.1.1",
    ),
    "a gateway of Trend": (
        mail(
            "Mail could not be delivered",
            f"****** Message from InterScan Messaging Security Suite ******\n\nSent >>> RCPT TO:<{ANA}>\n"
            "Received <<< 550 5.1.1 unknown user\n\n"
            f"Unable to deliver message to <{ANA}>.\n",
            "imss@gw.example",
            "",
        ),
        "5.1.1",
    ),
    "a gateway that transcribes": (
        mail(
            "Message could not be delivered",
            f"Your message could not be sent.\nAddressed To: {ANA}\n\nFailed to send to identified host,\n"
            f"{ANA}: [192.0.2.9], 550 Relaying denied\n",
        ),
        "5.7.1",
    ),
    "a mobile provider": (
        mail(
            "Mail System Error - Returned Mail",
            f"Could not be delivered to: <{ANA}>\nAs their mailbox is full.\n",
            "no-reply@mobile.example",
        ),
        "5.2.2",
    ),
    "Lotus Notes": (
        mail(
            "DELIVERY FAILURE",
            f"------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\n{ANA}\n\n"
            f"------- Returned Message --------\n\n{LETTER}",
            "postmaster@notes.example",
            "",
        ),
        "5.1.1",
    ),
    "McAfee": (
        mail(
            "Mail Undeliverable",
            f"Mail could not be delivered.\n\n   --- The following addresses had delivery problems ---\n\n<{ANA}>   (User unknown)\n",
        ),
        "5.1.1",
    ),
    "MailMarshal": (
        mail(
            'Undeliverable Mail: "x"',
            "Your message:\n   From:    suporte@carteiro.example\n   Subject: x\n\nCould not be delivered because of\n\n"
            "   550 5.1.1 User unknown\n\n"
            f"The following recipients were affected:\n    {ANA}\n\nOriginal Sender:    <suporte@carteiro.example>\n",
        ),
        "5.1.1",
    ),
    "a notice that quotes the header first": (
        mail(
            "Delivery Notification: Delivery has failed",
            f"This report relates to a message you sent with the following header fields:\n\n  Return-path: <suporte@carteiro.example>\n"
            f"  Received: from x by y\n  Message-id: <x1@carteiro.example>\n  To: {ANA}\n\n"
            "Your message cannot be delivered to the following recipients:\n\n"
            f"  Recipient address: {ANA}\n  Diagnostic code: smtp;550 5.2.1 <{ANA}>... Mailbox disabled\n",
        ),
        "5.2.1",
    ),
    "Sendmail, before it knew the header": (
        mail(
            "Returned mail: Host unknown",
            "   ----- Transcript of session follows -----\n550 x (smtp)... Host unknown\n\n   ----- Unsent message follows -----\n"
            f"{LETTER}",
        ),
        "5.1.2",
    ),
    "an alias of Exim": (
        mail(
            "Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.\n\n"
            "A message that you sent could not be delivered to one or more of its\nrecipients.\n\n"
            f"  joao@interno.example\n    (generated from {ANA})\n    retry timeout exceeded\n\n"
            f"------ This is a copy of the message, including all the headers. ------\n\n{LETTER}",
        ),
        "4.4.7",
    ),
    "a Brazilian provider": (
        mail(
            "Mensagem não pôde ser entregue",
            f"Sua mensagem para o(s) seguinte(s) destinatário(s) não pôde ser entregue:\n\n{ANA}\n    Quota do usuário excedida\n",
        ),
        "5.2.2",
    ),
    "another Brazilian provider": (
        mail(
            "Não foi possível entregar sua mensagem",
            f"Não conseguimos entregar a sua mensagem para {ANA}.\nMotivo: a conta não existe.\nDúvidas: ajuda@provedor.example.\n",
        ),
        "5.1.1",
    ),
    "a writer without an address": (mail("Undeliverable mail", f"Could not deliver to {ANA}: no such user\n", "<>", ""), "5.1.1"),
    "qmail without a host": (
        mail(
            "failure notice",
            f"Hi. This is the qmail-send program at x.\n\n<{ANA}>:\nSorry, I couldn't find any host named sindicato.example. (#5.1.2)\n",
        ),
        "5.1.2",
    ),
    "OpenSMTPD": (
        mail(
            "Delivery status notification: error",
            "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.\n\n"
            "    An error has occurred while attempting to deliver\n"
            f"    a message for the following list of recipients:\n\n{ANA}: 550 5.2.2 <ana>: Mailbox Full\n\n"
            f"    Below is a copy of the original message:\n\n{LETTER}",
        ),
        "5.2.2",
    ),
    "DragonFly": (
        mail(
            "Mail delivery failed",
            f"There was an error delivering your mail to <{ANA}>.\n\nmail.example [192.0.2.1] did not like our RCPT TO:\n"
            f"550 <{ANA}>: User unknown\n\n"
            f"Original message follows.\n\n{LETTER}",
            "<>",
        ),
        "5.1.1",
    ),
    "codes with a colon": (
        mail(
            "Undelivered Mail Returned to Sender",
            f"A message that you sent could not be delivered.\n\n{ANA} Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.6 <{ANA}>\n",
        ),
        "5.1.6",
    ),
    "a filter in Portuguese": (
        mail("Falha na entrega", f"Sua mensagem para {ANA} foi bloqueada pelo filtro de spam.\n", "Antispam <antispam@gw.example>"),
        "5.7.1",
    ),
    "an HTML page": (
        mail("Undeliverable: Senha", "", "Microsoft Outlook <postmaster@x.example>").rstrip()
        + b"\nContent-Type: text/html\n\n<p>Delivery has failed to these recipients or groups:</p>"
        b"<p>ana.prado@sindicato.example<br>#550 5.1.10 RESOLVER.ADR; not found ##</p>",
        "5.1.10",
    ),
}


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_in_words(name: str) -> None:
    raw, status = NOTICES[name]
    found = parse(raw)
    assert automatic.kind(found) == "bounce"
    told = bounce.read(found)
    assert told is not None
    assert (told.recipient, told.action, told.status) == (ANA, "failed", status)
    assert told.message_id == ("x1@carteiro.example" if b"<x1@" in raw else "")


@pytest.mark.parametrize(
    "made", [made for made in MAILS if made.expected["bounce"] and OUR_ID.encode() in made.raw], ids=lambda made: made.name
)
def test_the_returned_letter_is_known_by_its_id(made: Made) -> None:
    told = bounce.read(parse(made.raw))
    assert told is not None
    assert told.message_id == OUR_ID


@pytest.mark.parametrize(
    ("subject", "sender", "text"),
    [
        ("Falha na entrega", "Ana <ana@sindicato.example>", "Não foi possível entregar a senha ao segurado."),
        ("Undeliverable letter", "ana@sindicato.example", f"550 5.1.1 <{ANA}> User unknown"),
        (
            "ENC: Undelivered Mail Returned to Sender",
            "Postmaster <postmaster@sindicato.example>",
            f"Sua mensagem não foi entregue.\n{LETTER}",
        ),
        ("Senha", "Postmaster <postmaster@sindicato.example>", "Não foi possível enviar a senha ao segurado."),
        ("Problema no envio", "Admin <admin@sindicato.example>", "Não foi possível enviar o arquivo pelo portal. 552 Message too large"),
        ("Erro ao enviar mensagem", "ana@sindicato.example", f"Olá,\n\nRecebo isto:\n\nYour message could not be delivered\n\n{LETTER}"),
    ],
)
def test_a_person_who_speaks_of_a_bounce_is_a_person(subject: str, sender: str, text: str) -> None:
    assert automatic.kind(parse(mail(subject, text, sender, ""))) == "normal"


def test_a_vacation_answer_to_a_failed_subject_is_no_bounce() -> None:
    assert automatic.kind(parse(mail("Resposta automática: Falha na entrega", "Estou de férias.", "ana@sindicato.example"))) == "auto"
    assert automatic.kind(parse(mail("Re: Falha na entrega", "Estou de férias até dia 10.", "ana@sindicato.example"))) == "auto"


@pytest.mark.parametrize(
    "piece",
    [
        b"a",
        b"a@",
        b"a@b.c ",
        b"\n",
        b"Final-Recipient: x\n",
        b"To: ",
        b"Message-ID:\n ",
        b"could not ",
        b"\xc3\xa9",
        b"a=b",
        b"5.1.1 ",
        b"ola ",
    ],
)
def test_a_megabyte_of_anything_is_read_in_no_time(piece: bytes) -> None:
    body = piece * (1_000_000 // len(piece))
    for head in (
        b"From: MAILER-DAEMON@x\nSubject: x\n\n",
        b"From: a@x\nSubject: Lida: x\n\n",
        b"From: MAILER-DAEMON@x\nContent-Type: message/delivery-status\n\n",
    ):
        with within(10):
            found = parse(head + body)
            automatic.kind(found)
            bounce.read(found)
