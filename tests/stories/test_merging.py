"""MESCLAR: two tickets of the same matter become one, either way round; who hears of it, and what it brings along."""

import pytest

from tests.stories.handed import HELENA, heard, write
from tests.stories.merged import OTHER, A, B, about, files, moves, opened, said, two_of_one
from tests.world import ANA, CARLOS, JOAO, MARIA, PNG, Letter, World


@pytest.fixture
def two(world: World) -> tuple[Letter, Letter]:
    """A of Maria, B of João."""
    return two_of_one(world)


@pytest.mark.parametrize("words", ["MESCLAR {}", "Mesclar com o chamado {}.", "MESCLAR: {}"])
def test_the_older_becomes_part_of_the_younger(world: World, two: tuple[Letter, Letter], words: str) -> None:
    assert write(world, two[0], words.format(B)) == "merged"
    older, younger = world.ticket(A), world.ticket(B)
    assert (older.status, older.outcome, older.merged_into, younger.status) == ("closed", "merged", B, "assigned")
    assert moves(world, A)[-1] == "merge"
    assert moves(world, B)[-1] == "absorb"
    assert said(world, B) == ["Dá erro.", "O portal não abre."]
    assert files(world, B) == [(1, "erro.png"), (2, "tela.png")]


def test_the_younger_becomes_part_of_the_older(world: World, two: tuple[Letter, Letter]) -> None:
    assert write(world, two[1], f"MESCLAR {A}") == "merged"
    assert (world.ticket(B).merged_into, world.ticket(A).status) == (A, "assigned")
    assert said(world, A) == ["O portal não abre.", "Dá erro."]


def test_who_opened_it_is_told_where_it_goes_on(world: World, two: tuple[Letter, Letter]) -> None:
    before = len(world.letters(JOAO))
    write(world, two[0], f"MESCLAR {B}")
    told = world.last(MARIA)
    assert about(told, A)
    assert told.says(f"Seu chamado {A} continua como {B}", "Erro ao entrar", "Quem abriu: João Batista Nogueira", "nem enviar nada de novo")
    assert told.says("O que se escreve em qualquer das duas conversas chega à equipe.", "vão a João Batista Nogueira")
    assert len(world.letters(JOAO)) == before, "nothing of João's has changed"
    write(world, told, f"CONSULTAR {B}")
    assert world.last(MARIA).says(f"histórico do chamado {B}", "Outro chamado foi juntado a este")


def test_both_of_one_person(world: World) -> None:
    first = opened(world)
    opened(world, subject="[11] Portal de novo")
    write(world, first, f"MESCLAR {B}")
    assert world.last(MARIA).says(f"continua como {B}", "Portal de novo")
    assert not world.last(MARIA).says("Quem abriu:")


def test_the_group_hears_once_and_the_writer_what_was_done(world: World, two: tuple[Letter, Letter]) -> None:
    before = len(world.relay.letters)
    write(world, two[0], f"MESCLAR {B}\nMaria e João são da mesma sala.", files={"sala.png": PNG + b"3"})
    assert heard(world, before) == sorted([ANA, CARLOS, HELENA, MARIA])
    assert world.last(ANA).says(f"O chamado {A} foi juntado ao {B}", "Isso não tem volta.", "foi avisado", "A nota interna foi guardada")
    got = world.last(CARLOS)
    assert about(got, B)
    assert got.says(
        f"Ana Lúcia Barros juntou a este chamado o {A}", "O portal não abre.", "Maria e João são da mesma sala.", "ANEXO 2: tela.png"
    )
    assert got.files == {"tela.png": PNG, "sala.png": PNG + b"3"}
    assert files(world, B) == [(1, "erro.png"), (2, "tela.png"), (501, "sala.png")]
    write(world, got, "ANEXO 501")
    assert world.last(CARLOS).files == {"sala.png": PNG + b"3"}
    assert not [x for x in world.letters(MARIA) + world.letters(JOAO) if x.says("mesma sala")]


def test_the_technician_of_each_hears(world: World, two: tuple[Letter, Letter]) -> None:
    write(world, two[0], "ASSUMIR", sender=HELENA)
    write(world, two[1], "ASSUMIR", sender=CARLOS)
    before = len(world.relay.letters)
    write(world, two[0], f"MESCLAR {B}")
    assert heard(world, before) == sorted([ANA, CARLOS, HELENA, MARIA])
    assert world.last(HELENA).says(f"juntou o chamado {A} a outro, do mesmo problema", f"Tudo continua no chamado {B}")
    assert world.last(CARLOS).says("juntou a este chamado")
    assert world.ticket(B).technician == world.person(CARLOS).id


def test_what_comes_later_stands_behind_what_was_brought(world: World, two: tuple[Letter, Letter]) -> None:
    write(world, two[1], "Desde quando?")
    write(world, two[0], f"MESCLAR {B}")
    world.reply(world.letters(JOAO)[-1], "Desde cedo.", files={"cedo.png": PNG + b"4"})
    world.work_off()
    assert files(world, B) == [(1, "erro.png"), (2, "tela.png"), (3, "cedo.png")]
    assert said(world, B) == ["Dá erro.", "Desde quando?", "O portal não abre.", "Desde cedo."]
    assert world.last(ANA).says("Maria Aparecida da Conceição, no chamado L_61123001 (representante)")


