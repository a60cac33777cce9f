"""Does this text refuse, and for which reason? (rules.md, Keywords: 'it may be read more kindly')"""

import re
from collections.abc import Sequence

from parsers.keyword import decision
from parsers.keyword.letter import is_ours
from parsers.language.courtesy import is_courtesy, is_signature
from parsers.language.objection import question
from parsers.language.plain import loose, plain, visible
from parsers.reply.signature import is_telephone

_KEY = r"(?P<key>(?P<first>recuso|recusamos)|recusar|recusad[oa])(?!\w|-)"
_BEFORE = (
    r"[\s👎❌🚫⛔✖❎😡😠😞😤🙅☹🙁😒🙄😢😭😕😟😖😣😩😫🤬]*(?:-+ +)?"
    r"(?:(?:eu|nos|entao|portanto|assim|logo|por isso|sendo assim|dessa forma|desta forma|diante disso"
    r"|infelizmente|lamento|desculpe|sim|ok|por favor"
    r"|quero|venho|desejo|tenho que|temos que|tenho de|preciso|precisamos|bom dia|boa tarde|boa noite|ola|oi|prezad[oa]s?"
    r"|obrigad[oa])[ ,.;!]+)*+"
)
_THING = (
    r"(?: +(?:(?:a|o|esta|este|essa|esse|sua|referid[oa]) +)?(?:solucao|chamado|ticket|atendimento|resposta|resolucao|encerramento"
    r"|fechamento|l[_ ]?\d{8,})"
    r"(?: +(?:apresentad[oa]|propost[oa]|dad[oa]|enviad[oa]|tecnica))?(?: +d[aeo]s? (?:chamado|ticket|tecnico|suporte"
    r"|inss))?(?: +n?[or]?\.? ?#?l[_ ]?\d{8,})?(?!\w))"
)
_WHY = (
    r"porque|por que|pois|ja que|uma vez que|visto que|dado que|devido|em razao|em virtude|por causa|pelo fato"
    r"|pel[oa]s? (?:seguintes? )?(?:motivos?|razao|razoes)"
    r"|por (?:motivo|nao|falta|estar|conta|ainda)|tendo em vista|considerando|haja vista"
)
_REFUSES = re.compile(rf"{_BEFORE}{_KEY}(?P<thing>{_THING})?(?P<gap>[ ]*(?:[:.,;!]+|-+(?= |$)|\(|/|(?=\b(?:{_WHY})\b))?[ ]*)(?P<rest>.*)")
_BECAUSE = re.compile(
    r"[\s,.;!-]*(?:por favor\s*[.,;!]+\s*)?(?:(?:porque|pois|ja que|uma vez que|visto que|pel[oa]s? (?:seguintes? )?(?:motivos?"
    r"|razao|razoes))\b"
    r"|(?:o )?motivos?\s*:|justificativa\s*:)?[\s:,.;!-]*"
)
_NOT_APPROVED = re.compile(r"\s*(?:eu )?nao (?:aprovo|aprovad[oa]|aprovamos|aprovar|vou aprovar|posso aprovar)\s*")
_TURNED = re.compile(
    r"(?:ou|e|/|nao ou)\s*(?:aprov|nao\b)|ou\b|nao\s*(?:[,.;!]|$)|se\b|caso\b|somente se|so se|apenas se|quando\b|ate que\b|nao e o caso"
)
_BY_WHOM = re.compile(
    r"\s*pel[oa]s? (?:sistema|servidor|inss|meu inss|portal|site|provedor|banco|destinatari[oa])s?\b"
)  # 'recusado pelo sistema'
_UNFINISHED = re.compile(
    r"(?:\b(?:nao|nem|nunca|jamais|de|que|quero|vou|irei|posso|devo|pode|para|ou|e|sem|se|a|o|botao|opcao)|:\s*.{0,3}|,)\s*$"
)
_CONDITION = re.compile(r"\s*(?:se|caso|quando|talvez|acho|nao (?:sei|quero|vou|irei|pretendo))\b")
# Programs that answer for an absent person and quote what they answer.
_ABSENCE = re.compile(
    r"out of (?:the )?office|fora do escritorio|\bausente\b|de ferias|(?:mensagem|resposta) automatica|autom\w+ (?:reply|response)"
    r"|(?:sua mensagem|seu e-?mail) (?:foi|sera)|recebemos (?:a )?su?a? ?(?:mensagem|e-?mail|sua|seu)|retornarei|em breve retorn"
)
_SENTENCE_END = re.compile(r"[.!;,]+\s+|\s-+\s")
_LONGEST_LINE = 2000
_MOST_LINES = 200
_MOST_ABOVE = 20


