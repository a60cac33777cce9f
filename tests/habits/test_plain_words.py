"""Are the letters in plain words? The text part of every sample, without what its people wrote."""

import re

import pytest

from gateway.post import letters as rendering
from tests.letters.asked import ALL as SAMPLES
from tests.letters.samples import REPLY_TO, Sample, letters

WORDS = 30  # the longest sentence; the guides of linguagem simples ask for about twenty (ABNT NBR ISO 24495-1)
BUREAUCRATESE = (
    r"encaminh\w+", r"mediante", r"referid[oa]s?", r"supracitad[oa]s?", r"supra", r"outrossim", r"destarte", r"haja vista",
    r"no âmbito", r"em face d\w+", r"tendo em vista", r"através d\w+", r"solicit\w+", r"informamos que", r"vimos por meio",
    r"cientific\w+", r"prezad[oa]s?", r"atenciosamente", r"conforme", r"junto aos?",
    r"efetu\w+", r"realiz\w+", r"proceder\w*", r"no sentido de",
    r"em questão", r"deferid\w+", r"indeferid\w+", r"mencionad\w+", r"anexo segue", r"segue anex\w+", r"a fim de", r"eventual\w*",
)  # fmt: skip
NEVER = {
    rf"(?i)\b(?:{'|'.join(BUREAUCRATESE)})\b": "bureaucratese",
    r"(?i)\bite(?:m|ns)\b": "an assunto is called item",
    r"(?i)\besse comando\b": "an ordem is called comando",
    r"(?<=\S)  ": "two blanks",
    r"[a-zà-ú)”][.!?;:][A-ZÀ-Ú]": "no blank after a mark",
    r" [,;.!?](?!\w)": "a blank before a mark",
    r"(?<!\.)\.\.(?!\.)|,,|;\.|:\.": "two marks",
    r"\b1 (?!mais\b|mês\b)\w+s\b": "one of many",
}
LETTERS = letters()


def lines(sample: Sample) -> list[str]:
    """What we wrote, each paragraph and list item on a line of its own; quoted words are indented, links stand in <>."""
    text = LETTERS.compose(sample.kind, REPLY_TO, sample.facts).text
    return [line.strip() for line in text.split("\n") if line.strip() and not line.startswith(("  ", "<"))]


def sentences(line: str) -> list[str]:
    """The sentences of a line. A colon ends none: what it announces is read in one breath with it."""
    return re.split(r"(?<=[.!?])\s+", line)


def faults(line: str) -> list[str]:
    """What is wrong with a line, each with the sentence."""
    found = [f"{why}: {line}" for wrong, why in NEVER.items() if re.search(wrong, line)]
    return found + [f"{len(said.split())} words: {said}" for said in sentences(line) if len(said.split()) > WORDS]


@pytest.fixture(autouse=True)
def _whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text part before it is folded at 78 columns, so that a line is a paragraph."""
    monkeypatch.setattr(rendering, "wrapped", lambda text: text)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_a_letter_is_in_plain_words(sample: Sample) -> None:
    assert [f"{sample.name}: {fault}" for line in lines(sample) for fault in faults(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "Seu pedido foi encaminhado à equipe.",
        "Escolha um item da lista.",
        "Falta 1 dias.",
        "Há 1 chamados.",
        "Leia  a resposta.",
        "Leia , e responda.",
        "Leia..",
        "Leia.Responda.",
        "A resposta " + "muito " * 30 + "longa.",
    ],
)
def test_what_is_not_plain_is_found(line: str) -> None:
    assert faults(line)


@pytest.mark.parametrize("line", ["Falta 1 dia.", "12 - ERRO: 11 chamados", "Leia. Responda até 1º de dezembro de 2026, 23h59.", "a..., b"])
def test_what_is_plain_passes(line: str) -> None:
    assert faults(line) == []
