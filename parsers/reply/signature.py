"""Which lines at the end of a text are a signature, a telephone's advertisement or a disclaimer?"""

import re
from collections.abc import Sequence
from functools import lru_cache

from parsers.language.courtesy import is_short_name, is_signature
from parsers.language.plain import visible
from parsers.reply.footer import is_notice, mentions_secret, without_footer
from parsers.reply.lines import folded
from parsers.reply.telephone import is_telephone

__all__ = ["end_of_message", "is_telephone"]

_DASHES = re.compile(r"--\s*|—\s*|__\s*|–\s*")
_DASH = "-—_–"
_EXACT = "-- "
_MOST_DASHED = 15
_MOST_EXACT = 60  # with the disclaimer that some organisations put into the signature
_MOST_ADDITIONS = 3  # a signature, then a disclaimer, then an advertisement
_MOST_CLOSING = 14
_POSTSCRIPT = re.compile(r"\W{0,4}(?:p\.? ?s\.?|obs\.?|em tempo|n\.? ?b\.?)\s?[:.\-–]", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:(?:muito |mui )?(?:atenciosamente|respeitosamente|cordialmente|gentilmente)|atte?\.?|at\.te|at ?cte|ate\.?nciosamente"
    r"|sauda(?:coes)(?: cordiais| fraternas| sindicais)?|cordiais saudacoes|sds|com (?:os |meus )?(?:melhores )?cumprimentos"
    r"|(?:os )?(?:meus |melhores |nossos )?cumprimentos|(?:um |grande |forte |fraterno )*abracos?|abs|abcs?|gratidao"
    r"|(?:(?:best|kind|warm|kindest|warmest|many|with best|with kind) )?regards|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)"
    r"|best(?: wishes)?|cheers"
    r"|(?:un |muchos )?(?:cordiales |atentos )?saludos?(?: cordiales| atentos)?|(?:muy )?atentamente|cordialmente|un abrazo"
    r"|(?:bien )?cordialement|(?:sinceres )?salutations(?: distinguees)?|bien a vous|cdlt|amicalement"
    r"|mit (?:freundlichen?|besten|herzlichen|vielen) gru(?:ss|ß)e?n?|(?:viele|beste|liebe|freundliche|herzliche|schone) gru(?:ss|ß)e"
    r"|mfg|vg|lg"
    r"|(?:cordiali |distinti )?saluti|cordialmente|un saluto"
    r"|met vriendelijke groet(?:en)?|mvg|z powazaniem|pozdrawiam|med v[aä]nlig halsning|med venlig hilsen|med vennlig hilsen|vh|mvh"
    r"|ystavallisin terveisin|s pozdravem|с уважением|saygilar\w*)\s*[,.;!:]*"
)
# The first three letters of every closing, raw: a cheap look.
_STARTS = frozenset(
    re.findall(
        r"\S+",
        "abc abr abs ami at at, at. atc ate att be bei bes bie cdl che com cor cum dis for fra fre gen gra her kin lg lg, "
        "lg. lie man med mel met meu mfg mit muc mui muy mvg mvh nos os poz reg res s sal sau say sch sds sin um un vg vg, "
        "vg. vh vh, vie war wit you yst z с ",
    )
)
_LONGEST_CLOSING = 60
_ORNAMENT = "*_ \t\u00a0>-"


def end_of_message(lines: Sequence[str]) -> int:
    """Where the message ends and what a signature, an advertisement or a disclaimer adds begins; `len(lines)` where nothing is added."""
    end = _skip_blank(lines, len(lines))
    secret = mentions_secret(lines, end)
    first = max(0, end - _MOST_EXACT)
    dashed = [at for at, line in enumerate(lines[first:end], first) if line and line[0] in _DASH]
    for _ in range(_MOST_ADDITIONS):
        before = end
        end = _without_closing(lines, _without_dashes(lines, dashed, _skip_blank(lines, without_footer(lines, end, secret=secret))))
        if end == before:
            break
    return end


def _skip_blank(lines: Sequence[str], end: int) -> int:
    while end and not visible(lines[end - 1]) and not _DASHES.fullmatch(lines[end - 1]):
        end -= 1
    return end


def _without_dashes(lines: Sequence[str], dashed: Sequence[int], end: int) -> int:
    """Before the RFC 3676 mark `-- `; a mere `--` counts when what follows is short. A postscript below keeps all."""
    for at in reversed([at for at in dashed if at < end]):
        line = lines[at]
        if line == _EXACT:
            return end if any(_POSTSCRIPT.match(below) for below in lines[at + 1 : end]) else _skip_blank(lines, at)
        if _DASHES.fullmatch(line) and end - at <= _MOST_DASHED + 1:
            below = lines[at + 1 : end]
            if not any(_POSTSCRIPT.match(each) for each in below) and all(_is_signature(each) or is_telephone(each) for each in below):
                return _skip_blank(lines, at)
    return end


def _without_closing(lines: Sequence[str], end: int) -> int:
    """Before `Atenciosamente,` and the few lines of name, post and address that follow it to the end."""
    first = max(0, end - _MOST_CLOSING)
    short = [at for at, line in enumerate(lines[first:end], first) if line and len(line) <= _LONGEST_CLOSING]
    for at in reversed(short):
        if not _closes(lines[at]):
            continue
        below = lines[at + 1 : _before_notice(lines, at + 1, end)]
        signed = all(_signs(each) for each in below) and not any(map(_POSTSCRIPT.match, lines[at + 1 : end]))
        return _skip_blank(lines, at) if signed else end
    return end


_is_signature = lru_cache(maxsize=4096)(is_signature)  # people sign all their mails alike


def _signs(line: str) -> bool:
    return _is_signature(line) or is_short_name(line)


def _before_notice(lines: Sequence[str], start: int, end: int) -> int:
    """Before a notice of one line that ends the text below a closing."""
    last = end - 1
    return last if last > start and not lines[last - 1].strip() and is_notice(lines[last]) else end


def _closes(line: str) -> bool:
    return line.strip(_ORNAMENT)[:3].strip().lower() in _STARTS and _CLOSING.fullmatch(folded(line).strip(" -")) is not None
