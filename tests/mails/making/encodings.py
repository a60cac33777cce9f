"""Mails whose charsets, transfer encodings, header fields or boundaries are written as broken programs write them."""

import base64
import binascii
import quopri
from typing import Any

from tests.mails.making.mail import Made, base64_lines, picture, wire

TO = "Suporte <suporte@carteiro.example>"
HELENA = "Helena Prates <helena.prates@sindicato.example>"
BODY = (
    "Bom dia,\n\nA inclusão da representante não foi concluída: o sistema exige a declaração, já anexada à solicitação.\n\nHelena Prates\n"
)
TEXT = BODY.rstrip("\n")
WINDOWS = "Bom dia,\n\nO portal mostra “sessão expirada” – não há opção de voltar… custa 10 € por dia.\n\nHelena\n"
PNG = picture(320, 240)
TELA = {"name": "tela.png", "type": "image/png", "size": len(PNG)}
MAILS: list[Made] = []


def made(name: str, head: str | bytes, body: bytes, **expected: Any) -> None:
    """One mail: its own header lines under those of every mail of this folder, and its body."""
    own = wire(head) if isinstance(head, str) else head
    names = {line.partition(b":")[0].strip().lower() for line in own.splitlines()}
    number = len(MAILS) + 1
    common = {
        b"from": f"From: {HELENA}",
        b"to": f"To: {TO}",
        b"subject": "Subject: [12] Portal fora do ar",
        b"date": f"Date: Tue, 10 Nov 2026 {8 + number // 60:02}:{number % 60:02}:07 -0300",
        b"message-id": f"Message-ID: <{number}.{name}@sindicato.example>",
        b"mime-version": "MIME-Version: 1.0",
    }
    first = b"".join(wire(line + "\n") for key, line in common.items() if key not in names)
    facts = {"from": "helena.prates@sindicato.example", "kind": "normal", **expected}
    MAILS.append(Made("encodings", name, first + own + b"\r\n" + body, facts))


def plain(name: str, charset: str, content: bytes, text: str, *defects: str, encoding: str = "8bit") -> None:
    """A mail of one text: `charset` is the parameter as written, with its quotes; '' for none."""
    kind = f"text/plain; charset={charset}" if charset else "text/plain"
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n"
    made(name, head, content, text=text, code=12, attachments=[], defects=list(defects))


def subject(name: str, raw: bytes, said: str, **expected: Any) -> None:
    """A mail about its subject line, given as bytes."""
    head = b"Subject: " + raw + b"\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
    made(name, head, wire(BODY), **{"subject": said, "text": TEXT, "defects": [], **expected})


def author(name: str, line: str, shown: str, *defects: str, charset: str = "utf-8") -> None:
    """A mail about its From line."""
    head = f"From: {line}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    made(name, wire(head, charset), wire(BODY), **{"from": shown, "text": TEXT, "defects": list(defects)})


def filed(name: str, disposition: str, shown: str, *, charset: str = "utf-8", kind: str = "image/png") -> None:
    """A mail about the name of its one file."""
    parts = (
        f"--=_b1\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{BODY}\n--=_b1\nContent-Type: {kind}\n"
        f"Content-Transfer-Encoding: base64\nContent-Disposition: {disposition}\n\n{base64_lines(PNG)}\n--=_b1--\n"
    )
    raw = wire(parts.replace("\n", "\r\n"), "utf-8") if charset == "utf-8" else wire(parts.replace(BODY, "Segue a tela.\n"), charset)
    text = TEXT if charset == "utf-8" else "Segue a tela."
    files = [{"name": shown, "type": kind.partition(";")[0], "size": len(PNG)}]
    made(name, 'Content-Type: multipart/mixed; boundary="=_b1"\n', raw, text=text, attachments=files, defects=[])


def whole(name: str, content_type: str, body: str, *defects: str, **expected: Any) -> None:
    """A mail about its structure; `content_type` is what follows the name of the field, or '' for no such field."""
    head = f"Content-Type: {content_type}\n" if content_type else "X-Mailer: GeradorDeCartas 1.2\n"
    made(name, head, wire(body), **{"text": TEXT, "attachments": [TELA], "defects": list(defects), **expected})


def quoted(text: str, charset: str = "utf-8") -> bytes:
    """Text as quoted-printable with the line ends of the wire."""
    return wire(quopri.encodestring(text.encode(charset)).decode("ascii"))