def test_an_old_letter_names_the_files_as_they_were(world: World, two: tuple[Letter, Letter]) -> None:
    receipt = world.letters(MARIA)[0]
    write(world, two[0], f"MESCLAR {B}")
    assert write(world, receipt, "ANEXO 1", login=False) == "answered"
    assert world.last(MARIA).files == {"tela.png": PNG}
    assert write(world, world.last(MARIA), "ANEXO 1") == "answered"
    assert world.last(MARIA).files == {"erro.png": OTHER}, "the answer was about B, and so is what is written to it"
    write(world, two[0], "ANEXO 2")
    assert world.last(ANA).files == {"tela.png": PNG}, "no number of the old one"


def test_the_files_of_a_note_stay_with_it(world: World, two: tuple[Letter, Letter]) -> None:
    write(world, two[0], f"RECLASSIFICAR 13\n\nNOTA: veja a tela\n\nMESCLAR {B}", files={"nota.png": PNG + b"6"})
    assert files(world, B)[-1] == (501, "nota.png")
    assert said(world, B) == ["Dá erro.", "O portal não abre.", "veja a tela"]
    brought = [letter for letter in world.letters(CARLOS) if about(letter, B)][-1]
    assert brought.says("Assunto: 15 - ", "ANEXO 501: nota.png")


def test_a_solution_and_its_days_end_with_it(world: World, two: tuple[Letter, Letter]) -> None:
    write(world, two[0], "SOLUCIONAR\nReiniciamos.")
    solution = world.last(MARIA)
    assert write(world, two[0], f"MESCLAR {B}") == "merged"
    assert world.last(ANA).says("A solução que esperava resposta deixa de valer.")
    before = len(world.letters(MARIA))
    world.later(days=20)
    assert len(world.letters(MARIA)) == before, "no reminder, no end"
    assert write(world, solution, "APROVAR") == "undecided-of-merged"
    assert world.ticket(B).status == "assigned"
    assert world.last(MARIA).says(f"chamado que foi juntado ao {B}", "não decide nada")
    assert world.last(CARLOS).says("APROVAR")


def test_the_days_of_the_other_stay(world: World, two: tuple[Letter, Letter]) -> None:
    write(world, two[1], "SOLUCIONAR\nReiniciamos.")
    before = world.ticket(B)
    world.later(hours=1)
    write(world, two[0], f"MESCLAR {B}", sender=CARLOS)
    after = world.ticket(B)
    assert (after.status, after.deadline_at, after.round) == ("solved", before.deadline_at, before.round)
    assert world.last(ANA).says("juntou a este chamado", "A solução do L_61123002 continua", "O portal não abre.")
    write(world, world.last(JOAO), "APROVAR")
    assert world.ticket(B).outcome == "approved"


def test_a_question_that_waits_goes_on_waiting(world: World, two: tuple[Letter, Letter]) -> None:
    write(world, two[1], "PENDENTE\nQual navegador?")
    before = world.ticket(B)
    write(world, two[0], f"MESCLAR {B}")
    assert (world.ticket(B).status, world.ticket(B).deadline_at) == ("pending", before.deadline_at)
    world.later(days=8)
    assert world.last(JOAO).says("Qual navegador?")
    assert not world.last(JOAO).says("O portal não abre.")


def test_what_follows_in_the_same_mail_is_not_done(world: World, two: tuple[Letter, Letter]) -> None:
    assert write(world, two[0], f"NOTA: o mesmo erro\n\nMESCLAR {B}\n\nSOLUCIONAR\nFeito.") == "merged"
    assert world.last(ANA).says("A nota interna foi guardada", f"foi juntado ao {B}", "O chamado terminou com a ordem de cima.")
    assert world.ticket(B).status == "assigned"
    assert said(world, B) == ["Dá erro.", "O portal não abre.", "o mesmo erro"]


def test_when_the_opener_left_the_entitys_others_hear(world: World, two: tuple[Letter, Letter]) -> None:
    world.change(MARIA, active=False)
    before = len(world.relay.letters)
    write(world, two[0], f"MESCLAR {B}")
    assert heard(world, before) == sorted([ANA, CARLOS, HELENA, JOAO])
    assert world.last(JOAO).says(f"Seu chamado {A} continua como {B}")


def test_what_a_sender_wrote_stays_text(world: World) -> None:
    notice = opened(world, MARIA, "[11] <b>{{7*7}}</b>\u202e", "<script>x</script> %(by)s", tela=PNG)
    opened(world, JOAO, "[11] <i>{{8*8}}</i>")
    write(world, notice, f"MESCLAR {B}\n<u>nota</u>")
    for letter in (world.last(CARLOS), world.last(MARIA)):
        page = letter.mail.get_body(("html",))
        assert page is not None
        assert not {"<script>", "<b>", "<i>{{", "<u>"} & set(page.get_content().split())
    assert world.last(MARIA).says("<i>{{8*8}}</i>")


def test_sent_twice_it_is_done_once(world: World, two: tuple[Letter, Letter]) -> None:
    headers = {"Message-ID": "<mesclar@sr1.example>"}
    mails = [world.mail_in(ANA, two[0].subject, f"MESCLAR {B}", to=str(two[0].mail["Reply-To"]), headers=headers) for _ in range(2)]
    world.work_off()
    assert [world.outcome(mail) for mail in mails] == ["merged", "duplicate"]
    assert moves(world, B).count("absorb") == 1
