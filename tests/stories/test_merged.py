"""Once two tickets are one: later mail follows, an old answer decides nothing, and whoever was first is decided first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.clockwork import gather, store
from gateway.clockwork.jobs import Jobs
from gateway.desk import conversation
from storage.ticket import merging, tickets
from tests.stories import writing
from tests.stories.handed import write
from tests.stories.merged import A, B, C, about, files, opened, own_two, said, two_of_one
from tests.world import ANA, CARLOS, JOAO, MARIA, PNG, Letter, World


@pytest.fixture
def two(world: World) -> tuple[Letter, Letter]:
    """A of Maria, B of João."""
    return two_of_one(world)


@pytest.mark.parametrize("by", ["token", "number", "login", "thread"])
def test_later_mail_follows(world: World, two: tuple[Letter, Letter], by: str) -> None:
    receipt = world.last(MARIA)
    write(world, two[0], f"MESCLAR {B}")
    write(world, two[1], "ASSUMIR", sender=CARLOS)
    if by == "number":
        mail = world.mail_in(MARIA, f"Sobre o {A}", "Agora nem a tela inicial.")
    elif by == "thread":
        mail = world.mail_in(
            MARIA, "Mais uma coisa", "Agora nem a tela inicial.", headers={"References": f"<1.{id(world)}@cliente.example>"}
        )
    else:
        mail = world.reply(receipt, "Agora nem a tela inicial.", login=by == "login")
    world.work_off()
    assert world.outcome(mail) == "commented"
    assert writing.row(world, mail).ticket_id == world.ticket(B).id
    assert about(world.last(CARLOS), B)
    assert world.last(CARLOS).says("Agora nem a tela inicial.")


def test_an_order_in_the_old_thread_is_one_for_the_new(world: World, two: tuple[Letter, Letter]) -> None:
    write(world, two[0], f"MESCLAR {B}")
    assert write(world, two[0], "SOLUCIONAR\nEntre de novo.", login=False) == "solved"
    assert world.ticket(B).status == "solved"
    assert about(world.last(JOAO), B)


def test_three_become_one_and_mail_of_the_first_finds_the_last(world: World, two: tuple[Letter, Letter]) -> None:
    third = opened(world, MARIA, "[11] Ainda fora do ar", "Ainda nada.", ainda=PNG + b"5")
    write(world, two[0], f"MESCLAR {B}")
    write(world, two[1], f"MESCLAR {C}")
    assert said(world, C) == ["Ainda nada.", "Dá erro.", "O portal não abre."]
    assert files(world, C) == [(1, "ainda.png"), (2, "erro.png"), (3, "tela.png")]
    mail = world.mail_in(MARIA, f"Sobre o {A}", "E agora?")
    world.work_off()
    assert writing.row(world, mail).ticket_id == world.ticket(C).id
    assert write(world, third, f"MESCLAR {A}") == "not-possible"
    assert world.last(ANA).says("Os dois chamados já estão juntos.")
    with world.tools.database.reading() as session:
        assert [t.number for t in merging.family(session, world.ticket(C))] == [C, B, A]
        assert merging.heir(session, world.ticket(A)).number == C


@pytest.mark.parametrize("word", ["APROVAR", "RECUSAR: ainda não abre"])
def test_the_old_token_decides_nothing_and_is_answered_with_the_buttons(world: World, word: str) -> None:
    receipt, _ = own_two(world)
    assert write(world, receipt, word, login=False) == "undecided-of-merged"
    assert world.ticket(B).status == "solved"
    answer = world.last(MARIA)
    assert about(answer, B)
    assert answer.says("não vale para a solução deste", "APROVAR" if word == "APROVAR" else "ainda não abre")
    assert world.last(ANA).says(word.split(maxsplit=1)[0])
    assert write(world, answer, "APROVAR", login=False) == "approved"


def test_with_a_login_the_old_number_decides_what_was_sent_before_and_the_old_letter_does_not(world: World) -> None:
    receipt, _ = own_two(world)
    assert write(world, receipt, "APROVAR") == "undecided-of-merged"
    assert world.ticket(B).status == "solved"
    named = world.mail_in(MARIA, f"Chamado {A}", "APROVAR")
    world.work_off()
    assert (world.outcome(named), world.ticket(B).outcome) == ("approved", "approved")


def test_an_answer_to_the_solution_that_ended_decides_nothing_whoever_logs_in(world: World) -> None:
    first = opened(world)
    second = opened(world, subject="[11] Portal de novo")
    write(world, first, "SOLUCIONAR\nReiniciamos o primeiro.")
    ended = world.last(MARIA)
    write(world, second, "SOLUCIONAR\nTrocamos o segundo.")
    write(world, first, f"MESCLAR {B}")
    world.clock.at += timedelta(minutes=1)
    assert write(world, ended, "APROVAR") == "undecided-of-merged"
    assert write(world, ended, "CANCELAR") == "undecided-of-merged"
    assert world.ticket(B).status == "solved"
    assert write(world, world.last(MARIA), "APROVAR") == "approved"


def test_a_decision_older_than_the_solution_is_none(world: World) -> None:
    first = opened(world)
    receipt = world.last(MARIA)
    second = opened(world, subject="[11] Portal de novo")
    write(world, first, f"MESCLAR {B}")
    early = world.reply(receipt, "APROVAR")
    with world.tools.database.writing() as session:
        session.get_one(writing.Inbound, early).due_at = world.clock.at + timedelta(minutes=5)
    world.clock.at += timedelta(minutes=1)
    write(world, second, "SOLUCIONAR\nReiniciamos.")
    world.later(minutes=10)
    assert world.outcome(early) == "undecided-of-merged"


def test_a_borrowed_token_names_nothing_that_is_decided(world: World, two: tuple[Letter, Letter]) -> None:
    """Ana's letter about A came to João, unseen: what he answers to it by login is no decision on B."""
    write(world, two[0], f"MESCLAR {B}")
    write(world, two[1], "SOLUCIONAR\nReiniciamos.")
    world.clock.at += timedelta(minutes=1)
    token = str(two[0].mail["Reply-To"])
    mail = world.mail_in(JOAO, "Combinado", "APROVAR", to=token)
    world.work_off()
    assert world.outcome(mail) == "undecided-stale"
    assert world.ticket(B).status == "solved"