LETTER = f"--=_b1\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{BODY}\n"
SCREEN = (
    '--=_b1\nContent-Type: image/png; name="tela.png"\nContent-Transfer-Encoding: base64\n'
    f'Content-Disposition: attachment; filename="tela.png"\n\n{base64_lines(PNG)}\n'
)
PAGE = "--=_b1\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<p>Bom dia,</p><p>segue.</p>\n\n"
MIXED = 'multipart/mixed; boundary="=_b1"'

# Charsets that lie, or are missing, or are rare.
plain("latin1-em-roupa-de-utf8", "utf-8", wire(BODY, "cp1252"), TEXT, "charset")
plain("utf8-em-roupa-de-latin1", "iso-8859-1", wire(BODY), TEXT, "charset")
plain("utf8-em-roupa-de-windows-1252", '"windows-1252"', wire(BODY), TEXT, "charset")
plain("utf8-em-roupa-de-us-ascii", "us-ascii", wire(BODY), TEXT, "charset")
plain("windows-1252-dito-latin1", "ISO-8859-1", WINDOWS.replace("\n", "\r\n").encode("cp1252"), WINDOWS.rstrip("\n"))
plain("latin9-com-euro", "iso-8859-15", wire("Bom dia,\n\nA taxa é de 10 €, não?\n", "iso8859-15"), "Bom dia,\n\nA taxa é de 10 €, não?")
plain("sem-charset-utf8", "", wire(BODY), TEXT)
plain("sem-charset-windows-1252", "", wire(BODY, "cp1252"), TEXT, "charset")
plain("charset-desconhecido", "x-unknown", wire(BODY, "cp1252"), TEXT, "charset")
plain("charset-com-lixo", '3D"utf-8"', wire(BODY), TEXT)
plain("charset-entre-apostrofos", "'iso-8859-1'", wire(BODY, "cp1252"), TEXT)
plain("duas-vezes-utf8", "utf-8", wire(BODY.encode().decode("cp1252")), TEXT, "charset")
plain(
    "rodape-de-lista-em-utf8",
    "iso-8859-1",
    wire(BODY, "cp1252") + wire("_____\nLista de discussão dos gestores\n"),
    f"{TEXT}\n_____\nLista de discussão dos gestores",
    "charset",
)
plain(
    "um-byte-quebrado-em-utf8",
    "utf-8",
    wire("Bom dia,\n\nA declaração está pronta. Aten") + b"\xe7" + wire("ão ao prazo.\n"),
    "Bom dia,\n\nA declaração está pronta. Atenção ao prazo.",
    "charset",
)
plain(
    "utf7-do-outlook",
    "utf-7",
    b"Bom dia,\r\n\r\nA solicita+AOcA4w-o n+AOM-o foi conclu+AO0-da.\r\n",
    "Bom dia,\n\nA solicitação não foi concluída.",
    "charset",
    encoding="7bit",
)
plain("utf16-em-base64", "utf-16", wire(base64_lines(BODY.replace("\n", "\r\n").encode("utf-16"))), TEXT, encoding="base64")
plain("gb2312", "gb2312", wire("Bom dia,\n\n系统无法登录，请协助。\n", "gb18030"), "Bom dia,\n\n系统无法登录，请协助。")
plain("big5", "big5", wire("Bom dia,\n\n系統無法登入。\n", "big5"), "Bom dia,\n\n系統無法登入。")
plain(
    "iso-2022-jp",
    "ISO-2022-JP",
    wire("Bom dia,\n\nログインできません。\n", "iso2022_jp"),
    "Bom dia,\n\nログインできません。",
    encoding="7bit",
)
plain("ks-c-5601", "ks_c_5601-1987", wire("Bom dia,\n\n로그인이 되지 않습니다.\n", "cp949"), "Bom dia,\n\n로그인이 되지 않습니다.")
plain("koi8-r", "koi8-r", wire("Bom dia,\n\nПортал не открывается.\n", "koi8-r"), "Bom dia,\n\nПортал не открывается.")
plain("macintosh", "macintosh", wire(BODY, "mac_roman"), TEXT)

