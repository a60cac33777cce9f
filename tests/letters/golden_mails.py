"""What does a reader get? Each sample as a whole mail, and that mail in words that a person can read and compare."""

import email
import re
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from gateway.post import agenda, registered
from gateway.post.facts import FileFacts, OriginFacts
from gateway.post.letters import Letters
from gateway.post.mime import File, Outgoing, build
from storage.record.seals import Head
from tests.letters.samples import OFFICE, OPENED, REPLY_TO, Sample

GOLDEN = Path(__file__).parent / "golden"
SENT = datetime(2026, 11, 23, 13, 0, tzinfo=UTC).astimezone(OFFICE.timezone)
READER = "leitor@aurora.example"
ASKED = "<pergunta@aurora.example>"
SEEN = registered.field(Head(48_213, "5e" * 32))
# Attributes that are looks; the rest is what a program reads to somebody, or where a button leads.
LOOKS = frozenset(
    {
        "style", "class", "id", "width", "height", "align", "valign", "border", "cellpadding", "cellspacing", "bgcolor", "color", "face",
        "size",
    }
)  # fmt: skip
LAYOUT = frozenset({"span", "tbody", "tr", "td", "div"})
INLINE = frozenset({"a", "strong", "b", "em", "span", "br", "wbr"})


def mail(letters: Letters, sample: Sample) -> EmailMessage:
    """The sample as it leaves, with ids and a date that never change, read back as a mail program reads it."""
    content = registered.printed(letters.compose(sample.kind, REPLY_TO, sample.facts), SEEN)
    raw = build(
        Outgoing(
            from_name=OFFICE.name,
            from_address=OFFICE.address,
            to_name=str(sample.facts["reader_name"]),
            to_address=READER,
            reply_to=REPLY_TO,
            message_id="<l61122001.1.abcdefghijklmnopqrstuvwxyz.1@carteiro.example>",
            in_reply_to=ASKED,
            references=(ASKED,),
            date=SENT,
            content=content,
            attachments=(*_passed_on(sample), *_of_ours(letters, sample)),
            automatic="auto-replied",
            registro=SEEN,
        )
    )
    read = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def shown(read: EmailMessage) -> str:
    """The mail in lines: headers, attachments, the text part, and the HTML without its looks."""
    headers = [f"{name}: {value}" for name, value in read.items() if name not in {"Content-Type", "MIME-Version"}]
    files = [f"{part.get_filename()} ({part.get_content_type()})" for part in read.iter_attachments()]
    text, page = (_body(read, kind) for kind in ("plain", "html"))
    parts = [
        "\n".join(headers),
        *(["\n".join(["=== anexos", *files])] if files else []),
        f"=== texto\n{text}",
        f"=== HTML\n{outline(page)}",
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def outline(page: str) -> str:
    """The HTML's elements, a line each, with what they say and no look: tables that only lay out are left out as elements."""
    lines: list[str] = []
    _outline(etree.HTML(page), 0, lines)
    return "\n".join(lines)


def _outline(element: Any, depth: int, lines: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in {"style", "meta"}:
        return
    kept = _kept(element)
    layout = kept.get("role") == "presentation" or (element.tag in LAYOUT and not kept)
    opening = [] if layout else [_open(element, kept)]
    if all(map(_is_inline, element)):
        words = _flat(_inline(element))
        if words or not (layout or kept == {"aria-hidden": "true"}):
            lines.append("  " * depth + " ".join((*opening, *filter(None, [words]))))
        return
    if element.tag == "tr" and all(_is_in_row(each) for cell in element for each in cell):
        row = " | ".join(_flat(_inline(cell)) for cell in element)
        if row.strip(" |"):
            lines.append("  " * depth + row.strip())
        return
    lines.extend("  " * depth + each for each in opening)
    deeper = depth + len(opening)
    lines.extend("  " * deeper + words for words in [_flat(element.text or "")] if words)
    for child in element:
        _outline(child, deeper, lines)
        lines.extend("  " * deeper + words for words in [_flat(child.tail or "")] if words)


def _is_inline(element: Any) -> bool:
    return not isinstance(element.tag, str) or (element.tag in INLINE and all(map(_is_inline, element)))


def _is_in_row(element: Any) -> bool:
    """Words, or a picture made of empty cells."""
    return _is_inline(element) or element.tag == "div" or not _flat("".join(element.itertext()))


def _inline(element: Any) -> str:
    """What stands in an element that holds words alone; of a link, what it writes to whom."""
    found = [element.text or ""]
    for child in element:
        if child.tag == "br":
            found.append(" / ")
        elif isinstance(child.tag, str):
            kept = _kept(child)
            inner = _inline(child)
            bare = (child.tag in {"span", "div"} and not kept) or not inner.strip()
            found.append(inner if bare else f"{_open(child, kept)}{inner}</{child.tag}>")
        found.append(child.tail or "")
    return "".join(found)


def _kept(element: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items() if name not in LOOKS}


def _open(element: Any, kept: dict[str, str]) -> str:
    said = dict(sorted(kept.items()))
    link = urlsplit(said.get("href", ""))
    if link.scheme == "mailto":
        said = {**said, "href": f"mailto:{link.path}", **{name: values[0] for name, values in parse_qs(link.query).items()}}
    return f"<{element.tag}{''.join(f' {name}={value!r}' for name, value in said.items())}>"


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _body(read: EmailMessage, kind: str) -> str:
    part = read.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def _passed_on(sample: Sample) -> list[File]:
    """The files of a letter that passes on what somebody wrote, or brings the one that was asked for."""
    facts = sample.facts
    files = facts["files"] if "omitted" in facts else (facts.get("file"),) if facts.get("sent") else ()
    assert isinstance(files, tuple)
    types = {"png": "image/png", "pdf": "application/pdf", "mp4": "video/mp4"}
    return [File(f.name, types.get(f.name.rpartition(".")[2], ""), b"") for f in files if isinstance(f, FileFacts)]


def _of_ours(letters: Letters, sample: Sample) -> list[File]:
    found = []
    if sample.kind == "received":
        told = {"number": "L_61122001", "sender": "Marina", "mails": (OriginFacts(OPENED, "3" * 64),), "files": sample.facts["files"]}
        found.append(File("comprovante-L_61122001.txt", "text/plain", letters.sheet("comprovante", told).encode(), "utf-8"))
    if sample.kind == "dossier" and sample.facts["sent"]:
        found.append(File("dossie-L_61122001.zip", "application/zip", b""))
    if sample.name.startswith("digest-asked"):
        sheet = letters.sheet("relatorio", {"digest": sample.facts["digest"]})
        found.append(File("relatorio.csv", "text/csv", sheet.encode(), "utf-8"))
    prazo = agenda.prazo(letters, OFFICE, sample.kind, sample.facts, OPENED + timedelta(hours=1), confidential=False)
    if prazo:
        found.append(File(prazo.name, agenda.TYPE, prazo.text.encode(), "utf-8"))
    return found
