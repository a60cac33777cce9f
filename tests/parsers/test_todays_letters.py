"""Are replies read the same when they quote our letters as they look today? The corpus quotes how the gateway wrote them once."""

import importlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from gateway.console.rows.readrow import as_row
from gateway.post.letters import Letters
from gateway.reader.careful import careful_read
from tests.letters.samples import OFFICE, SAMPLES, TEMPLATES, TICKET
from tests.parsers.test_corpus import known, part_of

MAKING = "tests.mails.making"
CLIENTS = (
    "gmail",
    "outlook",
    "apple",
    "thunderbird",
    "celular",
    "zimbra_expresso",
    "provedores",
    "outras_linguas",
    "tecnicos",
    "conversas",
)
FACTS = {sample.name: sample.facts for sample in SAMPLES}
OPENED = datetime(2026, 11, 23, 13, tzinfo=UTC)
DEADLINE = datetime(2026, 12, 1, 2, 59, 59, tzinfo=UTC)
ASKED = "Bom dia, Maria.\n\nO erro aparece em todos os computadores?\n\nQual é o navegador?\n\nDesde quando acontece?"
FIRST = "Bom dia,\nO portal não abre desde as 8h."
SOLVED = "O acesso foi restabelecido. Limpe o cache do navegador e entre de novo no Portal de Atendimento."


@pytest.fixture
def _quoting_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The makers' letters, written anew by today's templates."""
    for name in [name for name in sys.modules if name.startswith(MAKING)]:
        monkeypatch.delitem(sys.modules, name)
    quoted = importlib.import_module(f"{MAKING}.quoted")
    shutil.copytree(quoted.LETTERS, tmp_path / "letters")
    monkeypatch.setattr(quoted, "LETTERS", tmp_path / "letters")
    _write(quoted)
    yield
    for name in [name for name in sys.modules if name.startswith(MAKING)]:
        del sys.modules[name]


def _write(quoted: ModuleType) -> None:
    letters = Letters(TEMPLATES, replace(OFFICE, name=quoted.OFFICE))
    maria, ana = quoted.MARIA.name, quoted.ANA.name
    ticket = replace(TICKET, number="L_61123001", title="Portal fora do ar", requester=maria, opened_at=OPENED)
    solved = replace(ticket, status="solved", technician=ana, deadline=DEADLINE, round=1)
    entry = FACTS["solution"]["conversation"][0]  # type: ignore[index] # the samples hold a tuple
    first = replace(entry, at=OPENED, who=maria, side="representante", text=FIRST)
    asked = replace(entry, at=OPENED, who=ana, side="técnico", text=ASKED)
    common = {"files": (), "omitted": ()}
    for letter, kind, facts in (
        (
            quoted.SOLUTION,
            "solution",
            {"reader_name": maria, "ticket": solved, "author": ana, "text": SOLVED, "conversation": (asked, first)},
        ),
        (quoted.QUESTION, "answer", {"reader_name": maria, "ticket": ticket, "author": ana, "text": ASKED, "conversation": (first,)}),
        (quoted.WORK, "assigned", {"reader_name": ana, "ticket": ticket, "author": maria, "text": FIRST, "conversation": ()}),
    ):
        content = letters.compose(kind, letter.reply_to, {**FACTS[kind], **facts, **common})
        assert content.subject == letter.subject
        (quoted.LETTERS / f"{letter.file}.txt").write_text(content.text, encoding="utf-8")
        (quoted.LETTERS / f"{letter.file}.html").write_text(content.html, encoding="utf-8")


@pytest.mark.usefixtures("_quoting_today")
@pytest.mark.parametrize("client", CLIENTS)
def test_a_reply_that_quotes_todays_letter_is_read_as_the_corpus_says(client: str) -> None:
    made = getattr(importlib.import_module(f"{MAKING}.{client}"), "MAILS", ())
    wrong = []
    for mail in made:
        row = as_row(mail.name, careful_read(mail.raw, known()))
        if part_of(row, mail.expected) != mail.expected:
            wrong.append((mail.name, part_of(row, mail.expected), mail.expected))
    assert made
    assert not wrong
