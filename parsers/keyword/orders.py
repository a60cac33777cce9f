"""Which orders does this text give that decide nothing by themselves: a technician's, or a question to the desk? (rules.md, Keywords)"""

import re
from collections.abc import Sequence

from parsers.language.courtesy import is_courtesy, is_greeting
from parsers.language.objection import question
from parsers.language.plain import plain, visible
from parsers.letterhead import number
from parsers.reading import Command

_MAIL = r"<?(?P<mail>[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;.:)]+)>?"
_TICKET = r"(?P<ticket>[\[(]?#?l[_ ]?\d{8,}[\])]?)"
_TEXT, _NONE, _ARGUMENT = "text", "none", "argument"

# word -> (how it is written, what follows it, the argument's shape, what may stand before the argument)
_WORK: dict[str, tuple[str, str, str, str]] = {
    "SOLUCIONAR": (r"solucionar|solucionad[oa]", _TEXT, "", ""),
    "PENDENTE": (r"pendente", _TEXT, "", ""),
    "NOTA": (r"nota", _TEXT, "", ""),
    "INCIDENTE": (r"incidente", _TEXT, "", ""),
    "FORA DO ESCOPO": (r"fora +do +escopo", _TEXT, "", ""),
    "ASSUMIR": (r"assumir|assumo", _NONE, "", r"(?:o |este |esse )?(?:chamado|ticket|atendimento)"),
    "DESFAZER": (r"desfazer", _NONE, "", r"(?:a )?(?:solucao)"),
    "ATRIBUIR": (r"atribuir", _ARGUMENT, _MAIL, r"(?:a|ao|para|para o|para a)"),
    "EM NOME DE": (r"em +nome +de", _ARGUMENT, _MAIL, ""),
    "TRANSFERIR": (r"transferir", _ARGUMENT, r"(?P<group>(?=\S*\d)[\w./-]*\w)", r"(?:para|ao|a)?(?: ?o)?(?: ?grupo)?"),
    "RECLASSIFICAR": (r"reclassificar", _ARGUMENT, r"(?:item +|act-)?\[?0*(?P<code>\d{1,3})\]?(?![\w.]*\d)", r"(?:para|como)(?: o)?"),
    "MESCLAR": (r"mesclar", _ARGUMENT, _TICKET, r"(?:com|ao|a|no)(?: o)?(?: chamado)?"),
}
_ASK: dict[str, tuple[str, str, bool]] = {
    "CONSULTAR": (r"consultar", rf"(?:{_TICKET}|(?P<group>(?=\S*\d)[\w./-]*\w))", False),
    "AJUDA": (r"ajuda", "", False),
    "CATÁLOGO": (r"(?:o )?catalogo", "", False),
    "ANEXO": (r"anexo", r"(?:n[or]?\.? ?|numero )?(?P<count>\d{1,3})", True),
    "PROVA": (r"prova", _TICKET, False),
    "RELATÓRIO": (r"relatorio", r"(?:de )?(?P<count>\d{1,3})(?: dias)?(?:,? com csv)?", False),
}
_COMPOUND_NOTE = re.compile(r"\s+(?:fiscal|fiscais|tecnica|publica|oficial|explicativa|informativa|promissoria|de|do|da|zero|dez|1?\d)\b")
_COULD = re.compile(
    r"[\W_]{0,20}(?:soluc|pend|nota|incid|fora|assum|desf|atrib|em\s|transf|reclas|mescl|consul|ajuda|(?:o )?cat[aá]l|anexo|prova|relat)",
    re.IGNORECASE,
)
_FOUR = 4
# The first letters of the lines that `_COULD` may match, as a sketch shows them.
STEMS = tuple(b"solu pend nota inci fora assu desf atri emno tran recl mesc cons ajud cata ocat anex prov rela".split())
_BEGINNINGS = frozenset(STEMS)
_LEAD = r"[ ]*(?:-+ +)?"
_MARKS = re.compile(r"^[*_\"'“”‘’«»`´]+")  # what ends the bold or the quotes around a word
_LONGEST_LINE = 2000
_MOST_LINES = 1000  # in which orders are looked for; all that follows is text


def could_stand(drawn: bytes, first: str) -> bool:
    """Whether an order could stand in a text, by its sketch and its first written line."""
    return not _BEGINNINGS.isdisjoint({line[:_FOUR] for line in drawn.split(b"\n")}) or _COULD.match(first) is not None


