"""Does the header of another mail stand here, as programs copy it above what they quote: `De: / Enviada em: / Para: / Assunto:`?"""

import re
from collections.abc import Callable
from functools import lru_cache

from parsers.reply.dates import ADDRESS, DATE, TIME
from parsers.reply.lines import Lines, folded

# Folded labels, language by language: pt, en, es, fr, de, it, nl, pl, Nordic, cs, ru, CJK, tr and others.
_LABELS = {
    "from": (
        r"de|da|from|von|expediteur|remitente|mittente|remetente|van|afzender|absender|od|fra|fr[aå]n|avsandare|afsender|avsender|lahettaja"
        r"|nadawca|odesilatel|de la|exp|от|от кого|від|kimden|gonderen|felado|发件人|寄件者|寄件人|差出人|送信者"
        r"|보낸 사람|보낸사람|보낸이"
    ),
    "sent": (
        r"enviad[oa]s?(?: (?:em|el|a|le))?|data de envio|data do envio|sent(?: (?:on|at))?|date sent|gesendet(?: am)?|envoye(?: (?:le|a))?"
        r"|date d envoi|inviato(?: il)?|data invio|fecha de envio|verzonden|wysłano|wyslano|data wysłania|skickat|sendt|sendt den|lahetetty"
        r"|odeslano|odoslane|отправлено|дата отправки|gonderildi|gonderme tarihi|trimis|elkuldve"
        r"|发送时间|发送日期|傳送時間|寄件日期|送信日時|보낸 날짜|보낸 시간|보낸날짜"
    ),
    "date": r"data|date|datum|fecha|data/hora|data e hora|dato|paivays|paivamaara|дата|tarih|日期|时间|日付|日時|날짜",
    "to": (
        r"para|to|an|pour|per|a|destinatarios?|destinataires?|empfanger|aan|do|till?|vastaanottajat?|komu|pro|кому|kime|alici|catre"
        r"|cimzett|收件人|收件者|宛先|받는 사람|받는사람"
    ),
    "subject": (
        r"assunto|subject|betreff|objet|oggetto|asunto|onderwerp|temat|amne|emne|aihe|predmet|тема|konu|sujet|thema|subiect|targy"
        r"|主题|主題|主旨|件名|제목"
    ),
    "other": (
        r"cc|cco|bcc|c/c|ccn|cci|com copia(?: oculta)?|con copia|copia(?: a)?|copie(?: a)?|kopie(?: an)?|kopia|dw|kopi(?:o|a til)?"
        r"|копия|bilgi"
        r"|抄送|副本|참조|responder (?:a|para)|responder-para|reply-to|reply to|repondre a|antwort an|rispondi a|anexos?|attachments?"
        r"|anlagen?"
        r"|pieces jointes|allegati|adjuntos?|archivos adjuntos|datos adjuntos|prioridade|importancia|importance|priority|prioritat"
        r"|wichtigkeit"
        r"|organizacao|organization|organisation|message-id|quando|when|onde|where|resent-from|enviado por|categorias|categories"
        r"|sensibilidade|sensitivity|participantes|required|mailed-by|signed-by"
    ),
}
_ALL = "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items())
_LABEL = re.compile(rf"\W{{0,20}}(?:{_ALL})\W? ?[:：](?P<value>.*)", re.IGNORECASE)
_INNER = re.compile(rf"(?<!\w)(?:{_ALL})\W? ?[:：]", re.IGNORECASE)
_COULD = re.compile(r"[^\w\"'“”{(\[<]{0,20}_{0,3}[^\W\d_][^:：\t\n]{0,28}[:：\t]")
_TABBED = re.compile(r"\W{0,9}([^\W\d_][^:\t]{0,20}?)[ \xa0]?:?\t+[ \t]*(.*)")
_LONGEST_LABEL = 60
_BARE = re.compile(
    r"(?:From|To|Cc|Date|Sent|Subject|De|Para|Data|Enviado|Assunto|Von|An|Datum|Betreff|Da|A|Oggetto|À|Objet|Asunto|Fecha) \S"
)
_BLOCK = 26  # lines a block may take, wrapped recipients and values on lines of their own included
_SHORTEST_ROW = 40
_LONGEST_ROW = 1000
_ROW_LABELS = 3
_LABELS_NEEDED = 2
_GAP = 8  # blank lines between a header and what it introduces
_TAB_LABELS = 3  # a tab instead of a colon: a table may look so
# What only programs write: the time to the second beside a day and a year, and the prefix of an answer.
_STAMP = re.compile(r"(?:19|20)\d\d.{1,9}\d\d?:\d\d:\d\d")
_ANSWER = re.compile(r"(?:re|res|fwd?|enc|aw|wg|rv|tr|sv|vs) ?:")
_HOUR = re.compile(r"\W{0,3}hor(?:a|ario)s?(?: [^:]{0,20})?:(?: |$)")  # of forms; no program writes it
_DAYS = re.compile(r"[^\W\d]{3,13}")


def could_label(line: str) -> bool:
    """Whether a label could open the line: something short before a colon or a tab."""
    return _COULD.match(line) is not None


def is_label(line: str) -> bool:
    """Whether a known label opens the line; what stands before the colon was mostly seen before."""
    opening = line.partition(":")[0]
    return len(opening) <= _LONGEST_LABEL and _knows(opening)


