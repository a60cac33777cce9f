"""Which words does a text use, whatever their endings, accents and typing slips?"""

import re
from collections.abc import Iterable, Iterator, Sequence

from parsers.language.plain import compose, plain

__all__ = ["near", "stand_together", "stems"]

_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST_STEM = 3
_SHORTEST_WORD = 2
_SHORTEST_SLIP = 5  # letters of a stem that may be mistyped and still be known
_LOOSE = 2  # other words that may stand among those of a phrase
# Words that every mail has, whatever it is about.
_EVERYWHERE = (
    "a abaixo agora ainda amanha anexa anexo anexos antes ao aos apos aquela aquele as assim ate atenciosamente att bem boa "
    "bom cada com como conforme cordialmente cujo da das de desde dia do dos e ela elas ele eles em enc entao entre era essa esse esta "
    "estamos estao estar estava este estou eu faco favor faz fazem fazer feito foi foram fw fwd gentileza gostaria gostariamos ha havia "
    "hoje ir isso isto ja lhe ligacao ligar ligue mais mal mas me menos mesma mesmo meu meus minha minhas muito na nas no noite "
    "nos nossa nossas nosso nossos o obrigada obrigado oi ola onde ontem os ou outra outras outro outros para pela pelas pelo pelos "
    "pode podem podemos poder pois por porem posso pra precisa precisam precisamos preciso prezada prezadas prezado prezados "
    "pro quais qual quando que quem querem queremos queria quero re res sao se segue seguem sem sendo senhor senhora senhores ser sera "
    "seu seus so sobre solicita solicitamos solicito sr sra sua suas tambem tarde te tem temos tenho ter teve toda todas todo "
    "todos um uma umas uns vai vc vcs vem voce voces vou"
)
_COMMON = frozenset(_EVERYWHERE.split())
_WORD_ENDS = (
    "a acao acoes ada adas ado ador adora adoras adores ados aes ais am amento amentos amos ancia ando ante antes ar aram aria as ava "
    "avam aveis avel cao coes e edor edores ei eis em emos encia endo ente entes er eram eria es eu i icao icoes ida idade idades idas "
    "ido idor idores idos im imento imentos imos indo ir iram iria iu iveis ivel mente o oes ois os ou s sao soes"
)
_ENDINGS = sorted(_WORD_ENDS.split(), key=lambda ending: (-len(ending), ending))
_LONGEST_SLIP = 24  # letters


def stems(text: str, most: int) -> tuple[str, ...]:
    """The first `most` words of a text that are not in every mail, each without its ending: `prorrogação` and `prorrogar` are one."""
    found: list[str] = []
    for word in _WORD.finditer(plain(compose(text))):
        if len(found) == most:
            break
        if len(word[0]) >= _SHORTEST_WORD and word[0] not in _COMMON:
            found.append(_stem(word[0]))
    return tuple(found)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def stand_together(phrase: Sequence[str], text: Sequence[str]) -> bool:
    """Whether the stems of a phrase stand in the text in their order, with hardly a word between them."""
    first, width = phrase[0], len(phrase) + _LOOSE
    for start, stem in enumerate(text):
        if stem == first:
            rest = iter(text[start + 1 : start + width])
            if all(wanted in rest for wanted in phrase[1:]):
                return True
    return False


def near(known: Iterable[str]) -> dict[str, str]:
    """What a stem may be mistyped as, for looking up with `slips`: every known stem of five letters or more with a letter left out."""
    made: dict[str, str] = {}
    for stem in sorted(known):
        if len(stem) >= _SHORTEST_SLIP:
            for slip in slips(stem):
                made.setdefault(slip, stem)
    return made


def slips(stem: str) -> Iterator[str]:
    """The stem, and it without each of its letters in turn: two words one slip apart (a letter more, less, other, or turned) share one."""
    yield stem
    if _SHORTEST_SLIP - 1 <= len(stem) <= _LONGEST_SLIP:
        yield from (stem[:at] + stem[at + 1 :] for at in range(len(stem)))
