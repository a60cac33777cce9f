"""Are files what they say, do their names stay harmless, and does nothing in them cost more than its bytes?"""

import base64
import binascii
import gzip
import hashlib
import io
import struct
import tarfile
import time
import zipfile
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.evidence import claim, evidence, naming, sniff
from parsers.evidence.judgement import __doc__ as table
from parsers.mime.message import parse
from tests.mails.making.mail import picture
from tests.mails.making.winmail import winmail

OFFICE = "application/vnd.openxmlformats-officedocument."


def zipped(*names: str, first: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(zipfile.ZipInfo(name), first if name == "mimetype" else b"x" * 3000)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        made.addfile(tarfile.TarInfo("a"))
    return out.getvalue()


def ole(stream: str) -> bytes:
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    head[30:32], head[48:52] = struct.pack("<H", 9), struct.pack("<I", 1)
    return bytes(head) + b"\xff" * 512 + "Root Entry".encode("utf-16-le").ljust(128, b"\0") + stream.encode("utf-16-le").ljust(128, b"\0")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture(20, 20), "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"GIF89a\1\0\1\0", "image/gif"),
        (b"BM\x46\0\0\0", "image/bmp"),
        (b"II*\0\x08\0", "image/tiff"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic"),
        (b"%PDF-1.7\n", "application/pdf"),
        (zipped("a.txt", "b/c.txt"), "application/zip"),
        (zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml"), OFFICE + "wordprocessingml.document"),
        (zipped("_rels/.rels", "xl/workbook.xml", "[Content_Types].xml"), OFFICE + "spreadsheetml.sheet"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), OFFICE + "presentationml.presentation"),
        (zipped("mimetype", "content.xml", first=b"application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"),
        (zipped("META-INF/MANIFEST.MF", "A.class"), "application/java-archive"),
        (zipped("minha word/a.txt"), "application/zip"),
        (ole("WordDocument"), "application/msword"),
        (ole("Workbook"), "application/vnd.ms-excel"),
        (ole("__nameid_version1.0"), "application/vnd.ms-outlook"),
        (ole("Outra"), "application/x-ole-storage"),
        (b"{\\rtf1\\ansi", "application/rtf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "text/html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "text/html"),
        (b"<?xml version='1.0'?><nfeProc>", "application/xml"),
        (b"<?xml version='1.0'?><svg xmlns='x'>", "image/svg+xml"),
        (b"<svg width='1'>", "image/svg+xml"),
        (b"Return-Path: <a@b.example>\nReceived: from x\n\tby y\n", "message/rfc822"),
        (b"Para: Maria\nAssunto: x\n", "text/plain"),
        (b"BEGIN:VCARD\r\n", "text/vcard"),
        (gzip.compress(b"a", mtime=0), "application/gzip"),
        (tarred(), "application/x-tar"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "application/x-7z-compressed"),
        (b"Rar!\x1a\x07\x01\0", "application/vnd.rar"),
        (b"MZ\x90\0\3\0\0\0", "application/vnd.microsoft.portable-executable"),
        (b"\x7fELF\2\1\1\0", "application/x-sharedlib"),
        (b"ID3\4\0\0", "audio/mpeg"),
        (b"OggS\0\2\0", "audio/ogg"),
        (b"\0\0\0\x20ftypisom", "video/mp4"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
        (bytes.fromhex("3082053006092a864886f70d010702a0"), "application/pkcs7-signature"),
        (bytes.fromhex("308006092a864886f70d010703a080"), "application/pkcs7-mime"),
        (winmail(), "application/vnd.ms-tnef"),
        ("Olá, segue a relação.\n".encode("cp1252"), "text/plain"),
        ("\ufeffcódigo;nome\n".encode("utf-16"), "text/plain"),
        (b"\0\1\2\3", ""),
        (b"", ""),
    ],
)
def test_bytes_say_what_they_are(content: bytes, kind: str) -> None:
    assert sniff.media_type(content) == kind


@given(st.binary(max_size=700))
def test_any_bytes_are_something_or_nothing(content: bytes) -> None:
    kind = sniff.media_type(content)
    assert not kind or "/" in kind


@pytest.mark.parametrize(
    ("name", "claimed", "content", "lies"),
    [
        ("boleto.pdf", "application/pdf", b"MZ\x90\0", True),
        ("boleto.pdf", "application/octet-stream", b"MZ\x90\0", True),
        ("tela.png", "image/png", b"\x7fELF\2", True),
        ("tela.png", "image/png", b"<html><script>", True),
        ("foto.jpg", "image/jpeg", b"PK\3\4" + b"\0" * 60, True),
        ("setup.exe", "application/octet-stream", b"MZ\x90\0", False),
        ("dados", "application/octet-stream", b"MZ\x90\0", False),
        ("tela.png", "image/png", b"\xff\xd8\xff\xe0", False),
        ("relatorio.xls", "application/vnd.ms-excel", b"<html><table>", False),
        ("oficio.doc", "application/msword", b"{\\rtf1", False),
        ("pagina.html", "text/html", b"<html>", False),
        ("oficio.docx", "application/octet-stream", zipped("[Content_Types].xml", "word/document.xml"), False),
        ("lista.csv", "text/csv", b"a;b\n", False),
        ("foto.png", "image/png", b"\0\1", False),
        ("oficio.pdf", "application/pdf", b"%PDF-1.4", False),
    ],
)
def test_a_file_that_pretends_to_be_harmless_is_told(name: str, claimed: str, content: bytes, lies: bool) -> None:
    assert claim.contradicts(name, claimed, sniff.media_type(content)) is lies
    head = (
        f'Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: {claimed}; name="{name}"\nContent-Transfer-Encoding: base64\n\n'
    )
    found = evidence.attachments(parse(head.encode() + base64.encodebytes(content) + b"--x--\n"))
    assert evidence.defects(found) == (("type",) if lies else ())


def named(parameter: bytes, kind: bytes = b"application/pdf") -> bytes:
    return (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: "
        + kind
        + b"\nContent-Disposition: attachment"
        + parameter
        + b"\n\n%PDF\n--x--\n"
    )


@pytest.mark.parametrize(
    ("parameter", "shown", "original"),
    [
        (b'; filename="../../x"', "x", "../../x"),
        (b'; filename="C:\\x"', "x", "C:\\x"),
        (b'; filename="..\\\\..\\\\boot.ini"', "boot.ini", "..\\..\\boot.ini"),
        (b"; filename*=utf-8''a%0D%0AX-Bcc:%20b.pdf", "a X-Bcc_ b.pdf", None),
        (b"; filename*=utf-8''a%00.exe%00.pdf", "a.exe.pdf", None),
        (b"; filename*=utf-8''fatura%E2%80%AEfdp.exe", "faturafdp.exe", "fatura\u202efdp.exe"),
        (b"; filename*=utf-8''%E2%80%8B.htaccess", "htaccess", "\u200b.htaccess"),
        (b'; filename="CON"', "_CON", "CON"),
        (b'; filename="nul.pdf"', "_nul.pdf", "nul.pdf"),
        (b'; filename="."', "anexo-0.pdf", "."),
        (b'; filename=".."', "anexo-0.pdf", ".."),
        (b'; filename=""', "anexo-0.pdf", ""),
        (b"", "anexo-0.pdf", ""),
        (b'; filename="a.pdf"; filename="b.exe"', "a.pdf", "a.pdf"),
        (b"; filename*=utf-9''a%FFb.pdf", "aÿb.pdf", "aÿb.pdf"),
        (b"; filename*=utf-8''%zz", "%zz", "%zz"),
        (b'; filename="' + "relação.pdf".encode("cp1252") + b'"', "relação.pdf", "relação.pdf"),
        (b'; filename="=?utf-8?B?cmVsYcOnw6NvLnBkZg==?="', "relação.pdf", "relação.pdf"),
        (b'; filename="a<b>:c|d?.pdf"', "a_b__c_d_.pdf", "a<b>:c|d?.pdf"),
    ],
)
def test_a_name_is_cleaned_and_what_the_mail_said_is_kept(parameter: bytes, shown: str, original: str | None) -> None:
    """T053."""
    (found,) = evidence.attachments(parse(named(parameter)))
    assert found.name == shown
    assert original is None or found.original_name == original
    assert all(letter.isprintable() for letter in found.name)


def test_a_name_of_five_thousand_letters_is_kept_and_shown_short() -> None:
    (found,) = evidence.attachments(parse(named(b'; filename="' + b"a" * 5000 + b'.pdf"')))
    assert (len(found.name), found.name[-5:], len(found.original_name)) == (120, "a.pdf", 5004)


@pytest.mark.parametrize(
    ("kind", "content", "name"),
    [
        ("image/png", b"x", "anexo-1.png"),
        ("application/octet-stream", b"%PDF-1.4", "anexo-1.pdf"),
        ("application/octet-stream", b"\0\1", "anexo-1"),
        ("message/rfc822", b"Subject: =?utf-8?Q?RES:_L=C3=A1/aqui?=\nFrom: a@b\n\nx", "RES_ Lá_aqui.eml"),
        ("message/rfc822", b"From: a@b\n\nx", "anexo-1.eml"),
        ("audio/ogg", b"OggS", "anexo-1.ogg"),
    ],
)
def test_a_file_without_a_name_is_called_by_what_it_is(kind: str, content: bytes, name: str) -> None:
    head = f"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nOi\n--x\nContent-Type: {kind}\n\n".encode()
    (found,) = evidence.attachments(parse(head + content + b"\n--x--\n"))
    assert (found.name, found.original_name) == (name, "")


def test_a_digest_lists_every_mail_by_its_subject() -> None:
    raw = b"Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: um\n\na\n--x\n\nSubject: dois\n\nb\n--x--\n"
    assert [(a.name, a.why) for a in evidence.attachments(parse(raw))] == [("um.eml", "message"), ("dois.eml", "message")]


def test_names_side_by_side_are_distinct() -> None:
    """T054: for an export, where nothing may be written over or leave its folder."""
    given_names = ["a.pdf", "A.PDF", "a (2).pdf", "a.pdf", "../../x", "x", "", "é" * 300 + ".pdf", "é" * 300 + ".pdf", ".htaccess", "CON"]
    found = naming.distinct(given_names)
    assert found[:6] == ("a.pdf", "A (2).PDF", "a (2) (2).pdf", "a (3).pdf", "x", "x (2)")
    assert len({name.casefold() for name in found}) == len(given_names)
    assert all(0 < len(name.encode()) <= 255 and "/" not in name and name not in {".", ".."} for name in found)


@given(st.lists(st.text(max_size=8), max_size=12))
def test_any_names_become_distinct(names: list[str]) -> None:
    found = naming.distinct(names)
    assert len({name.casefold() for name in found}) == len(names)
    assert not any(set(name) & set('/\\\0\n<>:"|?*') for name in found)


NOISE = Random(55).randbytes(15 << 20)


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit", "x-uuencode"])
def test_fifteen_megabytes_come_back_as_they_were(encoding: str) -> None:
    """T055."""
    content = NOISE.replace(b"\n", b"\0").replace(b"\r", b"\0") if encoding == "8bit" else NOISE
    body = {
        "base64": base64.encodebytes,
        "quoted-printable": lambda c: b"=\r\n".join(f"={c[at : at + 24].hex('=').upper()}".encode() for at in range(0, len(c), 24)),
        "8bit": lambda c: c,
        "x-uuencode": lambda c: (
            b"begin 644 a.bin\n" + b"".join(binascii.b2a_uu(c[at : at + 45]) for at in range(0, len(c), 45)) + b"`\nend\n"
        ),
    }[encoding](content)
    head = f"Content-Type: application/octet-stream; name=a.bin\nContent-Transfer-Encoding: {encoding}\n\n".encode()
    begin = time.process_time()
    (found,) = evidence.attachments(parse(head + body))
    assert time.process_time() - begin < 5
    assert (found.size, found.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    ("encoding", "body", "content", "defect"),
    [
        (b"base64", b"", b"", ()),
        (b"base64", b"%PDF-1.4 \xe7\xe3o", None, ("base64",)),
        (b"x-lzma", b"%PDF-1.4", b"%PDF-1.4", ("encoding",)),
        (b"x-uuencode", b"%PDF-1.4", b"%PDF-1.4", ("encoding",)),
    ],
)
def test_an_encoding_that_lies_is_told_and_the_mail_is_kept(
    encoding: bytes, body: bytes, content: bytes | None, defect: tuple[str, ...]
) -> None:
    mail = parse(b"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: " + encoding + b"\n\n" + body)
    (found,) = evidence.attachments(mail)
    assert mail.defects == defect
    assert (found.evidence, found.why) == ((False, "empty") if content == b"" else (True, "file"))
    assert content is None or found.sha256 == hashlib.sha256(content).hexdigest()


def nested() -> bytes:
    content = b"\0" * 1_000_000
    for _ in range(9):
        content = gzip.compress(content, mtime=0)
    return content


@pytest.mark.parametrize(
    ("content", "kind", "why"),
    [
        (zipped(*[f"{letter}.zip" for letter in "abcdefghijklmnop"]), "application/zip", "file"),
        (nested(), "application/gzip", "file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 60_000, 60_000) + b"\x08\x06\0\0\0" + b"\0" * 100, "image/png", "picture"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>', "application/xml", "file"),
        (b"%PDF-1.7\n1 0 obj<</Length 1073741824/Filter/FlateDecode>>stream\n" + b"x" * 100, "application/pdf", "file"),
    ],
)
def test_what_could_unfold_is_never_unfolded(content: bytes, kind: str, why: str) -> None:
    """T056."""
    head = f"Content-Type: {kind}; name=a\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n".encode()
    raw = head + base64.encodebytes(content)
    begin = time.process_time()
    for _ in range(20):
        (found,) = evidence.attachments(parse(raw))
    assert time.process_time() - begin < 0.2
    assert (found.size, found.sniffed, found.why) == (len(content), kind, why)


def test_every_word_stands_in_the_table() -> None:
    assert table is not None
    for word in (
        "file",
        "message",
        "picture",
        "screenshot",
        "logo",
        "repeated",
        "quoted",
        "pixel",
        "empty",
        "signature",
        "machine",
        "external",
    ):
        assert f"`{word}`" in table
