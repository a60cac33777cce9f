"""Digests: what supervisors get each working day at 07:30, what stands in them, and what never does."""

import csv
from datetime import UTC, datetime, timedelta

import pytest

from gateway.clockwork.digesting import sending
from tests import canaries
from tests.stories.handed import MARCOS, SILVIA
from tests.world import ANA, MARIA, MONDAY, PAULO, World

TUESDAY_0730 = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


@pytest.fixture
def begun(world: World) -> World:
    """The gateway on a Monday morning at ten, with the next digest set."""
    sending.begin(world.tools)
    return world


def until(world: World, instant: datetime) -> None:
    world.later(seconds=(instant - world.clock()).total_seconds())


def test_each_supervisor_gets_the_groups_supervised_at_half_past_seven(begun: World) -> None:
    begun.mail_in(MARIA, "[11] Dúvida")
    begun.work_off()
    begun.reply(begun.last(ANA), "SOLUCIONAR\nAssim.")
    begun.work_off()
    until(begun, TUESDAY_0730 - timedelta(seconds=1))
    assert not begun.letters(MARCOS, "Resumo")
    until(begun, TUESDAY_0730)
    letter = begun.last(MARCOS)
    assert letter.subject == "Resumo do dia 24/11: 1 aberto, 0 atrasados"
    assert letter.says("21150.SR-1", "de 23/11/2026 07:30 a 24/11/2026 07:30", "Abertos: 1 (0)", "Solucionados: 1 (0)")
    assert letter.says("ESPERAM APROVAÇÃO: 1", begun.ticket().number, "11 - PORTAL DE REQUERIMENTOS")
    assert begun.last(SILVIA).says("21150.SR-3", "Abertos: 0 (0)", "Nenhum chamado aberto.")
    assert not begun.letters(ANA, "Resumo")
    assert not begun.letters(PAULO, "Resumo")


def test_the_weekend_is_covered_on_monday_and_the_week_on_its_first_working_day(begun: World) -> None:
    for day in range(4):  # to Friday
        until(begun, TUESDAY_0730 + timedelta(days=day))
    begun.mail_in(MARIA, "[11] Dúvida de sábado")
    until(begun, TUESDAY_0730 + timedelta(days=6))  # Monday
    day, week = begun.letters(MARCOS)[-2:]
    assert day.says("Resumo do dia do grupo 21150.SR-1, de 27/11/2026 07:30 a 30/11/2026 07:30", "Abertos: 1 (0)")
    assert week.says("Resumo da semana", "de 23/11/2026 07:30 a 30/11/2026 07:30")
    # Tuesday to Friday, then Monday's two.
    assert [letter.subject[:14] for letter in begun.letters(MARCOS, "Resumo")] == ["Resumo do dia "] * 5 + ["Resumo da sema"]


def test_after_a_standstill_one_digest_covers_it(begun: World) -> None:
    until(begun, TUESDAY_0730)
    begun.clock.at += timedelta(days=3, hours=2)
    begun.work_off()
    late = begun.letters(MARCOS, "Resumo do dia")[1:]
    assert len(late) == 1
    assert late[0].says("de 24/11/2026 07:30 a 27/11/2026 07:30")


def test_two_that_begin_set_one_digest(begun: World) -> None:
    sending.begin(begun.tools)
    until(begun, TUESDAY_0730)
    sending.begin(begun.tools)
    begun.work_off()
    assert len(begun.letters(MARCOS)) == 1


def test_nobody_who_left_and_no_word_of_anybody(begun: World) -> None:
    begun.mail_in(MARIA, f"[11] Sobre {canaries.CPF}")
    begun.mail_in(MARIA, "[1] Desvio de verba na entidade")
    begun.work_off()
    begun.reply(begun.last(ANA), "SOLUCIONAR\nAssim.")
    begun.work_off()
    begun.change(SILVIA, active=False)
    until(begun, TUESDAY_0730)
    assert not begun.letters(SILVIA)
    letter = begun.last(MARCOS)
    assert letter.says("Abertos: 2", "Sigilosos abertos, que só o grupo vê: 1")
    hidden = begun.ticket()
    assert hidden.confidential
    html = letter.mail.get_body(("html",))
    assert html is not None
    for part in (letter.text, html.get_content()):
        assert not any(word in part for word in (canaries.CPF, "Desvio", "Sobre", "Maria", hidden.number))


