"""Who decides, when, and how often? States, second words, two at once, and everybody who may not (T078-T082)."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.databases import DATABASES
from tests.stories import writing
from tests.stories.writing import row
from tests.world import ANA, ANTONIO, CARLOS, CONCEICAO, JOAO, MARIA, PNG, RITA, Letter, World

MARCOS = "marcos.teles@sr1.atendimento.example"
ENTITY_OF_RITA = "49630527000122"


def opened(world: World, subject: str = "[11] Como protocolar?", text: str = "Texto do pedido.") -> Letter:
    """A ticket of Maria: the receipt."""
    world.mail_in(MARIA, subject, text)
    world.work_off()
    return world.last(MARIA)


def solve(world: World, text: str = "Veja o manual.") -> Letter:
    """A solution of the newest ticket: its letter to Maria."""
    world.reply(world.letters(ANA, about=world.ticket().number)[-1], f"SOLUCIONAR\n{text}")
    world.work_off()
    world.clock.at += timedelta(seconds=1)
    return world.last(MARIA)


def as_opened(world: World) -> tuple[Letter, str]:
    return opened(world), "undecided-not-solved"


def answered(world: World) -> tuple[Letter, str]:
    opened(world)
    world.reply(world.last(ANA), "Qual navegador?")
    world.work_off()
    return world.last(MARIA), "undecided-not-solved"


def approved(world: World) -> tuple[Letter, str]:
    opened(world)
    solution = solve(world)
    world.reply(solution, "APROVAR")
    world.work_off()
    return solution, "after-closing"


def expired(world: World) -> tuple[Letter, str]:
    opened(world)
    solution = solve(world)
    world.later(days=12)
    return solution, "after-closing"


@pytest.mark.parametrize("stage", [as_opened, answered, approved, expired])
@pytest.mark.parametrize("word", ["APROVAR", "RECUSAR: não resolveu"])
def test_a_decision_where_none_is_waited_for_changes_nothing(world: World, stage: Callable[[World], tuple[Letter, str]], word: str) -> None:
    """T078."""
    letter, outcome = stage(world)
    before = world.ticket()
    mail = world.reply(letter, word)
    world.work_off()
    after = world.ticket()
    assert world.outcome(mail) == outcome
    assert (after.status, after.outcome, after.round, after.deadline_at) == (
        before.status,
        before.outcome,
        before.round,
        before.deadline_at,
    )
    assert not world.last(MARIA).says("aprovada")


@pytest.mark.parametrize("word", ["APROVAR", "RECUSAR: não resolveu", "CONSULTAR", "O que houve?"])
def test_a_denuncia_tells_nobody_but_its_author_anything(world: World, word: str) -> None:
    """T078: the same answer, letter for letter, as for a number that does not exist."""
    opened(world, "[1] Fato grave", "O chefe desvia verbas.")
    solution = solve(world, "Encaminhado à corregedoria.")
    before = world.ticket()
    for other in (JOAO, CONCEICAO, MARCOS):
        texts = []
        for number in ("L_61123001", "L_61123777"):
            mail = world.mail_in(other, f"Sobre {number}", word)
            world.work_off()
            assert world.outcome(mail) == "not-theirs"
            texts.append(world.last(other).words.replace(number, "L"))
        assert texts[0] == texts[1]
        world.reply(solution, word, sender=other)
        world.work_off()
        said = "".join(x.mail.as_string() + x.text for x in world.letters(other))
        assert not [w for w in ("desvia", "corregedoria", "DENÚNCIA", "Vale Sereno") if w in said]
    assert world.ticket() == before


def test_the_same_word_twice_and_another_a_day_later(world: World) -> None:
    """T079: the first counts; the others are recorded, and explained once."""
    opened(world)
    solution = solve(world)
    first = world.reply(solution, "APROVAR")
    second = world.reply(solution, "APROVAR")
    world.work_off()
    told = len(world.letters(MARIA))
    world.later(days=1)
    third = world.reply(solution, "RECUSAR: ainda há erro")
    world.work_off()
    assert [world.outcome(m) for m in (first, second, third)] == ["approved", "after-closing", "after-closing"]
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "approved")
    assert len(world.letters(MARIA)) == told
    assert sum(x.says("está fechado") for x in world.letters(MARIA)) >= 1
    assert {row(world, m).ticket_id for m in (first, second, third)} == {world.ticket().id}


def test_a_refusal_without_reason_is_asked_and_one_in_a_picture_or_below_the_signature_is_taken(world: World) -> None:
    """T081: and it goes back to the technician who solved it, not to the group."""
    for n, (text, files, outcome, status) in enumerate(
        [
            ("RECUSAR", {}, "held-reason", "solved"),
            ("RECUSAR\n\nObrigada,\nMaria", {}, "held-reason", "solved"),
            ("RECUSAR", {"erro.png": PNG}, "refused", "assigned"),
            ("RECUSAR\n\n-- \nMaria Aparecida\nContinua o erro 500 na tela.", {}, "held-reason", "solved"),
            ("RECUSAR\n\nAtt.\nMaria\n\nContinua o erro 500 na tela de envio.", {}, "refused", "assigned"),
        ],
        start=1,
    ):
        opened(world, f"[11] Pergunta {n}")
        carlos = len(world.letters(CARLOS))
        solution = solve(world)
        mail = world.reply(solution, text, files=files)
        world.work_off()
        assert (world.outcome(mail), world.ticket().status) == (outcome, status), text
        if status == "assigned":
            assert world.ticket().technician == world.person(ANA).id
            assert world.last(ANA).says("recusou")
            assert not [x for x in world.letters(CARLOS)[carlos:] if x.says("recusou")]


@pytest.mark.parametrize("deciders", ["opener", "entity"])
@pytest.mark.parametrize("word", ["APROVAR", "RECUSAR: não resolveu"])
def test_only_the_tickets_entity_decides(tmp_path: Path, deciders: str, word: str) -> None:
    """T082: a deputy by setting; one of two entities for the entity of the ticket alone; never the technician or the supervisor."""
    world = World(tmp_path, deciders=deciders)
    world.mail_in(RITA, "[11] Como protocolar?")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.clock.at = world.clock.at.replace(minute=5)
    before, subject = world.ticket(), f"Chamado {world.ticket().number}"
    for other, outcome in (
        (MARIA, "not-theirs"),
        (CONCEICAO, "not-theirs"),
        (ANA, "not-available"),
        (CARLOS, "not-available"),
        (MARCOS, "not-available"),
    ):
        mail = world.mail_in(other, subject, word)
        world.work_off()
        assert (world.outcome(mail), world.ticket()) == (outcome, before)
    deputy = world.mail_in(ANTONIO, subject, word)
    world.work_off()
    decided = world.outcome(deputy) in {"approved", "refused"}
    assert decided == (deciders == "entity")
    assert (world.ticket().status != "solved") == decided
    if decided:
        assert world.last(RITA).says("Antônio de Pádua Lima")
    world.check_record()
    world.close()


def test_who_left_the_entity_decides_nothing_any_more(world: World) -> None:
    """T082: neither by login nor by the token in an old letter."""
    opened(world)
    solution = solve(world)
    world.change(MARIA, entities=(ENTITY_OF_RITA,))
    mails = [world.reply(solution, "APROVAR", login=login) for login in (True, False)]
    world.work_off()
    assert [world.outcome(m) for m in mails] == ["not-theirs", "not-theirs"]
    assert world.ticket().status == "solved"


def test_the_technician_who_is_also_a_gestor_does_not_approve_the_own_solution(world: World) -> None:
    """T082: of somebody else's ticket, whoever may work on it works, and does not decide."""
    world.change(ANA, profile=frozenset({"tecnico", "gestor"}), entities=world.person(MARIA).entities)
    opened(world)
    solution = solve(world)
    mail = world.mail_in(ANA, solution.subject, "APROVAR")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("not-available", "solved")


