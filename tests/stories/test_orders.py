"""Several orders in one mail: each goes where it belongs, and one letter says line by line what was done and what was not."""

from tests.world import ANA, MARIA, PNG, Letter, World


def opened(world: World) -> Letter:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    return world.last(ANA)


def test_a_solution_and_a_note_go_where_they_belong(world: World) -> None:
    mail = world.reply(opened(world), "SOLUCIONAR\nO portal voltou.\n\nNOTA: foi o cache de novo")
    world.work_off()
    assert world.outcome(mail) == "noted"
    assert world.ticket().status == "solved"
    assert world.last(MARIA).says("O portal voltou.")
    assert not [m for m in world.letters(MARIA) if m.says("cache")]
    told = world.last(ANA)
    assert told.says("A solução foi registrada", "A nota interna foi guardada")


def test_files_between_a_note_and_a_word_to_the_entity_go_to_nobody(world: World) -> None:
    mail = world.reply(opened(world), "SOLUCIONAR\nO portal voltou.\n\nNOTA: veja", files={"painel.png": PNG})
    world.work_off()
    assert world.outcome(mail) == "unclear"
    assert world.ticket().status == "assigned"
    assert world.last(ANA).says("não ficou claro para quem são os arquivos")


def test_what_cannot_be_done_ends_it_and_is_said(world: World) -> None:
    world.reply(opened(world), "NOTA: foi o cache\n\nSOLUCIONAR")
    world.work_off()
    assert world.ticket().status == "assigned"
    assert world.last(ANA).says("A nota interna foi guardada", "O que vem depois disso não foi feito", "Não há texto nem arquivo")


def test_a_mail_full_of_orders_carries_none_out(world: World) -> None:
    world.mail_in(MARIA, "[12] Portal indisponível", files={"tela.png": PNG})
    world.work_off()
    before = len(world.relay.letters)
    mail = world.reply(world.last(ANA), "PENDENTE: Qual?\n" * 300)
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("unclear", "assigned")
    assert [letter.to for letter in world.relay.letters[before:]] == [ANA]
    assert world.last(ANA).says("ordens demais")
