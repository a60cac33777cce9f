"""Does this text approve, withdraw or confirm, beyond doubt? (rules.md, Keywords: 'it is never guessed')"""

import re
from collections.abc import Sequence

from parsers.keyword.letter import is_ours
from parsers.language.courtesy import is_courtesy, is_greeting, is_name, is_praise, is_short_name, is_signature, starts_thanks
from parsers.language.names import is_known_name, speaks
from parsers.language.objection import question
from parsers.language.plain import plain, visible
from parsers.letterhead import number
from parsers.reply.signature import is_telephone

FORMS = {
    "APROVAR": r"(?:aprovar|aprovo|aprovad[oa]|aprovamos)",
    "CANCELAR": r"cancelar",
    "CONFIRMAR": r"(?:confirmar|confirmo|confirmad[oa]|confirmamos)",
}
_STEMS = {"APROVAR": "aprov", "CANCELAR": "cancelar", "CONFIRMAR": "confirm"}  # what each of its forms holds
LEADING_REFUSAL = re.compile(r"\W*(?:recusar|recuso|recusad[oa]|recusamos)\b")
_THINGS = {
    "APROVAR": r"solucao|solucao proposta|chamado|ticket|atendimento|resposta|resolucao|encerramento|fechamento",
    "CANCELAR": r"chamado|ticket|atendimento|solicitacao|pedido|requerimento",
    # Who confirms that something was received (many automatic answers say so) does not say to have written what waits.
    "CONFIRMAR": r"(?:envio|autoria)(?: d[aeo]s? (?:mensage(?:m|ns)|e-?mails?|pedidos?))?|(?:mensage(?:m|ns)|e-?mails?)(?! recebid)",
}
_THE = r"(?:(?:a|o|as|os|esta|este|essa|esse|meu|minha|meus|minhas|nosso|nossa|sua|referid[oa]|presente) )?"
_QUALIFIED = (
    r"(?: (?:apresentad[oa]|propost[oa]|dad[oa]|enviad[oa]|recebid[oa]|informad[oa]|acima|abaixo|tecnica|anterior))?"
    r"(?: (?:d[aeo]s?|no) (?:chamado|ticket|atendimento|suporte|tecnico|equipe|inss))?(?: (?:n[or]?|num|numero))?(?: N)?"
)
_POLITE = (
    r"(?:(?:bom dia|boa tarde|boa noite|ola|oi|ok|okay|certo|sim|perfeito|otimo|excelente|beleza|por favor|por gentileza"
    r"|(?:muito )?obrigad[oa]s?"
    r"|recebido(?: e)?|entendido|informo que|informamos que|comunico que|declaro que|venho por meio dest[ae](?: e-?mail)?"
    r"|gracas a deus|amem"
    r"|prezad[oa]s?|senhor(?:es|as?)?|de acordo(?: e)?|ciente(?: e)?|tudo certo|tudo ok|eu|nos) )*+"
)
_STOP = re.compile(r"[,;!]+|[.:]+(?=\s|$)|(?:(?<=\s)|^)-+(?=\s|$)")
_PLEASANTRY = re.compile(
    r"\W{0,9}(?:(?:bom dia|boa tarde|boa noite|ola|oi+|prezad[oa]s?)[ ,.!]{1,9})?(?:tudo (?:bem|bom)|como vai"
    r"|como estao)(?: com (?:voces?|vcs?))? ?\?+ +"
)
_LONGEST_LINE = 300
_LONGEST_BELOW = 1000
_MOST_LINES = 60  # thanks do not run to pages
_SHORT_NAME = 4
_FULL_LINE = 45  # characters after which a mail program may have wrapped


def _pattern(word: str) -> re.Pattern[str]:
    thing = rf"(?:{_THE}(?:{_THINGS[word]}){_QUALIFIED}|N)"
    return re.compile(rf"{_POLITE}(?:{thing} )?(?:esta |ta |fica )?{FORMS[word]}(?: {thing})?(?P<tail> .+)?|(?P<thing>{thing})")


_DECIDES = {word: _pattern(word) for word in FORMS}


def decided(lines: Sequence[str]) -> str:
    """The word that the first of the written lines after a greeting decides, or ''."""
    word = in_line(lines[0]) if 0 < len(lines) <= _MOST_LINES else ""
    return word if word and agrees(lines[1:], word) else ""


def unasked(written: list[str]) -> list[str]:
    """The written lines without the pleasantry the first begins with, whose question asks nothing: `Bom dia, tudo bem? Aprovado!`."""
    found = _PLEASANTRY.match(plain(written[0][:_LONGEST_LINE])) if written else None
    return [written[0][found.end() :], *written[1:]] if found and visible(written[0][found.end() :]) else written


def in_line(line: str) -> str:
    """The word that a line says with nothing but courtesy and the thing decided beside it, or ''."""
    said = plain(line)
    return next((word for word, stem in _STEMS.items() if stem in said and _says(line, word)), "")


def agrees(below: Sequence[str], word: str) -> bool:
    """Whether what stands below is thanks, praise, a signature, or the same decision again, and nothing else."""
    wrapped = closed = False
    if any(len(line) > _LONGEST_BELOW for line in below):
        return False
    for line in below:
        fits = is_praise(line) or is_telephone(line) or _signs(line, closed=closed) or is_greeting(line) or in_line(line) == word
        # Thanks that go on in the next line: no full stop, and the line was full.
        if is_ours(line) or not (fits or (wrapped and is_courtesy(f"obrigado {line}"))):
            return False
        wrapped = len(line) >= _FULL_LINE and not line.rstrip().endswith((".", "!"))
        closed = is_courtesy(line)
    return True


def _signs(line: str, *, closed: bool) -> bool:
    """Whether a name stands there: any short one right below thanks, only a well-known one elsewhere (`foi engano` is none)."""
    if closed and not speaks(line):
        return is_short_name(line) or (len(line.split()) <= _SHORT_NAME and is_signature(line))
    return is_short_name(line) and is_known_name(line)


def _says(line: str, word: str) -> bool:
    if len(line) > _LONGEST_LINE or question(line):
        return False
    said = number.blank(plain(line), mark="N")
    found = False
    polite = False
    for start, end in _segments(said):
        segment = " ".join(said[start:end].split())
        match = _DECIDES[word].fullmatch(segment)
        if match and match["thing"]:
            continue
        if match and (not match["tail"] or (starts_thanks(match["tail"].strip().removeprefix("e ")) and is_courtesy(match["tail"]))):
            found = True
            polite = bool(match["tail"])
        elif is_courtesy(line[start:end]):
            polite = True
        elif not (polite and is_name(line[start:end])):
            return False
    return found


def _segments(said: str) -> list[tuple[int, int]]:
    """Where the stretches between two stops lie."""
    edges = [0, *(edge for stop in _STOP.finditer(said) for edge in stop.span()), len(said)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if visible(said[start:end])]
