"""Where does history begin in the middle of a line, because a program lost the line end before it?"""

import re

_PIECES = ("wrote", "escreveu", "escribi", "a écrit", "schrieb", "ha scritto", "riginal", "RIGINAL", "orwarded", "caminhada", "Subject:",
    "Assunto:",
           "Betreff:", "Oggetto:", "Objet", "Asunto:")  # fmt: skip
_DAY = r"(?:\w{2,13}(?:-feira)?[.,]{0,2} )?(?:\d{1,4}[ ./-]|\w{3,10}\.? \d{1,2}[ ,])"
# With everything that a program writes, so that no sentence is taken for it.
_ATTRIBUTION = (
    rf"(?:Em|No dia|On|Le|El|Il(?: giorno)?|Am) {_DAY}[^\n<>@]{{4,110}}[<(\[][^\n<>@\s]{{1,80}}@[^\n<>@]{{1,120}}[>)\]]{{1,2}},? "
    r"?(?:wrote|escreveu|escribió|a écrit|schrieb|ha scritto)[ \u00a0]?:"
)
_ROW = (
    r"(?:From|De|Von|Da) ?: [^\n:]{2,120}[ \u00a0](?:Sent|Date|Enviad[oa](?: em| el)?|Data|Gesendet|Datum|Envoyé|Inviato|Fecha)"
    r" ?: [^\n]{10,70}?"
    r"[ \u00a0](?:To|Para|An|A|À) ?: [^\n]{2,200}?[ \u00a0](?:Subject|Assunto|Betreff|Oggetto|Objet|Asunto) ?:"
)
_SEPARATOR = (
    r"-{3,20}[ ]?(?:[Oo]riginal [Mm]essage|Mensagem [Oo]riginal|Mensaje [Oo]riginal|Forwarded [Mm]essage"
    r"|Mensagem encaminhada)[ ]?-{3,20}"
)
_FUSED = re.compile(rf"(?<=\S) {{1,8}}(?={_ATTRIBUTION}|{_ROW}|{_SEPARATOR})")


def apart(text: str) -> str:
    """The text with such history on a line of its own. Nothing but white space is changed."""
    if not ("@" in text or ("-" in text and "---" in text)) or not any(map(text.__contains__, _PIECES)):
        return text
    return _FUSED.sub("\n", text)
