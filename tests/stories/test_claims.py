"""What becomes of a mail that only claims to be from someone: asked, confirmed, withdrawn, or ended (rules.md, Who is writing)."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.people.directory import DirectoryUnavailable
from gateway.people.file import FileDirectory
from storage.record import events
from storage.tables import Inbound
from tests.world import ADDRESS, ANA, JOAO, MARIA, PNG, Letter, World

SEBASTIAO = "sebastiao@str-valesereno.example"


def claim(world: World, subject: str = "[12] Portal fora do ar", **more: object) -> int:
    mail = world.mail_in(MARIA, subject, "Texto do pedido.", login=False, **more)  # type: ignore[arg-type]
    world.work_off()
    return mail


def question(world: World, to: str = MARIA) -> Letter:
    found = [m for m in world.letters(to) if "CONFIRMAR" in m.text]
    assert found, [m.text for m in world.letters(to)]
    return found[-1]


def test_a_claim_is_held_and_the_address_in_the_directory_is_asked(world: World) -> None:
    mail = claim(world, files={"tela.png": PNG})
    assert (world.count(), world.outcome(mail)) == (0, "held-claimed")
    letter = question(world)
    assert letter.says("CONFIRMAR", "CANCELAR", "12 - PORTAL DE REQUERIMENTOS", "1 arquivo", "23/11/2026 10:00", "30/11/2026 10:00")


def test_nothing_the_sender_wrote_is_in_the_question(world: World) -> None:
    sent = {"Message-ID": "<segredo.meu@cliente.example>", "Reply-To": "outro@fora.example"}
    claim(world, "[12] Segredo meu", headers=sent, files={"segredo.png": PNG})
    letter = question(world)
    assert letter.to == MARIA
    assert "egredo" not in letter.mail.as_string()
    assert "fora.example" not in letter.mail.as_string()
    assert letter.mail["In-Reply-To"] is None


def test_confirmar_opens_the_ticket_with_the_first_arrival(world: World) -> None:
    held = claim(world, files={"tela.png": PNG})
    arrived = world.clock.at
    world.later(hours=20)
    answer = world.reply(question(world), "CONFIRMAR", login=False)
    world.work_off()
    assert (world.outcome(answer), world.outcome(held)) == ("confirmed", "opened")
    assert (world.ticket().opened_at, world.ticket().title) == (arrived, "Portal fora do ar")
    assert world.ticket().number == "L_61123001"
    assert list(world.last(ANA).files) == ["tela.png"]
    assert world.last(MARIA).says("O número do chamado é")


def test_one_question_a_day_lists_all_that_waits(world: World) -> None:
    first = claim(world)
    later = [claim(world, f"[{code}] Outro pedido") for code in (11, 13)]
    assert len(world.letters(MARIA)) == 1
    world.reply(question(world), "CONFIRMAR", login=False)
    world.work_off()
    assert [world.outcome(m) for m in (first, *later)] == ["opened", "held-claimed", "held-claimed"], "only what the question listed"
    world.later(hours=23)
    asked = question(world)
    assert asked.says("Recebemos 2 e-mails")
    world.reply(asked, "CONFIRMAR", login=False)
    world.work_off()
    assert [world.outcome(m) for m in later] == ["opened"] * 2


def test_a_new_mail_of_the_next_day_brings_the_question_that_lists_the_old_ones_too(world: World) -> None:
    claim(world)
    claim(world, "[11] Outro pedido")
    world.clock.at = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # 07:00, before the morning's question
    claim(world, "[13] Mais um")
    assert question(world).says("Recebemos 3 e-mails")
    world.later(hours=5)
    assert len(world.letters(MARIA)) == 2


def test_cancelar_withdraws_what_the_question_listed(world: World) -> None:
    held = claim(world)
    answer = world.reply(question(world), "CANCELAR", login=False)
    world.work_off()
    assert (world.count(), world.outcome(held), world.outcome(answer)) == (0, "withdrawn", "withdrawn-all")
    assert world.last(MARIA).says("foi cancelado")
    world.reply(question(world), "CONFIRMAR", login=False)
    world.work_off()
    assert world.outcome(held) == "withdrawn"
    assert world.last(MARIA).says("Nenhum e-mail seu espera confirmação")


@pytest.mark.parametrize("text", ["Sim, fui eu.", "CONFIRMAR? Não sei.", "não confirmo", "Confirmar o cadastro é urgente", "APROVAR", ""])
def test_what_is_no_confirmar_frees_nothing_and_is_asked_back(world: World, text: str) -> None:
    held = claim(world)
    answer = world.reply(question(world), text, login=False)
    world.work_off()
    assert (world.outcome(held), world.outcome(answer)) == ("held-claimed", "unconfirmed")
    assert world.last(MARIA).says("responda só com a palavra CONFIRMAR")
    world.reply(world.last(MARIA), "CONFIRMAR", login=False)
    world.work_off()
    assert world.outcome(held) == "opened", "what the letter asks for works"


def test_nobody_else_confirms(world: World) -> None:
    held = claim(world)
    asked = question(world)
    forwarded = world.reply(asked, "CONFIRMAR", sender=JOAO)
    forged = world.mail_in(MARIA, asked.subject, "CONFIRMAR", login=False)
    stranger = world.reply(asked, "CONFIRMAR", sender="estranho@fora.example", login=False)
    world.work_off()
    assert world.outcome(held) == "held-claimed"
    assert [world.outcome(m) for m in (forwarded, forged, stranger)] == ["nothing-waits", "held-claimed", "stranger"]


def test_a_confirmar_without_the_question_is_asked_to_answer_it(world: World) -> None:
    """Nobody knows which list its writer had seen; the letter that asks carries the question's own token."""
    held = claim(world)
    plain = world.mail_in(MARIA, "CONFIRMAR", "")
    world.work_off()
    assert (world.outcome(plain), world.outcome(held)) == ("unconfirmed", "held-claimed")
    world.reply(world.last(MARIA), "CONFIRMAR", login=False)
    world.work_off()
    assert world.outcome(held) == "opened"


