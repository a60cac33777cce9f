"""Where in a mail's lines does quoted or forwarded history begin?"""

import re
from collections.abc import Sequence

from parsers.language.plain import plain

_LONGEST_LINE = 400
_MARKER = "responda acima desta linha"
_QUOTED = re.compile(r"\s{0,20}(?:>|&gt;)")
_HINT = re.compile(r"linha|mens|messag|nachricht|appointment|compromisso|citando|quoting|ursprungliche|ursprüngliche", re.IGNORECASE)

_SEPARATOR = re.compile(
    r"\W{0,4}[-_=]{2,}\s*(?:mensagem original|mensagem encaminhada|mensagem reenviada|original message|original appointment"
    r"|forwarded message"
    r"|mensaje original|mensaje reenviado|message d origine|message original|message transfere|messaggio originale|messaggio inoltrato"
    r"|ursprungliche (?:nachricht|mail)|weitergeleitete nachricht|compromisso original)\s*(?:(?:de|from|por) .{1,80}?)?[-_=]{2,}\W*"
    r"|\W{0,4}(?:mensagem original|inicio da mensagem (?:encaminhada|reenviada)|begin forwarded message|inicio del mensaje reenviado"
    r"|debut du message (?:reexpedie|transfere)|anfang der weitergeleiteten (?:nachricht|e-mail)|inizio messaggio inoltrato)\s*:\s*"
    r"|\W{0,4}[-_=]{4,}\s*(?:citando|quoting) .{1,80}"
)
_RULE = re.compile(r"\s*[_-]{10,}\s*")

_FROM = r"(?:de|da|from|von|expediteur|remitente|mittente|remetente)"
_SENT = r"(?:enviad[oa]s?(?: (?:em|el|a))?|sent|gesendet|envoye(?: le)?|inviato|fecha de envio)"
_DATE = r"(?:data|date|datum|fecha|data/hora)"
_SUBJECT = r"(?:assunto|subject|betreff|objet|oggetto|asunto)"
_OTHER = (
    r"(?:para|to|an|pour|per|a|cc|cco|bcc|c/c|com copia|copia|copie|responder (?:a|para)|reply-to|repondre a|anexos?|attachments?"
    r"|prioridade"
    r"|importancia|importance|priority|organizacao|organization|message-id|quando|when|onde|where|resent-from|enviado por)"
)
_KINDS = ("from", "sent", "date", "subject", "other")
_LABEL = re.compile(
    rf"[\s_|]{{0,20}}(?:(?P<from>{_FROM})|(?P<sent>{_SENT})|(?P<date>{_DATE})|(?P<subject>{_SUBJECT})"
    rf"|(?P<other>{_OTHER}))\s{{0,9}}:(?P<value>.*)"
)
_LABELLED = re.compile(r"\W{0,20}[^\W\d_][^:]{0,30}:")
_ONE_LINE = re.compile(rf"\s{{0,9}}{_FROM}\s?:.{{1,200}}?\b(?:{_SENT}|{_DATE})\s?:.{{1,200}}?\b{_SUBJECT}\s?:.*")
_SHORTEST_ROW = 40
_MAIL_DATE = re.compile(r"\d{1,2}.{0,40}?\d{1,2}[:h]\d{2}|\w+, .*\d{4}")
_BLOCK = 14  # lines a header block may take, wrapped recipients included

