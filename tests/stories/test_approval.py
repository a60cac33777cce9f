"""The conversation runs to its end: answered, solved, refused, solved again, approved (the seed's approval box)."""

import hashlib
import json
from datetime import timedelta

import pytest

from storage.mail import inbox
from tests.stories import writing
from tests.world import ANA, CARLOS, JOAO, MARIA, PNG, Letter, World


@pytest.fixture
def solved(world: World) -> Letter:
    """A ticket of Maria, solved by Ana: the solution letter."""
    world.mail_in(MARIA, "[12] Portal indisponível", "Erro ao acessar.", files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nServiço restabelecido às 14h.")
    world.work_off()
    return world.last(MARIA)


def test_a_plain_reply_reaches_the_representative_and_makes_the_technician(world: World) -> None:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "Qual navegador vocês usam?", files={"manual.png": PNG})
    world.work_off()
    assert world.ticket().technician == world.person(ANA).id
    letter = world.last(MARIA)
    assert letter.says("Qual navegador vocês usam?")
    assert letter.files == {"manual.png": PNG}
    world.reply(letter, "O Firefox.")
    world.work_off()
    assert world.last(ANA).says("O Firefox.")
    assert not any(x.says("O Firefox.") for x in world.letters(CARLOS)), "the ticket has its technician now"


def test_the_solution_letter_says_what_to_do_and_until_when(world: World, solved: Letter) -> None:
    ticket = world.ticket()
    assert (ticket.status, ticket.round, ticket.solver) == ("solved", 1, world.person(ANA).id)
    assert solved.says("Serviço restabelecido às 14h.", "APROVAR", "RECUSAR", "segunda-feira, 30 de novembro de 2026, 23h59")
    assert not solved.says("assinado digitalmente")


def test_aprovar_closes_and_both_sides_are_told(world: World, solved: Letter) -> None:
    mail = world.reply(solved, "Aprovado, obrigada!")
    world.work_off()
    ticket = world.ticket()
    assert (world.outcome(mail), ticket.status, ticket.outcome) == ("approved", "closed", "approved")
    assert world.last(MARIA).says("fechado")
    assert world.last(ANA).says("aprovou")


@pytest.mark.parametrize(("word", "move"), [("APROVAR", "approve"), ("RECUSAR: ainda há erro", "refuse")])
def test_the_record_of_a_decision_holds_who_when_by_which_bytes_and_what_the_directory_said(
    world: World, solved: Letter, word: str, move: str
) -> None:
    world.clock.at += timedelta(hours=3)
    mail = world.reply(solved, word)
    arrived, person = world.clock.at, world.person(MARIA)
    world.later(minutes=5)
    (event,) = (e for e in writing.events(world) if e.kind == move)
    payload = json.loads(event.payload)
    assert (event.by, event.at) == (person.id, arrived + timedelta(minutes=5))
    with world.tools.database.reading() as session:
        digest = hashlib.sha256(inbox.raw(session, world.tools.evidence, mail)).hexdigest()
    wanted = {"mail": mail, "mail_sha256": digest, "proof": "login", "received_at": arrived.isoformat(), "round": 1}
    assert {name: payload["facts"][name] for name in wanted} == wanted
    assert payload["facts"]["person"] == {"active": True, "entities": list(person.entities), "profile": sorted(person.profile)}


def test_a_token_alone_approves(world: World, solved: Letter) -> None:
    mail = world.reply(solved, "APROVAR", login=False)
    world.work_off()
    assert world.outcome(mail) == "approved"


def test_recusar_with_a_reason_goes_back_to_the_technician_who_solved(world: World, solved: Letter) -> None:
    world.reply(solved, "RECUSAR\nAinda aparece o erro 500.", files={"erro.png": PNG})
    world.work_off()
    ticket = world.ticket()
    assert (ticket.status, ticket.technician, ticket.deadline_at) == ("assigned", world.person(ANA).id, None)
    assert world.last(ANA).says("Ainda aparece o erro 500.", "recusou")
    assert "erro.png" in world.last(ANA).files
    assert not any(x.says("erro 500") for x in world.letters(CARLOS))


def test_recusar_without_a_reason_is_asked_and_changes_nothing(world: World, solved: Letter) -> None:
    mail = world.reply(solved, "RECUSAR")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("held-reason", "solved")
    assert world.last(MARIA).says("motivo")


def test_a_screenshot_is_a_reason(world: World, solved: Letter) -> None:
    world.reply(solved, "RECUSAR", files={"erro.png": PNG})
    world.work_off()
    assert world.ticket().status == "assigned"


def test_a_reason_given_later_counts_from_the_first_arrival(world: World, solved: Letter) -> None:
    deadline = world.ticket().deadline_at
    assert deadline
    world.clock.at = deadline.replace(minute=30)
    first = world.reply(solved, "Recuso")
    world.work_off()
    world.later(hours=2)
    assert world.ticket().status == "solved", "the end waits for the reason"
    world.reply(world.last(MARIA), "RECUSAR: continua o mesmo erro.")
    world.work_off()
    assert (world.ticket().status, world.outcome(first)) == ("assigned", "completed")


@pytest.mark.parametrize("body", ["Aprovar o cadastro é urgente, podem ver?", "Obrigado!", "não aprovo", "APORVAR", "Aprovar ou recusar?"])
def test_what_decides_nothing_reaches_the_technician_and_is_explained(world: World, solved: Letter, body: str) -> None:
    world.reply(solved, body)
    world.work_off()
    assert world.ticket().status == "solved"
    assert world.last(MARIA).says("nada foi decidido", "RECUSAR")
    assert world.last(ANA).says(body.rstrip("!"))


