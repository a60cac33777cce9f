"""What becomes of a mail that lacks its item or its entity? Asked once more half way, set aside visibly, and opened late all the same."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.clockwork import caps
from gateway.commands.line import cli
from gateway.people.directory import DirectoryUnavailable
from gateway.people.file import FileDirectory
from tests.stories.writing import kinds
from tests.world import ANA, ANTONIO, CARLOS, CONCEICAO, JOAO, MARIA, MONDAY, PAULO, PNG, Letter, World

END = datetime(2026, 12, 9, 2, 59, 59, tzinfo=UTC)  # 8 December, 23:59:59 in Brasília: fifteen days
BEFORE, AFTER = END - timedelta(minutes=1), END + timedelta(minutes=1)


def lacking(world: World, sender: str = MARIA, subject: str = "Portal fora do ar", **more: object) -> tuple[int, Letter]:
    """A mail without item (or, of somebody who serves several, without entity), and the list that answers it."""
    mail = world.mail_in(sender, subject, "Não abre desde cedo.", **more)  # type: ignore[arg-type]
    world.work_off()
    return mail, world.last(sender)


def until(world: World, instant: datetime) -> None:
    """Time goes on, hour by hour at first so that each thing happens at its time."""
    while world.clock.at < instant:
        world.clock.at = min(world.clock.at + timedelta(hours=6), instant)
        world.work_off()


def test_the_list_says_until_when(world: World) -> None:
    _, letter = lacking(world)
    assert letter.says("Sem resposta até terça-feira, 8 de dezembro de 2026, 23h59, horário de Brasília, o e-mail é posto de lado.")


def test_one_reminder_half_way_with_the_same_list_in_the_same_thread(world: World) -> None:
    mail, first = lacking(world)
    until(world, BEFORE)
    first_again, *more = [x for x in world.letters(MARIA) if x is not first]
    assert (more, world.outcome(mail)) == ([], "held-code")
    assert first_again.says("Ainda falta escolher o assunto do e-mail que você enviou em 23/11/2026 10:00", "12 - PORTAL", "19 - PORTAL")
    assert not first_again.says("CONFIRA ANTES")
    assert first_again.mail["In-Reply-To"] == first.mail["Message-ID"]
    assert first_again.subject == first.subject
    world.reply(first_again, "12")
    world.work_off()
    assert (world.outcome(mail), world.ticket().code) == ("opened", 12)


def test_the_reminder_comes_at_nine_in_the_middle(world: World) -> None:
    lacking(world)
    until(world, datetime(2026, 11, 30, 11, 59, tzinfo=UTC))
    assert len(world.letters(MARIA)) == 1
    world.later(minutes=1)
    assert len(world.letters(MARIA)) == 2


def test_it_ends_after_fifteen_days_with_a_letter_and_is_kept(world: World) -> None:
    mail, _ = lacking(world, files={"tela.png": PNG})
    until(world, BEFORE)
    assert world.outcome(mail) == "held-code"
    until(world, AFTER)
    assert (world.outcome(mail), world.count()) == ("hold-expired", 0)
    letter = world.last(MARIA)
    assert letter.says(
        "Seu e-mail de 23/11/2026 10:00 foi posto de lado sem abrir chamado", "continua guardado", "só com o número do assunto"
    )
    assert letter.says("12 - PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE", "Para começar outro pedido")
    assert "mailto:suporte@carteiro.example?subject=%5B12%5D%20Portal%20fora%20do%20ar>" in letter.text
    world.later(days=60)
    assert world.last(MARIA) is letter, "nothing more is written"
    assert not world.letters(ANA)


def test_nobody_is_written_to_once_it_is_completed(world: World) -> None:
    _, letter = lacking(world, subject="[11] Dúvida", sender=ANTONIO)
    world.reply(letter, "1")
    world.work_off()
    sent = len(world.letters(ANTONIO))
    world.later(days=30)
    assert len(world.letters(ANTONIO)) == sent


def test_an_answer_after_the_end_opens_the_ticket_with_its_first_date_and_says_so(world: World) -> None:
    mail, _ = lacking(world, subject="Uma dúvida", files={"tela.png": PNG})
    until(world, AFTER)
    answer = world.reply(world.last(MARIA), "11")
    world.work_off()
    assert (world.outcome(mail), world.outcome(answer)) == ("opened", "completed")
    assert (world.ticket().opened_at, world.ticket().number) == (MONDAY, "L_61123001")
    assert world.last(MARIA).says("Seu e-mail tinha sido posto de lado", "chamado foi aberto", "com a data em que o e-mail chegou")
    assert world.last(ANA).files == {"tela.png": PNG}
    again = world.reply(world.last(MARIA), "11")
    world.work_off()
    assert (world.count(), world.outcome(again)) == (1, "commented")


def test_an_answer_in_time_says_nothing_of_an_end(world: World) -> None:
    _, letter = lacking(world)
    world.reply(letter, "11")
    world.work_off()
    assert not world.last(MARIA).says("posto de lado")


def test_the_old_list_and_the_word_catalogo_still_work_after_the_end(world: World) -> None:
    mail, first = lacking(world)
    until(world, AFTER)
    world.reply(world.last(MARIA), "CATÁLOGO")
    world.work_off()
    assert world.outcome(mail) == "held-code", "its writer is there: it waits again, as long as before"
    assert world.last(MARIA).says("19 - PORTAL", "28 de dezembro")
    world.later(days=14)
    assert world.outcome(mail) == "held-code"
    world.reply(first, "11")
    world.work_off()
    assert world.outcome(mail) == "opened"


def test_the_entity_is_reminded_of_and_ends_too(world: World) -> None:
    mail, letter = lacking(world, ANTONIO, "[9] Até quando vale o acordo?")
    assert letter.says("8 de dezembro de 2026")
    until(world, BEFORE)
    assert world.last(ANTONIO).says("Ainda falta dizer para qual entidade", "1 - Associação", "2 - Prefeitura")
    until(world, AFTER)
    assert world.outcome(mail) == "hold-expired"
    end = world.last(ANTONIO)
    assert end.says("não soubemos para qual entidade ele é", "só com o número da entidade", "2 - Prefeitura")
    assert "subject=%5B9%5D%20At%C3%A9%20quando" in end.text
    world.reply(end, "2")
    world.work_off()
    assert (world.ticket().code, world.ticket().entity) == (9, world.person(ANTONIO).entities[1])


def test_an_answer_that_leaves_the_entity_open_starts_the_days_anew(world: World) -> None:
    mail, letter = lacking(world, ANTONIO, "Até quando vale o acordo?")
    until(world, BEFORE)
    world.reply(letter, "9")
    world.work_off()
    assert world.outcome(mail) == "held-entity"
    assert world.last(ANTONIO).says("23 de dezembro de 2026")
    until(world, AFTER + timedelta(days=14))
    assert world.outcome(mail) == "held-entity"
    until(world, AFTER + timedelta(days=16))
    assert world.outcome(mail) == "hold-expired"


def test_nothing_ends_while_an_answer_that_came_in_time_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise DirectoryUnavailable

    mail, letter = lacking(world)
    until(world, BEFORE)
    world.reply(letter, "12")
    with monkeypatch.context() as broken:
        broken.setattr(FileDirectory, "by_mail", away)
        world.later(hours=3)
        assert world.outcome(mail) == "held-code"
    world.later(minutes=2)
    assert world.outcome(mail) == "opened"
    assert "hold_ended" not in {kind for kind, _ in kinds(world)}


def test_who_has_left_is_told_nothing(world: World) -> None:
    mail, _ = lacking(world)
    world.change(MARIA, active=False)
    sent = len(world.relay.letters)
    until(world, AFTER)
    assert (world.outcome(mail), len(world.relay.letters)) == ("hold-expired", sent)


def test_the_days_are_those_of_the_setting(tmp_path: Path) -> None:
    world = World(tmp_path, pending_days=3, deadline="plain")
    mail, letter = lacking(world)
    assert letter.says("quinta-feira, 26 de novembro de 2026, 10h")
    world.later(days=3)
    assert world.outcome(mail) == "hold-expired"
    world.close()


def test_it_goes_to_the_address_that_was_written_from(world: World) -> None:
    private = "joao.nogueira@correio.example"
    _, first = lacking(world, private)
    until(world, AFTER)
    assert [x.to for x in world.relay.letters] == [private] * 3
    assert first.to == private


@pytest.mark.parametrize("words", ["12", "Item 12", "[12]", "12.", "Bom dia,\n\n12\n\nMaria", "12\n\nObrigada!"])
def test_the_number_in_whatever_dress(world: World, words: str) -> None:
    mail, letter = lacking(world, files={"tela.png": PNG})
    world.reply(letter, words)
    world.work_off()
    assert (world.outcome(mail), world.ticket().code) == ("opened", 12)


def test_of_two_answers_the_first_counts(world: World) -> None:
    _, letter = lacking(world)
    first, second = world.reply(letter, "11"), world.reply(letter, "9")
    world.work_off()
    assert (world.outcome(first), world.outcome(second), world.count(), world.ticket().code) == ("completed", "already-open", 1, 11)


def test_a_file_that_comes_with_the_answer_joins_those_of_the_mail(world: World) -> None:
    _, letter = lacking(world, files={"tela.png": PNG})
    world.reply(letter, "12", files={"outra.png": PNG + b"outra"})
    world.work_off()
    assert world.last(ANA).files == {"tela.png": PNG, "outra.png": PNG + b"outra"}
    assert world.last(MARIA).says("tela.png", "outra.png")


def test_a_colleague_chooses_nothing_and_learns_nothing(world: World) -> None:
    mail, letter = lacking(world, subject="Assunto de Maria")
    answer = world.reply(letter, "12", sender=JOAO)
    world.work_off()
    assert (world.outcome(mail), world.outcome(answer), world.count()) == ("held-code", "held-code", 0)
    assert not world.last(JOAO).says("Não abre desde cedo")
    world.reply(letter, "12")
    world.work_off()
    assert world.ticket().requester == world.person(MARIA).id


def test_item_one_chosen_by_answer_is_confidential(world: World) -> None:
    _, letter = lacking(world, subject="Assunto reservado")
    world.reply(letter, "1")
    world.work_off()
    assert world.ticket().confidential
    assert world.last(MARIA).says("Este chamado é sigiloso")
    assert {x.to for x in world.letters(about="Assunto reservado")} == {MARIA, ANA, CARLOS, "helena.matos@sr1.atendimento.example"}
    assert not world.letters(JOAO)


def test_a_claim_that_nobody_confirmed_is_not_opened_by_a_later_number(world: World) -> None:
    held = world.mail_in(CONCEICAO, "Portal fora do ar", "Não abre.", login=False)
    world.work_off()
    world.later(days=8)
    assert world.outcome(held) == "hold-expired"
    token = world.tools.tokens.mac(f"m{held}", 0, world.person(CONCEICAO).id)
    world.mail_in(CONCEICAO, "RES: Portal", "12", to=f"suporte+m{held}.0.{token}@carteiro.example", login=False)
    world.work_off()
    assert world.count() == 0
    assert not world.letters(PAULO)


def test_the_list_of_mails_shows_when_a_hold_ends(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")
    lacking(world)
    world.mail_in(MARIA, "[11] Sem prova", login=False)
    world.work_off()
    listed = [json.loads(line) for line in CliRunner().invoke(cli, ["mail", "list", "--json"]).stdout.splitlines()]
    assert {m["disposition"]: m["held_until"] for m in listed if m["way"] == "in"} == {
        "held-code": "2026-12-08T23:59:59-03:00",
        "held-claimed": "2026-11-30T10:00:00-03:00",
    }
    assert "2026-12-08 23:59" in CliRunner().invoke(cli, ["mail", "list"]).output
    assert "2026-12-08" in CliRunner().invoke(cli, ["mail", "show", "in-1"]).output


def test_a_refusal_without_reason_ends_with_the_days_of_its_solution(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps the ticket for as long as any held mail does, and not for ever."""
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.later(days=5)
    refusal = world.reply(world.last(MARIA), "RECUSAR")
    world.work_off()
    assert (world.outcome(refusal), world.ticket().status) == ("held-reason", "solved")
    listed = [json.loads(line) for line in CliRunner().invoke(cli, ["mail", "list", "--json"]).stdout.splitlines()]
    assert [m["held_until"] for m in listed if m["disposition"] == "held-reason"] == ["2026-11-30T23:59:59-03:00"]
    until(world, datetime(2026, 12, 5, 12, 0, tzinfo=UTC))
    assert world.ticket().status == "solved", "seven days after the refusal its reason may still come"
    until(world, datetime(2026, 12, 5, 14, 0, tzinfo=UTC))
    assert (world.ticket().outcome, world.outcome(refusal)) == ("expired", "hold-expired")
    assert world.last(MARIA).says("encerrado por decurso de prazo")


def test_a_reason_in_time_completes_the_refusal(world: World) -> None:
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.later(days=1)
    refusal = world.reply(world.last(MARIA), "RECUSAR")
    world.work_off()
    world.reply(world.last(MARIA), "RECUSAR: o manual não diz isso.")
    world.work_off()
    assert (world.ticket().status, world.outcome(refusal)) == ("assigned", "completed")


def test_many_at_once_are_told_of_no_faster_than_others_are_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(5):
        lacking(world, subject=f"Portal {n}")
    monkeypatch.setattr(caps, "ANSWERS", 2)
    ended: list[int] = []
    world.clock.at = AFTER
    for _ in range(4):
        world.work_off()
        ended.append(sum(kind == "hold_ended" for kind, _ in kinds(world)))
        world.clock.at += timedelta(hours=1, minutes=1)
    assert ended == [2, 4, 5, 5]