_WROTE = re.compile(
    r"\b(?:escreveu|escreveram|wrote|writes|a ecrit|ecrit|escribio|schrieb|ha scritto|scrisse|schreef|skrev|napsal|pisze|enviou"
    r"|respondeu)\b"
)
_OPENS = re.compile(r"[\s-]*(?:em|no dia|na data|on|le|el|am|il|op|den|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4})\b")
_WEEKDAY = re.compile(r"\b(?:seg|ter|qua|qui|sex|sab|dom|mon|tue|wed|thu|fri|sat|sun)")
_COULD = re.compile(
    r"escr[ei]|wrote|writes|[eé]crit|schrieb|scri[ts]|schreef|skrev|napsal|pisze|enviou|respondeu|citando|quoting|zitat|>\s?:",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")
_TIME = re.compile(r"\b\d{1,2}(?::\d{2}|h\d{0,2}\b)")
_CITING = re.compile(r"\s*(?:citando|quoting|zitat von) .{1,120}:")
_MOST_AFTER = 60  # characters between the verb and its colon: `escreveu em 05/06/2026 10:00:`
_WRAP = 4  # lines an attribution may be wrapped over


def is_quoted(line: str) -> bool:
    """Whether the line carries the mark of a quotation."""
    return _QUOTED.match(line) is not None


class History:
    """The lines of a mail, each read once however often it is looked at: a megabyte of header lines stays linear."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._labels: dict[int, re.Match[str] | None] = {}
        self._colons = [line.rstrip().endswith(":") for line in lines]

    def introduces(self, at: int) -> int:
        """How many lines from `at` introduce a quotation (`Em ..., Fulano <a@b> escreveu:`, wrapped or not); 0 where none does."""
        colons = self._colons[at : at + _WRAP]
        if True not in colons:
            return 0
        count = colons.index(True) + 1
        stretch = self._lines[at : at + count]
        if any(not line.strip() or len(line) > _LONGEST_LINE or is_quoted(line) for line in stretch) or not _could_introduce(
            " ".join(stretch)
        ):
            return 0
        said = [" ".join(plain(line).split()) for line in stretch]
        if count > 1 and not _starts(said[0]):
            return 0
        return count if _introduces(" ".join(said), quoted=self.marked(at + count)) else 0

    def marked(self, at: int) -> bool:
        """Whether the next written line carries the mark of a quotation, so that lines without one are answers."""
        written = next((line for line in self._lines[at : at + 3] if line.strip()), "")
        return is_quoted(written)

    def begins(self, at: int) -> bool:
        """Whether everything from this line on is history: our marker, a separator, or a block of header lines."""
        line = self._lines[at]
        if len(line) > _LONGEST_LINE:
            return False
        if _HINT.search(line):
            said = plain(line)
            if _MARKER in " ".join(said.split()) or _SEPARATOR.fullmatch(said):
                return True
        if len(line) > _SHORTEST_ROW and _ONE_LINE.fullmatch(plain(line)):
            return True
        if _RULE.fullmatch(line):
            following = next((number for number in range(at + 1, min(at + 4, len(self._lines))) if self._lines[number].strip()), at)
            return following > at and self._header_block(following)
        return self._header_block(at)

    def _header_block(self, at: int) -> bool:
        """Whether a block of a mail's header lines begins here, in any of the languages.

        `De: a@x / Para: b@y` alone is a form that people fill in ('trocar o e-mail'): a date or a subject line must stand there too.
        """
        first = self._label(at)
        if first is None or first["other"] is not None:
            return False
        seen: dict[str, str] = {}
        for number in range(at, min(at + _BLOCK, len(self._lines))):
            label = self._label(number)
            if label is None:
                # Between header lines stand wrapped recipients, and the blank lines that HTML leaves; a new paragraph ends the block.
                if self._lines[number].strip() and not self._lines[number - 1].strip():
                    break
                continue
            kind = next(name for name in _KINDS if label[name] is not None)
            if kind in seen and kind != "other":
                break
            seen[kind] = label["value"]
        dated = any(_MAIL_DATE.search(seen.get(kind, "")) for kind in ("sent", "date"))
        return "from" in seen and len(seen) > 1 and (dated or "subject" in seen)

    def _label(self, at: int) -> re.Match[str] | None:
        if at not in self._labels:
            line = self._lines[at]
            self._labels[at] = _LABEL.fullmatch(plain(line)) if len(line) <= _LONGEST_LINE and _LABELLED.match(line) else None
        return self._labels[at]


def _could_introduce(text: str) -> bool:
    """A first look that costs little."""
    return _COULD.search(text) is not None


def _starts(first: str) -> bool:
    """Whether an attribution over several lines can start so; else the line before it, which is the answer, would be taken along."""
    dated = any(letter.isdigit() for letter in first) or _WEEKDAY.search(first) is not None
    return (_OPENS.match(first) is not None and dated) or _ADDRESS.search(first) is not None or _WROTE.search(first) is not None


def _introduces(text: str, *, quoted: bool) -> bool:
    """Whether a plain line ending in a colon is a mail program's.

    A person who tells what somebody wrote names no address and no minute; a mail program names one of them, or marks what follows.
    """
    verbs = list(_WROTE.finditer(text))
    verb = verbs[-1] if verbs and len(text) - verbs[-1].end() <= _MOST_AFTER else None
    counted = any(letter.isdigit() for letter in text)
    exact = _ADDRESS.search(text) is not None or _TIME.search(text) is not None
    if _OPENS.match(text) and counted and (verb or text.rstrip(": ").endswith(">")):
        return quoted or exact
    if verb is None:
        return quoted and _CITING.fullmatch(text) is not None
    named = text[: verb.start()].rstrip()
    if named.endswith((">", ")")) and _ADDRESS.search(named):
        return True
    return quoted or (counted and exact and "/" in named.rsplit(" ", 1)[-1])
