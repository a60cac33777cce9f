"""Where does the reader of a page stand? The open elements, and what they do to the words under the pen."""

import re
from typing import Final

from parsers.page import hiding, kinds, parts
from parsers.page.element import Meaning, judged
from parsers.page.quotation import Role
from parsers.page.rules import Rules
from parsers.page.settle import Settling
from parsers.page.sheet import Sheet

SEEN, DOUBTFUL, WORDLESS, HIDDEN = range(4)
_WHITE = 0xFFFFFF
_HREF = re.compile(r"""\bhref\s*+=\s*+["']?\s*+(https?:[^\s"'<>]++)""", re.IGNORECASE)
_CID = re.compile(r"""\bsrc\s*+=\s*+["']?cid:([^"'\s>]++)""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*+=\s*+(?:"([^"]{1,8})"|'([^']{1,8})')""", re.IGNORECASE)

# (depth of the element, the state around it, its levels of quotation, its role, the line where it began, a key or address, words there)
_State = tuple[int, bool, bool, int, int, bool]
_Effect = tuple[int, _State, int, object, int, str, int]


class Stand:
    """The open tags, the state of the words, and the sheet. mute: how much of the words is seen; usual: nothing is said of them."""

    def __init__(self, rules: Rules | None, *, colours: bool) -> None:
        self.sheet: Final = Sheet()
        self.settling: Final = Settling(self.sheet)
        self.stack: Final = [""]
        self.effects: Final[list[_Effect]] = []
        self.mute, self.tiny, self.verbatim, self.colour, self.background, self.doubtful = SEEN, False, False, hiding.UNTOLD, _WHITE, False
        self.usual = True
        self._rules: Final = rules
        self._colours: Final = colours

    def ruled(self, tag: str, raw: str, said: Meaning | None) -> Meaning | None:
        """What the style sheets add to what an element says of itself."""
        assert self._rules is not None  # noqa: S101 - asked only where there are rules
        own = said.style if said else hiding.NOTHING
        style, sure = self._rules.style(tag, raw, own)
        if sure and style == own:
            return said
        said = said or Meaning(style, None, False, False, False, 1, raw)
        return said._replace(style=style, plain=False, usual=False, sure=sure)

    def _state(self) -> _State:
        return self.mute, self.tiny, self.verbatim, self.colour, self.background, self.doubtful

    def _effect(self, began: int, role: object, key: str = "") -> None:
        self.effects.append((len(self.stack) - 1, self._state(), 0, role, began, key, len(self.sheet.words)))

    def begin(self, said: Meaning) -> None:
        """Begin an element that says something of the words in it."""
        levels, began, role = 0, 0, None
        saved = self._state()
        if said.style.hidden:
            self.mute = HIDDEN
        elif self.mute < HIDDEN:
            if said.style != hiding.NOTHING:
                self._restyle(said)
            if said.role is not None:
                levels, role = parts.begin(said.role, said.key, self.stack[-1], self.sheet, self.settling)
                began = len(self.sheet.lines)
                if levels and self.stack[-1] == "p":
                    self.stack[-1] = kinds.TIGHT
        words = len(self.sheet.words)
        self.effects.append((len(self.stack) - 1, saved, levels, role, began, said.key, words))

    def _restyle(self, said: Meaning) -> None:
        style = said.style
        if style.tiny is not None:
            self.tiny = style.tiny  # newsletters set size 0 around everything and a real size within: the innermost counts
        if style.colour is not None:
            self.colour = style.colour
        if style.background is not None:
            self.background = style.background
        if style.verbatim is not None:
            self.verbatim = style.verbatim
        self.doubtful = self.doubtful or not said.sure or style.odd
        if self.tiny or (self._colours and hiding.alike(self.colour, self.background)):
            self.mute = WORDLESS
        else:
            self.mute = DOUBTFUL if self.doubtful else SEEN
        self.usual = False

    def undo(self) -> None:
        """End what the closed elements said."""
        effects, sheet = self.effects, self.sheet
        while effects and effects[-1][0] >= len(self.stack):
            _, saved, levels, role, began, key, words = effects.pop()
            if role is not None and self.mute < HIDDEN:
                parts.end(role, began, key, words, sheet, self.settling)
            if levels:
                sheet.shallower(levels)
            self.mute, self.tiny, self.verbatim, self.colour, self.background, self.doubtful = saved
        self.usual = saved == (SEEN, False, False, hiding.UNTOLD, _WHITE, False)

    def anchor(self, raw: str) -> None:
        """Begin a link whose address people may want."""
        found = _HREF.search(raw)
        if found and not self.sheet.quotes and self.mute == SEEN:
            address = found[1].replace("&amp;", "&")
            self._effect(len(self.sheet.lines), parts.LINK, address)

    def hide(self) -> None:
        """Begin an element that shows nothing."""
        self._effect(0, None)
        self.mute, self.usual = HIDDEN, False

    def preformat(self) -> None:
        """Begin an element whose blanks and line ends count."""
        self._effect(0, None)
        self.verbatim, self.usual = True, False

    def divide(self, raw: str) -> None:
        """A line across the page."""
        self.sheet.line()
        if raw:
            said = judged("hr", raw)
            if said is not None and said.role in {Role.RULE, Role.REST} and not said.style.hidden:
                parts.begin(said.role, "", "hr", self.sheet, self.settling)

    def finish(self) -> None:
        """End of the page: what is open ends."""
        self.close_to(1)
        self.sheet.held = False
        self.sheet.line()
        self.settling.finish()

    def picture(self, raw: str) -> None:
        """A picture: only an emoji speaks, and only pictures of the mail itself are known."""
        if self.mute > DOUBTFUL:
            return
        if "cid:" in raw or "CID:" in raw:
            found = _CID.search(raw)
            if found:
                self.settling.picture(found[1])
        elif "alt" in raw:
            alt = _ALT.search(raw)
            said = (alt[1] or alt[2]) if alt else ""
            if said and not any(letter.isalnum() or letter.isascii() for letter in said):
                self.sheet.write(said)

    def start(self, tag: str, kind: int, start: int) -> None:
        """Begin the line that an element of a kind begins."""
        sheet = self.sheet
        if kind == kinds.CELL:
            sheet.cell()
        elif kind == kinds.ITEM:
            sheet.item()
        elif kind == kinds.TABLE:
            sheet.begin_table()
        else:
            sheet.line()
            if kind == kinds.ROW:
                sheet.begin_row()
            elif kind == kinds.LIST:
                sheet.begin_list(start if tag == "ol" else 0)

    def end(self, tag: str, kind: int) -> None:
        """End the line that an element of a kind ends."""
        sheet = self.sheet
        if kind == kinds.ROW:
            sheet.end_row()
        elif kind == kinds.LIST:
            sheet.end_list()
        elif kind == kinds.APART and tag != kinds.TIGHT:
            sheet.apart()
        elif kind not in {kinds.CELL, kinds.ANCHOR}:
            sheet.line()

    def close_to(self, at: int) -> None:
        """Close the elements down to the one at this depth."""
        stack = self.stack
        while len(stack) > at:
            tag = stack.pop()
            kind = kinds.KINDS[tag.strip()][1]
            if kind and self.mute < HIDDEN:
                self.end(tag, kind)
            if self.effects and self.effects[-1][0] >= len(stack):
                self.undo()

    def release(self, at: int) -> None:
        """End a formatting element around blocks that go on: what it said of their words ends."""
        self.stack[at] = ""
        if self.effects and self.effects[-1][0] == at and not self.effects[-1][2]:
            _, saved, *_ = self.effects.pop()
            self.mute, self.tiny, self.verbatim, self.colour, self.background, self.doubtful = saved
            self.usual = False
