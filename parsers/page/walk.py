"""What do the pieces of a page write? The loop over them, and all that is known when it ends."""

import html
import re
from collections.abc import Sequence

from parsers.page.closing import Closing
from parsers.page.element import LONGEST, ODD, judged, remembered
from parsers.page.kinds import (
    ANCHOR,
    APART,
    BREAK,
    CELL,
    ITEM,
    KINDS,
    LIST,
    PARENTS,
    PICTURE,
    QUOTATION,
    ROW,
    RULE,
    TABLE,
    TIGHT,
    UNSEEN,
    VERBATIM,
)
from parsers.page.stand import DOUBTFUL, HIDDEN, WORDLESS, Stand

_BLANKS = re.compile(r"[ \t\r\n\f\u2028\u2029]+")
_HUGE = re.compile(r"&#[0-9]{8,};?")


def unescaped(text: str) -> str:
    """The text with its entities resolved, also broken ones."""
    try:
        found = html.unescape(text)
    except ValueError:  # a number of thousands of digits
        found = html.unescape(_HUGE.sub("\ufffd", text))
    return _BLANKS.sub(" ", found) if "&#" in text else found


# One function, and long: a call for each tag would take as long as all the rest.
def walk(pieces: Sequence[str | None], stand: Stand, *, ruled: bool, verbatim: bool) -> bool:  # noqa: C901, PLR0912, PLR0915
    """Write the pieces that `tags.cut` gave; true if words were left out for their colour. verbatim: some of the page may be."""
    sheet, stack, effects = stand.sheet, stand.stack, stand.effects
    words, closing = sheet.words, Closing()
    mute, faint = 0, False
    sheet.write(unescaped(pieces[0] or ""))
    for (tag, kind, closes), raw, text in zip(map(KINDS.__getitem__, pieces[1::3]), pieces[2::3], pieces[3::3], strict=True):
        if closes:
            top = stack[-1]
            if top == tag:
                stack.pop()
                if kind and mute < HIDDEN:
                    if kind > APART:
                        if kind == ROW:
                            sheet.end_row()
                        elif kind != CELL and kind != ANCHOR:  # noqa: PLR1714 - quicker
                            stand.end(tag, kind)
                    elif not sheet.held:
                        if words:
                            sheet.end_line()
                        if kind == APART:
                            sheet.gap = True
                if effects and effects[-1][0] >= len(stack):
                    stand.undo()
                    mute = stand.mute
            elif top == TIGHT and tag == "p":
                stack.pop()
                if mute < HIDDEN:
                    sheet.line()
                if effects and effects[-1][0] >= len(stack):
                    stand.undo()
                    mute = stand.mute
            elif kind < BREAK and tag != "body":
                closing.close(stand, tag, kind)
                mute = stand.mute
            elif kind == BREAK and mute < HIDDEN:
                sheet.end_line()
        elif kind < BREAK:
            if kind and kind < TABLE:
                top = stack[-1]
                if top == "p" or top == TIGHT:  # noqa: PLR1714 - quicker
                    stand.close_to(len(stack) - 1)
                    mute = stand.mute
                if ITEM <= kind <= CELL and kind != LIST and stack[-1] not in PARENTS[kind]:
                    closing.imply(stand, kind)
                    mute = stand.mute
            if not raw:
                said = remembered(tag, "") if kind == QUOTATION or tag in ODD else None
            elif len(raw) < LONGEST:
                said = remembered(tag, raw)
            else:
                said = judged(tag, raw)
            if ruled:
                said = stand.ruled(tag, raw or "", said)
            stack.append(tag)
            if said is not None:
                if said.tight:
                    stack[-1] = TIGHT
                if not said.plain and not (said.usual and stand.usual):
                    stand.begin(said)
                    mute = stand.mute
            if kind and mute < HIDDEN:
                if kind <= APART:
                    if not sheet.held:
                        if words:
                            sheet.end_line()
                        if kind == APART and stack[-1] != TIGHT:
                            sheet.gap = True
                elif kind == CELL:
                    sheet.cell()
                elif kind < UNSEEN:
                    stand.start(stack[-1], kind, said.start if said is not None else 1)
                    if kind == VERBATIM:
                        stand.preformat()
                        if text and text[0] == "\n":
                            text = text[1:]  # noqa: PLW2901 - (HTML, 13.1.2.5)
                elif kind == ANCHOR:
                    if raw and "http" in raw:
                        stand.anchor(raw)
                else:
                    stand.hide()
                    mute = HIDDEN
        elif mute < HIDDEN:
            if kind == BREAK:
                sheet.end_line()
            elif kind == PICTURE:
                stand.picture(raw or "")
            elif kind == RULE:
                stand.divide(raw or "")
        if text and (words or text != " "):
            if mute:
                if mute > DOUBTFUL:
                    if mute == WORDLESS and not stand.tiny and not faint:
                        faint = not text.isspace()
                    continue
                if not text.isspace():
                    stand.settling.doubt()
            if "&" in text:
                text = unescaped(text)  # noqa: PLW2901
            if verbatim:
                if stand.verbatim:
                    sheet.write_verbatim(text)
                else:
                    sheet.write(text)
            else:
                while "  " in text:
                    text = text.replace("  ", " ")  # noqa: PLW2901
                if text[:1] == " " and (not words or words[-1][-1] == " "):
                    text = text[1:]  # noqa: PLW2901
                if text:
                    if words and not sheet.held:
                        words.append(text)
                    else:
                        sheet.add(text)
    stand.finish()
    return faint
