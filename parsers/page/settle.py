"""Which of the written lines are another mail's, now that all are written? And what of a signature, a link, a picture among them?"""

from parsers.page import quotation
from parsers.page.sheet import HARD, SOFT, Sheet

_MOST_ATTRIBUTION = 6  # lines
_MOST_SIGNATURES = 20
_MOST_RULES = 20
_MOST_EDGES = 5  # in each other
_HEAD = 16  # lines in which a header would stand
_FORWARDED = "-----"
_DASHES = frozenset(("--", "—"))
_LONGEST_ADDRESS = 300


class Settling:
    """What can be told only from the lines of a page."""

    def __init__(self, sheet: Sheet) -> None:
        self.evidence = False  # that the mail answers another
        self.cited = 0
        self._sheet = sheet
        self._first_cited = 0
        self._envelope: tuple[int, int] | None = None
        self._forwarded = False
        self._edges = 0
        self._confirmed: set[str] = set()
        self._rules: list[int] = []
        self._signatures: list[tuple[int, int]] = []
        self._links: list[tuple[int, str]] = []
        self._linked: set[str] = set()
        self._pictures: list[tuple[int, int, str]] = []  # (line, how deep quoted, name)
        self._doubts: list[int] = []

    @property
    def in_envelope(self) -> bool:
        """Whether an element with an attribution and its quotation is open."""
        return self._envelope is not None

    def attributed(self) -> bool:
        """Whether what is written last says who wrote what comes now; then it is of the quotation."""
        sheet = self._sheet
        at = next((at for at in range(len(sheet.lines) - 1, max(-1, len(sheet.lines) - 4), -1) if sheet.lines[at]), -1)
        if at < 0 or not quotation.attributes(sheet.lines[at]):
            return False
        if sheet.depths[at] == 0 and quotation.is_dated(sheet.lines[at]):
            sheet.depths[at] = HARD  # the whole of it: what is wrapped names the day on another line
        return True

    def cite(self) -> None:
        """Another mail begins, for sure."""
        self.evidence = True
        self.attributed()
        self.count()

    def count(self) -> None:
        """Another mail begins, as it seems."""
        if not self.cited:
            self._first_cited = len(self._sheet.lines)
        self.cited += 1

    def confirmed(self, key: str) -> bool:
        """Whether an element of this look held another mail before."""
        return key in self._confirmed

    def confirm(self, key: str) -> None:
        """An element of this look holds another mail."""
        self._confirmed.add(key)
        self.evidence = True

    def open_envelope(self) -> None:
        """An element with an attribution and its quotation begins."""
        self._envelope = (len(self._sheet.lines), self.cited)
        self._forwarded = False
        self.cited = 0

    def close_envelope(self) -> None:
        """It ends. Without a quotation of its own, or with the line of a forwarded mail, all in it is another mail."""
        start, cited = self._envelope or (0, 0)
        self._envelope = None
        lines = self._sheet.lines
        if not self.cited or self._forwarded:
            self.evidence = self.evidence or any(lines[start:])
            self._raise(start)
        else:
            before = [line for line in lines[start : self._first_cited] if line]
            if before and len(before) <= _MOST_ATTRIBUTION and before[-1].endswith((":", ">")):
                self._raise(start, self._first_cited)
        self.cited += cited

    def close_attribution(self, start: int) -> None:
        """A line that says who wrote what ends."""
        self.evidence = True
        if any(_FORWARDED in line for line in self._sheet.lines[start:]):
            self._forwarded = True

    def open_edge(self) -> bool:
        """An edged block begins; false in many of them."""
        few = self._edges < _MOST_EDGES
        self._edges += few
        return few

    def close_edge(self, start: int, key: str) -> None:
        """An edged block ends: another mail where it begins as one."""
        self._edges -= 1
        if self._begins_as_mail(start):
            self.confirm(key)
            self._raise(start)

    def _raise(self, start: int, end: int | None = None) -> None:
        self._sheet.raise_from(start, end)
        for number in range(len(self._pictures) - 1, -1, -1):
            at, quotes, name = self._pictures[number]
            if at < start:
                break
            if end is None or at < end:
                self._pictures[number] = (at, quotes + HARD, name)

    def close_soft(self, start: int) -> None:
        """What looks like a quotation ends: for sure one where it begins as a mail."""
        if not self.evidence and self._begins_as_mail(start):
            self.evidence = True

    def _begins_as_mail(self, start: int) -> bool:
        lines = self._sheet.lines[start : start + _HEAD]
        return quotation.heads(lines) or quotation.attributes(next(filter(None, lines), ""))

    def rule(self) -> None:
        """A line as Outlook draws it above the mail that is answered."""
        if len(self._rules) < _MOST_RULES:
            self._rules.append(len(self._sheet.lines))

    def sign(self, start: int) -> None:
        """A signature ends, which began at the line `start`."""
        if len(self._signatures) < _MOST_SIGNATURES:
            self._signatures.append((start, len(self._sheet.lines)))

    def link(self, shown: str, address: str) -> str:
        """What goes after the words of a link, so that its address is known: nothing where they show it."""
        if not shown.strip() or address in self._linked or len(address) > _LONGEST_ADDRESS or "@" in shown:
            return ""
        said, bare = shown.strip().lower().rstrip("/."), address.lower().rstrip("/")
        if "://" in said or said.startswith("www.") or ("." in said and said in bare):
            return ""
        self._linked.add(address)
        addition = f" <{address}>"
        self._links.append((len(self._sheet.lines), addition))
        return addition

    def picture(self, name: str) -> None:
        """A picture of the mail itself stands here."""
        self._pictures.append((len(self._sheet.lines), self._sheet.quotes, name))

    def doubt(self) -> None:
        """Words that are seen only in some places stand here."""
        if not self._doubts or self._doubts[-1] != len(self._sheet.lines):
            self._doubts.append(len(self._sheet.lines))

    def finish(self) -> None:
        """All is written."""
        sheet = self._sheet
        for at in self._rules:
            if quotation.heads(sheet.lines[at : at + _HEAD]):
                self.evidence = True
                self._raise(at)
                break
        for at, addition in self._links:
            if at < len(sheet.lines) and sheet.depths[at]:
                sheet.lines[at] = sheet.lines[at].replace(addition, "", 1)
        self._mark_signatures()

    def _mark_signatures(self) -> None:
        """Puts `-- ` (RFC 3676, 4.3) before a signature after which the person wrote no more, and before which something."""
        lines, depths = self._sheet.lines, self._sheet.depths
        for start, end in reversed(self._signatures):
            first = next((at for at in range(start, end) if lines[at]), end)
            if first == end or depths[first] % SOFT or not any(lines[at] and not depths[at] for at in range(start)):
                continue
            after = next((at for at in range(end, len(lines)) if lines[at]), len(lines))
            if after < len(lines) and not depths[after]:
                continue
            marked = next((at for at in range(first, max(-1, first - 4), -1) if lines[at] in _DASHES), None)
            if marked is not None:
                lines[marked] = "-- "
            else:
                lines.insert(first, "-- ")
                depths.insert(first, 0)
                self._doubts = [at + (at >= first) for at in self._doubts]

    def is_doubtful(self) -> bool:
        """Whether unquoted words are seen only in some places."""
        depths, lines = self._sheet.depths, self._sheet.lines
        places = (at + (not lines[at]) for at in self._doubts if at < len(lines))  # a gap may have come before the words
        return any(at < len(depths) and depths[at] % SOFT == 0 for at in places)

    def quoted_pictures(self, *, answers: bool) -> frozenset[str]:
        """The names of the pictures that stand in another mail, and nowhere else."""
        own = {name for _, quotes, name in self._pictures if not (quotes % SOFT or (answers and quotes))}
        return frozenset(name for _, _, name in self._pictures) - own