def both_at_once(world: World, hands: int) -> None:
    threads = [threading.Thread(target=world.work_off) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def opposite_words(world: World, repeats: int) -> None:
    """T080: two representatives, opposite words, the same second, two workers; one decision, the earlier one, and both on record."""
    for n in range(repeats):
        opened(world, f"[11] Pergunta {n}")
        ticket, solution = world.ticket(), solve(world)
        words = ("APROVAR", "RECUSAR: não resolveu")
        early, late = words if n % 2 else reversed(words)
        first = world.reply(solution, early) if n % 3 else world.mail_in(JOAO, solution.subject, early)
        second = world.mail_in(JOAO, solution.subject, late) if n % 3 else world.reply(solution, late)
        both_at_once(world, 2)
        wanted = ("approved", "closed", "after-closing") if early == "APROVAR" else ("refused", "assigned", "undecided-not-solved")
        assert (world.outcome(first), world.ticket(ticket.number).status, world.outcome(second)) == wanted, n
        kinds = [e.kind for e in writing.events(world) if e.ticket_id == ticket.id]
        assert len([k for k in kinds if k in {"approve", "refuse"}]) == 1
        assert {row(world, m).ticket_id for m in (first, second)} == {ticket.id}


@pytest.fixture(params=["sqlite", "postgresql"])
def by_entity(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A gateway in which any representative of the entity decides."""
    if request.param == "sqlite":
        yield from kept(World(tmp_path, deciders="entity"))
        return
    yield from kept(World(tmp_path, database=DATABASES.postgresql(), deciders="entity"))


def kept(world: World) -> Iterator[World]:
    yield world
    world.work_off()
    world.check_record()
    world.close()


def test_two_representatives_who_contradict_each_other_at_once(by_entity: World) -> None:
    opposite_words(by_entity, 10)