def reason(written: Sequence[str]) -> str | None:
    """The reason in words ('' when none was given), or None where nothing is refused. `written`: the written lines after a greeting."""
    for at, line in enumerate(written[:_MOST_LINES]):
        if len(line) > _LONGEST_LINE or "recus" not in plain(line):
            continue
        refused = _refused(line, first=at == 0)
        if refused is None or (at and not _may_follow(written[:at], line)):
            if at == 0 and decision.LEADING_REFUSAL.match(plain(line)):
                return None
            continue
        if _approves(written[:at], written[at + 1 :]):
            return None
        before, beside = refused
        if not visible(beside) and any(map(is_ours, [*written[:at], *written[at + 1 : _MOST_LINES]])):
            return None
        if is_ours(beside) or any(_ABSENCE.search(plain(above)) for above in [before, *written[:at]]):
            return None
        return _words([*written[:at], before], beside, list(written[at + 1 :]))
    return None


def _refused(line: str, *, first: bool) -> tuple[str, str] | None:
    """What stands before and after the refusal in a line that refuses, or None."""
    said = plain(line)
    if (found := _REFUSES.fullmatch(said)) and _takes(found, line):
        return "", _beside(found, line)
    if not first:
        return None
    for stop in _SENTENCE_END.finditer(said):
        found = _REFUSES.fullmatch(said, stop.end())
        if found and (found["first"] or (stop[0][0] in ".!" and not found["rest"].strip())) and _takes(found, line):
            before = said[: stop.start()]
            if _NOT_APPROVED.fullmatch(before):
                return "", _beside(found, line)
            if _CONDITION.match(before) or "aprov" in before:
                return None
            return line[: stop.start()], _beside(found, line)
    return None


def _beside(found: re.Match[str], line: str) -> str:
    rest = line[found.start("rest") :].strip()
    return rest.removesuffix(")") if "(" in found["gap"] else rest


def _takes(found: re.Match[str], line: str) -> bool:
    rest, gap = found["rest"], found["gap"]
    if question(gap + rest) and not any(map(str.isalnum, rest)):
        return False
    clause = re.split(r"[.,;:!]", rest if gap.strip() == "" else "", maxsplit=1)[0]
    if question(clause) or question(gap) or _TURNED.match(rest) or re.match(r"\s*/", gap + rest):
        return False
    if any(decision.in_line(part) == "APROVAR" for part in re.split(r"[,;.!/]\s*", rest) if visible(part)):
        return False
    if found["key"].startswith("recusad") and (_BY_WHOM.match(gap + rest) or re.fullmatch(r"\W*por que\W*", gap + rest)):
        return False
    if not rest.strip() or gap.strip() or found["thing"] or found["first"] or re.match(rf"(?:{_WHY})\b", rest):
        return True
    key = line[found.start("key") : found.end("key")]
    return (key.isupper() and any(letter.islower() for letter in line[found.end("key") :])) or is_courtesy(rest)


def _may_follow(above: Sequence[str], line: str) -> bool:
    """Whether a refusal may stand below its reason: after finished lines that set no condition."""
    above = above[-_MOST_ABOVE:]
    if any(_CONDITION.match(plain(part)) for part in above):
        return False
    last = plain(above[-1]).strip()
    capitals = decision.LEADING_REFUSAL.match(plain(line)) is not None and line.strip()[:6].isupper()
    return _UNFINISHED.search(last) is None and (capitals or last.endswith((".", "!", ";", "?")) or line.strip()[:1].isupper())


def _approves(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether another decision leads a line too: both words decide nothing. A reason that mentions approving is still a reason."""
    leads = any(re.match(r"\W*(?:aprov(?:o|ad[oa]|amos|ar)|cancelar)\b", loose(line)) for line in above)
    return leads or any(decision.in_line(line) in {"APROVAR", "CANCELAR"} for line in [*above, *below[:_MOST_LINES]])


def _words(above: list[str], beside: str, below: list[str]) -> str:
    """The reason without the courtesies, signature and connective around it; '' when no word is left."""
    least = len(below) - _MOST_ABOVE
    while len(below) > max(0, least) and (is_courtesy(below[-1]) or is_signature(below[-1]) or is_telephone(below[-1])):
        below.pop()
    above = [line for line in above if visible(line) and not is_courtesy(line)]
    words = [*above, *([] if is_courtesy(beside) else [_unbound(beside)]), *below]
    text = _unbound("\n".join(line for line in words if visible(line)))
    return text if any(letter.isalpha() for letter in text) else ""


def _unbound(text: str) -> str:
    """Without the connective or the label before a reason (`porque ...`, `Motivo: ...`)."""
    bound = _BECAUSE.match(plain(text))
    return text[bound.end() if bound else 0 :].strip()
