"""What does an element do to the lines that has a part in the mail: another mail, an attribution, a signature, a link?"""

from typing import Final

from parsers.page.quotation import Role
from parsers.page.settle import Settling
from parsers.page.sheet import HARD, SOFT, Sheet

LINK: Final = "link"
_MOST_PIECES = 50  # of words in a link: what holds more is a page in a link that nobody closed
_BULLETS = frozenset("·•o§Ø-–—vüqnu▪◦●○")  # what Word writes in Symbol, Courier New and Wingdings


def begin(role: Role, key: str, tag: str, sheet: Sheet, settling: Settling) -> tuple[int, Role | None]:  # noqa: C901, PLR0911, PLR0912 - one case a role
    """(levels of quotation, what is left to do at its end)."""
    if role is Role.BULLET:
        return 0, role
    if role is not Role.EDGE or tag != "span":
        sheet.line()
    quoted = sheet.quotes % SOFT
    match role:
        case Role.CITE:
            settling.cite()
            return sheet.deeper(HARD), role
        case Role.SOFT:
            if quoted or settling.in_envelope or settling.attributed():
                settling.cite()
                return sheet.deeper(HARD), role
            settling.count()
            return sheet.deeper(SOFT), role
        case Role.RULE:
            if not quoted:
                settling.rule()
            return 0, None
        case _ if quoted:
            return 0, None
        case Role.PLAIN:
            if settling.confirmed(key) or settling.attributed():
                settling.confirm(key)
                settling.cite()
                return sheet.deeper(HARD), role
            return 0, Role.EDGE if settling.open_edge() else None
        case Role.EDGE:
            if settling.confirmed(key) or settling.attributed():
                settling.confirm(key)
                settling.count()
                return sheet.deeper(HARD), None
            return 0, role if tag != "span" and settling.open_edge() else None
        case Role.ENVELOPE:
            if settling.in_envelope:
                return 0, None
            settling.open_envelope()
            return 0, role
        case Role.REST:
            settling.cite()
            sheet.deeper(HARD)
            return 0, None
        case Role.HELD:
            settling.cite()
            return sheet.deeper(HARD), None
        case Role.ATTRIBUTION:
            return sheet.deeper(HARD), role
    return 0, role


def end(role: object, began: int, key: str, words: int, sheet: Sheet, settling: Settling) -> None:
    """The element ends, which began on the line `began` after `words` pieces of it."""
    if role is LINK:
        _end_link(began, key, words, sheet, settling)
        return
    if role is Role.BULLET:
        _end_bullet(began, words, sheet)
        return
    sheet.line()
    match role:
        case Role.ENVELOPE:
            settling.close_envelope()
        case Role.ATTRIBUTION:
            settling.close_attribution(began)
        case Role.SOFT:
            settling.close_soft(began)
        case Role.EDGE:
            settling.close_edge(began, key)
        case Role.SIGNATURE:
            settling.sign(began)


def _end_link(began: int, address: str, words: int, sheet: Sheet, settling: Settling) -> None:
    if len(sheet.lines) == began and 0 < len(sheet.words) - words <= _MOST_PIECES and not sheet.quotes:
        addition = settling.link("".join(sheet.words[words:]), address)
        if addition:
            sheet.words[-1] = sheet.words[-1].rstrip(" ")
            sheet.words.append(addition)


def _end_bullet(began: int, words: int, sheet: Sheet) -> None:
    mark = "".join(sheet.words[words:]).strip(" \xa0")
    if len(sheet.lines) == began and mark:
        sheet.words[words:] = ["- " if mark in _BULLETS else f"{mark} "]
