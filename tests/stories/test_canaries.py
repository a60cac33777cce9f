"""A CPF in every place of a mail, and the whole life of its ticket: where is it found again? (T103, T105; tests/canaries.py watches)"""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.commands.line import cli
from gateway.post.relay import Permanent
from storage.tables import Event, Inbound
from tests.canaries import FILED, NAMED, NB, NOTED, OTHERS, SIGNED, SOLVED, TITLED, WRITTEN, in_headers, within
from tests.world import ADDRESS, ANA, CARLOS, JOAO, MARIA, PNG, World

MARCOS = "marcos.teles@sr1.atendimento.example"
COVERED = "***.518.926-**"


def opened(world: World, code: int = 12) -> None:
    """One in the subject, the name of the sender, the text, the signature and the name of a file."""
    own = {"From": f'"Maria CPF {NAMED}" <{MARIA}>'}
    text = f"O segurado do CPF {WRITTEN}, benefício {NB}, não entra.\n\n-- \nMaria Aparecida\nCPF {SIGNED}\n"
    world.mail_in(MARIA, f"[{code}] Acesso de {TITLED}, NB {NB}", text, headers=own, files={f"rg {FILED}.png": PNG})
    world.work_off()


def test_the_ticket_keeps_what_was_written_and_every_letter_shows_it_masked_elsewhere(world: World) -> None:
    opened(world)
    assert world.ticket().title == f"Acesso de {TITLED}, NB {NB}"
    for person in (MARIA, ANA, CARLOS):
        letter = world.last(person)
        assert letter.subject == f"[L_61123001] Acesso de {COVERED}, NB ***.***.374-*"
        assert letter.says(f"Título: Acesso de {COVERED}", f"rg {COVERED}.png")
    assert world.last(ANA).says(f"O segurado do CPF {WRITTEN}, benefício {NB}, não entra."), "what was written is the ticket"
    assert list(world.last(ANA).files.items()) == [(f"rg {COVERED}.png", PNG)]


def test_the_buttons_carry_the_masked_subject_and_the_answer_still_finds_its_ticket(world: World) -> None:
    opened(world)
    html = world.last(ANA).mail.get_body(("html",))
    assert html is not None
    assert "subject=%5BL_61123001%5D%20Acesso%20de%20%2A%2A%2A.518.926-%2A%2A" in html.get_content()
    mail = world.mail_in(MARIA, f"RES: {world.last(MARIA).subject}", "Mais um detalhe.")
    world.work_off()
    assert world.outcome(mail) == "commented"
    assert world.count() == 1
    assert world.last(ANA).mail["References"].split()[0] == world.letters(ANA)[0].mail["Message-ID"]


def test_a_masked_title_that_reads_as_an_order_orders_nothing(world: World) -> None:
    world.mail_in(MARIA, f"[11] RECUSAR {TITLED.replace('.', '').replace('-', '')}")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.work_off()
    assert COVERED in world.last(MARIA).subject
    mail = world.reply(world.last(MARIA), "")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("commented", "solved")


def live(world: World) -> None:
    """Everything that happens to a ticket, up to its expiry."""
    opened(world)
    world.reply(world.last(ANA), f"O {WRITTEN} já aparece?", files={f"tela {FILED}.png": PNG})
    world.work_off()
    world.reply(world.last(CARLOS), f"NOTA\nConfere com o {NOTED}.", files={f"nota {NOTED}.png": PNG})
    world.work_off()
    world.mail_in(MARCOS, f"Sobre {world.ticket().number}", f"Vejam também o {NOTED}.")
    world.work_off()
    world.reply(world.last(MARIA), f"Ainda não: {WRITTEN}.")
    world.work_off()
    world.reply(world.last(ANA), f"SOLUCIONAR\nO {SOLVED} foi liberado.")
    world.work_off()
    world.reply(world.last(MARIA), f"RECUSAR: falta o {WRITTEN}.")
    world.work_off()
    world.relay.refuses[MARIA] = Permanent(550, f"5.1.1 <{NAMED}> unknown")
    world.reply(world.last(ANA), f"SOLUCIONAR\nAgora o {SOLVED} também.")
    world.later(minutes=1)
    assert world.last(ANA).says("não chegou")
    world.relay.refuses.clear()
    world.reply(world.last(ANA), f"SOLUCIONAR\nO {SOLVED} foi liberado de novo.")
    world.work_off()
    world.mail_in(JOAO, f"Sobre {world.ticket().number}", f"E o {WRITTEN}?")
    for _ in range(9 * 24):
        world.later(hours=1)
    world.reply(world.last(MARIA), f"O {WRITTEN} voltou a falhar.")
    world.work_off()


