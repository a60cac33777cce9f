"""Is this line a greeting, a courtesy, praise or part of a signature?"""

import re
from collections.abc import Sequence

from parsers.language.names import is_known_name, speaks
from parsers.language.objection import objection, question
from parsers.language.plain import compose, plain, visible

# Words that answer a greeting, thank or praise. A courtesy needs at least one of them.
_CORE = (
    r"(?:obrigad\w*|o?brigad\w+|obr?g(?:d?[oa]?|da)|grat[oa]s?|gratidao|agrade\w+|valeu\w*|vlw\w?|flw|thanks|thx|tks|tnks|parabens|excelente\w*|otim[oa]\w*"
    r"|perfeit\w+|maravilh\w+|show|top|bom|boa|bons|boas|bem|abracos?|abs|atte?|at[ec]?n[cs]i\w{3,5}mente|cumprimentos|cordialmente|respeitosamente|saudacoes|sds"
    r"|ok|okay|certo|certinho|sim|beleza|blz|resolvid[oa]s?|resolveu|solucionad[oa]s?|funcionou|funciona|funcionando|normalizad[oa]|acordo"
    r"|cientes?|combinado|joia|legal|bacana|nota|eficien\w+|eficaz|rapid\w+|agil|agilidade|satisf\w+|prezad[oa]s?|car[oa]s?|ola|oi"
    r"|sucesso|abencoe|feliz|porfavor|pode[m]? (?:encerrar|fechar|finalizar|concluir|arquivar))"
)
_FILL = (
    r"(?:a|o|as|os|e|de|da|do|das|dos|pela|pelo|pelas|pelos|por|ao|aos|com|em|na|no|que|muito|mto|mt|muitissimo|demais|tao|toda|todo|todas"
    r"|todos|sempre|me|nos|eu|lhe|lhes|voces?|vcs?|senhor(?:a|es|as)?|srs?|sras?|equipe|time|pessoal|suporte|tecnic[oa]s?|inss"
    r"|atencao|ajuda"
    r"|apoio|atendimento|retorno|presteza|paciencia|resposta|solucao|colaboracao|cordialidade|gentileza|disponibilidade|dedicacao|empenho"
    r"|carinho|competencia|profissionalismo|trabalho|servico|parceria|dia|tarde|noite|semana|fim|final|feriado|ano|tudo|deu|foi|esta|ta"
    r"|estou|ficou|agora|ja|novo|chamado|ticket|problema|questao|sistema|acesso|cadastro|normalmente|mesmo|mais|uma|um|deus"
    r"|desde|mim|d[ae]qui|10|100|1000|dez|mil|tenham?|tenha|conforme|esperado|solicitado|realmente|super|bastante|atenta|cuidado"
    r"|logo|breve|ate)"
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
_MOST_NAMES = 2
_MOST_NAMES_KNOWN = 5

_PRAISE = re.compile(
    rf"\b(?:{_CORE}|normaliz\w+|restabelec\w+|liberad[oa]|consegui(?:mos)?|regularizad[oa]|atendid[oa]s?|resolv\w+|sanad[oa]|corrigid[oa]"
    r"|a disposicao|contente|elogi\w+|nota (?:10|dez|mil|1000)|deu certo|conclui\w+"
    r"|volt(?:ou|aram) (?:a|à) funcionar|volt(?:ou|aram) ao normal|agora (?:foi|sim|deu|esta (?:ok|certo)))\b"
)
_CONTACT = re.compile(
    r"@|www\.|https?:|\d{4,5}[ .-]\d{4}|\b(?:cnpj|cpf|tel|telefone|fone|cel|celular|whats\w*|ramal|cep|oab|siape|matricula|fax)\b[ .:/]",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\s*\[(?:cid:|image|imagem|logo)[^\]]{0,200}\]\s*|\s*\[[^\]]{0,200}\.(?:png|jpe?g|gif)\]\s*", re.IGNORECASE)
