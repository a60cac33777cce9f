"""Mails within wrappings: winmail.dat, signed, sealed and armoured mails, invitations, forwarded mails, pieces and places elsewhere."""

from collections.abc import Sequence
from typing import Any

from tests.mails.making.arquivos import FROM, OUTLOOK, PDF, TO, WORDS, attached, mail, page, text, want
from tests.mails.making.mail import Made, base64_lines, multipart, packed, part, picture, wire
from tests.mails.making.winmail import Packed, winmail

FOLDER = "envelopes"
TELA = picture(480, 300)
SAID = {"text": WORDS.strip(), "new_text": "Prezados,\n\nSegue a tela do erro."}


def bare(name: str, kind: str, body: str, files: list[dict[str, Any]], *head: str, **expected: Any) -> Made:
    """A mail that is one part."""
    given = [line for line in head if line.startswith("Subject:")] or ["Subject: [13] Erro ao abrir o requerimento"]
    rest = [line for line in head if not line.startswith("Subject:")]
    top = [
        FROM,
        TO,
        *given,
        "Date: Wed, 25 Nov 2026 09:12:44 -0300",
        OUTLOOK.format(len(name)),
        "MIME-Version: 1.0",
        f"Content-Type: {kind}",
        *rest,
    ]
    return Made(FOLDER, name, wire("\n".join(top) + "\n\n" + body), {"attachments": files, "defects": []} | expected)


def several(name: str, type_: str, boundary: str, parts: Sequence[str], files: list[dict[str, Any]], *head: str, **expected: Any) -> Made:
    made = mail(name, type_, boundary, parts, files, *head, **expected)
    return Made(FOLDER, made.name, made.raw, made.expected)


# winmail.dat

DAT = 'application/ms-tnef; name="winmail.dat"'
DAT_FIELD = 'Content-Disposition: attachment; filename="winmail.dat"'
BOX = "----=_NextPart_000_0040_01DC5E11.7A3BC2E0"
FULL = winmail(
    Packed("relação de cadastradores.pdf", PDF, "RELAO~1.PDF", "application/pdf"), Packed("tela.png", TELA, "TELA.PNG"), rtf=b"{\\rtf1 x}"
)
ONLY_TEXT = winmail(text=WORDS.replace("\n", "\r\n"))
PAGE = "<html><body><p>Prezados,</p><p>Segue a <b>tela</b> do erro.</p><p>Atenciosamente,<br>Zuleide Prado</p></body></html>"
RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Calibri;}}{\colortbl;\red0\green0\blue0;}\uc1\pard\f0\fs22 Prezados,\par\par "
    rb"N\'e3o consigo abrir o requerimento \endash  erro 500.\par\par Atenciosamente,\par Zuleide Prado\par}"
)
OPENED = {"type": "application/ms-tnef", "why": "container", "evidence": False, "name": "winmail.dat"}
NEWS = [
    several(
        "winmail-com-dois-arquivos",
        "multipart/mixed",
        BOX,
        [text(), attached(FULL, DAT, DAT_FIELD)],
        [
            want("winmail.dat", "application/ms-tnef", FULL, "container", sniffed="application/vnd.ms-tnef"),
            want("relação de cadastradores.pdf", "application/pdf", PDF, "file", inline=False),
            want("tela.png", "image/png", TELA, "picture", inline=False),
        ],
        **SAID,
    ),
    several("winmail-so-com-texto", "multipart/mixed", BOX, [attached(ONLY_TEXT, DAT, DAT_FIELD)], [OPENED], **SAID),
    several(
        "winmail-so-com-pagina",
        "multipart/mixed",
        BOX,
        [attached(winmail(page=PAGE), DAT.replace("ms-tnef", "vnd.ms-tnef"), DAT_FIELD)],
        [OPENED | {"type": "application/vnd.ms-tnef"}],
        new_text="Prezados,\n\nSegue a tela do erro.",
    ),
    bare(
        "winmail-e-a-mail-toda-em-rtf",
        DAT,
        base64_lines(winmail(rtf=RTF)),
        [OPENED],
        "Content-Transfer-Encoding: base64",
        DAT_FIELD,
        new_text="Prezados,\n\nNão consigo abrir o requerimento – erro 500.",
    ),
    several(
        "winmail-como-octet-stream-com-arquivo-nas-propriedades",
        "multipart/mixed",
        BOX,
        [text(), attached(winmail(Packed("ofício.pdf", PDF, kept=True)), 'application/octet-stream; name="winmail.dat"', DAT_FIELD)],
        [OPENED | {"type": "application/octet-stream"}, want("ofício.pdf", "application/pdf", PDF, "file")],
        **SAID,
    ),
    several(
        "winmail-com-mensagem-dentro",
        "multipart/mixed",
        BOX,
        [text(), attached(winmail(Packed("Pedido anterior", winmail(text="Pedido."), message=True)), DAT, DAT_FIELD)],
        [OPENED, {"name": "Pedido anterior", "type": "application/vnd.ms-tnef", "why": "unreadable"}],
        **SAID,
    ),
    several(
        "winmail-cortado",
        "multipart/mixed",
        BOX,
        [text(), attached(FULL[:500], DAT, DAT_FIELD)],
        [OPENED, want("relação de cadastradores.pdf", "application/pdf", PDF, "file"), {"name": "TELA", "size": 0, "why": "empty"}],
        defects=["tnef"],
        **SAID,
    ),
]