def test_the_whole_life_of_a_ticket_tells_nobody_more_than_is_theirs(world: World) -> None:
    live(world)
    kinds = {"opened", "replied", "noted", "commented", "solved", "refused", "after-closing"}
    with world.tools.database.reading() as session:
        outcomes = {outcome for (outcome,) in session.query(Inbound.outcome)}
        payloads = [payload for (payload,) in session.query(Event.payload)]
    assert kinds <= outcomes
    assert world.ticket().outcome == "expired"
    assert [x for x in world.letters(MARIA) if x.says("Faltam 2 dias") or x.says("Hoje é o último dia")], "reminders are part of it"
    assert not [leak for letter in world.relay.letters for leak in in_headers(letter.mail)]
    notes = [letter for letter in world.relay.letters if NOTED in letter.text]
    assert {letter.to for letter in notes} <= {ANA, CARLOS, "helena.matos@sr1.atendimento.example", MARCOS}
    assert within("".join(payloads).encode()) == frozenset(), "the chain of events holds no personal value"


def test_no_list_of_the_operators_shows_one_and_the_raw_mail_does(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live(world)
    world.mail_in(MARIA, "[11] Não lido ainda", headers={"From": MARIA})
    world.raw_in(f"From: <{NAMED}@x.example>\r\nMessage-ID: <{SIGNED}@x>\r\n\r\n".encode(), mail_from=f"{NAMED}@x.example")
    world.jobs.hear()
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    lists = [("ticket", "list"), ("ticket", "show", world.ticket().number), ("mail", "list"), ("due",), ("people",)]
    lists += [("mail", "show", row["id"]) for row in map(json.loads, run("mail", "list", "--json").splitlines())]
    for words in lists:
        assert within(run(*words, "--json").encode()) == frozenset(), words
        assert within(run(*words).encode()) == frozenset(), words
    assert COVERED in run("ticket", "list")
    assert {TITLED, NAMED, WRITTEN, SIGNED, FILED} <= within(run("mail", "show", "in-1", "--raw").encode())


def run(*words: str) -> str:
    done = CliRunner().invoke(cli, list(words))
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("where", ["Subject", "name"])
def test_letters_without_a_ticket_show_none_either(world: World, where: str) -> None:
    """The catalogue, the question for the entity, whom the channel serves, what cannot be done."""
    subject = f"Acesso de {TITLED}" if where == "Subject" else "Acesso"
    for person, number in ((MARIA, ""), (ANA, ""), ("antonio@consultoria-padualima.example", "[9] "), (JOAO, "L_61123777 ")):
        own = {"From": f'"{NAMED}" <{person}>'}
        world.mail_in(person, f"{number}{subject}", f"Do {WRITTEN}.", headers=own, files={f"{FILED}.png": PNG})
    world.work_off()
    assert len(world.relay.letters) == 4
    for letter in world.relay.letters:
        assert within(f"{letter.mail.as_string()} {letter.text}".encode()) == frozenset()


def test_an_address_that_is_a_cpf_is_masked_where_it_is_told(world: World) -> None:
    """A bounce names the address that failed: the technicians read it covered, as they do in lists."""
    digits = OTHERS[0].replace(".", "").replace("-", "")
    world.change(MARIA, mail=(MARIA, f"{digits}@str-valesereno.example"))
    world.mail_in(MARIA, "[11] Dúvida", to=ADDRESS)
    world.work_off()
    world.relay.refuses[MARIA] = Permanent(550, f"5.1.1 <{digits}@str-valesereno.example> unknown")
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.later(minutes=1)
    assert world.last(ANA).says("não chegou")
    assert within(world.last(ANA).mail.as_bytes()) == frozenset()
