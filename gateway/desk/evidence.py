"""Which evidence of an item has come, and what is still missing? Told by the item, the files, and what the entity wrote (rules.md)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gateway.catalog import Item
from gateway.desk.scene import FileRef
from parsers.language.courtesy import is_courtesy, is_greeting, is_praise, is_short_name
from parsers.language.objection import question
from parsers.language.plain import compose, plain, visible

WHOLE = "Os documentos estão todos nos arquivos enviados"
UNABLE = "Não consigo enviar"
SPARED, IN_FILES = "spared", "in_files"

_STOPS = re.compile(r"[.,;:!…]+|\s[-–—]+\s")
_ANSWERS = frozenset({"nao", "sim"})  # 'Não, atua só por esta entidade.'
_LONGEST = 200  # characters of a line that may be an answer
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_SHORT = 3  # letters: shorter words are looked for whole (`rg` is not in `carga`)
_THING = (
    r"(?: (?:a|o|as|os|isso|esse|essa|este|esta|esses|essas|da|das|do|dos|um|uma|nenhum|nenhuma|que|falta|mais|telas?|fotos?|prints?"
    r"|imagem|imagens|arquivos?|documentos?|anexos?|evidencias?))*"
)
_UNABLE = re.compile(
    r"(?:eu |nos |ainda |infelizmente )?(?:nao (?:consigo|consegui|conseguimos|posso|podemos|tenho como|temos como|da para|deu para"
    rf"|foi possivel) (?:enviar|mandar|anexar|tirar|capturar){_THING}|nao (?:tenho|temos|ha|existe){_THING}"
    rf"|(?:estou |vai |segue )?sem{_THING[:-1]}+)"
)
_LACK = re.compile(r"\b(?:nao|sem)\b")
# What says that something comes with this mail, or will come: no explanation why it cannot.
_PROMISE = re.compile(
    r"\W*(?:(?:ja|eu|aqui|agora|entao|ok) )*(?:segue[m]?|anexei|anexo|vou|vamos|irei|envi(?:o|ei|arei|aremos)|mand(?:o|ei|arei|aremos)"
    r"|encaminh(?:o|ei|arei|amos))\b(?!.*\b(?:nao|sem|mas|porque|pois)\b)"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Each thing that an item asks for, in order, with the files that came for it; settled: SPARED, IN_FILES or ''."""

    asked: tuple[tuple[str, tuple[FileRef, ...]], ...]
    settled: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What has not come, in the item's words; nothing once an answer settled it."""
        return () if self.settled else tuple(name for name, files in self.asked if not files)


def look(item: Item, files: Iterable[FileRef], texts: Iterable[str]) -> Evidence:
    """What has come of the item's evidence; the same bytes count once.

    files, texts: everything that the entity's side sent about the ticket.
    """
    counting = tuple({f.sha256: f for f in files if f.evidence}.values())
    asked = tuple(zip(item.evidence, _shared(item, counting), strict=True))
    written = tuple(texts)
    if item.evidence_unless and says(written, item.evidence_unless):
        return Evidence(asked, SPARED)
    several = len(item.evidence) > 1 and bool(counting)
    return Evidence(asked, IN_FILES if several and says(written, WHOLE) else "")


def says(texts: Iterable[str], answer: str) -> bool:
    """Whether a line of its own gives this answer; case, accents, stops, thanks and a `não,` or `sim,` before it are free."""
    wanted = _said(answer)
    sign = max(wanted.split(), key=len, default="")
    return bool(sign) and any(_said(line) == wanted for text in texts for line in _lines(text) if sign in plain(line))


def is_unable(text: str) -> bool:
    """Whether a line of its own says that the evidence cannot be sent: `Não consigo enviar`, `Não tenho a tela`, `sem a tela`."""
    return any(_UNABLE.fullmatch(" ".join(_segments(line))) is not None for line in _lines(text) if _LACK.search(plain(line)))


def explains(text: str, *, patient: bool) -> bool:
    """Whether a text says anything beyond greeting, thanks and a name; patient: a mere promise of files says nothing either."""
    lines = [line for line in compose(text).splitlines() if visible(line)]
    said = [line for line in lines if not (is_greeting(line) or is_praise(line) or is_short_name(line))]
    return any(not (patient and _PROMISE.match(plain(line))) for line in said)


def _shared(item: Item, files: Sequence[FileRef]) -> list[tuple[FileRef, ...]]:
    """The files for each thing asked: by the words in their names as far as these go, the others one each for what is left."""
    if not item.evidence:
        return []
    likely = [_likely(item, file.name) for file in files]
    chosen = _matched(likely)
    found: list[list[FileRef]] = [[] for _ in item.evidence]
    rest = []
    for place, file in enumerate(files):
        kind = next((k for k, p in chosen.items() if p == place), next(iter(likely[place]), None))
        if kind is None:
            rest.append(file)
        else:
            found[kind].append(file)
    for file in rest:
        left = next((each for each in found if not each), None)
        if left is not None or len(found) == 1:
            (found[0] if left is None else left).append(file)
    return [tuple(each) for each in found]


def _matched(likely: Sequence[tuple[int, ...]]) -> dict[int, int]:
    """Thing asked -> the place of the file that counts for it, for as many things as can be; a file counts for one."""
    found: dict[int, int] = {}

    def settle(place: int, tried: set[int]) -> bool:
        for kind in likely[place]:
            if kind not in tried:
                tried.add(kind)
                if kind not in found or settle(found[kind], tried):
                    found[kind] = place
                    return True
        return False

    for place in range(len(likely)):
        settle(place, set())
    return found


def _likely(item: Item, name: str) -> tuple[int, ...]:
    """The places of the things asked whose words stand in a file's name."""
    stem = name.rpartition(".")[0] or name
    tokens = re.findall(r"[^\W\d_]+", plain(_CAMEL.sub(" ", compose(stem))))
    return tuple(place for place, words in enumerate(item.evidence_words) if any(_stands(w, tokens) for w in plain(words).split()))


def _stands(word: str, tokens: Iterable[str]) -> bool:
    return any(token == word or (len(word) > _SHORT and token.startswith(word)) for token in tokens)


def _lines(text: str) -> list[str]:
    return [line for line in compose(text).splitlines() if visible(line) and len(line) <= _LONGEST and not question(line)]


def _said(line: str) -> str:
    return " ".join(segment for segment in _segments(line) if segment not in _ANSWERS)


def _segments(line: str) -> list[str]:
    """The words between the stops of a line, plain, without what is mere courtesy (`sim` and `não` are kept)."""
    parts = [(part, " ".join(re.findall(r"[^\W_]+", plain(part)))) for part in _STOPS.split(compose(line))]
    return [said for part, said in parts if said and (said in _ANSWERS or not is_courtesy(part))]
