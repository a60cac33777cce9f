"""Is it read which letter did not arrive, to whom, and why?"""

import pathlib

from parsers.machine import bounce
from parsers.mime.message import parse
from parsers.reading import Bounce

OUR_ID = "l61122001.1.abcdefghijklmnopqrstuv2345.9k2@carteiro.example"


def test_the_first_failed_recipient_of_a_delivery_status() -> None:
    raw = pathlib.Path("tests/mails/nao-entregue.eml").read_bytes()
    assert bounce.read(parse(raw)) == Bounce("ana.prado@sindicato.example", "failed", "5.1.1", OUR_ID)
    assert bounce.read(parse(raw.replace(b"\n", b"\r\n"))) == bounce.read(parse(raw))


def test_without_a_failure_the_first_recipient_is_told() -> None:
    raw = pathlib.Path("tests/mails/nao-entregue.eml").read_bytes().replace(b"Action: failed", b"Action: delayed")
    assert bounce.read(parse(raw)) == Bounce("chefe@sindicato.example", "delayed", "4.2.2", OUR_ID)


def test_the_returned_mail_may_be_whole() -> None:
    raw = pathlib.Path("tests/mails/nao-entregue.eml").read_bytes().replace(b"text/rfc822-headers", b"message/rfc822")
    found = bounce.read(parse(raw))
    assert found
    assert found.message_id == OUR_ID


def test_a_bounce_in_words_of_its_own() -> None:
    raw = b"X-Failed-Recipients: ana@b.example\nSubject: Mail delivery failed\n\nSMTP error: 550 5.1.1 unknown user\n"
    assert bounce.read(parse(raw)) == Bounce("ana@b.example", "failed", "5.1.1", "")


def test_one_that_names_nobody_is_none() -> None:
    assert bounce.read(parse(b"Subject: failure notice\n\nsorry")) is None
    assert (
        bounce.read(parse(b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n\n--x--\n")) is None
    )