def read(lines: Sequence[str]) -> tuple[Command, ...]:
    """The orders in their order. `lines` as written, blank ones included; text after an order belongs to it, up to the next."""
    found: list[Command] = []
    texts: list[list[str]] = []
    first, before = True, ""
    for at, line in enumerate(lines):
        if at < _MOST_LINES and visible(line) and not (first and is_greeting(line)):
            order = _order(line, first=first, before=before, working=bool(found))
            first = False
            if order is not None:
                found.append(order)
                texts.append([order.text])
                before = line
                continue
        if texts:
            texts[-1].append(line)
        before = line
    return tuple(Command(order.word, order.argument, "\n".join(text).strip()) for order, text in zip(found, texts, strict=True))


def _order(line: str, *, first: bool, before: str, working: bool) -> Command | None:
    if len(line) > _LONGEST_LINE or not _COULD.match(line):
        return None
    for word, (written, kind, argument, between) in _WORK.items():
        start = re.match(rf"{_LEAD}(?P<key>{written})(?![\w-])", plain(line))
        if start and (first or word != "EM NOME DE"):
            return _worked(word, kind, (argument, between), line, start, first=first, before=before)
    # The desk is asked in the first line; further down only where a technician's orders already stand.
    if first or working:
        return next((asked for word in _ASK if (asked := _asked(word, line, exact=not first))), None)
    return None


def _worked(word: str, kind: str, shape: tuple[str, str], line: str, start: re.Match[str], *, first: bool, before: str) -> Command | None:
    said = plain(line)
    key, rest = line[start.start("key") : start.end("key")], _MARKS.sub("", line[start.end("key") :], count=1)
    colon = re.match(r"\s*:", rest) is not None
    capitals = key.isupper() and not (word == "NOTA" and not colon and _COMPOUND_NOTE.match(said, start.end()))
    alone = not visible(rest) or (kind == _NONE and (is_courtesy(rest) or _is_thing(rest, shape[1])))
    if question(re.split(r"[.,;:!]", rest, maxsplit=1)[0]) and not (capitals and any(map(str.isalnum, rest))):
        return None
    if (
        kind == _ARGUMENT
        and (given := re.match(rf"[\s:]*(?:{shape[1]}[\s:]+)?{shape[0]}(?P<after>.*)", rest, re.IGNORECASE))
        and (first or colon or capitals)
    ):
        value = next(given[name] for name in ("mail", "group", "code", "ticket") if name in given.groupdict())
        after = re.sub(r"^\s*<?mailto:\S*|^[\s.,;:>)-]+", "", given["after"])
        return Command(word, number.find(value) or value, after.strip())
    if kind == _ARGUMENT and (colon or capitals) and visible(rest):
        return Command(word, rest.strip(" :-."), "")
    # A word that only ended a wrapped sentence ('... o caso foi\nsolucionado.') stands alone by accident.
    standing = alone and (first or capitals or not visible(before) or before.rstrip().endswith((".", "!", ":", ";")) or key[:1].isupper())
    separated = first and re.match(r"\s*[.,;!]\s*|\s+-+\s+", rest) is not None
    if not (colon or capitals or standing or (separated and kind != _ARGUMENT)):
        return None
    text = "" if alone else rest.strip().lstrip(":.,;!- ")
    return Command(word, "", text)


def _is_thing(rest: str, thing: str) -> bool:
    said = " ".join(plain(number.blank(rest)).split()).strip(" .,!")
    return re.fullmatch(thing, said) is not None


def _asked(word: str, line: str, *, exact: bool) -> Command | None:
    written, shape, needed = _ASK[word]
    said = plain(line).rstrip(" .!,;")
    argument = rf"(?:[\s:]+{shape}){'' if needed else '?'}" if shape else ""
    found = re.match(rf"{_LEAD}(?P<key>{written}){argument}(?P<after>$|[\s,.;!].*)", said)
    if (
        found is None
        or question(line)
        or (exact and (visible(found["after"]) or not line[found.start("key") : found.end("key")].isupper()))
    ):
        return None
    after = found["after"].strip(" ,.;!")
    if after and not is_courtesy(after) and not (word == "RELATÓRIO" and after in {"com csv", "csv"}):
        return None
    name = next((name for name in ("ticket", "group", "count") if found.groupdict().get(name)), None)
    value = line[found.start(name) : found.end(name)] if name else ""
    return Command(word, number.find(value) or value, "")
