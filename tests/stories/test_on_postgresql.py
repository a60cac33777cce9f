"""The same conversation on PostgreSQL, with many workers at once: by a setting, no line of code knows the difference."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import DATABASES
from tests.world import ANA, MARIA, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A gateway on a private PostgreSQL."""
    made = World(tmp_path, database=DATABASES.postgresql())
    yield made
    made.work_off()
    made.check_record()
    made.close()


def at_once(world: World, hands: int) -> None:
    threads = [threading.Thread(target=world.work_off) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_from_the_first_mail_to_the_approval(world: World) -> None:
    for n in range(12):
        world.mail_in(MARIA, f"[11] Pergunta {n}")
    at_once(world, 4)
    assert world.count() == 12
    assert len({x.subject for x in world.letters(MARIA)}) == 12
    for notice in world.letters(ANA):
        world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    at_once(world, 4)
    solutions = [x for x in world.letters(MARIA) if x.says("Veja o manual.")]
    assert len(solutions) == 12
    for solution in solutions:
        world.reply(solution, "RECUSAR: ainda há erro")
        world.reply(solution, "APROVAR")
    at_once(world, 4)
    assert {world.ticket(f"L_61123{n:03d}").status for n in range(1, 13)} == {"assigned"}, "the first answer of each counts"


def test_the_end_comes_on_postgresql_too(world: World) -> None:
    world.mail_in(MARIA, "[11] Pergunta")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.later(days=12)
    assert world.ticket().outcome == "expired"


def test_claims_of_one_person_at_once_bring_one_question_and_confirmar_opens_them_once(world: World) -> None:
    for n in range(8):
        world.mail_in(MARIA, f"[11] Pergunta {n}", login=False)
    at_once(world, 4)
    assert (world.count(), len(world.letters(MARIA))) == (0, 1)
    for letter in world.letters(MARIA) * 3:
        world.reply(letter, "CONFIRMAR", login=False)
    at_once(world, 4)
    assert world.count() == 1, "what the question listed"
    world.later(days=1)
    world.reply(world.last(MARIA), "CONFIRMAR", login=False)
    at_once(world, 4)
    assert world.count() == 8


def test_tickets_that_are_merged_into_each_other_at_once_end_as_one(world: World) -> None:
    for n in range(8):
        world.mail_in(MARIA, f"[11] Pergunta {n}")
    at_once(world, 4)
    notices = world.letters(ANA)
    pairs = list(zip(notices[::2], notices[1::2], strict=True))
    number = {x.subject: x.subject[1 : x.subject.index("]")] for x in notices}
    mails = [
        (world.reply(one, f"MESCLAR {number[other.subject]}"), world.reply(other, f"MESCLAR {number[one.subject]}")) for one, other in pairs
    ]
    at_once(world, 8)
    world.later(seconds=3)
    assert [sorted(str(world.outcome(mail)) for mail in pair) for pair in mails] == [["merged", "not-possible"]] * 4
    for one, other in pairs:
        ends = [world.ticket(number[x.subject]) for x in (one, other)]
        assert sorted(t.status for t in ends) == ["assigned", "closed"]
        assert {t.merged_into for t in ends} == {"", next(t.number for t in ends if t.status == "assigned")}