# S/MIME: the frames by hand, as RFC 5652 has them


def der(tag: int, *contents: bytes) -> bytes:
    """One value in DER."""
    content = b"".join(contents)
    size = len(content).to_bytes((len(content).bit_length() + 7) // 8 or 1)
    return bytes([tag]) + (size if len(content) < 0x80 else bytes([0x80 + len(size)]) + size) + content


def oid(number: int) -> bytes:
    """A content type of PKCS #7: 1 data, 2 signed, 3 enveloped."""
    return bytes.fromhex("06092a864886f70d0107") + bytes([number])


def signed(content: bytes) -> bytes:
    inside = der(0x30, oid(1), der(0xA0, der(0x04, content)))
    return der(0x30, oid(2), der(0xA0, der(0x30, b"\x02\x01\x01", der(0x31), inside, der(0x31))))


def streamed(content: bytes) -> bytes:
    """The same as OpenSSL streams it: lengths left open, the content in pieces."""
    pieces = b"".join(der(0x04, content[at : at + 1000]) for at in range(0, len(content), 1000))
    inside = b"\x30\x80" + oid(1) + b"\xa0\x80\x24\x80" + pieces + b"\0" * 6
    return b"\x30\x80" + oid(2) + b"\xa0\x80\x30\x80\x02\x01\x01" + der(0x31) + inside + der(0x31) + b"\0" * 6


ENVELOPED = der(0x30, oid(3), der(0xA0, der(0x30, b"\x02\x01\x00", der(0x31), der(0x30, oid(1), der(0x80, bytes(range(200)))))))
INNER = wire(
    'Content-Type: multipart/mixed; boundary="----=_NextPart_000_0051"\n\n'
    + multipart(
        "----=_NextPart_000_0051",
        [text(), attached(PDF, 'application/pdf; name="ofício.pdf"', 'Content-Disposition: attachment; filename="oficio.pdf"')],
    )
)
P7M = 'name="smime.p7m"'
P7M_FIELD = 'Content-Disposition: attachment; filename="smime.p7m"'
BASE64 = "Content-Transfer-Encoding: base64"
SEALED = {"name": "smime.p7m", "why": "encrypted", "evidence": False}
APPROVES = wire('Content-Type: text/plain; charset="utf-8"\n\nAprovado, obrigada!\n')
WITHIN = wire(f"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; {P7M}\n{BASE64}\n\n{base64_lines(ENVELOPED)}")
REPLY = "Subject: RES: [L_61124001] Erro ao abrir"

SMIME = [
    several(
        "smime-assinatura-a-parte",
        'multipart/signed; protocol="application/x-pkcs7-signature"; micalg=SHA1',
        "----=_NextPart_000_0061_01DC5E11.7A3BC2E0",
        [
            text(),
            attached(
                signed(b""), 'application/x-pkcs7-signature; name="smime.p7s"', 'Content-Disposition: attachment; filename="smime.p7s"'
            ),
        ],
        [want("smime.p7s", "application/x-pkcs7-signature", signed(b""), "signature", sniffed="application/pkcs7-signature")],
        **SAID,
    ),
    bare(
        "smime-opaca",
        f"application/pkcs7-mime; smime-type=signed-data; {P7M}",
        base64_lines(signed(INNER)),
        [
            want("smime.p7m", "application/pkcs7-mime", signed(INNER), "container"),
            want("oficio.pdf", "application/pdf", PDF, "file"),
        ],
        BASE64,
        P7M_FIELD,
        **SAID,
    ),
    bare(
        "smime-opaca-em-pedacos-decide",
        f"application/x-pkcs7-mime; smime-type=signed-data; {P7M}",
        base64_lines(streamed(APPROVES)),
        [{"name": "smime.p7m", "why": "container"}],
        BASE64,
        P7M_FIELD,
        REPLY,
        command=[{"word": "APROVAR"}],
        ticket="L_61124001",
    ),
    bare(
        "smime-cifrada",
        f"application/pkcs7-mime; smime-type=enveloped-data; {P7M}",
        base64_lines(ENVELOPED),
        [want("smime.p7m", "application/pkcs7-mime", ENVELOPED, "encrypted", sniffed="application/pkcs7-mime")],
        BASE64,
        P7M_FIELD,
        "Subject: RES: [L_61124001] APROVAR",
        text="",
        command=[],
        defects=["encrypted"],
    ),
    bare(
        "smime-assinada-e-cifrada-dentro",
        f"application/pkcs7-mime; smime-type=signed-data; {P7M}",
        base64_lines(
            signed(wire(f"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; {P7M}\n{BASE64}\n\n{base64_lines(ENVELOPED)}"))
        ),
        [{"name": "smime.p7m", "why": "container"}, SEALED],
        BASE64,
        P7M_FIELD,
        text="",
        defects=["encrypted"],
    ),
    several(
        "smime-aprova-e-o-resto-cifrado",
        "multipart/mixed",
        "----=_NextPart_000_0071_01DC5E11.7A3BC2E0",
        [text("APROVAR\n"), attached(ENVELOPED, f"application/pkcs7-mime; smime-type=enveloped-data; {P7M}", P7M_FIELD)],
        [SEALED],
        REPLY,
        OUTLOOK.format("s"),
        text="APROVAR",
        command=[],
        unclear="parts",
        defects=["encrypted"],
    ),
    bare(
        "smime-estragada",
        f"application/pkcs7-mime; {P7M}",
        base64_lines(b"isto nunca foi um envelope"),
        [{"name": "smime.p7m", "why": "unreadable", "evidence": False}],
        BASE64,
        P7M_FIELD,
        text="",
        defects=["smime"],
    ),
]


# PGP

ARMOUR = "-----BEGIN PGP MESSAGE-----\n\nhQEMA1f3pQ9x0kPzAQf/Zq1J0v8m\n=9aZk\n-----END PGP MESSAGE-----\n"
CLEAR = (
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{}\n-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n=Yb0p\n"
    "-----END PGP SIGNATURE-----\n"
)
PGP = [
    bare(
        "pgp-em-claro-decide",
        "text/plain; charset=utf-8",
        CLEAR.format("APROVAR"),
        [],
        REPLY,
        text="APROVAR",
        command=[{"word": "APROVAR"}],
    ),
    bare(
        "pgp-em-claro-com-travessoes",
        "text/plain; charset=utf-8",
        CLEAR.format("Prezados,\n\n- - não abre o requerimento\n- - erro 500"),
        [],
        new_text="Prezados,\n\n- não abre o requerimento\n- erro 500",
    ),
    bare(
        "pgp-cifrada-no-texto",
        "text/plain; charset=utf-8",
        ARMOUR,
        [],
        "Subject: RES: [L_61124001] APROVAR",
        command=[],
        defects=["encrypted"],
    ),
    several(
        "pgp-mime-cifrada",
        'multipart/encrypted; protocol="application/pgp-encrypted"',
        "------------d3Jk9aQ0",
        [
            part("application/pgp-encrypted", "Version: 1\n", "", "Content-Description: PGP/MIME version identification"),
            part('application/octet-stream; name="encrypted.asc"', ARMOUR, "", 'Content-Disposition: inline; filename="encrypted.asc"'),
        ],
        [
            {"type": "application/pgp-encrypted", "why": "encrypted", "evidence": False},
            {"name": "encrypted.asc", "sniffed": "application/pgp-encrypted", "why": "encrypted", "evidence": False},
        ],
        "Message-ID: <5e4d3c2b-1a09-4f8e-8d7c-6b5a49382716@str-campoalegre.example>\nUser-Agent: Mozilla Thunderbird",
        text="",
        defects=["encrypted"],
    ),
    several(
        "pgp-mime-assinada",
        'multipart/signed; protocol="application/pgp-signature"; micalg=pgp-sha512',
        "------------w8Xv0L2p",
        [
            text(),
            part(
                "application/pgp-signature; name=signature.asc",
                CLEAR.partition("{}\n")[2],
                "",
                "Content-Disposition: attachment; filename=signature.asc",
            ),
        ],
        [{"name": "signature.asc", "why": "signature", "evidence": False}],
        **SAID,
    ),
]


# Invitations, forwarded mails, pieces, places elsewhere

EVENT = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:E. South America Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:-0300
TZOFFSETTO:-0300
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;CN=Suporte;RSVP=TRUE:mailto:suporte@carteiro.example
DTSTART;TZID="E. South America Standard Time":20261201T140000
DTEND;TZID="E. South America Standard Time":20261201T150000
LOCATION:Sala de reuniões 2
ORGANIZER;CN="Zuleide Prado":mailto:zuleide@str-campoalegre.example
SUMMARY;LANGUAGE=pt-br:APROVAR
DESCRIPTION:APROVAR
UID:040000008200E00074C5B7101A82E008
END:VEVENT
END:VCALENDAR
"""
OLD = wire(
    "From: Otto Reis <otto@str-campoalegre.example>\nTo: zuleide@str-campoalegre.example\n"
    "Subject: =?UTF-8?Q?Certid=C3=A3o_n=C3=A3o_abre?=\nDate: Tue, 24 Nov 2026 10:00:00 -0300\n"
    "Message-ID: <velha@str-campoalegre.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nAPROVAR\n"
).decode()
AS_MESSAGE = part("message/rfc822", OLD)
ARC = (
    "ARC-Seal: i=1; a=rsa-sha256; t=1764072764; cv=none; d=listas.example; s=arc; b=Zk3v0m\n"
    "ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=listas.example; s=arc; h=from:subject; bh=47DEQpj8=; b=Yx0v\n"
    "ARC-Authentication-Results: i=1; mx.listas.example; dkim=pass header.d=str-campoalegre.example\n"
    "List-Id: <gestores.listas.example>\nMessage-ID: <arc1@str-campoalegre.example>"
)
OTHERS = [
    bare(
        "convite-sozinho",
        'text/calendar; charset="utf-8"; method=REQUEST',
        EVENT,
        [{"type": "text/calendar", "name": "anexo-0.ics", "why": "machine", "evidence": False}],
        "Subject: [13] APROVAR",
        text="Convite: APROVAR\nQuando: 01/12/2026 14:00\nOnde: Sala de reuniões 2\nOrganizador: Zuleide Prado",
        command=[],
    ),
    several(
        "convite-do-gmail-com-texto",
        "multipart/mixed",
        "0000000000003f9b1d0643f1bb20",
        [
            part(
                'multipart/alternative; boundary="0000000000003f9b1c0643f1bb21"',
                multipart(
                    "0000000000003f9b1c0643f1bb21",
                    [text(), page(PAGE), part('text/calendar; charset="UTF-8"; method=REQUEST', packed(EVENT, "base64"), "base64")],
                ),
            ),
            attached(EVENT.encode(), 'application/ics; name="invite.ics"', 'Content-Disposition: attachment; filename="invite.ics"'),
        ],
        [
            {"type": "text/calendar", "why": "machine"},
            {"name": "invite.ics", "type": "application/ics", "sniffed": "text/calendar", "why": "machine"},
        ],
        **SAID,
    ),
    several(
        "encaminhada-como-arquivo",
        "multipart/mixed",
        "------------2Vh0jXq9",
        [text(), AS_MESSAGE.replace("message/rfc822", 'message/rfc822; charset=UTF-8; name="Certidão não abre.eml"', 1)],
        [want("Certidão não abre.eml", "message/rfc822", OLD.encode(), "message", inline=False)],
        "Subject: ENC: [13] Certidão não abre",
        "Message-ID: <1a2b@str-campoalegre.example>\nUser-Agent: Mozilla Thunderbird",
        command=[],
        **SAID,
    ),
    several(
        "encaminhada-sem-nome-recebe-o-assunto",
        "multipart/mixed",
        "Apple-Mail=_AA11BB22-CC33-4D44-8E55-FF6677889900",
        [text(), AS_MESSAGE],
        [want("Certidão não abre.eml", "message/rfc822", OLD.encode(), "message", sniffed="message/rfc822")],
        command=[],
        **SAID,
    ),
    several(
        "resumo-de-lista",
        "multipart/mixed",
        "===============0918273645==",
        [
            text("Resumo da lista.\n"),
            part(
                'multipart/digest; boundary="===============5546372819=="',
                multipart("===============5546372819==", [f"\n{OLD}", f"\n{OLD}"]),
            ),
        ],
        [{"name": "Certidão não abre.eml", "type": "message/rfc822"}] * 2,
        text="Resumo da lista.",
        command=[],
    ),
    several(
        "lista-selada-com-arc",
        "multipart/mixed",
        "===============1122334455==",
        [text(), part("text/plain; charset=us-ascii", "_______________\nGestores mailing list\n", "7bit")],
        [],
        ARC,
        kind="list",
    ),
    bare(
        "pedaco-de-mensagem",
        'message/partial; id="abc@str-campoalegre.example"; number=1; total=2',
        "From: zuleide@str-campoalegre.example\nSubject: APROVAR\n\nAPROVAR\n",
        [{"type": "message/partial", "why": "unreadable", "evidence": False}],
        "Subject: RES: [L_61124001] APROVAR",
        text="",
        command=[],
        defects=["partial"],
    ),
    several(
        "arquivo-em-outro-lugar",
        "multipart/mixed",
        "=_fora",
        [
            text(),
            part(
                'message/external-body; access-type=URL; URL="http://169.254.169.254/latest/tela.png"; name="tela.png"',
                "Content-Type: image/png\nContent-ID: <x@y>\n\n",
            ),
        ],
        [{"name": "tela.png", "type": "message/external-body", "why": "external", "evidence": False}],
        **SAID,
    ),
]

MAILS = [*NEWS, *SMIME, *PGP, *OTHERS]