_SMALL = re.compile(r"(?:d[aeo]s?|e|em|a|o|as|os|na|no|nas|nos|para|com|por|ao|aos|à|às|n[ºo°]|s/n)[.,]?", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:gestora?|presidente|vice|diretora?|coordenadora?|secretari[oa]|advogad[oa]|analista|assistente|tecnic[oa]|representante"
    r"|cadastradora?"
    r"|sindicato|entidade|associacao|assessora?|gerente|chefe|supervisora?|encarregad[oa]|administrativ[oa]|setor|departamento"
    r"|financeir[oa]"
    r"|juridic[oa]|convenios?|colonia|prefeitura|federacao|legal|social|geral|executiv[oa]|responsavel|previdenciari[oa]|rural"
    r"|rurais|acordos?)"
)
_SPOKEN = re.compile(r"(?:ver|vide|segue|anexo|obs|ps|teste|favor|amanha|hoje|vou|espere|calma|cadastro|acesso|sistema|senha|tela)\W*")
_ORDER = re.compile(r"\W*(?:aprov|recus|cancel)")
_LONGEST_SIGNATURE = 110
_MOST_SIGNATURE_WORDS = 14


def is_greeting(line: str) -> bool:
    """Whether the line is a greeting and nothing else: `Bom dia,`, `Prezada Maria,`, `Olá, tudo bem?`."""
    found = _GREETING.fullmatch(plain(line)) if len(line) <= _LONGEST_GREETING else None
    if found is None or objection(line):
        return False
    rest = [word for word in re.split(r"[^\w]+", line[found.start(1) :]) if word]
    unknown = [word for word in rest if not _GREETING_REST.fullmatch(plain(word))]
    small = [word for word in unknown if not word[0].isupper()]
    return len(unknown) <= 4 * _UNKNOWN_IN_GREETING and len(small) <= _UNKNOWN_IN_GREETING and not any(_orders(word) for word in unknown)


def after_greeting(lines: Sequence[str]) -> list[str]:
    """The written lines (those that hold a letter or a digit) without the greetings they open with."""
    written = [line for line in lines if visible(line)]
    first = next((at for at, line in enumerate(written[:_MOST_GREETINGS]) if not is_greeting(line)), _MOST_GREETINGS)
    return written[first:]


def first_written(text: str) -> str:
    """The first line of a text that `after_greeting` leaves, looked for at the text's top only; '' for none."""
    return next(iter(after_greeting(compose(text[:_LONGEST_TOP]).splitlines())), "")


def _orders(word: str) -> bool:
    return re.match(r"(?:aprov|recus|cancel|confirm|consult|ajud|catalog|anex|prova|soluc|penden|nota|l?\d)", plain(word)) is not None


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
        and not any(map(_orders, words))
    )


def is_praise(line: str) -> bool:
    """Whether every sentence of the line thanks or praises (or signs), and none asks or objects."""
    if question(line) or objection(line):
        return False
    sentences = [part for part in re.split(r"[.!;]+(?=\s|$)", line) if visible(part)]
    return all(
        _PRAISE.search(plain(part)) or is_courtesy(part) or _PICTURE.fullmatch(part) or (is_signature(part) and not speaks(part))
        for part in sentences
    )


def is_signature(line: str) -> bool:
    """Whether the line could stand in a signature: a name, a post, an address, a telephone, a picture of a logo."""
    if not visible(line) or _PICTURE.fullmatch(line):
        return True
    if len(line) > _LONGEST_SIGNATURE or question(line) or objection(line):
        return False
    words = [word for word in re.split(r"[\s|,;:/()–—-]+", line) if visible(word)]
    if len(words) > _MOST_SIGNATURE_WORDS or any(_ORDER.match(plain(word)) for word in words):
        return False
    named = all(_SMALL.fullmatch(word) or not word[0].islower() or _ROLE.fullmatch(plain(word).strip(".")) for word in words)
    return named or _CONTACT.search(line) is not None


def is_short_name(line: str) -> bool:
    """Whether the line is a name in small letters, as people sign from a telephone (`joão`, `maria silva`)."""
    words = line.split()
    return (
        len(words) <= (_MOST_NAMES_KNOWN if is_known_name(line) and not speaks(line) else _MOST_NAMES)
        and all(re.fullmatch(r"[^\W\d_]{2,20}[.,!]?", word) for word in words)
        and not (objection(line) or any(_orders(word) or _SPOKEN.fullmatch(plain(word)) for word in words))
    )
