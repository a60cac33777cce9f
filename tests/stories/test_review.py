"""What an attacker, an accident or a busy day would do to the conversation; each once went wrong."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from gateway.clockwork import reading, striking
from gateway.clockwork.jobs import ENDS
from gateway.people.directory import DirectoryUnavailable
from gateway.post.relay import Permanent, Temporary
from storage.schedule import due
from storage.tables import Inbound, Timer
from tests.world import ADDRESS, ANA, ANTONIO, CARLOS, JOAO, MARIA, PNG, RITA, Letter, World

MARCOS = "marcos.teles@sr1.atendimento.example"


def opened(world: World, subject: str = "[11] Como protocolar?", sender: str = MARIA) -> Letter:
    world.mail_in(sender, subject)
    world.work_off()
    return world.letters(ANA)[-1]


def solved(world: World, subject: str = "[11] Como protocolar?") -> Letter:
    world.reply(opened(world, subject), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    return world.last(MARIA)


def test_a_solution_that_the_relay_never_took_expires_nobody(world: World) -> None:
    notice = opened(world)
    world.relay.refuses[MARIA] = Temporary("450 greylisted")
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    for _ in range(24 * 7):
        world.later(hours=1)
    assert (world.ticket().status, world.ticket().deadline_at) == ("assigned", None)
    assert any(x.says("não chegou") for x in world.letters(ANA))
    world.relay.refuses.clear()
    world.later(days=20)
    assert world.ticket().status == "assigned"


def test_no_reminder_and_no_end_while_the_solution_waits_for_the_relay(world: World) -> None:
    notice = opened(world)
    world.relay.refuses[MARIA] = Temporary("450 later")
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    for _ in range(24 * 3):
        world.later(hours=1)
    world.relay.refuses.clear()
    for _ in range(3):
        world.later(hours=1)
    assert not [x for x in world.letters(MARIA) if x.says("Faltam")]
    deadline = world.ticket().deadline_at
    assert deadline is not None
    assert deadline > world.clock.at + timedelta(days=6), "the days run from the day it left"


def test_when_the_opener_has_left_the_entitys_others_get_the_solution_and_decide(world: World) -> None:
    notice = opened(world)
    world.change(MARIA, active=False)
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    letter = world.last(JOAO)
    assert letter.says("Veja o manual.")
    world.reply(letter, "APROVAR")
    world.work_off()
    assert world.ticket().outcome == "approved"


def test_with_nobody_left_to_write_to_no_days_begin(world: World) -> None:
    notice = opened(world)
    world.change(MARIA, active=False)
    world.change(JOAO, active=False)
    mail = world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("empty", "assigned")
    assert world.last(ANA).says("não está mais no cadastro")


def test_a_note_stays_inside_whoever_of_the_entity_reads(world: World) -> None:
    notice = opened(world)
    world.reply(notice, "NOTA\nDesconfio do firewall deles.")
    world.work_off()
    assert world.last(CARLOS).says("Desconfio do firewall", "nota interna"), "the group reads it"
    world.change(MARIA, active=False)
    world.reply(notice, "SOLUCIONAR\nPronto.")
    world.work_off()
    world.reply(world.last(JOAO), "RECUSAR: ainda há erro")
    world.work_off()
    assert not [x for x in world.letters(JOAO) + world.letters(MARIA) if x.says("firewall")]


@pytest.mark.parametrize(
    "body",
    [
        "N O T A: segredo",
        "ΝΟΤΑ: segredo",
        "Olá, NOTA: segredo",
        "[NOTA] segredo",
        "#NOTA: segredo",
        "NOTAS: segredo",
        "Nota interna: segredo",
        "NOTA TÉCNICA: segredo",
        "Solução: segredo",
        "Texto ao representante, segredo.\n\nNOTA: outro segredo",
        "Olá, Maria.\nBom dia!\nNota interna: segredo",
        "Bom dia,\nPrezados,\n[NOTA] segredo",
        "---\nNota interna: segredo",
        "Nota interna\nsegredo",
        "Nota p/ equipe segredo",
        "1) NOTA segredo",
        "<NOTA> segredo",
        "Nota para os colegas, não enviar: segredo",
        "NTOA\nsegredo",
        "NOTTA: segredo",
        "Segue.\nNota interna: segredo",
    ],
)
def test_what_may_be_meant_as_an_order_goes_to_nobody_and_is_asked_back(world: World, body: str) -> None:
    notice = opened(world)
    world.reply(notice, body)
    world.work_off()
    assert not [x for x in world.letters(MARIA) if x.says("segredo")]
    assert world.ticket().status == "assigned"
    assert world.last(ANA).says("nada foi alterado")


def test_ordinary_prose_with_such_words_is_a_reply(world: World) -> None:
    notice = opened(world)
    for body in (
        "A nota fiscal está em anexo.",
        "Nota fiscal em anexo.",
        "Segue a solução que combinamos por telefone.",
        "O cadastro já foi aprovado pela área.",
    ):
        world.reply(notice, body)
        world.work_off()
        assert world.last(MARIA).says(body)


def test_text_and_html_that_order_different_things_go_to_nobody(world: World) -> None:
    notice = opened(world)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = ANA, str(notice.mail["Reply-To"]), notice.subject, "<p@x.example>"
    mail.set_content("NOTA: segredo")
    mail.add_alternative("<p>Bom dia, segredo</p>", subtype="html")
    world.raw_in(mail.as_bytes(), login=world.person(ANA).id, to=str(notice.mail["Reply-To"]))
    world.work_off()
    assert not [x for x in world.letters(MARIA) if x.says("segredo")]


@pytest.mark.parametrize(
    "title",
    [
        "Aprovar",
        "RE: Aprovar",
        "[EXTERNO] Aprovar",
        "Fwd: APROVADO",
        "TR: Aprovado",
        "Aprovar " + "!" * 130,
        "ENC: Recusar: falha no portal",
    ],
)
def test_an_empty_answer_decides_nothing_whatever_the_ticket_is_called(world: World, title: str) -> None:
    letter = solved(world, f"[11] {title}")
    world.reply(letter, "")
    world.work_off()
    assert world.ticket().status == "solved"


def test_a_token_for_one_ticket_and_the_number_of_another_decide_nothing(world: World) -> None:
    first = solved(world)
    opened(world, "[11] Outra pergunta")
    other = world.ticket().number
    mail = world.mail_in(MARIA, f"RES: [{other}] Outra", "APROVAR", to=str(first.mail["Reply-To"]))
    world.work_off()
    assert world.outcome(mail) == "undecided-two-tickets"
    assert [world.ticket(n).status for n in ("L_61123001", other)] == ["solved", "assigned"]


def test_the_wrong_account_first_does_not_displace_the_right_one(world: World) -> None:
    raw = b"From: %s\r\nTo: %s\r\nSubject: [11] Uma vez\r\nMessage-ID: <a@b.example>\r\n\r\nTexto\r\n" % (MARIA.encode(), ADDRESS.encode())
    wrong = world.raw_in(raw, login=world.person(JOAO).id)
    world.work_off()
    right = world.raw_in(raw, login=world.person(MARIA).id)
    world.work_off()
    assert (world.outcome(wrong), world.outcome(right)) == ("other-from", "opened")


def test_an_answer_that_commits_while_the_end_is_being_looked_at_wins(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = solved(world)
    deadline = world.ticket().deadline_at
    assert deadline
    strike = striking.deadlines.strike

    def late_commit(*more: object, **words: object) -> object:
        monkeypatch.setattr(striking.deadlines, "strike", strike)
        world.clock.at = deadline - timedelta(seconds=1)
        world.reply(letter, "RECUSAR: ainda há erro")
        world.clock.at = deadline + timedelta(minutes=2)
        return strike(*more, **words)  # type: ignore[arg-type]

    world.clock.at = deadline + timedelta(minutes=2)
    monkeypatch.setattr(striking.deadlines, "strike", late_commit)
    with world.tools.database.writing() as session:
        session.query(Timer).filter(Timer.kind == "remind").update({"outcome": "void"})
    world.jobs.strike()
    world.work_off()
    assert world.ticket().status == "assigned"


def test_an_answer_in_time_that_we_failed_on_holds_the_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = solved(world)
    whole = reading.careful_read

    def fails(raw: bytes, *more: object) -> object:
        if b"veneno" in raw:
            raise RuntimeError("ours")
        return whole(raw, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "careful_read", fails)
    world.clock.at = (world.ticket().deadline_at or world.clock.at) - timedelta(hours=1)
    mail = world.reply(letter, "RECUSAR: veneno")
    for _ in range(30):
        world.later(minutes=10)
    assert (world.outcome(mail), world.ticket().status) == ("dead", "solved")
    monkeypatch.setattr(reading, "careful_read", whole)
    with world.tools.database.writing() as session:
        assert due.renew(session, Inbound, mail, world.clock.at)
    world.work_off()
    assert world.ticket().status == "assigned"


@pytest.mark.parametrize("digit", ["1", "2"])
def test_the_number_of_an_item_never_chooses_an_entity_too(world: World, digit: str) -> None:
    world.mail_in(ANTONIO, "Uma pergunta", "Texto.")
    world.work_off()
    world.reply(world.last(ANTONIO), digit)
    world.work_off()
    assert world.count() == 0
    assert world.last(ANTONIO).says("mais de uma entidade")


def test_places_in_the_list_of_entities_are_those_that_were_offered(world: World) -> None:
    entities = world.person(ANTONIO).entities
    world.mail_in(ANTONIO, "[9] Vigência")
    world.work_off()
    question = world.last(ANTONIO)
    world.change(ANTONIO, entities=tuple(reversed(entities)))
    world.reply(question, "1")
    world.work_off()
    assert world.ticket().entity == entities[0]


def test_a_question_that_is_answered_twice_opens_one_ticket_and_says_so(world: World) -> None:
    world.mail_in(MARIA, "Senha do portal", "Esqueci.")
    world.work_off()
    question = world.last(MARIA)
    world.reply(question, "18")
    world.work_off()
    again = world.reply(question, "18")
    world.work_off()
    assert (world.count(), world.outcome(again)) == (1, "already-open")
    assert world.last(MARIA).says("já virou este chamado", "L_61123001")


def test_a_wrong_answer_to_a_question_is_told_apart(world: World) -> None:
    world.mail_in(MARIA, "Senha do portal", "Esqueci.")
    world.work_off()
    world.reply(world.last(MARIA), "99")
    world.work_off()
    assert world.last(MARIA).says("não traz um número da lista")


def test_the_token_of_a_consumed_question_proves_nothing_new(world: World) -> None:
    world.mail_in(MARIA, "Senha do portal", "Esqueci.")
    world.work_off()
    question = world.last(MARIA)
    world.reply(question, "18")
    world.work_off()
    help_mail = world.mail_in(MARIA, "Ajuda", "AJUDA")
    world.work_off()
    assert help_mail
    letter = world.last(MARIA)
    mail = world.mail_in(MARIA, "[5] Sem prova", "Texto", headers={"In-Reply-To": str(letter.mail["Message-ID"])}, login=False)
    world.work_off()
    assert (world.count(), world.outcome(mail)) == (1, "held-claimed")


def test_a_letter_about_a_failure_never_causes_another(world: World) -> None:
    world.change(MARIA, profile=frozenset({"gestor", "tecnico"}), groups=("21150.SR-1",))
    notice = opened(world)
    world.relay.refuses[MARIA] = Permanent(550, "unknown")
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    before = len(world.relay.letters)
    for _ in range(20):
        world.later(hours=1)
    assert len(world.relay.letters) == before


def test_a_mail_that_ends_the_process_each_time_is_set_aside(world: World) -> None:
    mail = world.mail_in(MARIA, "[11] Mata o processo")
    for _ in range(ENDS):
        with world.tools.database.writing() as session:
            assert due.claim(session, Inbound, world.clock.at, 1)
        world.clock.at += timedelta(minutes=1)
    world.work_off()
    assert world.outcome(mail) == "dead"


def test_going_on_in_the_own_thread_is_the_same_problem_not_a_second_ticket(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?", headers={"Message-ID": "<primeira@x.example>"})
    world.work_off()
    reply = {"In-Reply-To": "<primeira@x.example>", "References": "<primeira@x.example>"}
    mail = world.mail_in(MARIA, "RES: [11] Como protocolar?", "Esqueci de dizer: é urgente.", headers=reply)
    world.work_off()
    assert (world.count(), world.outcome(mail)) == (1, "commented")
    world.mail_in(MARIA, "RES: [12] Agora o portal caiu", "Outro problema.", headers=reply, files={"tela.png": PNG})
    world.work_off()
    assert world.count() == 2, "another code asks for another ticket"


def test_the_opener_hears_what_another_of_the_entity_decided(tmp_path_factory: pytest.TempPathFactory) -> None:
    world = World(tmp_path_factory.mktemp("w"), deciders="entity")
    letter = solved(world)
    world.later(minutes=5)
    world.mail_in(JOAO, letter.subject, "APROVAR")
    world.work_off()
    assert world.ticket().outcome == "approved"
    assert world.last(MARIA).says("João Batista Nogueira aprovou a solução")
    world.check_record()
    world.close()


def test_a_supervisors_word_stays_inside_and_takes_nothing(world: World) -> None:
    opened(world)
    mail = world.mail_in(MARCOS, world.ticket().number, "Ana, priorize este.")
    world.work_off()
    assert (world.outcome(mail), world.ticket().technician) == ("noted", "")
    assert world.last(ANA).says("Ana, priorize este.")
    assert not [x for x in world.letters(MARIA) if x.says("priorize")]


def test_a_second_technician_is_no_surprise_to_the_first(world: World) -> None:
    notice = opened(world)
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    assert world.last(CARLOS).says("enviou uma solução"), "the group knows that it is done"
    world.reply(world.letters(CARLOS)[0], "SOLUCIONAR\nO manual mudou.")
    world.work_off()
    assert world.last(ANA).says("enviou uma solução", "O manual mudou.")
    assert world.last(MARIA).says("substitui a anterior")


def test_thanks_are_no_reason(world: World) -> None:
    letter = solved(world)
    world.reply(letter, "Recuso")
    world.work_off()
    for text in ("Obrigada!", "Esqueçam, agora funcionou.", "Qual é o prazo?", "Vou perguntar e respondo amanhã."):
        world.reply(world.last(MARIA), text)
        world.work_off()
        assert world.ticket().status == "solved", text
    world.reply(world.last(MARIA), "Recuso: o erro 500 continua ao anexar.")
    world.work_off()
    assert world.ticket().status == "assigned"


def test_help_may_be_asked_by_the_subject_alone(world: World) -> None:
    mail = world.mail_in(MARIA, "CATÁLOGO", "")
    world.work_off()
    assert world.outcome(mail) == "answered"


def test_a_greeting_of_two_lines_stands_before_an_order(world: World) -> None:
    world.reply(opened(world), "Bom dia,\nPrezada Maria,\nSOLUCIONAR\nVeja o manual.")
    world.work_off()
    assert world.ticket().status == "solved"


def test_a_solution_that_fails_by_our_own_fault_expires_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = opened(world)
    send = world.relay.send

    def broken(envelope_from: str, recipient: str, mail: bytes) -> None:
        if recipient == MARIA:
            raise RuntimeError("a fault of ours")
        send(envelope_from, recipient, mail)

    monkeypatch.setattr(world.relay, "send", broken)
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    for _ in range(24 * 10):
        world.later(hours=1)
    assert (world.ticket().status, world.ticket().outcome) == ("assigned", "")


def test_a_letter_that_was_taken_is_not_sent_again_while_the_directory_is_away(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = opened(world)
    world.relay.refuses[MARIA] = Temporary("450 later")
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    for _ in range(24):
        world.later(hours=1)
    world.relay.refuses.clear()

    def away(*_: object) -> None:
        raise DirectoryUnavailable

    with monkeypatch.context() as patched:
        patched.setattr(type(world.tools.directory), "by_id", away)
        for _ in range(120):
            world.later(minutes=1)
    world.later(hours=1)
    assert len([x for x in world.letters(MARIA) if x.says("Veja o manual.", "enviou a solução")]) == 1
    assert [x for x in world.letters(MARIA) if x.says("Você tem mais prazo para responder")], "and what follows was not forgotten"


def test_an_answer_that_names_its_ticket_by_the_thread_alone_holds_the_end(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?", headers={"Message-ID": "<raiz@x.example>"})
    world.work_off()
    world.reply(world.letters(ANA)[-1], "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    deadline = world.ticket().deadline_at
    assert deadline
    world.clock.at = deadline - timedelta(minutes=1)
    mail = world.mail_in(MARIA, "RES: Como protocolar?", "RECUSAR: ainda há erro", headers={"In-Reply-To": "<raiz@x.example>"})
    world.clock.at = deadline + timedelta(hours=1)
    world.jobs.strike()
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("refused", "assigned")


def test_someone_elses_token_and_another_number_decide_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    world = World(tmp_path_factory.mktemp("w"), deciders="entity")
    first = solved(world)
    opened(world, "[11] Outra pergunta")
    world.later(minutes=5)
    mail = world.mail_in(JOAO, f"RES: [{world.ticket().number}] Outra", "APROVAR", to=str(first.mail["Reply-To"]))
    world.work_off()
    assert world.outcome(mail) == "undecided-two-tickets"
    assert world.ticket("L_61123001").status == "solved"
    world.close()


def test_a_request_that_begins_with_help_is_a_request(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?", "Ajuda, por favor.\nNão consigo anexar o documento.")
    world.work_off()
    assert world.count() == 1
    letter = solved(world)
    world.reply(letter, "Ajuda!\nO erro voltou.")
    world.work_off()
    assert world.last(ANA).says("O erro voltou.")


def test_a_technician_who_changed_groups_hands_back_to_the_group(world: World) -> None:
    notice = opened(world)
    world.reply(notice, "Qual navegador?")
    world.work_off()
    world.change(ANA, groups=("21150.SR-3",))
    world.reply(world.last(MARIA), "O Firefox.")
    world.work_off()
    assert world.last(CARLOS).says("O Firefox.")


def test_answering_the_first_question_twice_never_chooses_the_entity(world: World) -> None:
    world.mail_in(ANTONIO, "Uma pergunta", "Texto.")
    world.work_off()
    question = world.last(ANTONIO)
    for _ in range(2):
        world.reply(question, "1")
        world.work_off()
    assert world.count() == 0
    world.reply(world.last(ANTONIO), "2")
    world.work_off()
    assert (world.ticket().code, world.ticket().entity) == (1, world.person(ANTONIO).entities[1])


def test_a_reminder_repeats_the_solution_not_what_was_said_since(world: World) -> None:
    solved(world)
    world.reply(world.letters(ANA)[0], "Tentei ligar e não consegui.")
    world.work_off()
    for _ in range(6 * 24):
        world.later(hours=1)
    reminder = next(x for x in world.letters(MARIA) if x.says("Faltam 2 dias"))
    assert reminder.says("A SOLUÇÃO Veja o manual.")


@pytest.mark.parametrize("body", ["Solucionado, obrigada!", "Pendente: ainda dá erro", "Nota: o erro voltou"])
def test_a_technicians_word_is_a_comment_when_a_representative_writes_it(world: World, body: str) -> None:
    letter = solved(world)
    mail = world.reply(letter, body)
    world.work_off()
    assert world.outcome(mail) == "commented"
    assert world.last(MARIA).says("nada foi decidido", "RECUSAR")
    assert world.last(ANA).says(body)


def test_one_of_two_representatives_who_cannot_be_reached_stops_nothing(world: World) -> None:
    notice = opened(world)
    world.change(MARIA, active=False)
    world.change(RITA, entities=world.person(JOAO).entities)
    world.relay.refuses[RITA] = Permanent(550, "unknown")
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.reply(world.last(JOAO), "APROVAR")
    world.work_off()
    assert world.ticket().outcome == "approved"


def test_a_coded_mail_in_an_old_thread_opens_a_new_ticket_once_the_old_one_is_closed(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?", headers={"Message-ID": "<raiz@x.example>"})
    world.work_off()
    world.reply(world.letters(ANA)[-1], "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.reply(world.last(MARIA), "APROVAR")
    world.work_off()
    world.mail_in(MARIA, "[11] Outra dúvida", "Nova.", headers={"References": "<raiz@x.example>"})
    world.work_off()
    assert world.count() == 2


def test_a_reminder_that_waited_past_its_day_is_not_sent(world: World) -> None:
    solved(world)
    world.later(days=5, hours=1)
    world.relay.refuses[MARIA] = Temporary("450 later")
    for _ in range(48):
        world.later(hours=1)
    world.relay.refuses.clear()
    world.later(hours=2)
    told = [x for x in world.letters(MARIA) if x.says("terminar o prazo")]
    assert len(told) <= 1
