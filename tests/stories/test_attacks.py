"""What would somebody try who wants to pass for Maria, close her ticket, silence her or wear the gateway out? (rules.md, Who is writing)"""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from storage.mail import held
from tests.stories import writing
from tests.stories.writing import arrive, row, written
from tests.world import ADDRESS, ANA, CONCEICAO, JOAO, MARIA, PNG, Letter, World

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
    assert [world.outcome(answer), world.outcome(handed_on)] == ["unconfirmed", "held-claimed"]
    assert world.last(MARIA).says("responda só com a palavra CONFIRMAR")


@pytest.mark.parametrize("names", [f"vizinha@fora.example, Suporte <{ADDRESS.upper()}>", ADDRESS.replace("@", "+qualquer.coisa@")])
def test_a_signed_decision_that_was_written_to_somebody_else_decides_nothing(world: World, names: str) -> None:
    """A stranger writes 'Re: [L_61123001] may we close the deal?' to Maria, and hands her signed 'Aprovado' on to us."""
    writing.with_dns(world, writing.zone(MARIA))
    solved(world)
    subject = "RES: [L_61123001] podemos fechar a proposta?"
    for to in (STRANGER, "suporte@carteiro.example.fora.example", "x+suporte@carteiro.example"):
        raw = writing.signed(written(world, MARIA, subject, "Aprovado, obrigada!", to=to), writing.domain(MARIA))
        mail = arrive(world, raw, mail_from=STRANGER)
        world.work_off()
        assert (world.outcome(mail), world.ticket().status) == ("held-claimed", "solved")
        assert (row(world, mail).verdict or {})["elsewhere"]
    mail = arrive(world, writing.signed(written(world, MARIA, subject, "Aprovado, obrigada!", to=names), writing.domain(MARIA)))
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("approved", "closed")


def test_a_flood_is_not_looked_through_for_each_of_its_mails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that waits is listed when a question is written, once a day; else a flood would cost its square."""
    whole: list[str] = []
    waiting = held.waiting

    def counted(session: Session, person: str, only: int | None = None) -> tuple[held.Held, ...]:
        whole.extend([person] if only is None else [])
        return waiting(session, person, only)

    monkeypatch.setattr(held, "waiting", counted)
    flood(world, 80)
    world.work_off()
    assert len(whole) == 1
    world.later(days=1)
    assert len(whole) == 2
    world.later(days=1)
    assert len(whole) == 3


@pytest.mark.parametrize("word", ["Aprovado!", "RECUSAR: não serve"])
def test_an_answer_to_a_bait_with_a_made_up_token_decides_nothing(world: World, word: str) -> None:
    """A stranger's mail, answers to both of us, whose Message-ID looks like one of ours: Maria sees no ticket in it."""
    writing.with_dns(world, writing.zone(MARIA))
    solved(world)
    made_up = f"l61123001.1.{'a' * 26}"
    both = f"{STRANGER}, {ADDRESS}"
    mails = [
        writing.signed_in(
            world, MARIA, "RES: minuta da proposta", word, headers={"To": both, "In-Reply-To": f"<{made_up}.x@carteiro.example>"}
        ),
        world.mail_in(MARIA, "RES: minuta da proposta", f"{word}\n\nObrigada", headers={"References": f"<{made_up}.x@carteiro.example>"}),
        world.mail_in(MARIA, "RES: minuta", word, to=ADDRESS.replace("@", f"+{made_up}@")),
    ]
    world.work_off()
    assert {world.outcome(m) for m in mails} <= {"undecided-stale", "commented"}
    assert world.ticket().status == "solved"


@pytest.mark.parametrize("change", [(b"APROVAR\r\n", b"APROVAR \r\n"), (b"APROVAR\r\n", b"APROVAR\t\r\n\r\n"), (b"APROVAR", b"APROVAR")])
def test_a_signed_mail_with_other_blanks_is_the_same_mail(world: World, change: tuple[bytes, bytes]) -> None:
    """A relaxed signature does not count blanks (RFC 6376, 3.4.4): nor may the digest by which a mail has its effect once."""
    writing.with_dns(world, writing.zone(MARIA))
    world.mail_in(MARIA, "[12] Portal fora do ar", files={"tela.png": PNG})
    world.work_off()
    subject = f"Chamado {world.ticket().number}"
    raw = writing.signed(written(world, MARIA, subject, "APROVAR\n"), writing.domain(MARIA))
    early = arrive(world, raw)
    world.work_off()
    assert world.outcome(early) == "undecided-not-solved"
    world.reply(next(x for x in world.letters() if x.to == ANA), "SOLUCIONAR\nVeja o manual.")
    world.later(minutes=1)
    replayed = arrive(world, raw.replace(*change))
    world.work_off()
    assert (world.outcome(replayed), world.ticket().status) == ("duplicate", "solved")


def test_the_earlier_of_two_decisions_on_different_roads_counts_whoever_is_heard_first(tmp_path: Path) -> None:
    """Maria refuses in her own thread, which the door cannot know for the ticket's; João approves by number, later, and is heard first."""
    world = World(tmp_path, deciders="entity")
    first = world.mail_in(MARIA, "[12] Portal fora do ar", headers={"Message-ID": "<raiz@x.example>"}, files={"tela.png": PNG})
    world.work_off()
    assert world.outcome(first) == "opened"
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.clock.at += timedelta(minutes=5)
    world.mail_in(MARIA, "[11] Outra coisa")
    thread = {"In-Reply-To": "<raiz@x.example>", "References": "<raiz@x.example>"}
    refusal = world.mail_in(MARIA, "RES: Portal fora do ar", "RECUSAR: o erro continua", headers=thread)
    world.clock.at += timedelta(seconds=20)
    approval = world.mail_in(JOAO, f"Chamado {world.ticket().number}", "APROVAR")
    world.later(seconds=5)
    world.later(seconds=5)
    assert (world.outcome(refusal), world.ticket("L_61123001").status) == ("refused", "assigned")
    assert world.outcome(approval) == "undecided-not-solved"
    world.close()


def test_a_word_to_a_colleague_further_down_the_own_thread_closes_nothing(world: World) -> None:
    """A colleague on Cc asks Maria something else; her 'Aprovado' to all reaches us too."""
    world.mail_in(MARIA, "[12] Portal fora do ar", headers={"Message-ID": "<raiz@x.example>"}, files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.later(minutes=1)
    thread = {"In-Reply-To": "<pergunta@colega.example>", "References": "<raiz@x.example> <pergunta@colega.example>"}
    world.mail_in(MARIA, "RES: Portal fora do ar", "Aprovado", headers=thread)
    world.work_off()
    assert world.ticket("L_61123001").status == "solved"
