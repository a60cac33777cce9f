"""How does a text become a complete mail? In many structures, charsets and encodings, with or without our letter below it."""

import base64
import quopri
from html import escape
from random import Random

from tests.parsers.adversary.words import LETTER

SENDERS = ("Ana Prado <ana.prado@sindicato.example>", "ana.prado@sindicato.example", '"Prado, Ana" <ana@colonia.example>')
SUBJECTS = (
    "RES: [L_61122001] Senha não chega",
    "Re: [L_61122001] Senha",
    "Enc: L_61122001",
    "ENC: RES: [L_61122001] Portal",
    "Re: chamado",
    "",
)
ATTRIBUTIONS = (
    "Em sex., 20 de nov. de 2026 às 10:00, Suporte <suporte@carteiro.example> escreveu:",
    "Em 20/11/2026 10:00, Suporte escreveu:",
    "On Fri, Nov 20, 2026 at 10:00 AM Suporte <suporte@carteiro.example> wrote:",
)
BLOCK = (
    "De: Suporte <suporte@carteiro.example>\nEnviada em: sexta-feira, 20 de novembro de 2026 10:00\nPara: Ana Prado\n"
    "Assunto: [L_61122001] Senha"
)


def quoted(rng: Random) -> str:
    """Our letter as clients quote it, each time with marks; '' for a mail without history."""
    letter = "\n".join(rng.sample(LETTER, 6))
    marked = "\n".join(f"> {line}" for line in letter.split("\n"))
    return rng.choice(
        (
            "",
            "",
            f"\n\n{rng.choice(ATTRIBUTIONS)}\n{marked}",
            f"\n\n-----Mensagem original-----\n{BLOCK}\n\n{letter}",
            f"\n\n________________________________\n{BLOCK}\n\n{letter}",
        )
    )


def page(rng: Random, text: str, *, hidden: str = "") -> str:
    """The text as clients write HTML; our letter below it as one of them quotes it. hidden: what no reader sees."""
    lines = [escape(line) or "<br>" for line in text.split("\n")]
    shape = rng.randrange(4)
    if shape == 0:
        shown = "".join(f"<div>{line}</div>" for line in lines)
    elif shape == 1:
        shown = "".join(f'<p class="MsoNormal">{line}<o:p></o:p></p>' for line in lines)
    elif shape == 2:
        shown = "<br>\n".join("" if line == "<br>" else line for line in lines)
    else:
        shown = '<div dir="ltr"><span style="font-family:Arial">' + "</span><br><span>".join(lines) + "</span></div>"
    letter = "<br>".join(map(escape, rng.sample(LETTER, 5)))
    said = escape(ATTRIBUTIONS[0])
    history = rng.choice(
        (
            "",
            f'<div class="gmail_quote"><div class="gmail_attr">{said}</div><blockquote class="gmail_quote">{letter}</blockquote></div>',
            f'<blockquote type="cite">{letter}</blockquote>',
            f'<div id="divRplyFwdMsg"><b>De:</b> Suporte<br><b>Assunto:</b> Senha</div><div>{letter}</div>',
        )
    )
    return f"<html><head><title>x</title></head><body>{hidden}{shown}{history}</body></html>"


def part(rng: Random, content: str, media_type: str, *more: str) -> bytes:
    """One part: its fields, a charset that can say it, one of the encodings."""
    charset = rng.choice(("utf-8", "utf-8", "iso-8859-1", "windows-1252"))
    try:
        raw = content.encode(charset)
    except UnicodeEncodeError:
        charset, raw = "utf-8", content.encode()
    encoding = rng.choice(("8bit", "quoted-printable", "base64"))
    if encoding == "base64":
        raw = base64.encodebytes(raw)
    elif encoding == "quoted-printable":
        raw = quopri.encodestring(raw)
    fields = [f"Content-Type: {media_type}; charset={charset}", f"Content-Transfer-Encoding: {encoding}", *more]
    return "\n".join(fields).encode() + b"\n\n" + raw


def multipart(rng: Random, kind: str, *parts: bytes) -> bytes:
    """Parts between boundaries."""
    mark = f"=_{kind[:3]}{rng.randrange(10**9)}"
    inner = b"".join(b"--" + mark.encode() + b"\n" + each + b"\n" for each in parts)
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n'.encode() + inner + b"--" + mark.encode() + b"--\n"


def headed(rng: Random, entity: bytes, subject: str | None = None, *more: str) -> bytes:
    """A whole mail around an entity."""
    said = rng.choice(SUBJECTS) if subject is None else subject
    written = f"=?utf-8?B?{base64.b64encode(said.encode()).decode()}?=" if not said.isascii() else said
    fields = [
        f"From: {rng.choice(SENDERS)}",
        "To: suporte@carteiro.example",
        "Date: Sat, 21 Nov 2026 09:00:00 -0300",
        f"Subject: {written}",
    ]
    return "\n".join([*fields, *more, "MIME-Version: 1.0"]).encode() + b"\n" + entity


def mailed(rng: Random, text: str, subject: str | None = None, *more: str) -> bytes:
    """A complete mail that says `text` as its new text: plain, HTML, both, or with a file."""
    shape = rng.randrange(5)
    plain = text + quoted(rng)
    if shape <= 1:
        return headed(rng, part(rng, plain, "text/plain"), subject, *more)
    if shape == 2:
        return headed(rng, part(rng, page(rng, text), "text/html"), subject, *more)
    both = multipart(rng, "alternative", part(rng, plain, "text/plain"), part(rng, page(rng, text), "text/html"))
    if shape == 3:
        return headed(rng, both, subject, *more)
    file = part(rng, "tela", "image/png", 'Content-Disposition: attachment; filename="tela.png"')
    return headed(rng, multipart(rng, "mixed", both, file), subject, *more)
