"""Which elements does a tag end that is not the end tag of the innermost one? As browsers mend it, in bounded steps."""

from parsers.page import kinds
from parsers.page.stand import Stand

_STEPS = 300_000  # how far back the tags that hostile pages never close are looked for, all together


class Closing:
    """Ends elements out of their order; the steps it may take in one page are counted."""

    def __init__(self) -> None:
        self._steps = _STEPS

    def close(self, stand: Stand, tag: str, kind: int) -> None:
        """An end tag that does not end the innermost element (HTML, 13.2.6.4.7): those in it end with it, or it is an error."""
        stack = stand.stack
        crossed = False
        for at in range(len(stack) - 1, 0, -1):
            here = stack[at]
            if here == tag or (here == kinds.TIGHT and tag == "p"):
                break
            self._steps -= 1
            if self._steps < 0 or (here in kinds.CELLS and tag not in kinds.OF_TABLES):
                return
            if kind in {kinds.INLINE, kinds.ANCHOR} and tag not in kinds.OF_TABLES and kinds.KINDS[here.strip()][1]:
                if tag not in kinds.FORMATTING:
                    return
                crossed = True
        else:
            return
        if crossed:
            stand.release(at)
        else:
            stand.close_to(at)

    def imply(self, stand: Stand, kind: int) -> None:
        """Close what a new item, row or cell ends (HTML, 13.1.2.4)."""
        siblings, bounds = kinds.SIBLINGS[kind], kinds.BOUNDS[kind]
        for at in range(len(stand.stack) - 1, 0, -1):
            here = stand.stack[at]
            self._steps -= 1
            if here in bounds or self._steps < 0:
                return
            if here in siblings:
                stand.close_to(at)
                return
