"""Is mail from machines told from mail from people?"""

import pytest

from parsers.machine import automatic
from parsers.mime.message import parse

REPORT = b"Content-Type: multipart/report; report-type=%s; boundary=x\n\n--x\n\nolhe\n--x\nContent-Type: %s\n\nA: b\n--x--\n"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"Subject: [12] Portal", "normal"),
        (b"Auto-Submitted: no", "normal"),
        (b"Auto-Submitted: auto-replied (vacation)", "auto"),
        (b"Auto-Submitted: auto-generated; owner=x", "auto"),
        (b"Precedence: bulk", "auto"),
        (b"Precedence: first-class", "normal"),
        (b"Precedence: list", "list"),
        (b"List-Id: Avisos <avisos.example>", "list"),
        (b"X-Autoreply: yes", "auto"),
        (b"Return-Path: <>", "auto"),
        (b"Return-Path: <a@b.example>", "normal"),
        (b"X-Auto-Response-Suppress: All", "normal"),
        (b"From: Nao-Responda <nao-responda@banco.example>", "auto"),
        (b"From: noreply@banco.example", "auto"),
        (b"From: noredo@banco.example", "normal"),
        (b"Subject: =?utf-8?Q?Resposta_autom=C3=A1tica:_[12]_Portal?=", "auto"),
        ("Subject: Fora do escritório: férias".encode(), "auto"),
        (b"Subject: Automatic reply: Portal", "auto"),
        (b"Subject: Out of Office Re: Portal", "auto"),
        ("Subject: Ausência temporária".encode(), "auto"),
        ("Subject: Resposta automática não chega ao segurado".encode(), "normal"),
        ("Subject: Ausência de dados no portal".encode(), "normal"),
        (b"Subject: FORA DO ESCOPO: pedido", "normal"),
        (b"Subject: failure notice\nFrom: MAILER-DAEMON@mx.example", "bounce"),
        (b"Subject: failure notice\nFrom: ana@mx.example", "normal"),
        ("Subject: Não foi possível entregar: x\nFrom: postmaster@mx.example".encode(), "bounce"),
        (b"X-Failed-Recipients: a@b.example", "bounce"),
        (REPORT % (b"delivery-status", b"message/delivery-status"), "bounce"),
        (REPORT % (b"disposition-notification", b"message/disposition-notification"), "report"),
        (REPORT % (b"feedback-report", b"message/feedback-report"), "report"),
        (b"Content-Type: text/calendar; method=REPLY", "auto"),
        (b"Content-Type: text/calendar; method=REQUEST", "normal"),
    ],
)
def test_the_kind_of_a_mail(head: bytes, kind: str) -> None:
    raw = head if b"\n\n" in head else head + b"\n\nolhe"
    assert automatic.kind(parse(raw)) == kind


@pytest.mark.parametrize(("mail_from", "kind"), [(None, "normal"), ("a@b.example", "normal"), ("", "auto"), ("<>", "auto")])
def test_a_null_envelope_sender_is_no_person(mail_from: str | None, kind: str) -> None:
    assert automatic.kind(parse(b"Subject: x\n\ny"), mail_from) == kind


@pytest.mark.parametrize(("value", "silenced"), [(b"All", True), (b"OOF, AutoReply", True), (b"None", False), (b"", False)])
def test_suppression_alone_only_silences(value: bytes, silenced: bool) -> None:
    assert automatic.is_silenced(parse(b"X-Auto-Response-Suppress: " + value + b"\n\n")) is silenced
