"""Do old letters keep every word when their words go to the evidence store, whoever packs them and wherever it is cut short?"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.clockwork.archiving import SETTLED_FOR, Archiving
from storage.database import Database
from storage.evidence import archive
from storage.evidence.files import Files
from storage.evidence.store import Evidence
from storage.mail import outbox
from storage.schedule import due
from storage.tables import Outbound
from tests.storage.rows import NOON, at_once
from tests.storage.test_outbox import POST, letters

SLIP = "número;situação\r\nL_61123001;aberto\r\n"
LETTER = replace(POST, body_text="Recebemos o chamado.\n", body_html="<p>Recebemos o chamado.</p>", files=())
WITH_FILES = replace(
    LETTER, files=((1, 2, "tela.png", "image/png"), (None, SLIP, "lista.csv", "text/csv"), (None, "", "vazio.txt", "text/plain"))
)
LATER = NOON + SETTLED_FOR + timedelta(seconds=1)


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    return Files(tmp_path / "evidence")


def archiving(database: Database, evidence: Evidence) -> Archiving:
    return Archiving(database, evidence, lambda: LATER, lambda: 0.0, lambda: 0.0)


def sent(database: Database, *posts: outbox.Post) -> list[int]:
    """Letters that left at noon."""
    ids = letters(database, *posts)
    with database.writing() as session:
        for claim in due.claim(session, Outbound, NOON, len(posts)):
            due.settle(session, Outbound, claim, outbox.SENT, NOON)
    return ids


def read(database: Database, evidence: Evidence, letter: int) -> tuple[str, str, list[object]]:
    with database.reading() as session:
        row = outbox.get(session, letter)
        archive.restore(evidence, row)
        return row.body_text, row.body_html, row.files


def in_rows(database: Database) -> list[tuple[str, str, bool]]:
    """The words that are in the rows, and whether each is packed."""
    with database.reading() as session:
        rows = [outbox.get(session, row_id) for (row_id,) in session.query(Outbound.id).order_by(Outbound.id)]
        return [(row.body_text, row.body_html, bool(row.pack)) for row in rows]


def test_a_packed_letter_reads_as_before_and_its_row_is_empty(database: Database, evidence: Evidence) -> None:
    one, other = sent(database, LETTER, replace(WITH_FILES, person="joao", body_text="Olá, João: \x85 ação\n"))
    before = [read(database, evidence, letter) for letter in (one, other)]
    assert archiving(database, evidence).pack() == 2
    assert in_rows(database) == [("", "", True)] * 2
    assert [read(database, evidence, letter) for letter in (one, other)] == before
    with database.reading() as session:
        assert outbox.get(session, other).files[1:] == [[None, "", "lista.csv", "text/csv"], [None, "", "vazio.txt", "text/plain"]]
        assert archive.waiting(session, LATER) == 0
    assert archiving(database, evidence).pack() == 0


def test_reading_a_packed_letter_writes_nothing(database: Database, evidence: Evidence) -> None:
    [letter] = sent(database, WITH_FILES)
    archiving(database, evidence).pack()
    with database.writing() as session:
        archive.restore(evidence, outbox.get(session, letter))
    assert in_rows(database) == [("", "", True)]


def test_only_what_was_settled_long_ago_is_packed(database: Database, evidence: Evidence) -> None:
    [letter] = letters(database, LETTER)
    assert archiving(database, evidence).pack() == 0, "it waits to be sent"
    with database.writing() as session:
        [claim] = due.claim(session, Outbound, NOON, 1)
        due.settle(session, Outbound, claim, due.DEAD, NOON + timedelta(seconds=2))
    assert archiving(database, evidence).pack() == 0, "a second too early"
    assert in_rows(database) == [("Recebemos o chamado.\n", "<p>Recebemos o chamado.</p>", False)]
    assert letter


def test_a_letter_that_is_tried_again_while_it_is_packed_keeps_its_words(database: Database, evidence: Evidence) -> None:
    [letter] = sent(database, LETTER)
    with database.reading() as session:
        found = archive.batch(session, LATER)
    with database.writing() as session:
        session.get_one(Outbound, letter).outcome = due.DEAD
    with database.writing() as session:
        assert due.renew(session, Outbound, letter, LATER)
    with database.writing() as session:
        archive.let_go(session, found, evidence.put(archive.packed(found)))
    assert in_rows(database) == [("Recebemos o chamado.\n", "<p>Recebemos o chamado.</p>", False)]


def test_a_store_that_takes_nothing_leaves_the_words_where_they_are(database: Database, evidence: Evidence) -> None:
    sent(database, LETTER)

    def refuse(_content: bytes) -> str:
        raise OSError("no room")

    made = archiving(database, evidence)
    put, evidence.put = evidence.put, refuse  # type: ignore[method-assign]
    with pytest.raises(OSError, match="no room"):
        made.pack()
    assert in_rows(database)[0][2] is False
    evidence.put = put  # type: ignore[method-assign]
    assert made.pack() == 1


def test_cut_short_after_the_store_has_it_the_letter_is_whole_and_packed_next_time(
    database: Database, evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    [letter] = sent(database, WITH_FILES)
    before = read(database, evidence, letter)
    with monkeypatch.context() as cut:
        cut.setattr(archive, "let_go", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            archiving(database, evidence).pack()
    assert read(database, evidence, letter) == before
    assert archiving(database, evidence).pack() == 1
    assert read(database, evidence, letter) == before


def test_several_at_once_lose_no_word(database: Database, evidence: Evidence) -> None:
    ids = sent(database, *(replace(WITH_FILES, person=f"p{n}", body_text=f"Carta {n}.\n") for n in range(200)))
    before = [read(database, evidence, letter) for letter in ids]

    def all_of_it(_hand: int) -> None:
        mine = archiving(database, evidence)
        while mine.pack():
            pass

    at_once(4, all_of_it)
    assert in_rows(database) == [("", "", True)] * 200
    assert [read(database, evidence, letter) for letter in ids] == before


def test_a_batch_holds_no_more_than_fits_in_memory(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "BYTES", 10_000)
    sent(database, *(replace(LETTER, person=f"p{n}", body_html="x" * size) for n, size in enumerate((4_000, 5_000, 5_000, 20_000))))
    with database.reading() as session:
        assert [len(letter.html) for letter in archive.batch(session, LATER)] == [4_000, 5_000]


def test_a_pack_without_the_letter_is_a_fault_that_is_seen(database: Database, evidence: Evidence) -> None:
    [letter] = sent(database, LETTER)
    with database.writing() as session:
        session.get_one(Outbound, letter).pack = evidence.put(b"no pack")
    with pytest.raises(archive.PackBroken):
        read(database, evidence, letter)
