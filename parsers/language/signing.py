"""Could this line stand in a signature, or is it a name?"""

import re

from parsers.language.names import is_known_name, speaks
from parsers.language.objection import objection, question
from parsers.language.plain import plain, visible

_MOST_NAMES = 2
_MOST_NAMES_KNOWN = 5
_CONTACT = re.compile(
    r"@|www\.|https?:|\d{4,5}[ .-]\d{4}|\b(?:cnpj|cpf|tel|telefone|fone|cel|celular|whats\w*|ramal|cep|oab|siape|matricula|fax)\b[ .:/]",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\s*\[(?:cid:|image|imagem|logo)[^\]]{0,200}\]\s*|\s*\[[^\]]{0,200}\.(?:png|jpe?g|gif)\]\s*", re.IGNORECASE)
_LABEL = re.compile(r"(?:e|mail|email|site|contato|tel|telefone|fone|cel|celular|whats\w*|ramal|fax|cep|cnpj|cpf|rua|av|n|s)\.?")
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
_BODY = re.compile(
    rf"(?!acordo|legal|social|geral){_ROLE.pattern}|dra?|sra?|pe|colonia|federacao|confederacao|ong|instituto|fundacao|uniao|centro"
)
_ORDER = re.compile(r"\W*(?:aprov|recus|cancel)")
_LONGEST_ACRONYM = 6
_LONGEST_SIGNATURE = 110
_MOST_SIGNATURE_WORDS = 14


def names_an_order(word: str) -> bool:
    """Whether a word begins as a keyword or is a number: no name does."""
    return (
        re.match(
            r"(?:aprov|recus|cancel|confirm|consult|ajud|catalog|anex|prova|soluc|penden|nota|assum[io]|desfaz|atrib|transfer|reclass|mescl|incidente|relator|l?\d)",
            plain(word),
        )
        is not None
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
        and not (objection(line) or any(names_an_order(word) or _SPOKEN.fullmatch(plain(word)) for word in words))
    )


def only_signs(clause: str) -> bool:
    """Whether a clause is part of a signature, and says nothing: people who write in capitals write sentences in capitals too."""
    if _PICTURE.fullmatch(clause):
        return True
    if not is_signature(clause) or speaks(clause) or (clause.isupper() and not _is_named(clause)):
        return False
    small = [word for word in re.split(r"[\s|,;:/()–—-]+", clause) if word[:1].islower() and not re.search(r"[@\d]|www", word)]
    return sum(not (_SMALL.fullmatch(word) or _LABEL.fullmatch(plain(word)) or _ROLE.fullmatch(plain(word))) for word in small) <= 1


def _is_named(clause: str) -> bool:
    """Whether a clause in capitals begins with a name or holds a post, a body or a number; an acronym says as little."""
    words = re.findall(r"\w+", plain(clause))
    return (
        is_known_name(clause)
        or _CONTACT.search(clause) is not None
        or (bool(words) and _BODY.fullmatch(words[0]) is not None)
        or (len(words) == 1 and len(words[0]) <= _LONGEST_ACRONYM)
    )
