"""Mails with files: screens and logos as each client pastes them, files that are not what they say, and names of every kind."""

import base64
import hashlib
import struct
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from tests.mails.making.mail import Made, base64_lines, multipart, packed, part, picture, wire

FOLDER = "arquivos"
FROM = "From: Zuleide Prado <zuleide@str-campoalegre.example>"
TO = "To: suporte@carteiro.example"
GMAIL = "Message-ID: <CAF=d8kQ2x{0}+b7w@mail.gmail.example>"
OUTLOOK = (
    "Message-ID: <0012{0}$01dc5e11$7a3bc2e0$6eb348a0$@str-campoalegre.example>\nX-Mailer: Microsoft Outlook 16.0\nContent-Language: pt-br"
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SCREEN = picture(640, 360)
STRIP = picture(600, 150, 3)
BADGE = picture(120, 60, 4)
DOT = picture(1, 1, 5)
WORDS = "Prezados,\n\nSegue a tela do erro.\n\nAtenciosamente,\nZuleide Prado\n"


def jpeg(width: int, height: int, size: int = 4000) -> bytes:
    """The front of a JPEG, as a telephone's camera writes it, and bytes that stand for the rest."""
    exif = b"\xff\xe1\x00\x10Exif\0\0MM\0*\0\0\0\x08"
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8" + exif + frame + bytes(at * 7 % 251 for at in range(size)) + b"\xff\xd9"


def office(*members: str) -> bytes:
    """A zip with these members, the same on every machine."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in members:
            made.writestr(zipfile.ZipInfo(name), "<x/>")
    return out.getvalue()


def want(name: str, kind: str, content: bytes, why: str, **more: Any) -> dict[str, Any]:
    """What is expected of one file."""
    counts = why in {"file", "message", "picture", "screenshot"}
    return {
        "name": name,
        "type": kind,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "evidence": counts,
        "why": why,
    } | more


def attached(content: bytes, kind: str, *more: str) -> str:
    """A part in base64."""
    return part(kind, base64_lines(content), "base64", *more)


def text(words: str = WORDS, charset: str = "UTF-8") -> str:
    return part(f'text/plain; charset="{charset}"', packed(words, "quoted-printable", charset), "quoted-printable")


def page(html: str) -> str:
    return part('text/html; charset="UTF-8"', packed(html, "quoted-printable"), "quoted-printable")


def mail(name: str, type_: str, boundary: str, parts: Sequence[str], files: list[dict[str, Any]], *head: str, **expected: Any) -> Made:
    """A mail of these parts and what is expected of its files."""
    subject = next((line for line in head if line.startswith("Subject:")), "Subject: [13] Erro ao abrir o requerimento")
    rest = [line for line in head if not line.startswith("Subject:")] or [OUTLOOK.format(len(name))]
    top = [
        FROM,
        TO,
        subject,
        "Date: Wed, 25 Nov 2026 09:12:44 -0300",
        *rest,
        "MIME-Version: 1.0",
        f'Content-Type: {type_}; boundary="{boundary}"',
    ]
    return Made(FOLDER, name, wire("\n".join(top) + "\n\n" + multipart(boundary, parts)), {"attachments": files, "defects": []} | expected)


def shown(
    name: str, html: str, pictures: Sequence[tuple[str, str, bytes]], files: list[dict[str, Any]], *head: str, **expected: Any
) -> Made:
    """Outlook: pictures (name, Content-ID, content) beside a text in two faces."""
    inner = part(
        'multipart/alternative; boundary="----=_NextPart_001_0013_01DC5E11.7A3BC2E0"',
        multipart("----=_NextPart_001_0013_01DC5E11.7A3BC2E0", [text(), page(html)]),
    )
    parts = [
        attached(content, f'image/png; name="{given}"', f"Content-Location: {given}", f"Content-ID: <{identity}>")
        for given, identity, content in pictures
    ]
    return mail(
        name,
        'multipart/related; type="multipart/alternative"',
        "----=_NextPart_000_0012_01DC5E11.7A3BC2E0",
        [inner, *parts],
        files,
        *head,
        **expected,
    )


MSO = '<html xmlns:v="urn:schemas-microsoft-com:vml"><body lang=PT-BR><div class=WordSection1>{}</div></body></html>'
P = "<p class=MsoNormal>{}<o:p></o:p></p>"
HISTORY = (
    "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>De:</b> Suporte "
    "&lt;suporte@carteiro.example&gt; <br><b>Enviada em:</b> terça-feira, 24 de novembro de 2026 16:02<br><b>Para:</b> Zuleide<br>"
    "<b>Assunto:</b> [L_61124001] Erro ao abrir</p></div>"
)


def img(identity: str, width: int, height: int) -> str:
    """As Word writes a picture: for itself in VML, then for others."""
    points, inches = f"width:{width * 0.75}pt;height:{height * 0.75}pt", f"width:{width / 96:.4f}in;height:{height / 96:.4f}in"
    return (
        f'<!--[if gte vml 1]><v:shape style="{points}"><v:imagedata src="cid:{identity}" o:title=""/></v:shape><![endif]-->'
        f'<![if !vml]><img border=0 width={width} height={height} style="{inches}" src="cid:{identity}"><![endif]>'
    )


ONE, TWO, THREE = (f"image00{n}.png@01DC5E11.7A3BC2E0" for n in (1, 2, 3))
SEE, BYE = P.format("Prezados, segue a tela do erro."), P.format("Atenciosamente,") + P.format("Zuleide Prado")
IN = {"inline": True, "sniffed": "image/png"}

OF_OUTLOOK = [
    shown(
        "outlook-tela-e-assinatura",
        MSO.format(SEE + P.format(img(ONE, 640, 360)) + BYE + P.format(img(TWO, 600, 150)) + P.format(img(THREE, 120, 60))),
        [("image001.png", ONE, SCREEN), ("image002.png", TWO, STRIP), ("image003.png", THREE, BADGE)],
        [
            want("image001.png", "image/png", SCREEN, "screenshot", **IN),
            want("image002.png", "image/png", STRIP, "logo", **IN),
            want("image003.png", "image/png", BADGE, "logo", **IN),
        ],
    ),
    shown(
        "outlook-recorte-acima-do-fecho",
        MSO.format(SEE + P.format(img(ONE, 300, 90)) + BYE),
        [("image001.png", ONE, picture(300, 90, 7))],
        [want("image001.png", "image/png", picture(300, 90, 7), "screenshot", **IN)],
    ),
    shown(
        "outlook-tela-abaixo-do-fecho",
        MSO.format(P.format("Não abre.") + BYE + P.format(img(ONE, 640, 360))),
        [("image001.png", ONE, SCREEN)],
        [want("image001.png", "image/png", SCREEN, "screenshot", **IN)],
    ),
    shown(
        "outlook-faixa-abaixo-do-fecho-anunciada",
        MSO.format(P.format("Não abre.") + BYE + P.format("Segue o print:") + P.format(img(ONE, 600, 150))),
        [("image001.png", ONE, STRIP)],
        [want("image001.png", "image/png", STRIP, "screenshot", **IN)],
    ),
    shown(
        "outlook-resposta-com-tela-no-historico",
        MSO.format(P.format("Continua igual.") + BYE + HISTORY + SEE + P.format(img(ONE, 640, 360))),
        [("image001.png", ONE, SCREEN)],
        [want("image001.png", "image/png", SCREEN, "quoted", **IN)],
        "Subject: RES: [L_61124001] Erro ao abrir",
        OUTLOOK.format("r"),
    ),
    shown(
        "outlook-encaminhada-com-tela",
        MSO.format(P.format("Encaminho para providências.") + BYE + HISTORY + SEE + P.format(img(ONE, 640, 360))),
        [("image001.png", ONE, SCREEN)],
        [want("image001.png", "image/png", SCREEN, "screenshot", **IN)],
        "Subject: ENC: Erro ao abrir",
        OUTLOOK.format("e"),
    ),
    shown(
        "outlook-logo-em-link-e-logo-de-alta-definicao",
        MSO.format(SEE + P.format(f'<a href="https://str-campoalegre.example/">{img(ONE, 320, 160)}</a>') + P.format(img(TWO, 150, 75))),
        [("image001.png", ONE, picture(320, 160, 8)), ("image002.png", TWO, picture(600, 300, 9))],
        [want("image001.png", "image/png", picture(320, 160, 8), "logo"), want("image002.png", "image/png", picture(600, 300, 9), "logo")],
    ),
    shown(
        "outlook-rastreador",
        MSO.format(SEE + P.format(img(ONE, 1, 1)) + P.format(img(TWO, 600, 2))),
        [("image001.png", ONE, DOT), ("image002.png", TWO, picture(600, 2))],
        [want("image001.png", "image/png", DOT, "pixel"), want("image002.png", "image/png", picture(600, 2), "pixel")],
    ),
    mail(
        "outlook-texto-simples-deixa-logo-como-anexo",
        "multipart/mixed",
        "----=_NextPart_000_0021_01DC5E11.7A3BC2E0",
        [
            text(),
            attached(BADGE, 'image/png; name="image001.png"', 'Content-Disposition: attachment; filename="image001.png"'),
            attached(SCREEN, 'image/png; name="image002.png"', 'Content-Disposition: attachment; filename="image002.png"'),
        ],
        [
            want("image001.png", "image/png", BADGE, "logo", inline=False),
            want("image002.png", "image/png", SCREEN, "picture", inline=False),
        ],
    ),
    mail(
        "outlook-restos-de-word",
        "multipart/related",
        "----=_NextPart_000_0033_01DC5E11.7A3BC2E0",
        [
            page(MSO.format(SEE)),
            attached(
                office("theme/theme/theme1.xml"),
                "application/vnd.ms-officetheme",
                "Content-Location: themedata.thmx",
                'Content-Disposition: attachment; filename="themedata.thmx"',
            ),
            attached(b"ActiveMime\0\0\1\xf0\4", 'application/x-mso; name="oledata.mso"', "Content-ID: <oledata.mso>"),
            attached(
                b'<?xml version="1.0"?><xml/>', 'text/xml; charset="utf-8"', 'Content-Disposition: attachment; filename="filelist.xml"'
            ),
        ],
        [
            want("themedata.thmx", "application/vnd.ms-officetheme", office("theme/theme/theme1.xml"), "machine"),
            want("oledata.mso", "application/x-mso", b"ActiveMime\0\0\1\xf0\4", "machine"),
            want("filelist.xml", "text/xml", b'<?xml version="1.0"?><xml/>', "machine"),
        ],
    ),
]

II = "ii_mhq2x8k10"


def gmail(name: str, html: str, pictures: Sequence[tuple[str, str, bytes]], files: list[dict[str, Any]], *head: str) -> Made:
    inner = part(
        'multipart/alternative; boundary="000000000000a1b2c30643f1aa10"', multipart("000000000000a1b2c30643f1aa10", [text(), page(html)])
    )
    parts = [
        attached(
            content,
            f'image/png; name="{given}"',
            f'Content-Disposition: inline; filename="{given}"',
            f"X-Attachment-Id: {identity}",
            f"Content-ID: <{identity}>",
        )
        for given, identity, content in pictures
    ]
    return mail(name, "multipart/related", "000000000000a1b2c40643f1aa11", [inner, *parts], files, *(head or (GMAIL.format(len(name)),)))


OF_WEB_MAIL = [
    gmail(
        "gmail-tela-colada",
        f'<div dir="ltr">Segue a tela:<div><br></div><div><img src="cid:{II}" alt="image.png" width="562" height="316"><br></div></div>',
        [("image.png", II, SCREEN)],
        [want("image.png", "image/png", SCREEN, "screenshot", **IN)],
    ),
    gmail(
        "gmail-assinatura-com-imagem",
        '<div dir="ltr">Não consigo entrar.<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- '
        f'</span><br><div dir="ltr" class="gmail_signature"><div dir="ltr">Zuleide Prado<br><img src="cid:{II}" '
        'width="420" height="105"></div></div></div>',
        [("assinatura.png", II, picture(840, 210, 6))],
        [want("assinatura.png", "image/png", picture(840, 210, 6), "logo", **IN)],
    ),
    gmail(
        "gmail-resposta-com-tela-na-citacao",
        '<div dir="ltr">Ainda não.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" '
        'class="gmail_attr">Em ter., 24 de nov. de 2026 às 16:02, Suporte &lt;suporte@carteiro.example&gt; '
        'escreveu:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid '
        f'rgb(204,204,204)"><img src="cid:{II}" width="562" height="316"></blockquote></div>',
        [("image.png", II, SCREEN)],
        [want("image.png", "image/png", SCREEN, "quoted", **IN)],
        "Subject: Re: [L_61124001] Erro ao abrir",
        GMAIL.format("q"),
    ),
    gmail(
        "gmail-tela-abaixo-da-citacao",
        '<div dir="ltr"><blockquote class="gmail_quote" style="border-left:1px solid rgb(204,204,204)">Pode mandar a '
        f'tela?</blockquote><div>Aqui está:</div><img src="cid:{II}" width="562" height="316"></div>',
        [("image.png", II, SCREEN)],
        [want("image.png", "image/png", SCREEN, "screenshot", **IN)],
        "Subject: Re: [L_61124001] Erro ao abrir",
        GMAIL.format("b"),
    ),
    mail(
        "gmail-dois-anexos-do-mesmo-nome",
        "multipart/mixed",
        "0000000000007d11f00643f1aa12",
        [
            part(
                'multipart/alternative; boundary="0000000000007d11ef0643f1aa13"',
                multipart("0000000000007d11ef0643f1aa13", [text(), page("<div>Seguem.</div>")]),
            ),
            attached(
                PDF,
                'application/pdf; name="declaração.pdf"',
                "Content-Disposition: attachment; filename*=UTF-8''declara%C3%A7%C3%A3o.pdf",
                "Content-ID: <f_mhq1>",
                "X-Attachment-Id: f_mhq1",
            ),
            attached(
                PDF + b"%2\n",
                'application/pdf; name="declaração.pdf"',
                "Content-Disposition: attachment; filename*=UTF-8''declara%C3%A7%C3%A3o.pdf",
                "Content-ID: <f_mhq2>",
                "X-Attachment-Id: f_mhq2",
            ),
        ],
        [
            want("declaração.pdf", "application/pdf", PDF, "file", inline=False, sniffed="application/pdf"),
            want("declaração.pdf", "application/pdf", PDF + b"%2\n", "file", inline=False),
        ],
        GMAIL.format("d"),
    ),
    mail(
        "owa-imagem-da-assinatura-e-tela",
        'multipart/related; type="multipart/alternative"',
        "_004_CP2PR80MB1234A1B2C3D4E5F6CP2PR80MB1234lamp_",
        [
            part(
                'multipart/alternative; boundary="_000_CP2PR80MB1234A1B2C3D4E5F6CP2PR80MB1234lamp_"',
                multipart(
                    "_000_CP2PR80MB1234A1B2C3D4E5F6CP2PR80MB1234lamp_",
                    [
                        text(),
                        page(
                            '<div class="elementToProof">Veja:</div><div class="elementToProof"><img size="20480" '
                            'width="640" height="360" id="image_0" src="cid:tela-01@str"></div>'
                            '<div id="Signature" class="elementToProof"><p>Zuleide Prado</p><img width="380" '
                            'height="140" src="cid:sig-02@str"></div>'
                        ),
                    ],
                ),
            ),
            attached(
                SCREEN,
                'image/png; name="image.png"',
                "Content-Description: image.png",
                'Content-Disposition: inline; filename="image.png"; size=28000',
                "Content-ID: <tela-01@str>",
            ),
            attached(
                picture(380, 140),
                'image/png; name="Outlook-d5hv2k1p.png"',
                "Content-Description: Outlook-d5hv2k1p.png",
                'Content-Disposition: inline; filename="Outlook-d5hv2k1p.png"; size=7000',
                "Content-ID: <sig-02@str>",
            ),
        ],
        [
            want("image.png", "image/png", SCREEN, "screenshot", **IN),
            want("Outlook-d5hv2k1p.png", "image/png", picture(380, 140), "logo", **IN),
        ],
        "Message-ID: <CP2PR80MB1234A1B2C3D4E5F6@CP2PR80MB1234.lamprd80.prod.outlook.example>\nThread-Topic: Erro\nx-ms-has-attach: yes",
    ),
    mail(
        "zimbra-anexo-com-nome-em-palavra-codificada",
        "multipart/mixed",
        "----=_Part_8123_1532876455.1764072764123",
        [
            text(),
            attached(
                office("mimetype", "content.xml"),
                'application/vnd.oasis.opendocument.text; name="=?utf-8?Q?of=C3=ADcio_12.odt?="',
                'Content-Disposition: attachment; filename="=?utf-8?Q?of=C3=ADcio_12.odt?="',
            ),
        ],
        [want("ofício 12.odt", "application/vnd.oasis.opendocument.text", office("mimetype", "content.xml"), "file", inline=False)],
        "Message-ID: <1532876455.8124.1764072764123.JavaMail.zimbra@str-campoalegre.example>\nX-Mailer: Zimbra "
        "8.8.15_GA_4717 (ZimbraWebClient - FF131 (Win)/8.8.15_GA_4717)",
    ),
    mail(
        "roundcube-nome-em-pedacos",
        "multipart/mixed",
        "=_9d2f0f5c7b0c1d5f3a1f8a4f2f0b7c11",
        [
            text(),
            attached(
                PDF,
                "application/pdf;\n name*0*=UTF-8''termo%20de%20compromisso%20de%20manuten%C3%A7%C3%A3o%20do;\n "
                "name*1*=%20sigilo%20assinado.pdf",
                "Content-Disposition: attachment;\n filename*1*=%20sigilo%20assinado.pdf;\n "
                "filename*0*=UTF-8''termo%20de%20compromisso%20de%20manuten%C3%A7%C3%A3o%20do; size=72",
            ),
        ],
        [want("termo de compromisso de manutenção do sigilo assinado.pdf", "application/pdf", PDF, "file")],
        "Message-ID: <6f1d0a7c5b4e3f2a1d0c9b8a7f6e5d4c@str-campoalegre.example>\nUser-Agent: Roundcube Webmail/1.6.9",
    ),
]

APPLE = "Message-Id: <4B1D9C2E-7F3A-4E55-9B6D-0C1E2F3A4B5C@str-campoalegre.example>\nX-Mailer: Apple Mail (2.3826.200.121)"
IPHONE = "Message-Id: <9F2C1B3A-0D4E-4F55-8A6B-7C8D9E0F1A2B@str-campoalegre.example>\nX-Mailer: iPhone Mail (22B91)"
FORK = b"\0\5\x16\7\0\2\0\0Mac OS X        \0\2\0\0\0\x09\0\0\0\x32\0\0\0\x20" + b"\0" * 32

OF_OTHERS = [
    mail(
        "iphone-foto-no-meio-do-texto",
        "multipart/mixed",
        "Apple-Mail-5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0",
        [
            part("text/plain; charset=utf-8", "Segue a foto da tela:\n\n", "quoted-printable"),
            attached(
                jpeg(3024, 4032),
                "image/jpeg; name=IMG_0042.jpeg; x-apple-part-url=1A2B3C4D-0000-1111-2222-333344445555",
                "Content-Disposition: inline; filename=IMG_0042.jpeg",
            ),
            part("text/plain; charset=utf-8", "\n\nEnviado do meu iPhone\n", "quoted-printable"),
        ],
        [want("IMG_0042.jpeg", "image/jpeg", jpeg(3024, 4032), "screenshot", inline=True, sniffed="image/jpeg")],
        IPHONE,
    ),
    mail(
        "apple-mail-captura-pequena",
        "multipart/mixed",
        "Apple-Mail=_0C7E3F52-9D1A-4B6E-8F20-1A2B3C4D5E6F",
        [
            part("text/plain; charset=us-ascii", "Aparece isto:\n", "7bit"),
            attached(
                picture(320, 110, 2),
                'image/png; x-unix-mode=0644; name="Captura de Tela 2026-11-25.png"',
                'Content-Disposition: inline; filename="Captura de Tela 2026-11-25.png"',
            ),
        ],
        [want("Captura de Tela 2026-11-25.png", "image/png", picture(320, 110, 2), "screenshot", **IN)],
        APPLE,
    ),
    mail(
        "apple-double",
        "multipart/mixed",
        "Apple-Mail=_7A8B9C0D-1E2F-4A3B-9C4D-5E6F7A8B9C0D",
        [
            text(),
            part(
                'multipart/appledouble; boundary="Apple-Mail=_1F2E3D4C"',
                multipart(
                    "Apple-Mail=_1F2E3D4C",
                    [
                        attached(FORK, 'application/applefile; name="ficha.pdf"', 'Content-Disposition: attachment; filename="ficha.pdf"'),
                        attached(
                            PDF,
                            'application/pdf; x-mac-type="50444620"; name="ficha.pdf"',
                            'Content-Disposition: inline; filename="ficha.pdf"',
                        ),
                    ],
                ),
            ),
        ],
        [want("ficha.pdf", "application/applefile", FORK, "machine"), want("ficha.pdf", "application/pdf", PDF, "file", inline=True)],
        APPLE,
    ),
    mail(
        "thunderbird-chave-publica-e-assinatura",
        'multipart/signed; protocol="application/pgp-signature"; micalg=pgp-sha256',
        "------------9hQw2Zr1",
        [
            part(
                'multipart/mixed; boundary="------------uT5x0bKe"; protected-headers="v1"',
                multipart(
                    "------------uT5x0bKe",
                    [
                        text(),
                        attached(
                            b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxjMEZ\n-----END PGP PUBLIC KEY BLOCK-----\n",
                            'application/pgp-keys; name="OpenPGP_0x1234ABCD5678EF90.asc"',
                            'Content-Disposition: attachment; filename="OpenPGP_0x1234ABCD5678EF90.asc"',
                        ),
                        attached(PDF, 'application/pdf; name="a.pdf"', 'Content-Disposition: attachment; filename="a.pdf"'),
                    ],
                ),
            ),
            part(
                'application/pgp-signature; name="OpenPGP_signature.asc"',
                "-----BEGIN PGP SIGNATURE-----\n\nwsB5\n-----END PGP SIGNATURE-----\n",
                "",
                "Content-Description: OpenPGP digital signature",
                "Content-Disposition: attachment; filename=OpenPGP_signature.asc",
            ),
        ],
        [
            {"name": "OpenPGP_0x1234ABCD5678EF90.asc", "type": "application/pgp-keys", "evidence": False, "why": "signature"},
            want("a.pdf", "application/pdf", PDF, "file"),
            {"name": "OpenPGP_signature.asc", "type": "application/pgp-signature", "evidence": False, "why": "signature"},
        ],
        "Message-ID: <2f1e0d9c-8b7a-4655-9433-221100ffeedd@str-campoalegre.example>\nUser-Agent: Mozilla Thunderbird",
    ),
    mail(
        "exchange-deixa-att00001",
        "multipart/mixed",
        "_002_A1B2C3D4E5F6str_",
        [
            text(),
            attached(jpeg(1600, 1200), 'image/jpeg; name="tela.jpg"', 'Content-Disposition: attachment; filename="tela.jpg"'),
            attached(b"\r\n", 'text/plain; name="ATT00001.txt"', 'Content-Disposition: attachment; filename="ATT00001.txt"; size=2'),
        ],
        [want("tela.jpg", "image/jpeg", jpeg(1600, 1200), "picture", inline=False), want("ATT00001.txt", "text/plain", b"\r\n", "machine")],
    ),
    mail(
        "celular-audio-e-video",
        "multipart/mixed",
        "----K9MB5QWJ2ZV1O7X4R8T3",
        [
            text(),
            attached(
                b"OggS\0\2" + b"\0" * 40,
                'application/octet-stream; name="PTT-20261125-WA0003.opus"',
                'Content-Disposition: attachment; filename="PTT-20261125-WA0003.opus"',
            ),
            attached(
                b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
                'video/mp4; name="VID-20261125-WA0001.mp4"',
                'Content-Disposition: attachment; filename="VID-20261125-WA0001.mp4"',
            ),
        ],
        [
            {"name": "PTT-20261125-WA0003.opus", "sniffed": "audio/ogg", "evidence": True, "why": "file"},
            {"name": "VID-20261125-WA0001.mp4", "sniffed": "video/mp4", "evidence": True, "why": "file"},
        ],
        "Message-ID: <7C1B2A90-3D4E-5F60-7182-93A4B5C6D7E8@str-campoalegre.example>\nUser-Agent: K-9 Mail for Android",
    ),
    mail(
        "office-como-octet-stream",
        "multipart/mixed",
        "=_mixed 004C2F3A83258B4E_=",
        [
            text(),
            attached(
                office("[Content_Types].xml", "word/document.xml"),
                'application/octet-stream; name="oficio.docx"',
                'Content-Disposition: attachment; filename="oficio.docx"',
            ),
            attached(
                office("[Content_Types].xml", "xl/workbook.xml"),
                'application/octet-stream; name="relacao.xlsx"',
                'Content-Disposition: attachment; filename="relacao.xlsx"',
            ),
            attached(
                b"<html><table><tr><td>CPF</table></html>",
                'application/vnd.ms-excel; name="extrato.xls"',
                'Content-Disposition: attachment; filename="extrato.xls"',
            ),
        ],
        [
            {"name": "oficio.docx", "sniffed": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "why": "file"},
            {"name": "relacao.xlsx", "sniffed": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "why": "file"},
            {"name": "extrato.xls", "sniffed": "text/html", "why": "file"},
        ],
        "Message-ID: <OF1A2B3C4D.5E6F7A8B-ON83258B4E.004C2F3A@str-campoalegre.example>\nX-Mailer: Lotus Notes Release "
        "8.5.3 September 15, 2011",
    ),
]


def odd(name: str, kind: str, content: bytes, disposition: str, file: dict[str, Any], **expected: Any) -> Made:
    """A text and one file of an odd kind or name."""
    return mail(
        name,
        "multipart/mixed",
        "=_limite",
        [text(), attached(content, kind, *([f"Content-Disposition: {disposition}"] if disposition else []))],
        [file],
        **expected,
    )


ODD = [
    odd(
        "programa-que-se-diz-pdf",
        'application/pdf; name="boleto.pdf"',
        b"MZ\x90\0\3\0\0\0\4",
        'attachment; filename="boleto.pdf"',
        {"name": "boleto.pdf", "sniffed": "application/vnd.microsoft.portable-executable", "evidence": False, "why": "program"},
        defects=["type"],
    ),
    odd(
        "programa-disfarcado-por-letras-da-direita",
        "application/octet-stream",
        b"MZ\x90\0\3\0\0\0\4",
        "attachment; filename*=UTF-8''fatura%E2%80%AEfdp.exe",
        {"name": "faturafdp.exe", "evidence": False, "why": "program"},
    ),
    odd(
        "nome-que-sobe-pastas",
        "application/pdf",
        PDF,
        'attachment; filename="../../../etc/cron.d/x.pdf"',
        want("x.pdf", "application/pdf", PDF, "file"),
    ),
    odd(
        "nome-de-windows-com-pasta",
        "application/pdf",
        PDF,
        r'attachment; filename="C:\\Users\\Zuleide\\Desktop\\tela.pdf"',
        want("tela.pdf", "application/pdf", PDF, "file"),
    ),
    odd("nome-de-dispositivo", "application/pdf", PDF, 'attachment; filename="CON.pdf"', want("_CON.pdf", "application/pdf", PDF, "file")),
    odd("nome-ausente", "image/png", SCREEN, "attachment", want("anexo-1.png", "image/png", SCREEN, "picture")),
    odd(
        "nome-ausente-e-tipo-vago",
        "application/octet-stream",
        PDF,
        "attachment",
        want("anexo-1.pdf", "application/octet-stream", PDF, "file", sniffed="application/pdf"),
    ),
    odd(
        "arquivo-vazio",
        'application/pdf; name="vazio.pdf"',
        b"",
        'attachment; filename="vazio.pdf"',
        want("vazio.pdf", "application/pdf", b"", "empty", sniffed=""),
    ),
    odd(
        "imagem-de-sessenta-mil",
        'image/png; name="grande.png"',
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\6\0\0\0",
        'attachment; filename="grande.png"',
        {"name": "grande.png", "why": "picture", "evidence": True},
    ),
    odd(
        "cartao-de-visita",
        'text/vcard; charset=utf-8; name="zuleide.vcf"',
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zuleide\r\nNOTE:APROVAR\r\nEND:VCARD\r\n",
        'attachment; filename="zuleide.vcf"',
        {"name": "zuleide.vcf", "why": "machine", "evidence": False},
    ),
    odd(
        "relatorio-em-texto",
        'text/plain; charset=utf-8; name="log.txt"',
        b"12:00 erro 500\r\nAPROVAR\r\n",
        'attachment; filename="log.txt"',
        want("log.txt", "text/plain", b"12:00 erro 500\r\nAPROVAR\r\n", "file", sniffed="text/plain"),
    ),
    odd(
        "pdf-assinado-icp",
        'application/pkcs7-mime; name="contrato.pdf.p7m"',
        base64.b64decode("MIAGCSqGSIb3DQEHAqCAMIACAQExADCABgkqhkiG9w0BBwGggCSABAgl UERGLTEuNAAAAAAAADEAAAAAAAAA".replace(" ", "")),
        'attachment; filename="contrato.pdf.p7m"',
        {"name": "contrato.pdf.p7m", "why": "file", "evidence": True},
    ),
]

MAILS = [*OF_OUTLOOK, *OF_WEB_MAIL, *OF_OTHERS, *ODD]