# Transfer encodings that are broken.
plain("qp-com-brancos-depois-do-igual", "utf-8", quoted(BODY).replace(b"=\r\n", b"=  \r\n"), TEXT, encoding="quoted-printable")
plain("qp-em-minusculas", "utf-8", quoted(BODY).replace(b"=C3", b"=c3").replace(b"=A3", b"=a3"), TEXT, encoding="Quoted-Printable")
plain(
    "qp-que-ninguem-codificou",
    "utf-8",
    wire("Bom dia,\n\n=====\nvalor = 10, erro =xyz, 1 == 1\n=====\n"),
    "Bom dia,\n\n=====\nvalor = 10, erro =xyz, 1 == 1\n=====",
    encoding="quoted-printable",
)
plain("qp-duas-vezes", "utf-8", quopri.encodestring(quoted(BODY)), TEXT, "encoding", encoding="quoted-printable")
plain("qp-chamado-quoted-printable-com-sublinhado", "utf-8", quoted(BODY), TEXT, encoding="quoted_printable")
plain(
    "base64-sem-enchimento",
    "utf-8",
    base64.encodebytes(BODY.encode() + b"\n\n").rstrip(b"=\n") + b"\r\n",
    TEXT,
    "base64",
    encoding="base64",
)
plain(
    "base64-com-rodape-de-lista",
    "utf-8",
    wire(base64_lines(wire(BODY))) + wire("_____\nLista de discussão dos gestores\n"),
    f"{TEXT}\n\n_____\nLista de discussão dos gestores",
    "base64",
    encoding="base64",
)
plain(
    "base64-em-dois-blocos",
    "utf-8",
    wire(base64_lines(wire("Bom dia,\n\nSegue a")) + base64_lines(wire(" declaração.\n"))),
    "Bom dia,\n\nSegue a declaração.",
    "base64",
    encoding="base64",
)
plain("base64-que-e-qp", "utf-8", quoted(BODY), TEXT, "base64", encoding="base64")
plain(
    "base64-que-e-texto",
    "utf-8",
    wire("Segue a declaração pedida, obrigada.\n"),
    "Segue a declaração pedida, obrigada.",
    "base64",
    encoding="base64",
)
plain("encoding-com-hifen-e-aspas", "utf-8", wire(base64_lines(wire(BODY))), TEXT, encoding='"Base-64"; x')
plain("8-bit-com-hifen", "utf-8", wire(BODY), TEXT, encoding="8-bit")


def uuencoded(name: str, content: bytes) -> str:
    """A uuencoded file."""
    lines = "".join(binascii.b2a_uu(content[at : at + 45]).decode("ascii") for at in range(0, len(content), 45))
    return f"begin 644 {name}\n{lines}`\nend\n"


made(
    "uuencode-dois-arquivos-no-texto",
    "X-Mailer: Microsoft Outlook Express 5.50\nContent-Type: text/plain; charset=iso-8859-1\n",
    wire(f"Bom dia,\n\nSeguem as telas.\n\n{uuencoded('tela do erro.png', PNG)}\n{uuencoded('log.txt', b'erro 12')}\nHelena\n"),
    text="Bom dia,\n\nSeguem as telas.\n\n\n\nHelena",
    attachments=[{"name": "tela do erro.png", "size": len(PNG)}, {"name": "log.txt", "size": 7}],
    defects=[],
)

