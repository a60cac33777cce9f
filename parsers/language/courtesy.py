"""Is this line a greeting, a courtesy or praise?"""

import re
from collections.abc import Sequence
from functools import lru_cache

from parsers.language.names import speaks
from parsers.language.objection import objection, question
from parsers.language.plain import compose, plain, visible
from parsers.language.signing import is_short_name, is_signature, names_an_order, only_signs

__all__ = [
    "after_greeting", "first_written", "is_courtesy", "is_greeting", "is_name", "is_praise", "is_short_name", "is_signature",
    "starts_thanks",
]  # fmt: skip

# Words that answer a greeting, thank or praise. A courtesy needs at least one of them.
_CORE = (
    r"(?:obrigad\w*|o?brigad\w+|obr?g(?:d?[oa]?|da)|grat[oa]s?|gratidao|agrade\w+|valeu\w*|vlw\w?|flw|thanks|thx|tks|tnks"
    r"|parabens|excelente\w*|otim[oa]\w*"
    r"|perfeit\w+|maravilh\w+|show|top|bom|boa|bons|boas|bem|abracos?|abs|atte?|at[ec]?n[cs]i\w{3,5}mente|cumprimentos"
    r"|cordialmente|respeitosamente|saudacoes|sds"
    r"|ok|okay|certo|certinho|sim|beleza|blz|resolvid[oa]s?|resolveu|solucionad[oa]s?|funcionou|funciona|funcionando|normalizad[oa]|acordo"
    r"|cientes?|combinado|joia|legal|bacana|nota|eficien\w+|eficaz|rapid\w+|agil|agilidade|satisf\w+|prezad[oa]s?|car[oa]s?|ola|oi"
    r"|sucesso|abencoe|feliz|porfavor|recebid[oa]s?|entendid[oa]|amem|bj\w{0,3}|beij\w{1,4}"
    r"|gracas a deus|com certeza|sao (?:10|dez|demais|mil|show|top|otimos|excelentes|os melhores)|pode[m]? (?:encerrar|fechar"
    r"|finalizar|concluir|arquivar))"
)
_FILL = (
    r"(?:a|o|as|os|e|de|da|do|das|dos|pela|pelo|pelas|pelos|por|ao|aos|com|em|na|no|que|muito|mto|mt|muitissimo|demais|tao|toda|todo|todas"
    r"|todos|sempre|me|nos|eu|lhe|lhes|voces?|vcs?|senhor(?:a|es|as)?|srs?|sras?|equipe|time|pessoal|suporte|tecnic[oa]s?|inss"
    r"|atencao|ajuda"
    r"|apoio|atendimento|retorno|presteza|paciencia|resposta|solucao|colaboracao|cordialidade|gentileza|disponibilidade|dedicacao|empenho"
    r"|carinho|competencia|profissionalismo|trabalho|servico|parceria|dia|tarde|noite|semana|fim|final|feriado|ano|tudo|deu|foi|esta|ta"
    r"|estou|ficou|agora|ja|novo|chamado|ticket|problema|questao|sistema|acesso|cadastro|normalmente|mesmo|mais|uma|um|deus"
    r"|desde|bola|mim|d[ae]qui|10|100|1000|dez|mil|tenham?|tenha|conforme|esperado|solicitado|realmente|super|bastante|atenta|cuidado"
    r"|logo|breve|ate|desejo|desejamos|dispensad[oa]|prestad[oa]|sua|nossa)"
)
_COURTESY = re.compile(rf"(?:{_FILL} )*+{_CORE}(?!\w)(?: (?:{_CORE}|{_FILL})(?!\w))*+")
_STOPS = re.compile(r"[.,;:!]+")
_MOST_COURTESY_WORDS = 40
_NO_MORE = re.compile(r"sem mais(?: (?:para|no|pelo|por) (?:o )?(?:momento|ora|presente))?")
_POLITE_REQUEST = re.compile(r"\bpor (?:favor|gentileza)\b")
_STARTS_THANKS = re.compile(rf"(?:muito |muitissimo |mto |desde ja )?{_CORE}\b")
_TITLE_WORD = re.compile(r"(?:[A-ZÀ-Þ][a-zà-ÿ'.]+|d[aeo]s?|e)")

