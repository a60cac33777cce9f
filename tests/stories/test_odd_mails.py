"""What becomes of a mail that is hardly one? A ticket with what can be read of it, its bytes whole, and never an error."""

import base64
import json
from html import unescape

import pytest
from typer.testing import CliRunner

from gateway.commands.line import cli
from storage.mail import inbox
from tests.parsers.test_containers import ENVELOPED, PGP
from tests.world import ADDRESS, ANA, MARIA, World

HEAD = f"From: {MARIA}\r\nTo: {ADDRESS}\r\nSubject: [11] Como protocolar?\r\nMessage-ID: <estranha@x.example>\r\n".encode()
PART = b"Content-Type: text/plain; charset=utf-8\r\n\r\nO texto.\r\n"


def opened(world: World, raw: bytes) -> str:
    """The text of the letter that tells the technicians of the ticket; what is on record is what came."""
    mail = world.raw_in(raw, login=world.person(MARIA).id, mail_from=MARIA)
    world.work_off()
    assert world.outcome(mail) == "opened"
    with world.tools.database.reading() as session:
        assert inbox.raw(session, world.tools.evidence, mail) == raw
    return world.last(ANA).text


def defects(raw: bytes, world: World) -> list[str]:
    """What an operator reads to be wrong with it."""
    file = world.tools.evidence.root.parent / "estranha.eml"  # type: ignore[attr-defined]  # the store of a test is files
    file.write_bytes(raw)
    said = CliRunner().invoke(cli, ["read", "--json", str(file)])
    assert said.exit_code == 0, said.output
    return list(json.loads(said.stdout)["defects"])


@pytest.mark.parametrize(
    ("more", "shown", "told"),
    [
        (b"Content-Type: text/plain; charset=x-inventado\r\n\r\nN\xe3o abre \x93aqui\x94.\r\n", "Não abre “aqui”.", ["charset"]),
        (b"Content-Type: text/plain; charset=utf-8\r\n\r\nN\xe3o abre.\r\n", "Não abre.", ["charset"]),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nIsto n?o e base64!\r\n", "", ["base64"]),
        (b"Date: ontem, 35:99 -9999\r\n" + PART, "O texto.", []),
        (b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n' + PART + b"----\r\n", "O texto.", ["boundary"]),
        (b"Content-Type: multipart/mixed\r\n\r\nO texto.\r\n", "O texto.", ["boundary"]),
        (b"Content-Type: \r\nContent-Transfer-Encoding: nenhum\r\n\r\nO texto.\r\n", "O texto.", ["encoding"]),
        (b"To: outro@x.example\r\nDate: Mon, 23 Nov 2026 10:00:00 -0300\r\nDate: ontem\r\n" + PART, "O texto.", ["duplicate"]),
        (b"Subject: [12] Outro assunto\r\n" + PART, "O texto.", ["duplicate"]),
        (b"Message-ID: <outra@x.example>\r\n" + PART, "O texto.", ["duplicate"]),
        (b"X-Mailer : com um branco\r\n" + PART, "O texto.", []),
        (b"", "", []),
    ],
    ids=["charset", "bytes", "base64", "date", "boundary", "no boundary", "encoding", "dates", "subjects", "ids", "blank", "only a header"],
)
def test_what_can_be_read_of_it_is_the_ticket(world: World, more: bytes, shown: str, told: list[str]) -> None:
    raw = HEAD + more
    assert shown in opened(world, raw)
    assert world.ticket().title == "Como protocolar?", "of two subjects the first counts"
    assert defects(raw, world) == told


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"O texto sem cabe\xe7alho.\r\n", b"\r\n\r\n" + HEAD, bytes(range(256)) * 20])
def test_what_names_nobody_is_on_record_and_opens_nothing(world: World, raw: bytes) -> None:
    mail = world.raw_in(raw, mail_from=MARIA)
    world.work_off()
    assert (world.outcome(mail), world.count(), world.letters()) == ("stranger", 0, [])


SMIME = (
    b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n"
    b"Content-Disposition: attachment; filename=smime.p7m\r\n\r\n" + base64.encodebytes(ENVELOPED).replace(b"\n", b"\r\n")
)
MIME_PGP = (
    b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=x\r\n\r\n'
    b"--x\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
    b"--x\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n" + PGP.replace(b"\n", b"\r\n") + b"--x--\r\n"
)
WINMAIL = (
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
    + PART
    + b"--x\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\nlixo\r\n--x--\r\n"
)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (SMIME, "smime.p7m (60 bytes; cifrado: não conseguimos abrir)"),
        (MIME_PGP, "encrypted.asc (71 bytes; cifrado: não conseguimos abrir)"),
        (WINMAIL, "winmail.dat (4 bytes; não conseguimos abrir)"),
    ],
    ids=["S/MIME", "PGP", "TNEF"],
)
def test_what_cannot_be_opened_here_is_said_and_rides_along_whole(world: World, more: bytes, told: str) -> None:
    assert told in opened(world, HEAD + b"MIME-Version: 1.0\r\n" + more)
    name = told.partition(" ")[0]
    assert name in world.last(ANA).files
    page = world.last(ANA).mail.get_body(("html",))
    assert page is not None
    assert told.partition(" ")[2] in unescape(page.get_content())
    assert world.count() == 1