def test_a_hold_ends_after_seven_days_visibly(world: World) -> None:
    held = claim(world)
    world.later(days=6, hours=23)
    assert world.outcome(held) == "held-claimed"
    world.later(hours=1)
    assert (world.outcome(held), world.count()) == ("hold-expired", 0)
    world.reply(question(world), "CONFIRMAR", login=False)
    world.work_off()
    assert world.outcome(held) == "hold-expired"
    assert world.last(MARIA).says("Nenhum e-mail seu espera confirmação", "envie o pedido de novo")


def test_a_confirmar_that_arrived_in_time_counts_however_late_it_is_worked_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise DirectoryUnavailable

    held = claim(world)
    asked = question(world)
    world.clock.at += timedelta(days=6, hours=23)
    world.reply(asked, "CONFIRMAR", login=False)
    with monkeypatch.context() as broken:
        broken.setattr(FileDirectory, "by_mail", away)
        world.later(hours=2)
        assert world.outcome(held) == "held-claimed"
    world.later(minutes=2)
    assert world.outcome(held) == "opened"


def test_an_approval_confirmed_later_keeps_its_first_arrival(world: World) -> None:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nServiço restabelecido.")
    world.work_off()
    deadline = world.ticket().deadline_at
    assert deadline is not None
    world.clock.at = deadline - timedelta(hours=1)
    held = world.mail_in(MARIA, f"RES: [{world.ticket().number}]", "APROVAR", login=False)
    world.later(hours=30)
    assert world.ticket().status == "solved", "a held mail that names the ticket waits for its writer's word"
    world.reply(question(world), "CONFIRMAR", login=False)
    world.later(minutes=2)
    assert (world.outcome(held), world.ticket().outcome) == ("approved", "approved")


def test_an_inactive_person_and_a_stranger_are_asked_nothing(world: World) -> None:
    left = world.mail_in(SEBASTIAO, "[12] Portal", login=False)
    unknown = world.mail_in("estranho@fora.example", "[12] Portal", login=False)
    world.work_off()
    assert (world.outcome(left), world.outcome(unknown)) == ("not-entitled", "stranger")
    assert not world.letters()


def test_a_technician_is_asked_too(world: World) -> None:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    held = world.mail_in(ANA, f"RES: [{world.ticket().number}]", "SOLUCIONAR\nPronto.", login=False)
    world.work_off()
    assert (world.outcome(held), world.ticket().status) == ("held-claimed", "assigned")
    world.reply(question(world, ANA), "Confirmo, obrigada!", login=False)
    world.work_off()
    assert (world.outcome(held), world.ticket().status) == ("solved", "solved")


