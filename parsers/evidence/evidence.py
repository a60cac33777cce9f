"""Which files came with this mail, what are they really, and which can show anything? Each to be had back byte for byte."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from hashlib import sha256

from parsers.evidence import claim, judgement, naming, picture, sniff
from parsers.evidence.place import Page
from parsers.mime.leaves import Part
from parsers.mime.message import Mail, parse
from parsers.reading import Attachment
from parsers.text import body

# Second faces of a text that a client shows instead of it, never beside it.
_FACES = frozenset({"text/enriched", "text/richtext", "text/watch-html", "text/x-amp-html"})
_FORWARDED = re.compile(r"\W*(?:enc|fwd?|rv|tr|wg|i|encaminhad[ao])\s*:", re.IGNORECASE)


def attachments(mail: Mail) -> tuple[Attachment, ...]:
    """Every leaf that is not the mail's text, in order; `evidence` and `why` as the table in judgement.py says."""
    files = [part for part in mail.parts if not body.is_text(part, mail) and not _is_face(part)]
    if not files:
        return ()
    page = _page(mail, files)
    return tuple(_attachment(mail, part, page) for part in files)


def repeated(found: Iterable[Attachment], seen: Collection[str]) -> tuple[Attachment, ...]:
    """The same attachments; a picture in the text whose SHA-256 this sender showed in another conversation before is no evidence."""
    return tuple(replace(a, evidence=False, why="repeated") if a.sha256 in seen and a.why == "screenshot" else a for a in found)


def defects(found: Iterable[Attachment]) -> tuple[str, ...]:
    """`type` when a file's name or claimed type contradicts its bytes in a way that matters."""
    return ("type",) if any(claim.contradicts(a.name, a.type, a.sniffed) for a in found) else ()


def contents(raw: bytes) -> tuple[bytes, ...]:
    """The decoded bytes of every part, by part number; reads the mail once."""
    return tuple(part.content for part in parse(raw).parts)


def content(raw: bytes, part: int) -> bytes:
    """The bytes of the attachment with this part number, decoded from its transfer encoding. Raises IndexError when there is none."""
    return parse(raw).parts[part].content


def _is_face(part: Part) -> bool:
    return part.type in _FACES and bool(part.alternative) and part.disposition != "attachment" and not part.original_filename


def _page(mail: Mail, files: list[Part]) -> Page | None:
    """The page that may show some of these files; None where none has a Content-ID."""
    if not any(part.content_id for part in files):
        return None
    pages = [part.content for part in mail.parts if part.type == "text/html" and body.is_text(part, mail)]
    return Page(b"\n".join(pages)) if pages else None


def _attachment(mail: Mail, part: Part, page: Page | None) -> Attachment:
    inline = _is_inline(part, page)
    sniffed = sniff.media_type(part.content)
    why = judgement.why(part, sniffed, in_report=mail.type == "multipart/report") or _of_picture(mail, part, page, inline=inline)
    name = naming.name(part, sniffed)
    if why in judgement.YES:
        why = _dangerous(name, part.type, sniffed) or why
    return Attachment(
        part=part.index,
        name=name,
        original_name=part.original_filename,
        type=part.type,
        size=len(part.content),
        sha256=sha256(part.content).hexdigest(),
        inline=inline,
        evidence=why in judgement.YES,
        sniffed=sniffed,
        why=why,
    )


def _dangerous(name: str, claimed: str, sniffed: str) -> str:
    """The word for what could hurt who opens it, or ''."""
    if claim.is_program(name, claimed, sniffed):
        return "program"
    return "disguised" if claim.contradicts(name, claimed, sniffed) else ""


def _is_inline(part: Part, page: Page | None) -> bool:
    """Shown in the text: said so, or named there by its Content-ID. Outlook gives attached files one too."""
    if part.disposition == "inline":
        return True
    if not part.content_id:
        return False
    return part.disposition != "attachment" or (page is not None and page.shows(part.content_id))


def _of_picture(mail: Mail, part: Part, page: Page | None, *, inline: bool) -> str:
    place = None
    if inline and page is not None and part.content_id:
        place = page.place(part.content_id, forwarded=_FORWARDED.match(mail.header("subject")) is not None)
    return judgement.of_picture(part, picture.size(part.content), place, inline=inline)
