"""Which enhanced status do these words of a mail system give: written out, by an SMTP reply code, or by what they say?"""

import re

from parsers.machine import reasons
from parsers.machine.folded import fold

# Not a version, an address or a date: nothing of them before or after it.
_ENHANCED = re.compile(r"(?<![\d.\-/:])([245])\.([0-7])\.([0-9]{1,3})(?![\d\-/:]|\.\d|\.[a-z])", re.IGNORECASE)
# After a reply code (`550 5.1.1`, `550-5.1.1`, `550 #5.1.1`, `#5.1.1`), which nothing but a status follows.
_SURE = re.compile(
    r"(?:(?<!\d)[245][0-5]\d[ \-](?:[#<('\"]{0,2})|#"
    r"|\bstatus(?: code)?:? ?|code ?:? ?|\bdsn=)([245])\.([0-7])\.([0-9]{1,3})(?![\d\-/:]|\.\d)",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"(?:^|[\s:;>\"'(\[<,#=])(4[2-5]\d|5[0-5]\d)(?=[ \-:]\s*[^\d\s]|[)\]:,]|\s*$)(?! (?:bytes|kb|mb|hours|horas|minutes|minutos"
    r"|days|dias))",
    re.MULTILINE,
)
_BY_CODE = {
    "421": "4.4.2",
    "422": "4.2.2",
    "431": "4.3.1",
    "441": "4.4.1",
    "450": "4.2.0",
    "451": "4.3.0",
    "452": "4.2.2",
    "454": "4.7.0",
    "500": "5.5.2",
    "501": "5.1.3",
    "502": "5.5.1",
    "503": "5.5.1",
    "504": "5.5.4",
    "530": "5.7.0",
    "535": "5.7.8",
    "550": "5.1.1",
    "551": "5.1.6",
    "552": "5.2.2",
    "553": "5.1.3",
    "554": "5.0.0",
}


def written(words: str) -> str:
    """The enhanced status that stands in the words, the first that is not generic; '' when none does."""
    found = [match.group(1, 2, 3) for pattern in (_SURE, _ENHANCED) for match in pattern.finditer(words[:_ROOM])]
    codes = [".".join((kind, subject, str(int(detail)))) for kind, subject, detail in found if kind != "2"]
    return next((code for code in codes if not is_generic(code)), next(iter(codes), ""))


_ROOM = 16 * 1024


def is_generic(code: str) -> bool:
    """`5.0.0` says no more than the class."""
    return code[1:] in {"", ".0.0"}


def of(words: str) -> str:
    """The status that words give in whatever way; '' when they give none."""
    code = written(words)
    if code and not is_generic(code):
        return code
    reply = _REPLY.search(words[:_ROOM])
    meant = reasons.of(fold(words[:_ROOM]))
    if meant:
        return (code[:1] or (reply[1][0] if reply else meant[0])) + meant[1:]
    return code or (_BY_CODE.get(reply[1], f"{reply[1][0]}.0.0") if reply else "")
