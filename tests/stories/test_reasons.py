"""Which refusals are met by nobody else in these stories? Each is given, says why and what to do, and changes nothing."""

from tests.world import ANA, CARLOS, MARIA, World


def test_a_word_that_does_nothing_in_a_ticket_says_so_and_reaches_the_technician(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    mail = world.reply(world.last(MARIA), "CONFIRMAR")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status) == ("not-available", "assigned")
    assert world.last(ANA).says("CONFIRMAR")
    assert world.last(MARIA).says("Essa ordem não está disponível por e-mail.", "Se precisa de algo do chamado, responda em texto comum.")


def test_text_before_an_order_sends_nothing_and_says_where_the_order_belongs(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    entity = len(world.letters(MARIA))
    mail = world.reply(world.last(ANA), "Segue a resposta para a entidade.\nSOLUCIONAR\nVeja o manual.")
    world.work_off()
    assert (world.outcome(mail), world.ticket().status, len(world.letters(MARIA))) == ("unclear", "assigned", entity)
    assert world.last(ANA).says("A mensagem traz texto antes da ordem.", "Envie de novo com a ordem na primeira linha.")


def test_what_a_technician_writes_after_the_end_changes_nothing_and_is_answered(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.reply(world.last(MARIA), "CANCELAR")
    world.work_off()
    mail = world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    assert (world.outcome(mail), world.ticket().outcome) == ("after-closing", "withdrawn")
    assert world.last(ANA).says("Este chamado já está fechado.", "Você não precisa fazer mais nada.")
    assert not world.last(MARIA).says("Veja o manual.")


def test_nobody_who_has_left_is_given_a_ticket(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.change(CARLOS, active=False)
    world.reply(world.last(ANA), f"ATRIBUIR {CARLOS}")
    world.work_off()
    assert world.ticket().technician == ""
    assert world.last(ANA).says("Carlos Eduardo Pinto não está mais no cadastro", "Escolha outra pessoa do grupo e envie a ordem de novo.")