def test_an_approval_of_the_first_solution_cannot_approve_the_second(world: World, solved: Letter) -> None:
    world.reply(solved, "RECUSAR: ainda há erro")
    world.work_off()
    stale = world.reply(solved, "APROVAR")
    world.work_off()
    assert (world.outcome(stale), world.ticket().status) == ("undecided-not-solved", "assigned")
    world.reply(world.last(ANA), "SOLUCIONAR\nAgora sim.")
    world.work_off()
    second = world.last(MARIA)
    stale = world.reply(solved, "APROVAR")
    world.work_off()
    assert (world.outcome(stale), world.ticket().status) == ("undecided-stale", "solved")
    world.reply(second, "APROVAR")
    world.work_off()
    assert world.ticket().status == "closed"


def test_who_answers_an_older_letter_can_decide_by_answering_the_explanation(world: World, solved: Letter) -> None:
    receipt = next(letter for letter in world.letters(MARIA) if letter is not solved)
    world.reply(receipt, "APROVAR")
    world.work_off()
    assert world.ticket().status == "solved"
    told = world.last(MARIA)
    assert told.says("não é para a solução que vale agora", "Decida até", "Aprovo%20a%20solu")
    world.reply(told, "Aprovo a solução.")
    world.work_off()
    assert world.ticket().status == "closed"


def test_a_decision_without_token_counts_if_it_arrived_after_the_solution(world: World, solved: Letter) -> None:
    world.clock.at = world.clock.at.replace(minute=5)
    mail = world.mail_in(MARIA, f"Chamado {world.ticket().number}", "APROVAR")
    world.work_off()
    assert solved
    assert world.outcome(mail) == "approved"


def test_the_keyword_may_stand_in_the_subject_of_a_proven_mail_without_text(world: World, solved: Letter) -> None:
    world.mail_in(MARIA, f"APROVAR {world.ticket().number}", "", to=str(solved.mail["Reply-To"]))
    world.work_off()
    assert world.ticket().status == "closed"


def test_an_empty_answer_to_a_ticket_called_aprovar_approves_nothing(world: World) -> None:
    world.mail_in(MARIA, "[11] Aprovar")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.reply(world.last(MARIA), "")
    world.work_off()
    assert world.ticket().status == "solved"


def test_another_gestor_of_the_entity_may_write_but_not_decide(world: World, solved: Letter) -> None:
    mail = world.mail_in(JOAO, solved.subject, "APROVAR")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("undecided-not-yours", "solved")


def test_a_technician_cannot_approve(world: World, solved: Letter) -> None:
    mail = world.mail_in(CARLOS, solved.subject, "APROVAR")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("not-available", "solved")


def test_a_new_solution_on_a_solved_ticket_voids_the_old_answers(world: World, solved: Letter) -> None:
    world.later(days=1)
    world.reply(world.letters(ANA)[0], "SOLUCIONAR\nTexto corrigido.")
    world.work_off()
    assert world.ticket().round == 2
    world.reply(solved, "APROVAR")
    world.work_off()
    assert world.ticket().status == "solved"


def test_solucionar_without_text_asks_for_it(world: World, solved: Letter) -> None:
    assert solved
    mail = world.reply(world.letters(ANA)[0], "SOLUCIONAR")
    world.work_off()
    assert (world.outcome(mail), world.ticket().round) == ("empty", 1)


def test_a_note_never_reaches_the_entity(world: World, solved: Letter) -> None:
    world.reply(world.letters(ANA)[0], "NOTA\nDesconfio do firewall deles.")
    world.work_off()
    world.reply(solved, "RECUSAR: ainda há erro")
    world.work_off()
    assert world.last(ANA).says("Desconfio do firewall")
    assert not any(x.says("firewall") for x in world.letters(MARIA))


def test_a_command_not_known_here_leaks_nothing(world: World, solved: Letter) -> None:
    assert solved
    before = len(world.letters(MARIA))
    world.reply(world.letters(ANA)[0], "TRANSFERIR 21150.SR-3\nEste cliente é difícil.")
    world.work_off()
    assert len(world.letters(MARIA)) == before


def test_mail_to_a_closed_ticket_is_kept_and_answered_once_with_a_way_to_open_a_new_one(world: World, solved: Letter) -> None:
    world.reply(solved, "APROVAR")
    world.work_off()
    before = len(world.letters(MARIA))
    for text in ("O erro voltou.", "Alguém aí?"):
        mail = world.reply(solved, text)
        world.work_off()
        assert world.outcome(mail) == "after-closing"
    assert len(world.letters(MARIA)) == before + 1
    assert world.last(MARIA).says("[12]") or "%5B12%5D" in world.last(MARIA).text
    assert world.ticket().status == "closed"


def test_all_letters_about_a_ticket_share_subject_and_thread(world: World, solved: Letter) -> None:
    world.reply(solved, "APROVAR")
    world.work_off()
    for person in (MARIA, ANA):
        letters = world.letters(person)
        assert len({x.subject for x in letters}) == 1
        seen = {str(letters[0].mail["Message-ID"])}
        for letter in letters[1:]:
            assert seen & set(str(letter.mail["References"]).split()), "each letter refers to an earlier one"
            seen.add(str(letter.mail["Message-ID"]))
    assert all(x.mail["Auto-Submitted"] for x in world.relay.letters)