def test_an_item_far_above_its_usual_is_named(begun: World) -> None:
    begun.mail_in(MARIA, "[5] Curso")
    begun.work_off()
    until(begun, TUESDAY_0730 + timedelta(days=7))
    for n in range(6):
        begun.mail_in(MARIA, f"[11] Pane {n}")
    begun.work_off()
    until(begun, TUESDAY_0730 + timedelta(days=8))
    assert begun.last(MARCOS).says("DÚVIDAS: 6 chamados. O normal seria nenhum: pode ser uma pane.")
    assert begun.last(MARCOS).says("6 e-mails recebidos, 6 com destino, 0 sem destino.")


def test_a_report_does_not_count_the_mail_that_asks_for_it_as_lost(begun: World) -> None:
    begun.mail_in(MARIA, "[11] Dúvida")
    begun.work_off()
    begun.mail_in(MARCOS, "", "RELATÓRIO")
    begun.clock.at += timedelta(seconds=2)
    begun.work_off()
    assert begun.last(MARCOS).says("1 e-mail recebido, 1 com destino, 0 sem destino.", "A planilha com todos os números vai em anexo.")
    assert not begun.last(MARCOS).says("Há e-mail sem destino")


def test_a_mail_that_nobody_worked_off_is_told(begun: World) -> None:
    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(begun.jobs, "hear", lambda: False)
        begun.mail_in(MARIA, "[11] Dúvida")
        until(begun, TUESDAY_0730)
    assert begun.last(MARCOS).says("1 e-mail recebido, 0 com destino, 1 sem destino.", "Há e-mail sem destino.")


@pytest.mark.parametrize("words", ["RELATÓRIO 30\nCONSULTAR", "CONSULTAR\nRELATÓRIO 30"])
def test_a_report_and_a_list_may_be_asked_in_one_mail(begun: World, words: str) -> None:
    begun.mail_in(MARCOS, "", words)
    begun.work_off()
    assert {letter.subject.partition(" ")[0] for letter in begun.letters(MARCOS)} == {"Relatório", "Fila"}


def test_nothing_is_odd_before_its_usual_is_known(begun: World) -> None:
    for n in range(6):
        begun.mail_in(MARIA, f"[11] Primeira {n}")
    begun.work_off()
    until(begun, TUESDAY_0730)
    assert begun.last(MARCOS).says("DÚVIDAS: 6 (sem dados)")
    assert not begun.last(MARCOS).says("Pode ser uma pane")


@pytest.mark.parametrize(("words", "days"), [("RELATÓRIO", 7), ("Relatório 30 dias, com CSV", 30), ("RELATÓRIO 1", 1)])
def test_a_report_on_demand_comes_with_its_sheet(world: World, words: str, days: int) -> None:
    world.mail_in(MARIA, "[11] Dúvida")
    world.work_off()
    world.later(minutes=1)
    asked = world.mail_in(MARCOS, "", words)
    world.work_off()
    assert world.outcome(asked) == "answered"
    letter = world.last(MARCOS)
    since = MONDAY - timedelta(days=days)
    assert letter.says("Relatório do grupo 21150.SR-1", f"de {since:%d/%m/%Y} 10:01 a 23/11/2026 10:01", "Abertos: 1 (0)")
    sheet = letter.files["relatorio.csv"].decode("utf-8-sig")
    rows = list(csv.reader(sheet.splitlines(), delimiter=";"))
    assert rows[1] == ["movimento", "Abertos", "1", "0"]
    assert {len(row) for row in rows} == {4}
    assert ["abertos no dia", "2026-11-23", "1", ""] in rows
    assert "Maria" not in sheet


def test_a_report_is_for_those_who_supervise(world: World) -> None:
    for sender, outcome, words in ((ANA, "answered", "O relatório é de quem supervisiona algum grupo."), (MARIA, "held-code", "")):
        asked = world.mail_in(sender, "RELATÓRIO", "RELATÓRIO")
        world.work_off()
        assert world.outcome(asked) == outcome
        assert world.last(sender).says(words)
        assert not world.last(sender).files


def test_whoever_is_proven_for_one_ticket_is_asked_to_write_anew(world: World) -> None:
    world.mail_in(MARIA, "[11] Dúvida", "Como?")
    world.work_off()
    world.reply(world.last(ANA), "TRANSFERIR 21150.SR-3")
    world.work_off()
    world.reply(world.last(PAULO), "NOTA\nVejam.")
    world.work_off()
    world.change(SILVIA, profile=frozenset({"tecnico", "supervisor"}), groups=("21150.SR-3",))
    world.mail_in(MARIA, f"Sobre {world.ticket().number}", "E então?")
    world.work_off()
    asked = world.reply(world.last(SILVIA), "RELATÓRIO", login=False)
    world.work_off()
    assert world.outcome(asked) == "answered"
    assert world.last(SILVIA).says("Escreva RELATÓRIO em um e-mail novo")