@lru_cache(maxsize=4096)
def _knows(opening: str) -> bool:
    return _LABEL.match(folded(opening) + ":") is not None


def bare_label(line: str) -> bool:
    """Whether a label without its colon opens the line, as eM Client writes below its separator: `From "Ana" <a@b>`."""
    return _BARE.match(line) is not None


class Headers:
    """The header blocks in a mail's lines; each line's label is read once."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._labels: dict[int, tuple[str, str, bool] | None] = {}

    def could_begin(self, at: int) -> bool:
        """Whether a label stands here that a header block may begin with."""
        label = self._label(at)
        return label is not None and label[0] != "other"

    def end(self, at: int, quoted: Callable[[int | None], bool]) -> int:
        """Behind the last line of the header block that begins here; 0 where none begins.

        `De: a@x / Para: b@y` alone is a form that people fill in ('trocar o e-mail'), and so is a memo's `De: / Para: / Data: / Assunto:`:
        a program's block has the moment to the minute, a label that only mail has (`Enviada em`), or addresses beside a subject.
        quoted: whether quoted lines begin at a line, which makes a block of few labels certain.
        """
        if self._row(at):
            return at + 1
        seen, end, tabs = self._collect(at)
        if len(seen) >= _LABELS_NEEDED and seen.keys() & {"date", "sent", "subject"} and quoted(self._lines.written(end, _GAP)):
            return end
        if "from" not in seen and ADDRESS.search(seen.get("to", "")) and _STAMP.search(seen.get("date", "")):
            return end
        if "from" not in seen or len(seen) < (_TAB_LABELS if tabs else _LABELS_NEEDED):
            return 0
        return end if _is_mail(seen) else 0

    def _collect(self, at: int) -> tuple[dict[str, str], int, bool]:
        """The labels of the block with their values, where it ends, and whether any stands before a tab instead of a colon."""
        lines = self._lines
        seen: dict[str, str] = {}
        kind, end, tabs, gap, wrapped = "", at, False, False, False
        for number in range(at, min(at + _BLOCK, len(lines))):
            if lines.blank(number):
                gap = True
                continue
            label = self._label(number)
            if label is None:
                # A value on a line of its own, or wrapped recipients; a new paragraph ends the block.
                if (gap and seen.get(kind)) or lines.raw[number].lstrip()[0] in ">＞" or _HOUR.match(lines.said(number)):
                    break
                wrapped = bool(seen.get(kind))
                seen[kind] = f"{seen.get(kind, '')} {lines.said(number)}".strip()
            elif (label[0] in seen and label[0] != "other") or (gap and wrapped):
                break
            else:
                kind, seen[label[0]] = label[0], label[1]
                tabs, wrapped = tabs or label[2], False
            end, gap = number + 1, False
        seen.pop("other", None)
        return seen, end, tabs

    def _row(self, at: int) -> bool:
        """`De: Ana Enviada em: sexta-feira, 5 de junho de 2026 10:00 Para: Maria Assunto: x`, all in one line."""
        line = self._lines.raw[at]
        if not _SHORTEST_ROW < len(line) <= _LONGEST_ROW or line.count(":") < _ROW_LABELS:
            return False
        said = folded(line)
        first = _LABEL.match(said)
        if first is None or first["from"] is None:
            return False
        found = list(_INNER.finditer(said))
        seen: dict[str, str] = {}
        for each, end in zip(found, [*(each.start() for each in found[1:]), len(said)], strict=False):
            seen.setdefault(each.lastgroup or "", said[each.end() : end])
        return (
            len(seen) >= _ROW_LABELS
            and "from" in seen
            and ("subject" in seen or ADDRESS.search(seen["from"]) is not None)
            and _is_mail(seen)
        )

    def _label(self, at: int) -> tuple[str, str, bool] | None:
        if at not in self._labels:
            self._labels[at] = self._read(at)
        return self._labels[at]

    def _read(self, at: int) -> tuple[str, str, bool] | None:
        line = self._lines.raw[at]
        if not could_label(line):
            return None
        said = self._lines.said(at)
        found = _LABEL.fullmatch(said)
        if found:
            return _kind(found), found["value"].strip(), False
        tabbed = _TABBED.match(line) if "\t" in line else None
        if tabbed is None:
            return None
        found = _LABEL.fullmatch(" ".join(said.split()[: len(tabbed[1].split())]) + ":")
        return (_kind(found), tabbed[2], True) if found else None


def _kind(found: re.Match[str]) -> str:
    return next(kind for kind in _LABELS if found[kind] is not None)


def _is_mail(seen: dict[str, str]) -> bool:
    """Whether these labels and values are a program's, not a person's form."""
    sent, date = seen.get("sent", ""), seen.get("date", "")
    by_address = ADDRESS.search(seen["from"]) is not None
    if not by_address and (DATE.match(seen["from"]) or TIME.match(seen["from"])):
        return False  # `De: 08:00`, a time to begin
    if _STAMP.search(date) or _ANSWER.match(seen.get("subject", "")):
        return True
    if _dates(sent) or (DATE.search(date) and TIME.search(date) and (by_address or len(seen) > _LABELS_NEEDED)):
        return True
    return "subject" in seen and (by_address or ADDRESS.search(seen.get("to", "")) is not None or bool(sent))


def _dates(value: str) -> bool:
    return DATE.search(value) is not None or (TIME.search(value) is not None and _DAYS.search(value) is not None)