def test_a_person_who_changed_the_address_meanwhile_frees_nothing_of_another(world: World) -> None:
    held = claim(world)
    asked = question(world)
    world.change(MARIA, mail=("maria.nova@str-valesereno.example",))
    world.change(JOAO, mail=(MARIA,))
    mail = world.reply(asked, "CONFIRMAR", sender="maria.nova@str-valesereno.example")
    world.work_off()
    assert world.outcome(mail) == "confirmed"
    assert (world.count(), world.outcome(held)) == (0, "held-claimed"), "the address is somebody else's now, who is asked in turn"
    assert question(world, MARIA).mail["To"] is not None


def test_a_copy_by_a_better_way_takes_effect_and_ends_the_waiting(world: World) -> None:
    raw = b"From: %s\r\nTo: %s\r\nSubject: [11] Uma vez\r\nMessage-ID: <um@x.example>\r\n\r\nTexto\r\n" % (MARIA.encode(), ADDRESS.encode())
    held = world.raw_in(raw)
    world.work_off()
    world.raw_in(raw, login=world.person(MARIA).id)
    world.work_off()
    assert (world.outcome(held), world.count()) == ("duplicate", 1)
    world.reply(question(world), "CONFIRMAR", login=False)
    world.work_off()
    assert world.count() == 1


def test_where_sub_addresses_do_not_arrive_the_question_asks_for_a_reply_and_that_works(tmp_path: Path) -> None:
    world = World(tmp_path, subaddress="off")
    held = claim(world)
    letter = question(world)
    assert not letter.says("mailto:")
    world.reply(letter, "CONFIRMAR", login=False)
    world.work_off()
    assert world.outcome(held) == "opened"
    world.close()


def test_a_mail_to_a_closed_conversation_of_yesterday_is_listed_once_a_day_only(world: World) -> None:
    for _ in range(3):
        claim(world)
        world.later(days=1)
    assert len(world.letters(MARIA)) <= 4


def test_fifty_are_listed_and_the_others_the_next_day(world: World) -> None:
    for n in range(53):
        world.mail_in(MARIA, f"[11] Pedido {n}", login=False)
    world.work_off()
    world.later(hours=23)
    assert question(world).says("Recebemos 50 e-mails")
    world.later(days=1)
    assert len(world.letters(MARIA)) == 3


def test_a_machine_at_the_directorys_address_is_answered_once_for_each_question(world: World) -> None:
    """T084: an unmarked bot that answers whatever it gets, at once, for nine days."""
    claim(world)
    seen = 0
    for _ in range(9):
        for _ in range(4):
            letters = world.letters(MARIA)
            for letter in letters[seen:]:
                world.reply(letter, "Vi o seu recado e logo falo com você.", login=False)
            seen = len(letters)
            world.work_off()
        world.later(days=1)
    assert len(world.letters(MARIA)) <= 3


def test_a_flood_of_claims_does_not_hide_the_real_mail(world: World) -> None:
    for n in range(70):
        world.mail_in(MARIA, f"[11] Forjado {n}", login=False)
    real = world.mail_in(MARIA, "[12] Portal fora", login=False)
    world.work_off()
    for _ in range(4):
        world.later(days=1)
    for letter in world.letters(MARIA):
        world.reply(letter, "CONFIRMAR", login=False)
    world.work_off()
    assert world.outcome(real) == "opened"
    assert len(world.letters(MARIA, about="Outros")) >= 1


def test_the_record_says_on_whose_word_a_mail_was_believed(world: World) -> None:
    claim(world)
    answer = world.reply(question(world), "CONFIRMAR", login=False)
    world.work_off()
    with world.tools.database.reading() as session:
        facts = json.loads(events.events(session, world.ticket().id)[0].payload)["facts"]
        digest = session.get_one(Inbound, answer).sha256
    assert (facts["proof"], facts["confirmed_by"]) == ("confirmed", f"in-{answer} {digest}")


def test_an_address_that_moves_there_and_back_leaves_no_mail_without_disposition(world: World) -> None:
    held = claim(world)
    other = "joao.novo@str-valesereno.example"
    world.reply(question(world), "CONFIRMAR", login=False)
    world.change(MARIA, mail=("maria.nova@str-valesereno.example",))
    world.change(JOAO, mail=(MARIA,))
    world.work_off()
    for _ in range(3):
        world.later(days=1)
    world.change(MARIA, mail=(other,))
    world.work_off()
    assert world.outcome(held) is not None
