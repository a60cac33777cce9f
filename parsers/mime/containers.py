"""What stands inside the parts that pack others? TNEF, S/MIME, PGP and invitations give up their text and files as leaves of their own.

A container stays where it was, marked `opened`, and what it held follows it. Files are listed as they stand: archives and documents
are never opened, and nothing that a mail names is ever fetched.
"""

from collections.abc import Callable
from dataclasses import replace

from parsers.mime import endings, filename
from parsers.mime.leaves import Part
from parsers.mime.packed import calendar, pgp, rtf, smime, tnef

_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SAID = {
    "application/pgp-encrypted": "encrypted",
    "application/x-microsoft-rpmsg-message": "encrypted",  # rights management: only Outlook and its server open it
    "message/partial": "partial",
}
_UNTYPED = frozenset({"application/octet-stream", "application/x-pkcs7-mime", "application/pkcs7-mime"})
_MOST = 500
_DEEPEST = 3
_TEXTS = frozenset({"text/plain", "text/html"})

TakeApart = Callable[[bytes], tuple[tuple[Part, ...], list[str]]]
_Found = tuple[list[Part], list[str]]


def opened(parts: tuple[Part, ...], take_apart: TakeApart, depth: int = 0) -> tuple[tuple[Part, ...], list[str]]:
    """(leaves with what their containers hold, defect words); `take_apart` gives the leaves of a MIME entity.

    Defects: `encrypted` (needs a key), `compressed`, `smime` and `tnef` (cannot be read), `partial` (a piece of a mail).
    """
    if not any(_is_special(part) for part in parts):
        return parts, []
    found: list[Part] = []
    defects: list[str] = []
    for part in parts:
        inside, words = _open(part, [*found, *parts], take_apart, depth) if depth < _DEEPEST else ([part], [])
        defects += words
        found += inside
        if len(found) + len(parts) > 2 * _MOST:
            return parts, [*defects, "parts"]
    found = _with_text_of_last_resort(found)
    return tuple(part if part.index == at else replace(part, index=at) for at, part in enumerate(found)), defects


def _is_special(part: Part) -> bool:
    """A cheap look at every part of every mail: most hold nothing."""
    kind = part.type
    return (
        (kind == "text/plain" and pgp.MARK in part.content)
        or kind in _SMIME
        or kind in _SAID
        or kind == "text/calendar"
        or _is_tnef(part)
        or (kind in _UNTYPED and part.filename.lower() == "smime.p7m")
    )


def _is_tnef(part: Part) -> bool:
    return part.type in _TNEF or (part.content.startswith(tnef.SIGNATURE) and not part.type.startswith(("text/", "image/")))


def _open(part: Part, others: list[Part], take_apart: TakeApart, depth: int) -> _Found:
    if word := _SAID.get(part.type):
        return [part], [word]
    if part.type == "text/plain":
        return _armoured(part)
    if _is_tnef(part):
        return _tnef(part, others)
    if part.type in _SMIME or part.filename.lower() == "smime.p7m":
        return _smime(part, others, take_apart, depth)
    return [part], []


def _is_text(part: Part) -> bool:
    """Whether the part can stand as the text of the mail."""
    return part.type in _TEXTS and part.disposition != "attachment" and not part.original_filename and bool(part.content.strip())


def _armoured(part: Part) -> _Found:
    if pgp.MARK not in part.content or part.disposition == "attachment":
        return [part], []
    shown, word = pgp.shown(part.content)
    return [part if shown == part.content else replace(part, content=shown)], [word] * bool(word)


def _smime(part: Part, others: list[Part], take_apart: TakeApart, depth: int) -> _Found:
    """A signed file (`contrato.pdf.p7m`) stays the file it is; only a signed mail is opened."""
    content, word = smime.read(part.content)
    if word:
        is_mail = part.filename.lower() in {"", "smime.p7m"} or "smime-type" in part.parameters
        return [part], [word] * is_mail
    if not _is_entity(content):
        return [part], []
    inside, defects = take_apart(content)
    inside, more = opened(inside, take_apart, depth + 1)
    numbers = max((other.alternative for other in others), default=0)
    held = [replace(leaf, alternative=leaf.alternative + numbers if leaf.alternative else 0) for leaf in inside]
    return [replace(part, opened=True), *held], [*defects, *more]


def _is_entity(content: bytes) -> bool:
    """Whether a MIME entity begins here: a Content- field among the first lines."""
    return b"\ncontent-" in b"\n" + content[:4096].lower().split(b"\n\n")[0].split(b"\r\n\r\n")[0]


def _tnef(part: Part, others: list[Part]) -> _Found:
    found = tnef.read(part.content)
    held = [] if any(map(_is_text, others)) else _tnef_text(part, found, others)
    held += [_file(part, file, at) for at, file in enumerate(found.files, start=part.index + len(held) + 1)]
    is_open = found.whole or bool(held)
    return [replace(part, opened=is_open), *held], [] if found.whole else ["tnef"]


def _tnef_text(part: Part, found: tnef.Packed, others: list[Part]) -> list[Part]:
    """The faces of the text, as one alternative; RTF only where there is no other."""
    faces = [(kind, text, charset) for kind, text, charset in _faces(found) if text.strip()]
    if not faces:
        kind, text = rtf.read(rtf.unpacked(found.rtf)) if found.rtf else ("", "")
        faces = [(kind, text.encode("utf-8", "replace"), "utf-8")] if text.strip() else []
    number = max((other.alternative for other in others), default=0) + 1 if len(faces) > 1 else 0
    return [_leaf(part, kind, text, {"charset": charset}, number) for kind, text, charset in faces]


def _faces(found: tnef.Packed) -> list[tuple[str, bytes, str]]:
    return [("text/plain", found.text.encode("utf-8", "replace"), "utf-8"), ("text/html", found.page, found.page_charset)]


def _leaf(part: Part, kind: str, content: bytes, parameters: dict[str, str], alternative: int = 0) -> Part:
    """A text that no part of the mail is, in the place of the container that held it."""
    return replace(
        part,
        type=kind,
        parameters=parameters,
        disposition="",
        filename="",
        original_filename="",
        content_id="",
        content=content,
        alternative=alternative,
        opened=False,
    )


def _file(part: Part, file: tnef.File, at: int) -> Part:
    kind = "application/vnd.ms-tnef" if file.embedded else file.type if "/" in file.type else endings.type_of(file.name)
    shown = filename.clean(file.name, at, kind) if file.name else ""
    leaf = _leaf(part, kind, file.content, {})
    return replace(leaf, disposition="attachment", filename=shown, original_filename=file.name, content_id=file.content_id)


def _with_text_of_last_resort(parts: list[Part]) -> list[Part]:
    """With what an invitation says, in a mail that says nothing else."""
    invitation = next((part for part in parts if part.type == "text/calendar"), None)
    if invitation is None or any(map(_is_text, parts)):
        return parts
    said = calendar.text(invitation.content, invitation.charset)
    if not said:
        return parts
    opened_parts = [replace(part, opened=True) if part is invitation else part for part in parts]
    return [*opened_parts, _leaf(invitation, "text/plain", said.encode(), {"charset": "utf-8"})]
