"""What did somebody answer to a letter of ours, and how does a mail program's shape make a mail of it?"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.mails.making.mail import Made, base64_lines, multipart, packed, part, wire
from tests.mails.making.quoted import ADDRESS, SOLUTION, Letter, Person

Order = tuple[str, str, str | None]  # word, argument, text; a text of None is not compared
APPROVED: tuple[Order, ...] = (("APROVAR", "", ""),)


@dataclass(frozen=True, slots=True)
class File:
    """A file in an answer; with an id it is shown in the page at the mark `[[name]]`, else attached."""

    name: str
    type: str
    content: bytes
    id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `new` are the lines that must be read as new text, `below` those of the person that must not (a signature).

    place: where the new text stands beside the quoted letter: `cima`, `baixo`, `entre` (see between) or `nada` (nothing quoted).
    between: for `entre`, pairs of a line of the letter and the answer written below it; new is then what stands above.
    command None, unclear None and keeps False: not compared.
    """

    case: str
    new: str = ""
    command: tuple[Order, ...] | None = ()
    unclear: str | None = ""
    below: str = ""
    form: str = "ambos"
    language: str = "pt-BR"
    place: str = "cima"
    between: tuple[tuple[str, str], ...] = ()
    letter: Letter = SOLUTION
    by: Person | None = None
    files: tuple[File, ...] = ()
    subject: str = ""
    keeps: bool = True

    @property
    def who(self) -> Person:
        return self.by or self.letter.reader

    @property
    def to(self) -> str:
        """Our address; the one with the token when a letter is answered."""
        return ADDRESS if self.place == "nada" else self.letter.reply_to

    @property
    def written(self) -> str:
        """All the lines of new text, wherever they stand."""
        return "\n".join(lines for lines in (self.new, *(said for _, said in self.between)) if lines)

    def mixed(self, quoted: str, mark: str = "> ") -> str:
        """The quoted lines, marked, with the answers between them."""
        lines: list[str] = []
        answers = dict(self.between)
        for line in quoted.split("\n"):
            lines.append(f"{mark}{line}".rstrip())
            if answer := answers.pop(line.strip(), ""):
                lines.append(answer)
        if answers:
            raise ValueError(f"{self.case}: the letter has no line {list(answers)}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a mail program writes: its header lines (with a line `{mime}` where the MIME fields stand), its two faces, its encodings."""

    name: str
    fields: Callable[[Answer, str], list[str]]
    text: Callable[[Answer], str]
    page: Callable[[Answer], str]
    charset: str = "UTF-8"
    text_type: str = 'text/plain; charset="UTF-8"'
    page_type: str = 'text/html; charset="UTF-8"'
    text_encoding: str = "quoted-printable"
    page_encoding: str = "quoted-printable"
    boundary: str = "000000000000{}"
    preamble: str = ""


def made(folder: str, shape: Shape, answer: Answer) -> Made:
    """The mail, under the name `client.form.language.case`, with what is expected of it."""
    name = f"{shape.name}.{answer.form}.{answer.language}.{answer.case}"
    seed = hashlib.sha256(name.encode()).hexdigest()
    mime, body = _body(shape, answer, seed)
    fields = "\n".join(shape.fields(answer, seed)).replace("{mime}", mime)
    head = f"{_trace(answer, seed)}\n{fields}\n\n"
    return Made(folder, name, wire(head + body, shape.charset), expected(answer))


def expected(answer: Answer) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": "normal", "from": answer.who.address}
    if not answer.subject:
        facts |= {"ticket": answer.letter.number, "title": answer.letter.title}
    if answer.keeps:
        facts["new_text"] = answer.written
    if answer.command is not None:
        facts["command"] = [ordered(each) for each in answer.command]
    if answer.unclear is not None:
        facts["unclear"] = answer.unclear
    facts["attachments"] = [{"name": file.name, "size": len(file.content), "inline": bool(file.id)} for file in answer.files]
    return facts


def ordered(order: Order) -> dict[str, str]:
    word, argument, text = order
    return {"word": word, "argument": argument} | ({} if text is None else {"text": text})


def _trace(answer: Answer, seed: str) -> str:
    """What the receiving server writes on top."""
    domain = answer.who.domain
    return (
        f"Return-Path: <{answer.who.address}>\n"
        f"Received: from smtp.{domain} (smtp.{domain} [192.0.2.{int(seed[:2], 16) % 200 + 10}])\n"
        f"\tby mx.carteiro.example (Postfix) with ESMTPS id {seed[:10].upper()}\n"
        f"\tfor <{answer.to}>; Mon, 23 Nov 2026 10:52:{int(seed[2:4], 16) % 60:02} -0300 (-03)"
    )


def _body(shape: Shape, answer: Answer, seed: str) -> tuple[str, str]:
    """The MIME fields of the whole, and its body."""
    faces = _faces(shape, answer, seed)
    attached = [_file(file) for file in answer.files if not file.id]
    if attached:
        boundary = shape.boundary.format(seed[:16])
        return f'Content-Type: multipart/mixed; boundary="{boundary}"', shape.preamble + multipart(
            boundary, ["\n\n".join(faces), *attached]
        )
    fields, body = faces
    return fields, (shape.preamble if fields.startswith("Content-Type: multipart") else "") + body


def _faces(shape: Shape, answer: Answer, seed: str) -> tuple[str, str]:
    shown = [file for file in answer.files if file.id]
    if answer.form == "texto":
        return _split(_plain(shape, answer))
    page = part(shape.page_type, packed(_with_pictures(shape.page(answer), shown), shape.page_encoding, shape.charset), shape.page_encoding)
    if answer.form == "ambos":
        boundary = shape.boundary.format(seed[16:32])
        page = part(f'multipart/alternative; boundary="{boundary}"', multipart(boundary, [_plain(shape, answer), page]))
    if shown:
        boundary = shape.boundary.format(seed[32:48])
        page = part(f'multipart/related; boundary="{boundary}"', multipart(boundary, [page, *map(_file, shown)]))
    return _split(page)


def _plain(shape: Shape, answer: Answer) -> str:
    return part(shape.text_type, packed(shape.text(answer), shape.text_encoding, shape.charset), shape.text_encoding)


def _with_pictures(page: str, shown: list[File]) -> str:
    for file in shown:
        page = page.replace(f"[[{file.name}]]", f'<img src="cid:{file.id}" alt="{file.name}" width="400">')
    return page


def _file(file: File) -> str:
    place = "inline" if file.id else "attachment"
    more = [f'Content-Disposition: {place}; filename="{file.name}"', *([f"Content-ID: <{file.id}>"] if file.id else [])]
    return part(f'{file.type}; name="{file.name}"', base64_lines(file.content), "base64", *more)


def _split(text: str) -> tuple[str, str]:
    fields, _, body = text.partition("\n\n")
    return fields, body
