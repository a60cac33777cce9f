"""Where does a folded line tell a date, a time or a mail address?

Without a table of months: `5 de junho de 2026`, `June 5th, 2026`, `5. kesäkuuta 2026` all are a day beside a word beside a year.
"""

import re

_YEAR = r"(?:19|20)\d\d"
TIME = re.compile(
    r"(?<![\d.,/-])\d{1,2} ?(?::|h|uhr)(?: ?\d{2}(?!\d)|(?![\w:]))|(?<![\d.,/-])\d{1,2}\.\d{2}(?![\d.,/-]\d|\d)(?! ?%)"
    r"|\b\d{1,2} ?[ap]\.?m\b|\d{1,2}[時时点點시]"
)
_DATE = (
    r"(?:"
    r"(?<!\d)\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:19|20)?\d\d(?!\d)"
    rf"|(?<!\d){_YEAR} ?[./-] ?\d{{1,2}} ?[./-] ?\d{{1,2}}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}(?:\.|st|nd|rd|th|er|o|-|/)?,?(?: de| del| of|-)? ?(?:[^\W\d]|-){{3,14}}"
    rf"[.,]{{0,2}}(?: de| del|,|-|/)? ?{_YEAR}(?!\d)"
    rf"|(?<![^\W\d])[^\W\d]{{3,14}}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,| de)? {_YEAR}(?!\d)"
    rf"|{_YEAR} ?[年년]"
    rf"|{_YEAR}\. ?[^\W\d]{{3,14}}\.? \d{{1,2}}\."
    r")"
)
# `On Tue, 9 Jun at 10:15 AM`: some desks leave the year out; only at the start of an attribution.
_YEARLESS = r"(?:\d{1,2}(?: de)? [^\W\d]{3,10}|[^\W\d]{3,9} \d{1,2})\.?(?= (?:at|as|a las|um|a|alle) \d{1,2}[:h.]\d{2})"
DATE = re.compile(_DATE)
_WEEKDAY = r"[^\W\d_]{2,13}(?:-feira)?[.,]{0,2}"
OPENER = (
    r"(?:in a message dated|in einer (?:nachricht|e-?mail) vom|en un mensaje de fecha|dans un e-?mail date du"
    r"|in un messaggio del|alle(?: ore)?"
    r"|em|no dia|na data(?: de)?|em data de|aos?|as|a|on|at|le|el dia|el|am|il giorno|il|in data|op|den|dnia|w dniu|dne|dana|p[aå]"
    r"|στις|la data de|in|在|on the|du|vom|del|dia|data|o dia|the)"
)
# Before the date stand a preposition and the day of the week at most; some programs write the time first.
STARTS = re.compile(
    rf"[\W_]{{0,9}}(?:{OPENER}[\s,:]{{1,3}})?(?:{_WEEKDAY} )?(?:dia |den |o |the |le )?"
    rf"(?:\d{{1,2}}[:h.]\d{{2}}(?:[:.]\d{{2}})?(?: ?[ap]m)?(?: de| del| do dia| of| on| em|,)* ?)?(?:{_DATE}|{_YEARLESS})",
    re.IGNORECASE,
)
# What may stand after a verb: `escreveu em seg., 10/08/2026 às 19:30`, `escreveu (sexta, 5/06/2026 à(s) 10:00)`.
AFTER = re.compile(rf"[\s,(\[]{{0,4}}(?:{OPENER}[\s,:]{{1,3}})?(?:{_WEEKDAY} )?(?:dia |den |o |the )?(?:\(.{{1,12}}: ?)?{_DATE}.{{0,45}}")
ADDRESS = re.compile(r"[^\s<>@()\[\]:;,]\s?@\s?[^\s<>@()\[\]:;,]")
# An address in its brackets, at the end of what was looked at: `<a@b>`, `(<a@b>)`, `[mailto:a@b]`, `<a@b<mailto:a@b>>`.
NAMED = re.compile(r"[<(\[][^<>@\[\]]{1,120}@.{1,260}[>)\]][\s,]{0,3}\Z|\A[^\s@]{1,80}@[^\s@]{1,120}\Z")
