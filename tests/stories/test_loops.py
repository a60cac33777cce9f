"""How do talks with machines end? Within three letters, one ticket, and an alarm (rules.md, Mail that is not from a person)."""

from datetime import timedelta
from pathlib import Path

import pytest

from storage.ticket import tickets
from tests.world import ANA, MARIA, PNG, Letter, World

OPERATOR = "operador@carteiro.example"
VACATION = "Olá! Vi o seu recado e logo falo com você. Um abraço da equipe."  # no words by which a vacation is known
BOUND = 20


@pytest.fixture
def guarded(tmp_path: Path) -> World:
    return World(tmp_path, operator=OPERATOR)


def answer_everything(world: World, address: str, text: str) -> int:
    """A bot without marks that answers every letter to an address; returns how many it wrote before the silence."""
    seen = 0
    for _ in range(BOUND):
        letters = world.letters(address)
        if len(letters) == seen:
            return seen
        for letter in letters[seen:]:
            world.reply(letter, text, login=False)
            seen += 1
        world.work_off()
    raise AssertionError("the loop does not end")


def test_a_vacation_bot_of_a_representative_gets_three_letters_at_most(guarded: World) -> None:
    guarded.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    guarded.work_off()
    guarded.reply(guarded.last(ANA), "SOLUCIONAR\nServiço restabelecido.")
    guarded.work_off()
    before = len(guarded.letters(MARIA))
    answer_everything(guarded, MARIA, VACATION)
    assert len(guarded.letters(MARIA)) - before <= 3
    assert (guarded.count(), guarded.ticket().status) == (1, "solved")
    guarded.close()


def test_a_bot_that_answers_our_questions_gets_three_letters_at_most_and_the_operator_hears_of_it(guarded: World) -> None:
    guarded.mail_in(MARIA, "Portal indisponível", VACATION)
    guarded.work_off()
    answer_everything(guarded, MARIA, VACATION)
    assert len(guarded.letters(MARIA)) <= 3
    assert guarded.count() == 0
    assert len(guarded.letters(OPERATOR)) == 1
    assert guarded.last(OPERATOR).says("carteiro mail list")
    guarded.close()


def test_what_is_written_a_third_time_within_the_hour_is_a_machines(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    letter = world.last(MARIA)
    found = [world.reply(letter, VACATION, login=False) for _ in range(3)]
    world.work_off()
    assert [world.outcome(mail) for mail in found] == ["commented", "commented", "loop"]


def test_a_bot_that_answers_the_question_confirmar_frees_nothing(guarded: World) -> None:
    held = guarded.mail_in(MARIA, "[12] Portal", login=False)
    guarded.work_off()
    answer_everything(guarded, MARIA, VACATION)
    assert guarded.outcome(held) == "held-claimed"
    assert len(guarded.letters(MARIA)) <= 3
    guarded.close()


def test_two_bots_that_talk_through_a_ticket_fall_silent(guarded: World) -> None:
    guarded.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    guarded.work_off()
    seen = {MARIA: 0, ANA: 0}
    for _ in range(BOUND):
        new: list[Letter] = []
        for address in seen:
            letters = guarded.letters(address)
            new += letters[seen[address] :]
            seen[address] = len(letters)
        if not new:
            break
        for letter in new:
            guarded.reply(letter, f"{VACATION} ({letter.to})", login=False)
        guarded.work_off()
    else:
        raise AssertionError("the two never fall silent")
    assert seen[MARIA] <= 6
    assert seen[ANA] <= 10
    assert (guarded.count(), guarded.ticket().status) == (1, "assigned")
    guarded.close()


def test_a_bot_that_varies_its_words_is_cut_off_too(guarded: World) -> None:
    guarded.mail_in(MARIA, "Portal indisponível", "Primeira")
    guarded.work_off()
    seen = 0
    for turn in range(BOUND):
        letters = guarded.letters(MARIA)
        if len(letters) == seen:
            break
        seen = len(letters)
        guarded.reply(letters[-1], f"Recebido às {turn} horas.", login=False)
        guarded.work_off()
    assert seen <= 7
    assert len(guarded.letters(OPERATOR)) == 1
    guarded.close()


def test_a_letter_of_ours_that_comes_back_under_another_from_is_our_own(world: World) -> None:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    letter = world.last(ANA)
    count = len(world.letters())
    mail = world.mail_in(MARIA, letter.subject, letter.text, headers={"Message-ID": str(letter.mail["Message-ID"])})
    world.work_off()
    assert world.outcome(mail) == "own"
    assert len(world.letters()) == count


def test_another_gateway_gets_no_answer(world: World) -> None:
    world.mail_in(MARIA, "[12] Portal", headers={"Auto-Submitted": "auto-replied"})
    world.work_off()
    assert not world.letters()


def test_a_person_may_write_the_same_twice_and_files_one_by_one(world: World) -> None:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    for n in range(4):
        mail = world.reply(world.letters(MARIA)[0], "Segue em anexo.", files={f"tela{n}.png": b"x" * 9000})
        world.work_off()
        assert world.outcome(mail) == "commented"


def test_a_flood_of_comments_on_one_ticket_reaches_the_technicians_sixty_times_an_hour_and_is_all_on_record(guarded: World) -> None:
    guarded.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    guarded.work_off()
    for n in range(70):
        guarded.reply(guarded.letters(MARIA)[0], f"Detalhe número {n}.")
    guarded.work_off()
    assert len(guarded.letters(ANA)) == 60
    with guarded.tools.database.reading() as session:
        assert len(tickets.conversation(session, guarded.ticket().id, internal=True)) == 71
    assert len(guarded.letters(OPERATOR)) == 1
    guarded.clock.at += timedelta(hours=2)
    guarded.reply(guarded.letters(MARIA)[0], "Mais um.")
    guarded.work_off()
    assert guarded.last(ANA).says("Mais um.", "Detalhe número 69.")
    guarded.close()
