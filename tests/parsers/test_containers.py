"""Do parts that pack others give up what they hold, byte for byte, and never more than they cost?"""

import base64
import hashlib
import io
import time
import zlib

import pytest
from asn1crypto import cms, core
from hypothesis import given, settings
from hypothesis import strategies as st
from tnefparse import TNEF

from parsers.evidence import evidence
from parsers.mime.message import Mail, parse
from parsers.mime.packed import calendar, pgp, rtf, smime, tnef
from parsers.text import body
from tests.mails.making.winmail import Packed, attribute, winmail

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 3 + b"\0\0\0"  # a stream of properties pads with zeros: they are not the file's
FILES = (
    Packed("relatório final.pdf", PDF, "RELATR~1.PDF"),
    Packed("tela.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 5, kept=True, content_id="a@b"),
)


def one(content: bytes, kind: str = "application/ms-tnef", name: str = "winmail.dat", text: bytes = b"") -> bytes:
    named = f'; name="{name}"' if name else ""
    head = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
    part = f"--x\nContent-Type: {kind}{named}\nContent-Transfer-Encoding: base64\n\n".encode() + base64.encodebytes(content)
    return head + (b"--x\nContent-Type: text/plain\n\n" + text + b"\n" if text else b"") + part + b"--x--\n"


def listed(mail: Mail) -> list[tuple[str, str, bool]]:
    return [(a.name, a.why, a.evidence) for a in evidence.attachments(mail)]


def test_a_winmail_gives_up_its_files_and_is_no_evidence_itself() -> None:
    raw = one(winmail(*FILES), text=b"Segue.")
    mail = parse(raw)
    assert listed(mail) == [("winmail.dat", "container", False), ("relatório final.pdf", "file", True), ("tela.png", "picture", True)]
    assert [evidence.content(raw, a.part) for a in evidence.attachments(mail)][1:] == [file.content for file in FILES]
    assert mail.defects == ()


def test_another_reader_finds_the_same_in_the_bytes_that_are_made_here() -> None:
    content = winmail(*FILES, text="Bom dia", page="<p>Olá</p>")
    other = TNEF(content)
    found = tnef.read(content)
    first, second = other.attachments
    assert (first.long_filename(), first.data) == (found.files[0].name, found.files[0].content)
    assert second.long_filename() == found.files[1].name
    assert (found.text, found.page, found.page_charset, found.whole) == ("Bom dia", "<p>Olá</p>".encode("latin-1"), "iso-8859-1", True)


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        ({"text": "Não abre – erro\n"}, "Não abre – erro"),
        ({"page": "<p>Não abre</p>"}, "Não abre"),
        ({"rtf": rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\pard N\'e3o abre\par \u8211? erro}"}, "Não abre\n– erro"),
        ({"body": "Não abre"}, "Não abre"),
    ],
)
@pytest.mark.parametrize("kind", ["application/ms-tnef", "application/vnd.ms-tnef", "application/octet-stream"])
def test_the_text_in_a_winmail_is_the_text_of_a_mail_that_has_no_other(packed: dict[str, str], said: str, kind: str) -> None:
    assert body.best_text(parse(one(winmail(**packed), kind)))[0] == said  # type: ignore[arg-type]
    assert body.best_text(parse(one(winmail(**packed), kind, text=b"Do mail.")))[0] == "Do mail."  # type: ignore[arg-type]


def test_rtf_made_from_html_is_html_again() -> None:
    source = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\htmlrtf {\f0 \htmlrtf0 N\'e3o \u8211?"
        rb" abre\htmlrtf }\htmlrtf0 {\*\htmltag84 &nbsp;}{\*\mhtmltag1 <x>}{\*\htmltag72 </p>}}"
    )
    assert rtf.read(source) == ("text/html", "<p>Não – abre&nbsp;</p>")


@pytest.mark.parametrize("cut", range(0, 220, 7))
def test_a_broken_winmail_gives_what_it_can_and_says_so(cut: int) -> None:
    whole = winmail(*FILES)
    mail = parse(one(whole[: len(whole) - 1 - cut]))
    assert "tnef" in mail.defects
    assert evidence.attachments(mail)[0].name == "winmail.dat"


def test_a_message_within_is_a_file_of_its_own_kind() -> None:
    inner = winmail(text="dentro")
    (_, found) = evidence.attachments(parse(one(winmail(Packed("Pedido antigo", inner, message=True)), text=b"x")))
    assert (found.name, found.type, found.sha256) == ("Pedido antigo", "application/vnd.ms-tnef", hashlib.sha256(inner).hexdigest())


ENTITY = (
    b"Content-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nAPROVAR\r\n"
    b'--y\r\nContent-Type: application/pdf; name="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--y--\r\n'
)


def signed(content: bytes | None = ENTITY) -> bytes:
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [],
            "encap_content_info": {"content_type": "data"} if content is None else {"content_type": "data", "content": content},
            "signer_infos": [],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())


