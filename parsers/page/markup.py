"""What does this HTML show? Its visible text, with `> ` before the lines that another mail wrote."""

import re
from dataclasses import dataclass

from parsers.page import rules, tags
from parsers.page.stand import Stand
from parsers.page.walk import walk

_DATA = re.compile(r"""(?<=["'])data:[^"'<>]*+""", re.IGNORECASE)
_VERBATIM = re.compile(r"white-space\s*+:\s*+(?:pre|break)")
_UNSEEN = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Preheaders are filled up with characters nobody sees, so that the list of mails shows no text after them.
_FILLER = re.compile(rf"(?:[{_UNSEEN}][ \u2000-\u200a\u202f\u3000]*+){{3,}}(?<=[ \u2000-\u200a\u202f\u3000{_UNSEEN}])")
_TRAILING = re.compile(r"(?<!--)[ ]++$", re.MULTILINE)
_MANY_BLANK = re.compile(r"\n{4,}")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows. whole: all of it was read; doubtful: its style sheets show some of the unquoted text only in some places;
    quoted: a line carries a mark that the page gave it; quoted_pictures: the Content-IDs of the pictures that stand in a quoted mail.
    """

    text: str
    whole: bool = True
    doubtful: bool = False
    quoted: bool = False
    quoted_pictures: frozenset[str] = frozenset()


def text(page: str, most: int) -> tuple[str, bool]:
    """The visible text, and whether all was read. Of a mail that may answer another."""
    shown = read(page, most, answers=True)
    return shown.text, shown.whole


def read(page: str, most: int, *, answers: bool = False) -> Shown:
    """What the page shows: of `most` characters, embedded pictures aside. Never raises, linear in the length; control characters stay.

    answers: the mail's header says that it answers another, so that what looks like a quotation is one.
    """
    if len(page) > most and ("data:" in page or "DATA:" in page):
        page = _DATA.sub("", page)
    whole = len(page) <= most
    page = page[:most].replace("&nbsp;", "\xa0").replace("<o:p></o:p>", "")
    pieces, sheets = tags.cut(page.replace("\n", " ").replace("\t", " "))
    verbatim = "pre" in pieces or "PRE" in pieces or ("white-space" in page and _VERBATIM.search(page) is not None)
    if verbatim:
        pieces, sheets = tags.cut(page)
    ruled = rules.read(sheets) if sheets else None
    stand = Stand(ruled, colours=True)
    forced = False
    if walk(pieces, stand, ruled=bool(ruled), verbatim=verbatim) and not stand.sheet.says_something():
        # All that is written has the colour of what is behind it: a dark screen's mail, as likely as a trick.
        stand = Stand(ruled, colours=False)
        walk(pieces, stand, ruled=bool(ruled), verbatim=verbatim)
        forced = True
    answers = answers or stand.settling.evidence
    return Shown(
        _tidy(stand.sheet.text(answers=answers)),
        whole,
        forced or stand.settling.is_doubtful(),
        stand.sheet.is_quoted(answers=answers),
        stand.settling.quoted_pictures(answers=answers),
    )


def _tidy(shown: str) -> str:
    if not shown.isascii() and any(mark in shown for mark in _UNSEEN):
        shown = _TRAILING.sub("", _FILLER.sub(" ", shown)).strip("\n")
    if "\n\n\n\n" in shown:
        shown = _MANY_BLANK.sub("\n\n\n", shown)
    return shown
