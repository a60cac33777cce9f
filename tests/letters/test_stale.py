"""A letter that leaves long after it was written says so above its greeting, in both parts, and nothing else changes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.post import stale
from tests.letters.samples import OPENED, REPLY_TO, SAMPLES, Sample, letters

LETTERS = letters()


@pytest.mark.parametrize("hours", [-2, 0, 5.9, 6])
def test_what_leaves_soon_says_nothing(hours: float) -> None:
    content = LETTERS.compose(SAMPLES[0].kind, REPLY_TO, SAMPLES[0].facts)
    assert stale.marked(content, OPENED, OPENED + timedelta(hours=hours), LETTERS) == content


def test_a_title_that_greets_is_no_greeting() -> None:
    sample = next(sample for sample in SAMPLES if sample.name == "solution")
    ticket = replace(sample.facts["ticket"], title="Olá, o portal não abre")  # type: ignore[type-var] # the samples hold TicketFacts
    content = LETTERS.compose(sample.kind, REPLY_TO, {**sample.facts, "ticket": ticket, "text": "Olá de novo"})
    late = stale.marked(content, OPENED, OPENED + timedelta(hours=26), LETTERS)
    assert late.html.count("foi escrito em") == late.text.count("foi escrito em") == 1
    assert late.html.partition("<body")[0] == content.html.partition("<body")[0]
    assert "Algo pode ter mudado desde então.</em></p>\n<p" in late.html
    assert "então.\n\nOlá, Marina" in late.text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_letter_says_when_it_was_written_and_when_it_left(sample: Sample) -> None:
    content = LETTERS.compose(sample.kind, REPLY_TO, sample.facts)
    late = stale.marked(content, OPENED, OPENED + timedelta(hours=26), LETTERS)
    said = "Este e-mail foi escrito em 22/11/2026 14:05 e só pôde ser enviado em 23/11/2026 16:05. Algo pode ter mudado desde então."
    assert said in " ".join(late.text.split())
    assert said in late.html
    assert late.subject == content.subject
    assert len(late.html) - len(content.html) < 300
    assert late.text.index("Este e-mail foi escrito") < late.text.index("Olá")
    assert max(len(line) for line in late.text.splitlines() if "mailto:" not in line) <= max(
        78, *(len(line) for line in content.text.splitlines() if "mailto:" not in line)
    )