# Header fields.
SAID = "[12] Inclusão de João não concluída"
subject("assunto-cru-utf8", SAID.encode(), SAID)
subject("assunto-cru-latin1", SAID.encode("cp1252"), SAID)
subject(
    "assunto-rotulo-errado",
    b"=?iso-8859-1?Q?" + SAID.replace(" ", "_").encode().replace(b"\xc3", b"=C3").replace(b"\xa3", b"=A3").replace(b"\xad", b"=AD") + b"?=",
    SAID,
)
subject("assunto-letra-partida", b"=?utf-8?B?WzEyXSBJbmNsdXPD?=\r\n =?utf-8?B?o28gZGUgSm/Do28gbsOjbyBjb25jbHXDrWRh?=", SAID)
subject("assunto-com-espacos-crus", b"=?UTF-8?Q?[12] Inclus=C3=A3o de Jo=C3=A3o n=C3=A3o conclu=C3=ADda?=", SAID)
subject("assunto-sem-fim", b"=?UTF-8?Q?[12]_Inclus=C3=A3o_de_Jo=C3=A3o_n=C3=A3o_conclu=C3=ADda", SAID)
subject("assunto-com-interrogacao", b"=?UTF-8?Q?[12]_Inclus=C3=A3o_feita??=", "[12] Inclusão feita?")
subject("assunto-entre-aspas-sem-branco", b'"=?UTF-8?Q?[12]_Inclus?==?UTF-8?Q?=C3=A3o?="', '"[12] Inclusão"')
subject("assunto-duas-vezes-utf8", b"=?UTF-8?Q?[12]_Inclus=C3=83=C2=A3o_n=C3=83=C2=A3o_feita?=", "[12] Inclusão não feita")
subject(
    "assunto-sem-recuo", "[12] Inclusão de\r\nJoão não concluída\r\nX-Mailer: GeradorDeCartas 1.2".encode(), SAID, defects=["stray", "from"]
)
subject("assunto-duas-vezes", f"{SAID}\r\nSubject : [13] outro".encode(), SAID, defects=["duplicate"])
subject("assunto-vazio", b"", "", code=None)
author("de-virgula-sem-aspas", "Prates, Helena <helena.prates@sindicato.example>", "helena.prates@sindicato.example", "from")
author("de-com-comentario", "helena.prates@sindicato.example (Helena Prates, gestora)", "helena.prates@sindicato.example", "from")
author("de-sem-fechar", "Helena Prates <helena.prates@sindicato.example", "helena.prates@sindicato.example", "from")
author("de-cru-latin1", "Conceição Prates <conceicao@sindicato.example>", "conceicao@sindicato.example", charset="cp1252")
author(
    "de-nome-codificado-com-virgula", "=?UTF-8?Q?Prates,_Concei=C3=A7=C3=A3o?= <conceicao@sindicato.example>", "conceicao@sindicato.example"
)
made(
    "para-com-ponto-e-virgula",
    "To: Suporte, Mesa <suporte@carteiro.example>; Ana Lima <ana@sindicato.example>; 'b@sindicato.example'\nContent-Type: text/plain\n",
    wire("Segue.\n"),
    to=["suporte@carteiro.example", "ana@sindicato.example", "b@sindicato.example"],
    text="Segue.",
)
filed(
    "nome-rfc2231-fora-de-ordem",
    "attachment;\n filename*1*=%A7%C3%A3o.png;\n filename*0*=UTF-8''declara%C3;\n filename=x.png",
    "declaração.png",
)
filed("nome-rfc2231-misto", "attachment; filename*0*=iso-8859-1'pt'declara%E7; filename*1*=%E3o; filename*2=\" 1.png\"", "declaração 1.png")
filed("nome-sem-aspas", "attachment; filename=declaração; parte 2.png; size=1", "declaração; parte 2.png")
filed("nome-cru-latin1", 'attachment; filename="declaração.png"', "declaração.png", charset="cp1252")
filed(
    "nome-em-palavra-codificada", 'attachment; filename="=?UTF-8?Q?declara=C3=A7=C3=A3o_?=\n =?UTF-8?Q?final.png?="', "declaração final.png"
)
filed("nome-com-aspas-abertas", 'attachment; filename="declaração.png; size=12', "declaração.png")
filed("nome-so-no-tipo", "attachment", "tela.png", kind="image/png; name=tela.png")

# Boundaries and types.
whole("sem-fronteira-final", MIXED, LETTER + SCREEN)
whole("sem-parametro-boundary", "multipart/mixed", LETTER + SCREEN + "--=_b1--\n", "boundary")
whole("fronteira-errada", 'multipart/mixed; boundary="=_outra"', LETTER + SCREEN + "--=_b1--\n", "boundary")
whole("sem-primeira-fronteira", MIXED, LETTER.removeprefix("--=_b1\n") + SCREEN + "--=_b1--\n")
whole("sem-content-type", "", LETTER + SCREEN + "--=_b1--\n", "boundary")
whole("fronteira-com-brancos", MIXED, (LETTER + SCREEN + "--=_b1--\n").replace("--=_b1\n", "--=_b1 \t\n"))
whole("partes-depois-do-fim", MIXED, LETTER + "--=_b1--\n" + SCREEN + "--=_b1--\n", "boundary")
whole(
    "uma-fronteira-para-dois-niveis",
    MIXED,
    '--=_b1\nContent-Type: multipart/alternative; boundary="=_b1"\n\n' + LETTER + PAGE + "--=_b1--\n" + SCREEN + "--=_b1--\n",
    "boundary",
)
whole("tipo-sem-sentido", "text", BODY, attachments=[])
whole("texto-dito-anexo", "text/plain; charset=utf-8\nContent-Disposition: attachment", BODY, attachments=[])
whole("so-o-preambulo-tem-palavras", MIXED, f"{BODY}\n{SCREEN}--=_b1--\n")
whole(
    "texto-enriquecido",
    "text/enriched; charset=utf-8",
    "<bold>Bom dia</bold>,\n\nsegue <color><param>red</param>a</color>\ntela.\n",
    text="Bom dia,\nsegue a tela.",
    attachments=[],
)
