"""What would somebody try who wants to pass for Maria, close her ticket, silence her or wear the gateway out? (rules.md, Who is writing)"""

import threading
from datetime import timedelta

import pytest

from storage import held
from tests.stories import writing
from tests.stories.writing import arrive, written
from tests.world import ADDRESS, ANA, CONCEICAO, JOAO, MARIA, Letter, World

STRANGER = "estranho@fora.example"


def solved(world: World) -> Letter:
    """A ticket of Maria with a solution that waits: the solution letter."""
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.clock.at += timedelta(minutes=5)
    return world.last(MARIA)


@pytest.mark.parametrize("sender", [STRANGER, MARIA, JOAO])
def test_nobody_is_silenced_by_others_who_wrote_the_same_before(world: World, sender: str) -> None:
    """Who writes 'ainda não funciona' three times is a machine; not who writes it once after two forgeries."""
    solution = solved(world)
    for _ in range(3):
        world.mail_in(sender, "RES: [L_61123001]", "Ainda não funciona.", login=sender == JOAO)
    world.work_off()
    mail = world.reply(solution, "Ainda não funciona.", login=False)
    world.work_off()
    assert world.outcome(mail) == "commented"


def flood(world: World, count: int, host: str = "192.0.2.66") -> list[int]:
    """Forgeries in Maria's name from one host."""
    return [arrive(world, written(world, MARIA, f"[11] Falso {n}", f"Texto {n}."), peer=host) for n in range(count)]


def test_a_flood_of_forgeries_does_not_keep_the_own_mail_from_being_asked_about(world: World) -> None:
    """A question lists fifty mails; hosts take turns, and what no question listed goes first."""
    flood(world, 120)
    world.work_off()
    mail = arrive(world, written(world, MARIA, "[12] Verdadeiro"), peer="198.51.100.9")
    world.work_off()
    world.later(days=1)
    with world.tools.database.reading() as session:
        assert held.was_listed(session, mail, world.person(MARIA).id)
    assert len(world.letters(MARIA)) == 2, "one question a day"
    assert world.last(MARIA).says("Recebemos 50 e-mails")
    world.later(days=1)
    world.later(days=1)
    with world.tools.database.reading() as session:
        assert all(held.was_listed(session, n, world.person(MARIA).id) for n in range(1, 122)), "after three mornings all were asked about"


def test_who_floods_makes_us_write_one_letter_a_day_to_each(world: World) -> None:
    """T088 for forgeries: the victims are the directory's, one question a day each, and then it ends with the holds."""
    for sender in (MARIA, JOAO, ANA):
        for n in range(30):
            arrive(world, written(world, sender, f"[11] Falso {n}", f"Texto {n}."))
    world.work_off()
    assert sorted(x.to for x in world.letters()) == sorted((MARIA, JOAO, ANA))
    for day in range(2, 12):
        world.later(days=1)
        assert all(len(world.letters(x)) <= day for x in (MARIA, JOAO, ANA))
    assert len(world.letters()) <= 6, "what was asked about once is not asked about again"


@pytest.mark.parametrize("workers", [2, 4])
def test_many_forgeries_at_once_bring_one_question(world: World, workers: int) -> None:
    mails = flood(world, 24)
    threads = [threading.Thread(target=world.work_off) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    world.work_off()
    assert {world.outcome(m) for m in mails} == {"held-claimed"}
    assert len(world.letters(MARIA)) == 1


@pytest.mark.parametrize("sender", [MARIA, CONCEICAO, ANA])
def test_forgeries_that_name_a_ticket_keep_it_open_for_a_week_at_most(world: World, sender: str) -> None:
    """However many come, and whoever they claim to be from: only what came before the deadline holds it, until that hold ends."""
    solved(world)
    deadline = world.ticket().deadline_at
    assert deadline is not None
    for hours in (24, 12, 1):
        world.clock.at = deadline - timedelta(hours=hours)
        world.mail_in(sender, "RES: [L_61123001]", f"APROVAR {hours}", login=False)
        world.work_off()
    for day in range(1, 8):
        world.clock.at = deadline + timedelta(days=day)
        world.mail_in(sender, "RES: [L_61123001]", f"APROVAR {day}", login=False)
        world.work_off()
    world.later(hours=1)
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "expired")


@pytest.mark.parametrize(
    "text",
    [
        "Confirmo o recebimento.",
        "Confirmado o recebimento, obrigada!",
        "CONFIRMAR RECEBIMENTO",
        "Confirmamos o recebimento da sua mensagem.",
        "Confirmo o recebimento do e-mail.\n\nMaria",
        "Confirmo o e-mail recebido.",
        "Recebido.",
        "Confirmo que recebi a sua mensagem.",
        "Confirmado.\nResponderemos em breve.",
        "Confirmo, mas o segundo não é meu.",
        "CONFIRMAR\n\nExceto o do item 12.",
    ],
)
def test_who_confirms_to_have_received_something_frees_no_forgery(world: World, text: str) -> None:
    """An answering machine without marks, or a polite person who did not read to the end."""
    solved(world)
    forged = world.mail_in(MARIA, "RES: [L_61123001]", "APROVAR", login=False)
    world.work_off()
    answer = world.reply(world.last(MARIA), text, login=False)
    world.work_off()
    assert (world.outcome(forged), world.outcome(answer)) == ("held-claimed", "unconfirmed")
    assert world.ticket().status == "solved"


@pytest.mark.parametrize(
    "text", ["CONFIRMAR", "Confirmo.", "Sim, confirmo o envio.", "Confirmo a autoria das mensagens, obrigada!", "Confirmado!"]
)
def test_who_confirms_is_understood(world: World, text: str) -> None:
    mail = world.mail_in(MARIA, "[11] Como protocolar?", login=False)
    world.work_off()
    world.reply(world.last(MARIA), text, login=False)
    world.work_off()
    assert world.outcome(mail) == "opened"


def test_a_signed_word_to_somebody_else_confirms_nothing_here(world: World) -> None:
    """Maria answers a stranger's 'can you confirm the meeting?'; the stranger hands her signed answer on to us."""
    writing.with_dns(world, writing.zone(MARIA))
    solved(world)
    forged = world.mail_in(MARIA, "RES: [L_61123001]", "APROVAR", login=False)
    world.work_off()
    answer = writing.signed_in(world, MARIA, "RES: reunião de quinta", "Confirmo.", to=ADDRESS)
    elsewhere = writing.signed(written(world, MARIA, "RES: reunião de sexta", "Confirmado!", to=STRANGER), writing.domain(MARIA))
    handed_on = arrive(world, elsewhere, mail_from=STRANGER)
    world.work_off()
    assert (world.outcome(forged), world.ticket().status) == ("held-claimed", "solved")
    assert {world.outcome(answer), world.outcome(handed_on)} == {"held-code"}