_GREETING = re.compile(
    r"\W*(?:(?:um |muito )?(?:bom ?di+a+|boa ?tard+e+|boa ?noit+e+|boas|ola+|oi+e?|alo|saudacoes|prezad[oa]s?|prezad[oa]\(?[oa]?s?\)?"
    r"|car[oa]s?|senhor(?:es|as?)?|srs?|sras?|ilm[oa]s?|exm[oa]s?|estimad[oa]s?|querid[oa]s?|amig[oa]s|pessoal|equipe|bd|bt|bn"
    r"|tudo bem|dra?|a/c"
    r"|(?:a|ao|aos) (?:equipe|suporte|inss|setor|atendimento|quem possa interessar)|hello|hi|dear|good (?:morning|afternoon|evening)"
    r"|hola|buen[oa]s? (?:dias?|tardes|noches)))\b(.*)"
)
_GREETING_REST = re.compile(
    r"(?:bom|boa|dia|tarde|noite|a|o|as|os|ao|aos|e|de|do|da|tod[oa]s|prezad[oa]s?|car[oa]s?|senhor(?:es|as?)?|srs?|sras?|dr|dra"
    r"|equipe|time"
    r"|suporte|tecnic[oa]s?|inss|act|atendimento|tudo|bem|bom|como|vai|vao|esta|estao|voces?|colegas?|amig[oa]s?|pessoal|ola|oi|gente"
    r"|entidades?|setor|espero|que|estejam?|certo|joia|interessar|there|team|all|sir|madam)"
)
_LONGEST_GREETING = 70
_LONGEST_TOP = 2000
_UNKNOWN_IN_GREETING = 1
_MOST_GREETINGS = 5

# What says by itself that somebody is content. `bom`, `certo`, `nota`, `acordo` do not: 'O certo é refazer o cadastro'.
_PRAISE = re.compile(
    r"\b(?:obrigad\w*|brigad\w+|grat[oa]s?|gratidao|agrade\w+|valeu|parabens|parabeniz\w+|excelente\w*|otim[oa]\w*"
    r"|perfeit\w+|maravilh\w+|resolvid[oa]s?|resolveu|resolveram|solucionad[oa]s?|funcionou|funciona|funcionando|normaliz\w+"
    r"|restabelec\w+|liberad[oa]|sanad[oa]"
    r"|consegui(?:mos)?|conseguindo|regularizad[oa]|atendid[oa]s?|corrigid[oa]|satisf\w+|content\w+|elogi\w+|nota (?:10"
    r"|dez|mil|1000)|sucesso"
    r"|deu certo|conclui\w+|volt(?:ou|aram) (?:a funcionar|ao normal)|agora (?:foi|sim|deu|esta (?:ok|certo))|a disposicao)\b"
)
_SAID_BESIDE = re.compile(  # words that go with praise and thanks, and say nothing else
    rf"(?:{_CORE}|{_FILL}|acess\w+|entrar|usar|funcionar|volt(?:ou|aram)|normal|realizad[oa]|efetuad[oa]|feit[oa]|servidor\w*"
    rf"|colegas?|prestad[oa]"
    r"|imensamente|imens[oa]|grande|enorme|pront[oa]|pronto|cordial|gentil|gentis|sua|seu|suas|seus|nossa|nosso|nossos|minha"
    r"|meu|sao|ser|foram|estao"
    r"|tive|tivemos|ter|sido|também|tambem|inclusive|caso|demanda|emiti\w*|qua(?:l|is)quer|disposicao|esclareciment\w+"
    r"|permanec\w+|continu[oa]\w*|certificado|documentos?|declaracao|cadastr\w+|solicitacao|pedido|portal|senha|login|duvida"
    r"|agilmente|competente\w*|dedicad[oa]s?"
    r"|orientac\w+|esclareciment\w+|informac\w+|suporte|parte|forma|maneira|modo|direitinh[oa]|finalmente|graca|vez|qualidade"
    r"|sou|somos|fico|ficamos"
    r"|mesma|ajudar\w*|atend\w+|continu\w+ assim)"
)
_UNKNOWN_BESIDE = 6  # of so many words one may be unknown
_RECEIVED = re.compile(
    r"(?:ja |eu )?(?:recebi|recebemos|chegou|chegaram) (?:[ao]s? )?(?:senhas?|acessos?|e-?mails?|documentos?|certificados?"
    r"|resposta|retorno|link)"
)
_CLAUSE = re.compile(r"[.,!;:]+(?=\s|$)|\s-+\s")


