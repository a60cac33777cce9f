"""Who may write, and what a mere claim opens: nothing (rules.md: Who is writing)."""

import pytest

from tests.world import ADDRESS, ANA, CONCEICAO, JOAO, MARIA, PNG, World


def opened(world: World) -> str:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    return world.ticket().number


@pytest.mark.parametrize("sender", ["estranho@fora.example", f"{MARIA} <x@fora.example>"])
def test_a_stranger_opens_nothing_and_is_answered_nothing(world: World, sender: str) -> None:
    mail = world.mail_in(sender, "[11] Pedido sem prova", login=False)
    world.work_off()
    assert world.count() == 0
    assert not world.relay.letters
    assert world.outcome(mail) == "stranger"


def test_a_token_proves_its_recipient(world: World) -> None:
    opened(world)
    mail = world.reply(world.last(MARIA), "Segue mais um detalhe.", login=False)
    world.work_off()
    assert world.outcome(mail) == "commented"
    assert world.last(ANA).says("Segue mais um detalhe.")


def test_a_forwarded_token_proves_nothing_for_the_forwardee(world: World) -> None:
    opened(world)
    mail = world.reply(world.last(MARIA), "APROVAR", sender=JOAO, login=False)
    world.work_off()
    assert world.outcome(mail) == "held-claimed"


def test_a_flipped_token_attaches_nowhere(world: World) -> None:
    opened(world)
    letter = world.last(MARIA)
    reply_to = str(letter.mail["Reply-To"])
    forged = reply_to.replace(reply_to[-20], "a" if reply_to[-20] != "a" else "b", 1)
    mail = world.mail_in(MARIA, letter.subject, "Texto", to=forged, login=False)
    world.work_off()
    assert world.outcome(mail) == "held-claimed"


@pytest.mark.parametrize("number", ["L_61123001", "L_61123999"])
def test_another_entity_learns_nothing_not_even_whether_there_is_such_a_ticket(world: World, number: str) -> None:
    opened(world)
    mail = world.mail_in(CONCEICAO, f"Sobre o chamado {number}", "O que houve?")
    world.work_off()
    assert world.outcome(mail) == "not-theirs"
    letter = world.last(CONCEICAO)
    assert not letter.says("Portal indisponível")
    assert world.ticket().status == "assigned"


def test_the_answers_about_a_strange_and_a_missing_ticket_are_the_same(world: World) -> None:
    opened(world)
    texts = []
    for number in ("L_61123001", "L_61123999"):
        world.mail_in(CONCEICAO, f"Chamado {number}", "O que houve?")
        world.work_off()
        texts.append(world.last(CONCEICAO).words)
    assert texts[0] == texts[1]


def test_a_denuncia_is_seen_by_its_author_and_its_group_only(world: World) -> None:
    world.mail_in(MARIA, "[1] Denúncia", "Fato grave.")
    world.work_off()
    assert world.ticket().confidential
    mail = world.mail_in(JOAO, f"Sobre {world.ticket().number}", "O que é?")
    world.work_off()
    assert world.outcome(mail) == "not-theirs"
    assert not world.last(JOAO).says("Fato grave")


def test_a_technician_opens_nothing_and_is_told_whom_the_channel_serves_once_a_day(world: World) -> None:
    for _ in range(3):
        mail = world.mail_in(ANA, "[12] Portal indisponível")
        world.work_off()
    assert (world.count(), world.outcome(mail)) == (0, "not-entitled")
    assert len(world.letters(ANA)) == 1


def test_logged_in_as_one_and_writing_as_another_is_refused_with_a_sentence(world: World) -> None:
    raw = b"From: %s\r\nTo: %s\r\nSubject: [11] x\r\nMessage-ID: <a@b.example>\r\n\r\nTexto\r\n" % (JOAO.encode(), ADDRESS.encode())
    mail = world.raw_in(raw, login=world.person(MARIA).id)
    world.work_off()
    assert (world.count(), world.outcome(mail)) == (0, "other-from")
    assert world.letters(MARIA)
    assert not world.letters(JOAO)


@pytest.mark.parametrize(
    ("header", "value", "outcome"),
    [
        ("Auto-Submitted", "auto-replied", "automatic"),
        ("List-Id", "<lista.example>", "list"),
        ("Precedence", "bulk", "list"),
        ("Subject", "Resposta automática: [12] Portal", "automatic"),
    ],
)
def test_machines_open_nothing_and_get_no_answer(world: World, header: str, value: str, outcome: str) -> None:
    mail = world.mail_in(MARIA, "[12] Portal", headers={header: value})
    world.work_off()
    assert (world.count(), world.relay.letters) == (0, [])
    assert world.outcome(mail) in {outcome, "automatic"}
