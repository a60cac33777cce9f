"""Does the sketch of a text show every keyword that any reader could find in it, and cost next to nothing?"""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.keyword import command, orders, unclear
from parsers.language.sketch import could_hold, gapped, sketch
from tests.parsers.test_command import APPROVALS, REFUSALS, UNDECIDED, WORDS

TEXTS = [*APPROVALS, *(text for text, _ in REFUSALS), *(text for texts in UNDECIDED.values() for text in texts)]
LETTERS = "aprovARPOVrecusRECUSlLnN014 .*~+-_\n\r\u2028\u0085\x1c\u00ad\u200b\u0301\u0336çãõéАРОроѕⒶᴀＡａ𝐀👍“”–—:"
PIECES = [
    *WORDS,
    "nota",
    "Nota:",
    "FORA DO ESCOPO",
    "em nome de a@b.example",
    "anexo 2",
    "relatório",
    "o catálogo",
    "A P R O V A R",
    "Aprovár",
]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("A P R O V A R", b"aprovar"),
        ("Apro\u00advár!", b"aprovar"),
        ("АРRОVАR", b"aprovar"),
        ("ＡＰＲＯＶＡＲ", b"aprovar"),
        ("A\u0336P\u0336ROVAR", b"aprovar"),
        ("4PR0V4R", b"aprovar"),
        ("Não\r\nça\u2028É – 👍 ß", b"nao\n\nca\ne#"),
    ],
)
def test_a_sketch_is_letters_and_line_ends(text: str, drawn: bytes) -> None:
    assert sketch(text) == drawn


@pytest.mark.parametrize(
    ("text", "drawn"),
    [("senha provisória", b"senha provisoria"), ("Apro\u00advár!", b"aprovar "), ("АРRОVАR?\r\n👍 ß", b"aprovar \n\n  #")],
)
def test_a_gapped_sketch_keeps_its_words_apart(text: str, drawn: bytes) -> None:
    assert gapped(text) == drawn


@pytest.mark.parametrize(
    ("text", "could"),
    [("senha provisória", False), ("nova providência", False), ("A  P. R O V A R", True), ("a p\u200brovar", False), ("desaprovo", True)],
)
def test_a_stem_is_found_in_a_word_or_in_letters_apart(text: str, could: bool) -> None:
    assert could_hold(text, (b"aprov",)) is could


def thorough(text: str) -> command.Commands:
    """The reading of a text as if its sketch showed everything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "holds", lambda *_: True)
        patch.setattr(command, "could_hold", lambda *_: True)
        patch.setattr(unclear, "could_hold", lambda *_: True)
        patch.setattr(orders, "could_stand", lambda *_: True)
        return command.read(text)


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_that_is_read_in_an_example_is_missed(text: str) -> None:
    assert command.read(text) == thorough(text)
    assert command.read(f"Segue a resposta.\n\n{text}\n\nObrigada") == thorough(f"Segue a resposta.\n\n{text}\n\nObrigada")


@settings(max_examples=400, deadline=None)
@given(st.text(LETTERS, max_size=60) | st.lists(st.sampled_from(PIECES) | st.text(LETTERS, max_size=4), max_size=12).map("".join))
def test_nothing_that_is_read_in_any_text_is_missed(text: str) -> None:
    assert command.read(text) == thorough(text)


def test_prose_costs_little() -> None:
    line = "O sistema não permite gravar o cadastro do representante, e a tela mostra o erro número 503.\n"
    text = "Bom dia,\n\n" + line * (4000 // len(line))
    best = min(timed(text) for _ in range(5))
    assert best < 0.5e-3  # about 0.05 ms on an idle machine; line by line it was 1.4 ms


def timed(text: str) -> float:
    started = time.process_time()
    for _ in range(50):
        command.read(text)
    return (time.process_time() - started) / 50
