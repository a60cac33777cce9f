"""Is this a line of one of our own letters? Where they stand unmarked in a text, its APROVAR or RECUSAR may be the letter's."""

import re

from parsers.language.plain import plain

_OURS = re.compile(
    r"\bpara (?:aprovar|recusar)\b.{0,30}\b(?:responda|escreva|clique|toque|use|envie)"
    r"|\b(?:aprovar|aprove|recusar|recuse) ou (?:aprov|recus)"
    r"|\b(?:clique|toque) (?:em|no|na|aqui)\b|\bresponda (?:aprov|recus|a est[ae]|acima|com)"
    r"|\bprazo para (?:aprovar|recusar)|\[(?:aprovar|recusar)\]|\bmailto:|\bdecurso de prazo|\bo que voce pode fazer"
    r"|\bvoce tem \d+ dias corridos|\bchamado [\[(]?#?l[_ ]?\d{8,}[\])]? foi solucionado"
    r"|^\W*(?:status|titulo|assunto|entidade|quem pediu|aberto em):"
)


def is_ours(line: str) -> bool:
    """Whether nobody but our letter says this."""
    return _OURS.search(plain(line)) is not None