def in_pieces(content: bytes, size: int = 50) -> bytes:
    """As OpenSSL streams it: lengths left open, the content in pieces (BER)."""
    pieces = b"".join(core.OctetString(content[at : at + size]).dump() for at in range(0, len(content), size))
    data, signed_data = bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010702")
    inside = b"\x30\x80" + data + b"\xa0\x80\x24\x80" + pieces + b"\0\0" * 3
    return (
        b"\x30\x80"
        + signed_data
        + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x80\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\0\0"
        + inside
        + b"\x31\0"
        + b"\0\0" * 3
    )


@pytest.mark.parametrize("frame", [signed(), in_pieces(ENTITY)])
@pytest.mark.parametrize("kind", ["application/pkcs7-mime; smime-type=signed-data", "application/x-pkcs7-mime", "application/octet-stream"])
def test_a_signed_mail_is_read_like_any_other(frame: bytes, kind: str) -> None:
    mail = parse(
        b"Content-Type: " + kind.encode() + b'; name="smime.p7m"\nContent-Transfer-Encoding: base64\n\n' + base64.encodebytes(frame)
    )
    assert body.best_text(mail)[0] == "APROVAR"
    assert listed(mail) == [("smime.p7m", "container", False), ("a.pdf", "file", True)]
    assert mail.defects == ()


def test_another_reader_finds_the_same_signed_content() -> None:
    assert cms.ContentInfo.load(signed())["content"]["encap_content_info"]["content"].native == smime.read(signed())[0]
    assert cms.ContentInfo.load(in_pieces(ENTITY))["content"]["encap_content_info"]["content"].native == smime.read(in_pieces(ENTITY))[0]


def test_a_signed_file_stays_a_file() -> None:
    mail = parse(one(signed(b"%PDF-1.4"), "application/pkcs7-mime", "contrato.pdf.p7m", b"Segue."))
    assert listed(mail) == [("contrato.pdf.p7m", "file", True)]


ENVELOPED = bytes.fromhex("3080 0609 2a864886f70d010703 a080 3080 020100".replace(" ", "")) + b"\0" * 40
PGP = b"-----BEGIN PGP MESSAGE-----\n\nhQEMA0\n=abcd\n-----END PGP MESSAGE-----\n"


@pytest.mark.parametrize(
    ("raw", "defect", "whys"),
    [
        (one(ENVELOPED, "application/pkcs7-mime; smime-type=enveloped-data", "smime.p7m"), "encrypted", ["encrypted"]),
        (one(b"lixo", "application/pkcs7-mime", "smime.p7m"), "smime", ["unreadable"]),
        (one(b"lixo", "application/ms-tnef", "winmail.dat"), "tnef", ["unreadable"]),
        (one(b"Version: 1\n", "application/pgp-encrypted", ""), "encrypted", ["encrypted"]),
        (one(PGP, "application/octet-stream", "encrypted.asc"), "", ["encrypted"]),
        (b"\n" + PGP, "encrypted", []),
        (one(b"\xd0\xcf\x11\xe0", "application/x-microsoft-rpmsg-message", "message.rpmsg", b"Protegida."), "encrypted", ["encrypted"]),
        (one(b"You deleted an attachment", "text/x-moz-deleted", "Deleted: tela.png", b"x"), "", ["external"]),
        (b"Content-Type: message/partial; id=a; number=1; total=2\n\nFrom: a@b\n\nAPROVAR\n", "partial", ["unreadable"]),
    ],
)
def test_what_needs_a_key_or_is_broken_is_kept_and_said(raw: bytes, defect: str, whys: list[str]) -> None:
    mail = parse(raw)
    assert mail.defects == ((defect,) if defect else ())
    assert [why for _, why, _ in listed(mail)] == whys
    assert not any(counts for *_, counts in listed(mail))


