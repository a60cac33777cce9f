"""While evidence is missing: reminders, the end, what never expires anybody, held mails, incidents."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.clockwork import people
from gateway.clockwork.tools import Tools
from gateway.desk.scene import Scene
from gateway.post.relay import Permanent, Temporary
from tests.stories import writing
from tests.stories.test_evidence import END, SCREENS, answered, opened, state
from tests.stories.test_links import bounced
from tests.world import ANA, ANTONIO, JOAO, MARIA, PNG, Letter, World


@pytest.fixture
def receipt(world: World) -> Letter:
    """Maria opened item 12 without a screen: the letter that asks for it."""
    return opened(world, "[12] Portal fora do ar")


def test_two_reminders_and_the_end_without_an_answer(world: World, receipt: Letter) -> None:
    for _ in range(15 * 24):
        world.later(hours=1)
    reminders = [x for x in world.letters(MARIA) if x.says("está parado e espera o que falta enviar", SCREENS[12], "8 de dezembro")]
    assert [x.mail["Date"].datetime.date().isoformat() for x in reminders] == ["2026-11-30", "2026-12-06"]
    world.clock.at = END
    world.work_off()
    assert state(world) == ("pending", "")
    world.later(minutes=2)
    assert (world.ticket().status, world.ticket().outcome) == ("closed", "unanswered")
    assert world.last(MARIA).says("O que pedimos não chegou", "não reabre", "já com o que falta em anexo")
    assert {x.to for x in world.letters()} == {MARIA}
    mail = world.reply(receipt, "Segue.", files={"tela.png": PNG})
    world.work_off()
    assert world.outcome(mail) == "after-closing"


def test_an_answer_that_does_not_complete_it_moves_no_end(world: World, receipt: Letter) -> None:
    world.later(days=3)
    answered(world, "Que tela?")
    assert receipt
    assert world.ticket().deadline_at == END


def test_the_setting_says_how_long(tmp_path: object) -> None:
    world = World(tmp_path, pending_days=3)  # type: ignore[arg-type]  # pytest's folder
    assert opened(world, "[12] Portal fora do ar").says("quinta-feira, 26 de novembro de 2026, 23h59")
    world.close()


def test_what_arrived_in_time_and_waits_in_a_queue_wins(world: World, receipt: Letter) -> None:
    world.clock.at = END
    mail = world.reply(receipt, "Segue.", files={"tela.png": PNG})
    world.clock.at = END + timedelta(hours=5)
    world.jobs.strike()
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("evidence-complete", "assigned")


def test_nothing_ends_while_a_held_mail_names_the_ticket(world: World, receipt: Letter) -> None:
    world.clock.at = END - timedelta(minutes=1)
    world.mail_in(MARIA, receipt.subject, "Segue.", login=False, files={"tela.png": PNG})
    world.work_off()
    world.later(hours=1)
    assert state(world) == ("pending", "")
    world.reply(next(x for x in world.letters(MARIA) if x.says("CONFIRMAR")), "CONFIRMAR")
    world.work_off()
    assert state(world) == ("assigned", "21150.SR-1")


def test_a_receipt_refused_for_good_expires_nobody(world: World) -> None:
    world.relay.refuses[MARIA] = Permanent(550, "5.1.1 mailbox unknown")
    world.mail_in(MARIA, "[12] Portal fora do ar", "Desde as 8h.")
    world.work_off()
    assert (state(world), world.ticket().deadline_at) == (("assigned", "21150.SR-1"), None)
    assert world.last(ANA).says("Desde as 8h.", "não veio", "o e-mail que a pediu não chegou ao representante")
    world.later(days=40)
    assert world.ticket().status == "assigned"


def test_a_receipt_that_comes_back_expires_nobody(world: World, receipt: Letter) -> None:
    world.later(hours=1)
    bounced(world, receipt)
    assert state(world) == ("assigned", "21150.SR-1")
    assert world.last(ANA).says("o e-mail que a pediu não chegou ao representante")
    assert [e.kind for e in writing.events(world)] == ["open", "demand", "route"]


def test_a_later_letter_that_comes_back_ends_nothing(world: World, receipt: Letter) -> None:
    answered(world, "Que tela?")
    assert receipt
    bounced(world, world.last(MARIA))
    assert state(world) == ("pending", "")
    assert {x.to for x in world.letters()} == {MARIA}


def test_the_days_of_a_receipt_that_left_later_run_from_then(world: World) -> None:
    world.relay.refuses[MARIA] = Temporary("450 later")
    world.mail_in(MARIA, "[12] Portal fora do ar")
    for _ in range(26):
        world.later(hours=1)
    world.relay.refuses.clear()
    world.later(hours=2)
    assert world.ticket().deadline_at == END + timedelta(days=1)


def test_of_a_mail_that_wants_no_automatic_answer_nothing_is_asked(world: World) -> None:
    world.mail_in(MARIA, "[12] Portal fora do ar", headers={"X-Auto-Response-Suppress": "All"})
    world.work_off()
    assert state(world) == ("assigned", "21150.SR-1")
    assert world.last(ANA).says("não aceita respostas automáticas", "não veio")


def test_what_was_never_asked_for_goes_to_the_group(world: World) -> None:
    """Sixty answers in an hour went to Maria, and the one that asks for the screen is the sixty-first."""
    for n in range(60):
        world.mail_in(MARIA, f"[11] Pergunta {n}")
    world.mail_in(MARIA, "[12] Portal fora do ar")
    world.work_off()
    assert state(world) == ("pending", "")
    world.later(days=8)
    assert state(world) == ("assigned", "21150.SR-1")
    assert world.last(ANA).says("o e-mail que a pediu não saiu")


def test_a_held_mail_is_completed_and_then_asked_for_its_screen(world: World) -> None:
    opened(world, "Portal fora do ar")
    assert answered(world, "12") == "completed"
    assert (state(world), world.ticket().title) == (("pending", ""), "Portal fora do ar")
    assert answered(world, "", files={"tela.png": PNG}) == "evidence-complete"
    assert world.last(ANA).says("Desde as 8h.", ": tela.png")


@pytest.mark.parametrize("first", [True, False])
def test_the_screen_may_come_with_the_held_mail_or_with_the_number(world: World, first: bool) -> None:
    screen = {"tela.png": PNG}
    opened(world, "Portal fora do ar", files=screen if first else None)
    answered(world, "12", files=None if first else screen)
    assert state(world) == ("assigned", "21150.SR-1")
    assert "tela.png" in world.last(ANA).files


def test_who_serves_two_entities_is_asked_for_both(world: World) -> None:
    world.mail_in(ANTONIO, "[12] Portal fora do ar")
    world.work_off()
    world.reply(world.last(ANTONIO), "1")
    world.work_off()
    assert state(world) == ("pending", "")
    world.reply(world.last(ANTONIO), "Segue.", files={"tela.png": PNG})
    world.work_off()
    assert world.ticket().status == "assigned"
    assert world.ticket().group


def test_who_left_is_stood_in_for(world: World, receipt: Letter) -> None:
    world.change(MARIA, entities=())
    world.clock.at = END - timedelta(days=1)
    world.work_off()
    assert receipt
    assert world.last(JOAO).says(SCREENS[12])
    world.reply(world.last(JOAO), "Segue.", files={"tela.png": PNG})
    world.work_off()
    assert state(world) == ("assigned", "21150.SR-1")


def test_in_an_incident_it_is_asked_for_and_not_demanded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(world, "[12] O primeiro", files={"tela.png": PNG})
    leader = world.ticket()
    plain = people.gather

    def gather(tools: Tools, scene: Scene) -> Scene:
        return replace(plain(tools, scene), incident=leader)

    monkeypatch.setattr(people, "gather", gather)
    letter = opened(world, "[12] O segundo")
    assert (state(world), world.ticket().incident) == (("assigned", "21150.SR-1"), leader.number)
    assert letter.says("Se puder, envie também", SCREENS[12])
    assert letter.says("O problema já é conhecido")
    assert not [x for x in world.letters(ANA) if world.ticket().number in x.subject], "who leads hears of it in sum"
