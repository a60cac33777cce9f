"""What is a mail without code likely to ask for? The items whose words it uses, likeliest first (rules.md, Subject)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from gateway.catalog import Catalog, Item
from gateway.desk.scene import Mail
from parsers.language.stems import near, slips, stand_together, stems
from parsers.letterhead.subject import fold

MOST = 3
READ = 400  # words of a text that are looked at: who asks for something says so early
CHARACTERS = 20_000
FILES = 20
# How much a word counts by where the catalogue has it ...
IN_SYNONYMS, IN_PATH, IN_OCCURRENCES, IN_SERVICE, IN_OBJECTIVE, IN_EVIDENCE, IN_MODULE = 3.0, 3.0, 1.5, 1.0, 1.0, 1.0, 0.5
# ... and by where the mail has it.
IN_TITLE, IN_FILE_NAME, IN_TEXT = 2.0, 1.0, 1.0
A_PHRASE = 1.5  # for each word of a phrase that stands whole
A_STEP = 6.0  # for each step of the path that the subject has
MISTYPED = 0.7
ENOUGH = 2.1  # less for the likeliest is no evidence at all ...
BESIDE = 0.9  # ... and less for another beside it

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The catalogue's words. weights: stem -> code -> weight; phrases: stems -> codes; near: mistyped stem -> stem."""

    weights: Mapping[str, Mapping[int, float]]
    phrases: Mapping[Stems, tuple[int, ...]]
    near: Mapping[str, str]
    paths: Mapping[int, frozenset[str]]


def likeliest(catalog: Catalog, mail: Mail, answer: Mail | None = None) -> tuple[int, ...]:
    """The codes of at most three items for a mail and what was answered about it, likeliest first; () when nothing in them tells."""
    names = tuple(file.name for each in (mail, answer) if each for file in each.files[:FILES])
    return rank(catalog, mail.reading.title, _said(mail, answer), names)


def out_of_scope(catalog: Catalog, mail: Mail, answer: Mail | None = None) -> bool:
    """Whether they speak of what the channel does not treat."""
    return smells(catalog.organization.out_of_scope_words, f"{mail.reading.title}\n{_said(mail, answer)}")


def smells(phrases: tuple[str, ...], text: str) -> bool:
    """Whether one of the phrases stands in a text, in whatever form of its words."""
    words = stems(text[:CHARACTERS], READ)
    return any(stand_together(phrase, words) for phrase in (stems(each, READ) for each in phrases) if phrase)


def _said(mail: Mail, answer: Mail | None) -> str:
    whole = mail.reading.new_text or mail.reading.text
    return f"{answer.reading.new_text[:CHARACTERS]}\n{whole[:CHARACTERS]}" if answer else whole


def rank(catalog: Catalog, title: str, text: str, names: tuple[str, ...] = ()) -> tuple[int, ...]:
    """The same for a subject, a text and the names of files."""
    scores = _scores(_lexicon(catalog), title, text, names)
    if max(scores.values(), default=0.0) < ENOUGH:
        return ()
    found = sorted((code for code in scores if scores[code] >= BESIDE), key=lambda code: (-scores[code], code))
    return tuple(found[:MOST])


def _scores(lexicon: Lexicon, title: str, text: str, names: tuple[str, ...]) -> dict[int, float]:
    called = " ".join(name.rpartition(".")[0].replace("_", " ") for name in names)
    places = ((IN_TITLE, stems(title[:CHARACTERS], READ)), (IN_FILE_NAME, stems(called, READ)), (IN_TEXT, stems(text[:CHARACTERS], READ)))
    scores: dict[int, float] = {}
    for code, points in (*_of_words(lexicon, places), *_of_phrases(lexicon, places), *_of_steps(lexicon, title)):
        scores[code] = scores.get(code, 0.0) + points
    return scores


def _of_words(lexicon: Lexicon, places: Iterable[tuple[float, Stems]]) -> list[tuple[int, float]]:
    """Each word counts once, where it counts most."""
    best: dict[str, float] = {}
    for weight, words in places:
        for word in dict.fromkeys(words):
            known = word if word in lexicon.weights else next((lexicon.near[s] for s in slips(word) if s in lexicon.near), "")
            if known:
                best[known] = max(best.get(known, 0.0), weight if known == word else weight * MISTYPED)
    return [(code, weight * points) for word, weight in best.items() for code, points in lexicon.weights[word].items()]


def _of_phrases(lexicon: Lexicon, places: Iterable[tuple[float, Stems]]) -> list[tuple[int, float]]:
    return [
        (code, weight * A_PHRASE * len(phrase))
        for weight, words in places
        for phrase, codes in lexicon.phrases.items()
        if stand_together(phrase, words)
        for code in codes
    ]


def _of_steps(lexicon: Lexicon, title: str) -> list[tuple[int, float]]:
    """A path that is nearly one of the catalogue's, or a part of one."""
    if ">" not in title:
        return []
    written = {fold(step.partition(":")[0]) for step in title.split(">")}
    return [(code, A_STEP * len(written & steps)) for code, steps in lexicon.paths.items()]


@lru_cache(maxsize=4)
def _lexicon(catalog: Catalog) -> Lexicon:
    weights: dict[str, dict[int, float]] = {}
    phrases: dict[Stems, tuple[int, ...]] = {}
    for item in catalog.items:
        for weight, text in _texts(item):
            for stem in stems(text, READ):
                of_stem = weights.setdefault(stem, {})
                of_stem[item.code] = max(of_stem.get(item.code, 0.0), weight)
        for synonym in item.synonyms:
            phrase = stems(synonym, READ)
            if len(phrase) > 1:
                phrases[phrase] = (*phrases.get(phrase, ()), item.code)
    count = len(catalog.items)
    rare = {stem: log(1 + count / len(codes)) / log(1 + count) for stem, codes in weights.items()}
    weighed = {stem: {code: w * rare[stem] for code, w in codes.items()} for stem, codes in weights.items()}
    paths = {item.code: frozenset(fold(step) for path in item.paths for step in path) for item in catalog.items}
    return Lexicon(weighed, phrases, near(weights), paths)


def _texts(item: Item) -> Iterable[tuple[float, str]]:
    """The item's words; those of a synonym of several words count by themselves only as much as what it may happen to be about."""
    yield from ((IN_PATH, step) for step in (item.function, item.reason))
    yield IN_SERVICE, item.service
    yield IN_MODULE, item.module
    yield IN_OBJECTIVE, item.objective
    yield from ((IN_OCCURRENCES, text) for text in item.occurrences)
    yield from ((IN_EVIDENCE, text) for text in item.evidence)
    yield from ((IN_SYNONYMS if len(stems(text, READ)) == 1 else IN_OBJECTIVE, text) for text in item.synonyms)