def test_clear_signed_words_are_shown_without_their_armour() -> None:
    armoured = (
        b"Antes.\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\nCharset: utf-8\r\n\r\nRECUSAR\r\n- - item um\r\n- -----fim\r\n"
        b"-----BEGIN PGP SIGNATURE-----\r\n\r\niQIz\r\n=aaaa\r\n-----END PGP SIGNATURE-----\r\nDepois.\r\n"
    )
    assert pgp.shown(armoured) == (b"Antes.\r\nRECUSAR\r\n- item um\r\n-----fim\r\nDepois.\r\n", "")
    assert body.best_text(parse(b"\n" + armoured))[0] == "Antes.\nRECUSAR\n- item um\n-----fim\nDepois."


INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:E. South America Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ORGANIZER;CN=Rita Moura;RSVP=TRUE:mailto:rita@b.example
SUMMARY;LANGUAGE=pt-BR:APRO
 VAR\\, já
DTSTART;TZID=E. South America Standard Time:20261210T143000
LOCATION:Sala 2\\nBloco A
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


def test_an_invitation_is_read_where_nothing_else_is_written() -> None:
    said = "Convite: APROVAR, já\nQuando: 10/12/2026 14:30\nOnde: Sala 2 Bloco A\nOrganizador: Rita Moura"
    assert calendar.text(INVITATION, "utf-8") == said
    alone = parse(b"Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\n" + INVITATION)
    assert body.best_text(alone)[0] == said
    assert listed(alone) == [("anexo-0.ics", "machine", False)]
    assert body.best_text(parse(one(INVITATION, "text/calendar", "invite.ics", b"Vamos?")))[0] == "Vamos?"


def test_containers_within_containers_end() -> None:
    frame = ENTITY
    for _ in range(20):
        frame = b"Content-Type: application/pkcs7-mime; smime-type=signed-data\n\n" + signed(frame)
    assert len(parse(frame).parts) <= 4
    many = b"".join(b"--x\nContent-Type: application/pkcs7-mime\n\n" + signed() + b"\n" for _ in range(480))
    mail = parse(b"Content-Type: multipart/mixed; boundary=x\n\n" + many + b"--x--\n")
    assert (len(mail.parts), mail.defects) == (480, ("parts",))


@pytest.mark.parametrize(
    "content",
    [
        winmail(*[Packed("a", b"", "A")] * 5000),
        tnef.SIGNATURE + b"\0\0" + attribute(1, 0x00069003, b"\xff\xff\xff\x7f" + b"\x1f\x10\x01\x10\xff\xff\0\0" * 100_000),
        tnef.SIGNATURE + b"\0\0" + b"\1" * 1_000_000,
        winmail(rtf=b"{\\rtf1 " + b"{" * 20_000),
        b"\x30\x80" * 500_000,
        in_pieces(b"x" * 1_000_000, 10),
        zlib.compress(b"\0" * 1000),
    ],
)
def test_a_container_costs_what_it_weighs(content: bytes) -> None:
    begin = time.process_time()
    for kind in ("application/ms-tnef", "application/pkcs7-mime"):
        parse(one(content, kind, ""))
    assert time.process_time() - begin < 2


@settings(max_examples=300)
@given(
    st.binary(max_size=400),
    st.sampled_from([winmail(*FILES, page="<p>x", rtf=b"{\\rtf1 x}"), signed(), in_pieces(ENTITY)]),
    st.integers(0, 900),
)
def test_any_bytes_are_read(junk: bytes, whole: bytes, at: int) -> None:
    bent = whole[:at] + junk + whole[at + len(junk) :]
    for kind in ("application/ms-tnef", "application/pkcs7-mime", "text/calendar"):
        evidence.attachments(parse(one(bent, kind)))
    rtf.read(b"{\\rtf1" + junk)
    rtf.unpacked(junk)
    pgp.shown(junk)


def test_nothing_is_written_or_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """T057: a file that stands elsewhere is never fetched."""
    for name in ("socket.socket", "builtins.open", "io.open", "os.open"):
        monkeypatch.setattr(name, lambda *_, **__: pytest.fail("the outside was asked"))
    head = b'Content-Type: message/external-body; access-type=URL; URL="http://169.254.169.254/x.pdf"; name="x.pdf"\n\n'
    (found,) = evidence.attachments(parse(head + b"Content-Type: application/pdf\n\n"))
    assert (found.name, found.why, found.evidence) == ("x.pdf", "external", False)
    evidence.attachments(parse(one(winmail(*FILES, page="<img src=file:///etc/passwd>"))))
    assert io.BytesIO(b"x").read() == b"x"
