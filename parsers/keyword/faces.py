"""Do all faces of a mail order the same, and was all of it seen? (rules of the desk, Keywords: 'it is never guessed')

Clients show the HTML of an alternative, our text comes from its plain face: where they order different things, who knows what was seen?
Nor does anything decide of which only a part was read, or which a style sheet may hide here and show there.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape

from parsers.keyword import command
from parsers.keyword.command import DECISIVE, Commands
from parsers.keyword.orders import STEMS
from parsers.language.courtesy import is_signature
from parsers.language.plain import visible
from parsers.language.sketch import holds, sketch
from parsers.mime import charset
from parsers.mime.leaves import Part
from parsers.mime.message import Mail
from parsers.reading import Command
from parsers.reply import reply
from parsers.reply.signature import is_telephone
from parsers.text import body

# Defects of a mail that says more, or something else, than what was read: beyond the budget, under a key, a piece, a style sheet's choice.
DOUBTS = frozenset({"boundary", "budget", "headers", "parts", "depth", "encrypted", "partial", "style"})
# Contents that nobody here can read: such a mail may have a text, so its subject does not stand for one.
UNREAD = frozenset({"compressed", "smime", "tnef"})
_PARTS = "parts"
_TAG = re.compile(r"<[^<>]*+>")
_BODY = re.compile(rb"<body\b[^<>]*+>", re.IGNORECASE)
_RULE = re.compile(r"[\s_=*—–-]*+")
_AFTER = 30  # letters after the new text that show where history begins
_MARKUP = 6  # characters of a page for each letter that it shows; a guess, for a first look


_ERASED = re.compile("[^\\W\\d_][\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\ufeff]+[^\\W\\d_]")


def read(mail: Mail, text: str, new_text: str, defects: Iterable[str]) -> Commands:
    """The orders of the new text, unless another face or a doubt speaks against them: then nothing, and `parts` says why."""
    if any(part.type == "text/calendar" and part.opened for part in mail.parts):
        return Commands((), "")  # the text is an invitation's
    found = command.read(new_text)
    if found.commands:
        texts = [part for part in mail.parts if body.is_text(part, mail)]
        if not DOUBTS.isdisjoint(defects) or _has_unread_face(mail) or _speaks_later(mail, texts, found) or _has_blank_page(mail, texts):
            return Commands((), _PARTS)
        if any(_ERASED.search(charset.decode(part.content, part.charset)[0]) for part in texts if not part.content.isascii()):
            return Commands((), "letters")
    if not found.commands and not found.unclear and not _could_differ(mail, text, new_text):
        return found
    other = body.other(mail)
    if other.words:
        there = command.read(reply.new_text(other.words, marked=other.marked)).commands
        if _ordered(there) != _ordered(found.commands) or (there and "style" in other.defects):
            return Commands((), _PARTS)
    return found


def of_subject(rest: str, text: str, defects: Iterable[str]) -> Command | None:
    """The keyword that is the whole of a subject's rest, for a mail of whose body nothing can be missing.

    Under a quoted letter with its buttons, no subject decides: it is the ticket's title, and an empty answer is no decision.
    """
    found = command.of_subject(rest) if rest else None
    if found is None or not (DOUBTS | UNREAD).isdisjoint(defects):
        return None
    decides = holds(sketch(found.word), DECISIVE)
    return None if decides and not all(map(_says_nothing, text.splitlines())) else found


def _says_nothing(line: str) -> bool:
    """Whether a line is blank, a rule, or what a program adds by itself: the body is empty then."""
    return _RULE.fullmatch(line) is not None or is_telephone(line) or (visible(line) and is_signature(line))


def _ordered(commands: tuple[Command, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((order.word, order.argument) for order in commands)


def _speaks_later(mail: Mail, texts: list[Part], found: Commands) -> bool:
    """Whether text parts that follow the first order otherwise: the signature of one part must not hide what the next says."""
    if len({part.alternative or -1 - part.index for part in texts}) <= 1:
        return False
    shown = [body.best(replace(mail, parts=(part,))) for part in texts]
    each = [reply.new_text(text.words, marked=text.marked) for text in shown]
    kinds = {part.type for part in texts if part.alternative}
    faces = (
        [each]
        if len(kinds) <= 1
        else [[t for t, p in zip(each, texts, strict=True) if not p.alternative or p.type == kind] for kind in kinds]
    )
    return any(_ordered(command.read("\n\n".join(filter(None, face))).commands) != _ordered(found.commands) for face in faces)


def _has_unread_face(mail: Mail) -> bool:
    """Whether an alternative has a face that some client shows and nobody read: enriched text, AMP, a page with a file's name."""
    return any(
        part.alternative
        and part.type.startswith("text/")
        and part.disposition != "attachment"
        and not body.is_text(part, mail)
        and not part.type.endswith(("/calendar", "card", "/directory"))
        for part in mail.parts
    )


def _has_blank_page(mail: Mail, texts: list[Part]) -> bool:
    """Whether a plain text decided beside a page that shows no word: whoever sees the page saw nothing of it."""
    faces = [part for part in texts if part.alternative and part.content.strip()]
    plain = {part.alternative for part in faces if part.type == "text/plain"}
    return any(part.type == "text/html" and part.alternative in plain for part in faces) and not body.other(mail).words


def _could_differ(mail: Mail, text: str, new_text: str) -> bool:
    """Whether the HTML beside a plain text that orders nothing could order something; to render a page costs more than all the rest."""
    pages = [part for part in mail.parts if part.alternative and part.type == "text/html" and body.is_text(part, mail)]
    if not pages or pages == [part for part in mail.parts if body.is_text(part, mail)]:
        return False
    new = _letters(new_text)
    following = _letters(text[len(new_text) : len(new_text) + 4 * _AFTER])[:_AFTER] if text.startswith(new_text) else b""
    if len(pages) == 1 and new and (following or len(text) == len(new_text)):
        page = _after_head(pages[0].content)
        most = (len(new) + _AFTER) * _MARKUP
        for stretch in (page[:most].rpartition(b"<")[0], page):
            shown = _letters(_words(stretch, pages[0]))
            if shown.startswith(new + following) and (following or len(shown) == len(new)):
                return False
    return any(holds(_letters(_words(page.content, page)), (*DECISIVE, *STEMS)) for page in pages)


def _letters(text: str) -> bytes:
    return sketch(text).replace(b"\n", b"")


def _after_head(page: bytes) -> bytes:
    found = _BODY.search(page)
    return page[found.end() :] if found else page


def _words(page: bytes, part: Part) -> str:
    """The words of a page, what is hidden or quoted among them."""
    return unescape(_TAG.sub("", charset.decode(page, part.charset)[0]))