def test_who_did_not_open_the_other_decides_only_where_the_settings_allow_it(world: World, two: tuple[Letter, Letter]) -> None:
    receipt = world.letters(MARIA)[0]
    write(world, two[0], f"MESCLAR {B}")
    write(world, two[1], "SOLUCIONAR\nReiniciamos.")
    world.clock.at += timedelta(minutes=1)
    assert write(world, receipt, "APROVAR") == "undecided-of-merged"
    assert world.last(MARIA).says(f"Quem abriu o {B} pode decidir")
    world.tools = replace(world.tools, rules=replace(world.tools.rules, others_may_decide=True))
    world.jobs = Jobs(world.tools)
    named = world.mail_in(MARIA, f"Chamado {B}", "APROVAR")
    world.work_off()
    assert world.outcome(named) == "approved"


def test_cancelling_the_old_one_does_not_cancel_the_new(world: World) -> None:
    receipt, solution = own_two(world)
    assert write(world, receipt, "CANCELAR") == "undecided-of-merged"
    assert world.ticket(B).status == "solved"
    assert write(world, solution, "CANCELAR") == "ticket-withdrawn"


def test_it_is_never_undone(world: World, two: tuple[Letter, Letter]) -> None:
    write(world, two[1], "SOLUCIONAR\nReiniciamos.")
    write(world, two[0], f"MESCLAR {B}")
    assert write(world, two[0], "DESFAZER") == "not-possible"
    assert world.last(ANA).says(f"um chamado que foi juntado ao {B}, e isso não tem volta")
    assert world.ticket(B).status == "solved"