def is_greeting(line: str) -> bool:
    """Whether the line is a greeting and nothing else: `Bom dia,`, `Prezada Maria,`, `Olá, tudo bem?`."""
    return len(line) <= _LONGEST_GREETING and _greets(line)


@lru_cache(maxsize=512)  # most mails open with the same few
def _greets(line: str) -> bool:
    found = _GREETING.fullmatch(plain(line))
    if found is None or objection(line):
        return False
    rest = [word for word in re.split(r"[^\w]+", line[found.start(1) :]) if word]
    unknown = [word for word in rest if not _GREETING_REST.fullmatch(plain(word))]
    small = [word for word in unknown if not word[0].isupper()]
    return (
        len(unknown) <= 4 * _UNKNOWN_IN_GREETING
        and len(small) <= _UNKNOWN_IN_GREETING
        and not any(names_an_order(word) for word in unknown)
    )


def after_greeting(lines: Sequence[str]) -> list[str]:
    """The written lines (those that hold a letter or a digit) without the greetings they open with."""
    written = [line for line in lines if visible(line)]
    first = next((at for at, line in enumerate(written[:_MOST_GREETINGS]) if not is_greeting(line)), _MOST_GREETINGS)
    return written[first:]


def first_written(text: str) -> str:
    """The first line of a text that `after_greeting` leaves, looked for at the text's top only; '' for none."""
    greetings = 0
    for line in compose(text[:_LONGEST_TOP]).splitlines():
        if visible(line):
            if greetings == _MOST_GREETINGS or not is_greeting(line):
                return line
            greetings += 1
    return ""


def is_courtesy(segment: str) -> bool:
    """Whether a stretch is thanks, praise or politeness and nothing else; a name may end it (`Obrigada, Maria`)."""
    words = _STOPS.sub(" ", segment).split()
    if len(words) > _MOST_COURTESY_WORDS:
        return False
    if _NO_MORE.fullmatch(" ".join(plain(" ".join(words)).split())):
        return True
    while words:
        if _COURTESY.fullmatch(_POLITE_REQUEST.sub("porfavor", " ".join(plain(" ".join(words)).split()))):
            return True
        if not is_name(words.pop()):
            return False
    return False


def starts_thanks(segment: str) -> bool:
    """Whether a plain stretch begins with thanks or praise."""
    return _STARTS_THANKS.match(_POLITE_REQUEST.sub("porfavor", segment)) is not None


def is_name(segment: str) -> bool:
    """Whether a stretch looks like a person's name in ordinary case."""
    words = segment.split()
    return (
        bool(words)
        and all(_TITLE_WORD.fullmatch(word) for word in words)
        and not objection(segment)
        and not speaks(segment)
        and not any(map(names_an_order, words))
    )


def is_praise(line: str) -> bool:
    """Whether every clause of the line thanks or praises (or signs), and none asks, objects or goes on to something else."""
    if question(line) or objection(line):
        return False
    if is_courtesy(line) or _signs(line):
        return True
    return all(_praises(clause) or _signs(clause) for clause in _CLAUSE.split(line) if visible(clause))


def _praises(clause: str) -> bool:
    said = plain(clause)
    if is_courtesy(clause) or _RECEIVED.fullmatch(said.strip()):
        return True
    words = re.findall(r"\w+", said)
    unknown = sum(_SAID_BESIDE.fullmatch(word) is None and _PRAISE.fullmatch(word) is None for word in words)
    return unknown <= 1 + len(words) // _UNKNOWN_BESIDE and _PRAISE.search(said) is not None


def _signs(clause: str) -> bool:
    return only_signs(clause) and _PRAISE.search(plain(clause)) is None
