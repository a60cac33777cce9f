"""Why was a word that looks like a decision not taken? One stable word, for the letter that explains it."""

import re
from collections.abc import Sequence

from parsers.keyword import decision
from parsers.language.objection import objection, question
from parsers.language.plain import hides, joined, loose, plain
from parsers.language.sketch import could_hold, sketch

_FORM = r"(?:aprovar|aprovo|aprovad[oa]|aprovamos|recusar|recuso|recusad[oa]|recusamos|cancelar)"
_DECISION = re.compile(rf"(?<!\w){_FORM}(?!\w)")
_OTHER_FORM = re.compile(
    r"(?<!\w)(?:aprov(?:a|as|e|em|am|acao|acoes|ando|ei|ou|emos|ados|adas|avel|aremos?|arei|aria|aram|arem|asse)"
    r"|recus(?:a|as|e|em|am|ando|ei|ou|ados|adas|arei|aremos|aria|aram)|cancel(?:o|ei|arei|aremos|aria|ad[oa]|amos|amento))(?!\w)"
)
_CONFIRMS = re.compile(r"\W*(?:nao |nem )?(?:confirmar|confirmo)\b")
_APPROVAL = re.compile(r"\W*(?:aprovar|aprovo|aprovad[oa]|aprovamos)\b")
_BOTH = re.compile(r"\b(?:aprov\w+\W+(?:ou|e|nem)?\W*recus\w+|recus\w+\W+(?:(?:ou|e|nem|nao)\W+)*aprov(?:ar|o|ad[oa]|amos)\b)")
_NEGATION = re.compile(
    rf"\b(?:nao|n|naum|nem|nunca|jamais|sem|tampouco)\b[^.;\n]*(?:{_FORM}|confirm)|(?<!\w){_FORM}\W+(?:nao|nunca"
    rf"|jamais)\b(?=\W*(?:$|[.,;!\n]))"
)
_FUTURE = re.compile(
    r"(?<!\w)(?:aprovarei|aprovaremos|aprovaria|aprovaremos|recusarei|recusaremos|recusaria|cancelarei|cancelaremos"
    r"|(?:vou|vamos|irei|iremos|pretendo|pretendemos|devo|posso|poderei|poderemos|quando|amanha|depois|assim que|se"
    r"|caso)\b[^.;\n]*\b(?:aprov|recus|cancel)\w*"
    r"|(?:aprov|recus|cancel)\w+\b[^.;\n]*\b(?:amanha|depois|assim que|quando|se|caso|semana que vem|em breve|futuramente))(?!\w)"
)
_CONTRAST = re.compile(
    r"\b(?:mas|porem|contudo|todavia|entretanto|entanto|exceto|salvo|menos|falt\w+|ainda|nao|embora|apesar|senao|so que|ressalvas?"
    r"|parcial\w*"
    r"|em parte|metade|apenas|somente|pendente|pendencias?)\b|[👎❌🚫🤔😡😠🙅😞😤⛔✖❎]"
)
_KEYWORDS = ("aprovar", "aprovo", "aprovado", "aprovada", "aprovamos", "recusar", "recuso", "recusado", "recusada", "cancelar", "confirmar")
_OTHER_WORDS = re.compile(
    r"(?:a?prova|provar|provad[oa]|reprov\w+|comprov\w+|desaprov\w+|recurs\w*|recuar|reuso|cancel(?:a|e|em|o|ei|ad[oa]s?)"
    r"|confirm(?:a|e|o|ad[oa])|apurar|apurado|conforma\w*|recusa)"
)
_WORDS = re.compile(r"\w+")
_LABEL = re.compile(r"\W*\w+\s*:")
_STEMS = (b"aprov", b"recus", b"cancel")
_CONFIRMING = (
    b"\nconfirm",
    b"\nnaoconfirm",
    b"\nnemconfirm",
)  # only at the beginning of a line is it an attempt: people confirm many things
_MOST_WORDS = 5
_LONG_LINE = 120  # characters; no few words
_LONG_WORD = 7  # letters; two slips are forgiven in it
_MOST_LINES = 400
_LONGEST_LINE = 400


def why(lines: Sequence[str]) -> str:
    """'' for text that attempts no decision; else letters, both, question, negation, future, contrast, buried, misspelled or sentence."""
    written = [line[:_LONGEST_LINE] for line in lines[:_MOST_LINES]]
    if not written:
        return ""
    attempts = [line for line in written if could_attempt(line)] if could_attempt("\n".join(written)) else []
    strict = [line for line in attempts if _attempts(plain(line))]
    hidden = [line for line in attempts if _DECISION.search(joined(line)) and not _attempts(plain(line))]
    if hidden and not strict:
        return "letters"
    if any(hides(line) and _DECISION.search(loose(line)) for line in attempts):
        return "letters"
    if not strict:
        return "misspelled" if is_misspelled(written[0]) else ""
    return _objected(written, strict)


def could_attempt(text: str) -> bool:
    """Whether a line of the text could attempt a decision; a quick look, which most lines do not pass."""
    if could_hold(text, _STEMS):
        return True
    drawn = b"\n" + sketch(text)
    return b"confirm" in drawn and any(beginning in drawn for beginning in _CONFIRMING)


def _objected(written: list[str], strict: list[str]) -> str:
    said = "\n".join(" ".join(loose(line).split()) for line in written)
    tried = "\n".join(" ".join(loose(line).split()) for line in strict)
    leading = bool(_APPROVAL.match(loose(written[0])) or decision.LEADING_REFUSAL.match(loose(written[0])))
    around = said if leading else tried
    leads_both = any(_APPROVAL.match(line) for line in tried.split("\n")) and any(
        decision.LEADING_REFUSAL.match(line) for line in tried.split("\n")
    )
    if _BOTH.search(said) or leads_both:
        return "both"
    if question("\n".join(written if leading else strict)):
        return "question"
    if _NEGATION.search(said):
        return "negation"
    if _FUTURE.search(around):
        return "future"
    decides_later = any(decision.in_line(line) for line in written[1:])
    if decides_later and not leading:
        return "buried"
    contrast = objection("\n".join(written[1:])) if decision.in_line(written[0]) else _CONTRAST.search(around) is not None
    return "contrast" if contrast else "sentence"


def _attempts(said: str) -> bool:
    return _DECISION.search(said) is not None or _OTHER_FORM.search(said) is not None or _CONFIRMS.match(said) is not None


def is_misspelled(line: str) -> bool:
    """Whether the first written line is, or begins with, a decision word with one slip of the keys (two in a longer word)."""
    if len(line) > _LONG_LINE and ":" not in line:
        return False
    words = _WORDS.findall(plain(line[:_LONGEST_LINE]))
    if not words or (len(words) > _MOST_WORDS and not _LABEL.match(line)):
        return False
    word = words[0]
    return not _OTHER_WORDS.fullmatch(word) and any(_near(word, keyword) for keyword in _KEYWORDS)


def _near(word: str, keyword: str) -> bool:
    slips = 2 if len(keyword) >= _LONG_WORD and word[:1] == keyword[0] else 1
    return (
        word != keyword
        and abs(len(word) - len(keyword)) <= slips
        and len(set(word) ^ set(keyword)) <= 2 * slips  # a slip changes one letter at most
        and _slips(word, keyword) <= slips
    )


def _slips(one: str, other: str) -> int:
    """Letters added, dropped, changed or swapped with their neighbour between two words (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, wanted in enumerate(other, 1):
            best = min(rows[-1][to] + 1, row[to - 1] + 1, rows[-1][to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                best = min(best, rows[-2][to - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