def test_the_old_number_says_where_it_went(world: World, two: tuple[Letter, Letter]) -> None:
    write(world, two[0], f"MESCLAR {B}")
    for person in (MARIA, CARLOS):
        mail = world.mail_in(person, "Consulta", f"CONSULTAR {A}")
        world.work_off()
        assert world.outcome(mail) == "answered"
        assert world.last(person).says(
            f"O chamado {A} foi juntado a este, e continua aqui.", f"histórico do chamado {B}", "O portal não abre."
        )


def test_two_numbers_of_one_matter_are_no_contradiction(world: World, two: tuple[Letter, Letter]) -> None:
    receipt = world.letters(MARIA)[0]
    write(world, two[0], f"MESCLAR {B}")
    headers = {"In-Reply-To": str(receipt.mail["Message-ID"])}
    mail = world.mail_in(MARIA, f"Sobre o {B}", "Ainda não.", headers=headers, login=False)
    world.work_off()
    assert world.outcome(mail) == "commented"


def test_a_mail_that_names_the_old_one_holds_up_the_end_of_the_new(world: World, two: tuple[Letter, Letter]) -> None:
    receipt = world.letters(MARIA)[0]
    write(world, two[0], f"MESCLAR {B}")
    write(world, two[1], "SOLUCIONAR\nReiniciamos.")
    deadline = world.ticket(B).deadline_at
    assert deadline is not None
    world.clock.at = deadline - timedelta(hours=1)
    waits = world.reply(receipt, "Ainda não abre.")
    with world.tools.database.writing() as session:
        session.get_one(writing.Inbound, waits).due_at = deadline + timedelta(hours=2)
    world.clock.at = deadline + timedelta(hours=1)
    world.work_off()
    assert world.ticket(B).status == "solved"
    world.later(hours=2)
    assert world.outcome(waits) == "commented"
    assert world.ticket(B).outcome == "expired"


def test_what_came_before_is_decided_before(world: World, two: tuple[Letter, Letter]) -> None:
    write(world, two[1], "SOLUCIONAR\nReiniciamos.")
    world.clock.at += timedelta(minutes=1)
    early = world.reply(world.last(JOAO), "APROVAR")
    with world.tools.database.writing() as session:
        session.get_one(writing.Inbound, early).due_at = world.clock.at + timedelta(minutes=5)
    world.clock.at += timedelta(minutes=1)
    mail = world.reply(two[0], f"MESCLAR {B}")
    world.work_off()
    assert world.outcome(mail) is None
    world.later(minutes=10)
    world.later(seconds=3)
    assert (world.outcome(early), world.outcome(mail)) == ("approved", "not-possible")
    assert world.last(ANA).says(f"O chamado {B} já está fechado.")


def test_two_that_cross_end_as_one(world: World, two: tuple[Letter, Letter]) -> None:
    first, second = world.reply(two[0], f"MESCLAR {B}"), world.reply(two[1], f"MESCLAR {A}", sender=CARLOS, login=True)
    world.work_off()
    assert sorted(str(world.outcome(mail)) for mail in (first, second)) == ["merged", "not-possible"]
    assert sorted(world.ticket(n).status for n in (A, B)) == ["assigned", "closed"]


def test_two_at_once_are_decided_one_after_the_other(world: World, two: tuple[Letter, Letter]) -> None:
    """B moves between reading and storing: read and decided again."""
    mail = world.reply(two[0], f"MESCLAR {B}")
    scene, _ = gather.for_mail(world.tools, mail)
    decision = conversation.decide(scene)
    words = store.write(world.tools, scene, decision)
    with world.tools.database.writing() as session:
        session.get_one(writing.Inbound, mail).due_at = world.clock.at + timedelta(minutes=1)
    write(world, two[1], "Desde quando?", sender=CARLOS)
    with pytest.raises(tickets.Changed), world.tools.database.writing() as session:
        store.store(session, scene, decision, words)
    world.later(minutes=2)
    assert world.outcome(mail) == "merged"
    assert said(world, B) == ["Dá erro.", "Desde quando?", "O portal não abre."]
