"""What does a desk do all day? One run through most of what mails, letters and timers bring about, for what the database is asked by it."""

from gateway.clockwork.digesting import sending
from gateway.clockwork.sweeper import Sweeper
from gateway.console.health.looking import look
from storage.counting import reconciliation
from storage.schedule import timers
from tests.stories.handed import MARCOS
from tests.world import ANA, ANTONIO, CONCEICAO, MARIA, PNG, RITA, Letter, World

FILES = {"tela.png": PNG}


def opened(world: World, sender: str = MARIA, subject: str = "[11] Dúvida sobre o portal") -> Letter:
    """A ticket; the letter of Ana's group."""
    world.mail_in(sender, subject, "O portal não abre desde cedo.", files=FILES)
    world.work_off()
    return world.last(ANA)


def answered(world: World, letter: Letter, *texts: str) -> None:
    """Answers to a letter, one after the other."""
    for text in texts:
        world.reply(letter, text)
        world.work_off()


def live(world: World) -> None:
    """A morning and the days after it."""
    sending.begin(world.tools)
    sweeper = Sweeper(world.tools.database, world.clock, lambda _job, _id: None, lambda: 0.0)
    sweeper.sweep()
    decided(world)
    asked(world)
    joined(world)
    doubted(world)
    world.later(days=2)
    world.later(days=12)
    sweeper.sweep()
    looked_at(world)


def decided(world: World) -> None:
    """Solved, refused, solved again, approved; and what is written afterwards."""
    notice = opened(world)
    answered(world, notice, "Estou vendo.", "SOLUCIONAR\nVeja o manual.")
    answered(world, world.last(MARIA), "RECUSAR: ainda há erro")
    answered(world, notice, "SOLUCIONAR\nAgora sim.")
    answered(world, world.last(MARIA), "APROVAR", "Obrigada!")


def asked(world: World) -> None:
    """Questions to a representative, orders among technicians, and what people ask to be shown."""
    notice = opened(world)
    answered(world, notice, "ASSUMIR", "NOTA\nÉ o mesmo de ontem.", "PERGUNTAR\nEm qual tela?", "CONSULTAR")
    answered(world, world.last(MARIA), "Na tela de entrada.", "ANEXO 1", "CONSULTAR")
    world.mail_in(MARIA, "CONSULTAR", "CONSULTAR")
    world.mail_in(ANA, "CONSULTAR", "CONSULTAR")
    world.mail_in(MARCOS, "RELATÓRIO 30", "RELATÓRIO 30")
    world.mail_in(ANTONIO, "Preciso de ajuda", "Não sei o código.")
    world.work_off()
    answered(world, world.last(ANTONIO), "11", "1")


def joined(world: World) -> None:
    """One of two tickets is merged into the other, and one leads an incident that others join."""
    one, other = opened(world), opened(world, RITA)
    number = other.subject[1 : other.subject.index("]")]
    answered(world, one, f"MESCLAR {number}", "Ainda sobre isso.")
    lead = opened(world, MARIA, "[12] Portal fora do ar")
    answered(world, lead, "INCIDENTE")
    opened(world, RITA, "[12] Portal fora do ar")
    world.later(hours=2)
    answered(world, lead, "SOLUCIONAR\nVoltou.")
    answered(world, world.last(RITA), "APROVAR")


def doubted(world: World) -> None:
    """Mails that claim to be from somebody, with and without a ticket's name, and a letter that came back."""
    world.mail_in(CONCEICAO, "[11] Pergunta", login=False)
    world.mail_in(CONCEICAO, "[11] Outra pergunta", login=False)
    world.work_off()
    answered_question = world.last(CONCEICAO)
    world.reply(answered_question, "CONFIRMAR", login=False)
    world.work_off()
    world.reply(answered_question, "CONFIRMAR", login=False)
    world.mail_in("estranho@fora.example", "Olá", login=False)
    world.work_off()


def looked_at(world: World) -> None:
    """What the commands ask, and whoever wants to know whether all is well."""
    with world.tools.database.reading() as session:
        reconciliation.by_day(session, world.tools.rules.calendar.local)
        timers.pending(session, world.clock())
    assert not [check for check in look(world.tools, world.settings) if "not known" in check.says]
